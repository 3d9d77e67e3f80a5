import type { XmlEncoding } from './encoding.ts';
import {
  contentOf,
  firstAttributeOf,
  firstChildOf,
  lineOf,
  nameAddressOf,
  nameOf,
  namespaceOf,
  namespaceUri,
  nextOf,
  nodeType,
  type Pointer,
  parentOf,
  prevOf,
  typeOf,
  xmlDocGetRootElement,
  xmlFreeDoc,
  xmlNodeGetContent,
} from './libxml2.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A parsed document and small helpers to read it. An XmlElement is an address with a document: cheap to make, and
 * dead when its document is disposed (using it then throws, as does any use of a disposed document).
 */

/** A parsed document. It owns memory outside the garbage collector's reach: take it with `using`. */
export class XmlDocument implements Disposable {
  readonly encoding: XmlEncoding;
  /**
   * The names that paths into this document may show: those of the schema set that judged it last.
   * Before that, or outside it, a name is the sender's own text and is shown as `*`.
   */
  vocabulary: Vocabulary | undefined;
  #pointer: Pointer;
  readonly #texts = new Map<Pointer, string>();
  readonly #cleanups: (() => void)[] = [];

  /** Takes ownership of an xmlDoc; only the parser makes these. */
  constructor(pointer: Pointer, encoding: XmlEncoding) {
    this.#pointer = pointer;
    this.encoding = encoding;
  }

  /** Address of the xmlDoc, for the modules of this folder. */
  get pointer(): Pointer {
    if (this.#pointer === 0) throw new Error('The XML document was used after it had been disposed');
    return this.#pointer;
  }

  get root(): XmlElement {
    return new XmlElement(this, xmlDocGetRootElement(this.pointer));
  }

  /** A name or namespace by the address of its text; each is decoded once per document. */
  text(address: Pointer, read: () => string): string {
    const known = this.#texts.get(address);
    if (known !== undefined) return known;
    const text = read();
    this.#texts.set(address, text);
    return text;
  }

  /** Runs `cleanup` when the document is disposed. */
  onDispose(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  [Symbol.dispose](): void {
    if (this.#pointer === 0) return;
    for (const cleanup of this.#cleanups) cleanup();
    xmlFreeDoc(this.#pointer);
    this.#pointer = 0;
    this.#texts.clear();
  }
}

/** An element of a document. */
export class XmlElement {
  readonly document: XmlDocument;
  readonly #pointer: Pointer;

  constructor(document: XmlDocument, pointer: Pointer) {
    this.document = document;
    this.#pointer = pointer;
  }

  /** Address of the xmlNode, for the modules of this folder. */
  get pointer(): Pointer {
    if (this.document.pointer === 0) return 0; // the getter throws when disposed
    return this.#pointer;
  }

  /** Local name. */
  get name(): string {
    return localName(this.document, this.pointer);
  }

  /** Namespace URI; '' when it has none. */
  get namespace(): string {
    return namespace(this.document, this.pointer);
  }

  /** Line where its start tag ends, from 1. */
  get line(): number {
    return lineOf(this.pointer);
  }
}

const localName = (document: XmlDocument, node: Pointer): string =>
  document.text(nameAddressOf(node), () => nameOf(node));

function namespace(document: XmlDocument, node: Pointer): string {
  const ns = namespaceOf(node);
  return ns === 0 ? '' : document.text(ns, () => namespaceUri(ns));
}

const isNamed = (document: XmlDocument, node: Pointer, uri: string, name: string): boolean =>
  localName(document, node) === name && namespace(document, node) === uri;

/** First child element of this name, or undefined. */
export function child(element: XmlElement, namespaceUri: string, name: string): XmlElement | undefined {
  const { document } = element;
  for (let node = firstChildOf(element.pointer); node !== 0; node = nextOf(node)) {
    if (typeOf(node) === nodeType.element && isNamed(document, node, namespaceUri, name)) {
      return new XmlElement(document, node);
    }
  }
  return undefined;
}

/** All child elements of this name, in order. */
export function children(element: XmlElement, namespaceUri: string, name: string): XmlElement[] {
  const { document } = element;
  const found: XmlElement[] = [];
  for (let node = firstChildOf(element.pointer); node !== 0; node = nextOf(node)) {
    if (typeOf(node) === nodeType.element && isNamed(document, node, namespaceUri, name)) {
      found.push(new XmlElement(document, node));
    }
  }
  return found;
}

/** All child elements whatever their name, in order. */
export function elements(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = firstChildOf(element.pointer); node !== 0; node = nextOf(node)) {
    if (typeOf(node) === nodeType.element) found.push(new XmlElement(element.document, node));
  }
  return found;
}

/** The element that this one is in; undefined for the root. */
export function parent(element: XmlElement): XmlElement | undefined {
  const node = parentOf(element.pointer);
  return node !== 0 && typeOf(node) === nodeType.element ? new XmlElement(element.document, node) : undefined;
}

/** Text of the element and all below it, as it stands; '' when it has none. */
export const text = (element: XmlElement): string => textOf(element.pointer);

/** Value of an attribute: of one without namespace, as nearly all are, or of the namespace given. */
export function attr(element: XmlElement, name: string, namespaceUri = ''): string | undefined {
  const { document } = element;
  for (let node = firstAttributeOf(element.pointer); node !== 0; node = nextOf(node)) {
    if (isNamed(document, node, namespaceUri, name)) return textOf(node);
  }
  return undefined;
}

function textOf(node: Pointer): string {
  const first = firstChildOf(node);
  if (first === 0) return '';
  return typeOf(first) === nodeType.text && nextOf(first) === 0 ? contentOf(first) : xmlNodeGetContent(node);
}

/**
 * Where an element stands, as an XPath with positions: `/mh:MsgHead/mh:MsgInfo[1]/mh:Sender[1]`. Prefixes and names
 * are those of the schema set that judged the document; any other name becomes `*`, so that nothing of a sender's
 * making is shown.
 */
export function path(element: XmlElement): string {
  const { document } = element;
  const steps: string[] = [];
  let node = element.pointer;
  while (node !== 0 && typeOf(node) === nodeType.element) {
    const up = parentOf(node);
    const isRoot = up === 0 || typeOf(up) !== nodeType.element;
    steps.push(step(document, node, isRoot));
    node = up;
  }
  return `/${steps.reverse().join('/')}`;
}

function step(document: XmlDocument, node: Pointer, isRoot: boolean): string {
  const uri = namespace(document, node);
  const name = localName(document, node);
  const shown = document.vocabulary?.show(uri, name);
  if (isRoot) return shown ?? '*';
  let position = 1;
  for (let before = prevOf(node); before !== 0; before = prevOf(before)) {
    if (typeOf(before) !== nodeType.element) continue;
    if (shown === undefined || isNamed(document, before, uri, name)) position += 1;
  }
  return `${shown ?? '*'}[${position}]`;
}
