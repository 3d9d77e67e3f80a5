import { type NotWellFormedReason, positionAt, type XmlFault } from './fault.ts';
import type { XmlLimits } from './limits.ts';

/**
 * Counts what a document holds before libxml2 sees it, and refuses DTDs and entities. One linear pass over bytes;
 * sound for UTF-8 and ISO-8859-1, where every byte below 128 is that ASCII character. It follows markup only as
 * far as it must (comments, CDATA, PIs, quoted values) and leaves well-formedness to the parser: where the two
 * could come to disagree, the document is malformed and the scan says so itself.
 */

const byte = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  exclamation: 0x21,
  quote: 0x22,
  hash: 0x23,
  ampersand: 0x26,
  apostrophe: 0x27,
  slash: 0x2f,
  less: 0x3c,
  equals: 0x3d,
  greater: 0x3e,
  question: 0x3f,
} as const;

/** Bytes looked at one by one before the native search takes over: about what its call costs. */
const walked = 64;
const predefined = ['amp;', 'lt;', 'gt;', 'quot;', 'apos;'].map((text) => Buffer.from(text));

const entityName = /^[^\s;&#<"']+;/;

/** Checks `bytes` against the limits; undefined when the parser may have it. */
export const scanXml = (bytes: Uint8Array, limits: XmlLimits): XmlFault | undefined =>
  new Scanner(bytes, limits).run();

class Scanner {
  readonly #bytes: Buffer;
  readonly #limits: XmlLimits;
  #at = 0;
  #depth = 0;
  #nodes = 0;
  #attributes = 0;
  #refused: XmlFault | undefined;

  constructor(bytes: Uint8Array, limits: XmlLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#limits = limits;
  }

  run(): XmlFault | undefined {
    for (;;) {
      const open = this.#seek(byte.less, this.#at);
      if (open < 0) return this.#refused;
      this.#at = open + 1;
      const fault = this.#markup(this.#bytes[open + 1]);
      if (fault !== undefined) return fault;
      if (this.#at === -1) return this.#unfinished();
    }
  }

  /** Reads one piece of markup whose `<` has been read, and leaves `#at` behind it, or at -1 if it never ends. */
  #markup(next: number | undefined): XmlFault | undefined {
    if (next === byte.slash) {
      if (--this.#depth < 0) return this.#malformed('mismatched-tag');
      this.#at = this.#closing(this.#at);
      return undefined;
    }
    if (next === byte.exclamation) return this.#declaration();
    if (next === byte.question) return this.#skipNode('?>', this.#at + 1);
    return this.#startTag();
  }

  /** Behind the `>` of an end tag; -1 when there is none. */
  #closing(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < bytes.length && bytes[at] !== byte.greater) at += 1;
    return at < bytes.length ? at + 1 : -1;
  }

  #declaration(): XmlFault | undefined {
    const bytes = this.#bytes;
    const start = this.#at + 1;
    if (bytes[start] === 0x2d && bytes[start + 1] === 0x2d) return this.#skipNode('-->', start + 2);
    const word = bytes.toString('latin1', start, start + 8);
    if (word.startsWith('[CDATA[')) return this.#skipNode(']]>', start + 7);
    if (/^(?:DOCTYPE|ELEMENT|ATTLIST|NOTATION|\[)/.test(word)) return this.#fault('xml-dtd');
    if (word.startsWith('ENTITY')) return this.#fault('xml-entity');
    return this.#malformed('bad-markup');
  }

  #startTag(): XmlFault | undefined {
    const bytes = this.#bytes;
    const limits = this.#limits;
    if (++this.#nodes > limits.maxElements) return this.#fault('xml-too-many-elements', limits.maxElements);
    if (++this.#depth > limits.maxDepth) return this.#fault('xml-too-deep', limits.maxDepth);
    let attributes = 0;
    let nameStart = this.#at;
    for (let at = this.#at; at < bytes.length; at += 1) {
      switch (bytes[at]) {
        case byte.greater:
          if (bytes[at - 1] === byte.slash) this.#depth -= 1;
          if (at - nameStart > limits.maxNameLength) return this.#nameTooLong();
          this.#at = at + 1;
          return this.#countAttributes(attributes);
        case byte.space:
        case byte.tab:
        case byte.lineFeed:
        case byte.carriageReturn:
        case byte.equals:
          if (at - nameStart > limits.maxNameLength) return this.#nameTooLong();
          nameStart = at + 1;
          break;
        case byte.quote:
        case byte.apostrophe: {
          if (++attributes > limits.maxAttributesPerElement) {
            return this.#fault('xml-too-many-attributes', limits.maxAttributesPerElement);
          }
          const end = this.#seek(bytes[at] ?? byte.quote, at + 1);
          if (end < 0) {
            this.#at = -1;
            return this.#refused;
          }
          at = end;
          nameStart = end + 1;
          break;
        }
        case byte.less:
          this.#at = at;
          return this.#malformed('bad-markup');
        default:
      }
    }
    if (bytes.length - nameStart > limits.maxNameLength) return this.#nameTooLong();
    this.#at = -1;
    return undefined;
  }

  #countAttributes(attributes: number): XmlFault | undefined {
    this.#attributes += attributes;
    const { maxAttributes } = this.#limits;
    return this.#attributes > maxAttributes
      ? this.#fault('xml-too-many-attributes', maxAttributes)
      : undefined;
  }

  /** A comment, PI or CDATA section: it costs a node too. */
  #skipNode(end: string, from: number): XmlFault | undefined {
    const { maxElements } = this.#limits;
    if (++this.#nodes > maxElements) return this.#fault('xml-too-many-elements', maxElements);
    this.#skipPast(end, from);
    return undefined;
  }

  #skipPast(end: string, from: number): void {
    const found = this.#bytes.indexOf(end, from, 'latin1');
    this.#at = found === -1 ? -1 : found + end.length;
  }

  /**
   * Position of a byte in text or in a quoted value, where references may stand; negative when it does not come or
   * a reference must be refused (then `#refused` says so). A short stretch is walked, a long one (attachments) is
   * left to the native search.
   */
  #seek(wanted: number, from: number): number {
    const bytes = this.#bytes;
    const near = Math.min(from + walked, bytes.length);
    for (let at = from; at < near; at += 1) {
      const value = bytes[at];
      if (value === wanted) return at;
      if (value === byte.ampersand && !this.#isAllowedReference(at)) return -1;
    }
    if (near === bytes.length) return -1;
    const found = bytes.indexOf(wanted, near);
    const stretch = bytes.subarray(near, found === -1 ? bytes.length : found);
    for (let at = stretch.indexOf(byte.ampersand); at !== -1; at = stretch.indexOf(byte.ampersand, at + 1)) {
      if (!this.#isAllowedReference(near + at)) return -1;
    }
    return found;
  }

  /** A reference to anything but a character or one of the five predefined entities is refused. */
  #isAllowedReference(at: number): boolean {
    const bytes = this.#bytes;
    if (bytes[at + 1] === byte.hash || this.#isPredefined(at + 1)) return true;
    const name = bytes.toString('latin1', at + 1, at + 1 + this.#limits.maxNameLength);
    this.#at = at;
    this.#refused = entityName.test(name) ? this.#fault('xml-entity') : this.#malformed('bad-reference');
    return false;
  }

  #isPredefined(at: number): boolean {
    const bytes = this.#bytes;
    return predefined.some((name) => {
      for (let index = 0; index < name.length; index += 1)
        if (bytes[at + index] !== name[index]) return false;
      return true;
    });
  }

  #nameTooLong(): XmlFault {
    return this.#fault('xml-name-too-long', this.#limits.maxNameLength);
  }

  #unfinished(): XmlFault {
    this.#at = this.#bytes.length;
    return this.#malformed('premature-end');
  }

  #malformed(reason: NotWellFormedReason): XmlFault {
    return { ...this.#fault('xml-not-well-formed'), reason };
  }

  #fault(code: XmlFault['code'], limit?: number): XmlFault {
    const place = positionAt(this.#bytes, Math.max(0, this.#at));
    return limit === undefined ? { code, ...place } : { code, ...place, limit };
  }
}
