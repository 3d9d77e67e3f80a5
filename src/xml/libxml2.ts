import * as native from 'libxml2-wasm/lib/libxml2.mjs';
import { knownName } from './names.ts';

/**
 * The only door to libxml2's memory. We go below the published API of libxml2-wasm (its version is pinned) for
 * three reasons: its error collector walks all siblings of every faulty node, so that a hostile document costs
 * quadratic time; it hides libxml2's error numbers; and it makes a wrapper per node and a context per XPath.
 * Struct offsets are those of libxml2 on wasm32, as in the library's own source.
 */

/** An address in libxml2's memory; 0 is null. */
export type Pointer = number;

export const {
  xmlReadMemory,
  xmlNewParserCtxt,
  xmlFreeParserCtxt,
  xmlFreeDoc,
  xmlDocGetRootElement,
  xmlSchemaNewDocParserCtxt,
  xmlSchemaParse,
  xmlSchemaFree,
  xmlSchemaFreeParserCtxt,
  xmlSchemaNewValidCtxt,
  xmlSchemaFreeValidCtxt,
  xmlSchemaValidateDoc,
} = native;

/** Node kinds that we meet (xmlElementType). */
export const nodeType = { element: 1, attribute: 2, text: 3, cdata: 4, instruction: 7, comment: 8 } as const;

// Any struct will do to reach the memory it lies in; this one lives as long as the process.
const anchor = native.xmlXPathNewContext(0);
const viewMemory = (): Int32Array => new Int32Array(native.XmlNodeSetStruct.nodeTable(anchor, 0).buffer);
let memory = viewMemory();
let bytes = Buffer.from(memory.buffer);

/** The 32-bit word at an address. Reading a view is several times faster than the library's accessors. */
function word(address: Pointer): number {
  // Detached: the memory has grown.
  if (memory.length === 0) {
    memory = viewMemory();
    bytes = Buffer.from(memory.buffer);
  }
  return memory[address >> 2] ?? 0;
}

/** Bytes that libxml2 has taken from the system; it never gives any back. */
export const nativeMemory = (): number => {
  word(anchor); // renews the view if it must be
  return memory.byteLength;
};

export const typeOf = (node: Pointer): number => word(node + 4);
export const firstChildOf = (node: Pointer): Pointer => word(node + 12);
export const parentOf = (node: Pointer): Pointer => word(node + 20);
export const nextOf = (node: Pointer): Pointer => word(node + 24);
export const prevOf = (node: Pointer): Pointer => word(node + 28);
/** Points to the xmlNs of an element or attribute; 0 when it has no namespace. */
export const namespaceOf = (node: Pointer): Pointer => word(node + 36);
export const firstAttributeOf = (element: Pointer): Pointer => word(element + 44);
/** Address of the name's text: names are interned, so equal addresses mean equal names within a document. */
export const nameAddressOf = (node: Pointer): Pointer => word(node + 8);
export const nameOf = (node: Pointer): string => textAt(nameAddressOf(node));
export const firstNamespaceDeclarationOf = (element: Pointer): Pointer => word(element + 48);
export const namespaceAddressOf = (ns: Pointer): Pointer => word(ns + 8);
export const namespaceUri = (ns: Pointer): string => textAt(namespaceAddressOf(ns));
export const namespacePrefix = (ns: Pointer): string => textAt(word(ns + 12));
export const nextNamespace = (ns: Pointer): Pointer => word(ns);

/** Bytes looked at one by one before the native search takes over: about what its call costs. */
const walked = 64;

/** The text that ends with a zero byte; '' at address 0. */
function textAt(address: Pointer): string {
  if (address === 0) return '';
  word(address); // renews the view if it must be
  let end = address;
  let seen = 0;
  const near = address + walked;
  for (let byte = bytes[end] ?? 0; byte !== 0 && end < near; byte = bytes[end] ?? 0) {
    seen |= byte;
    end += 1;
  }
  if (end === near) return bytes.toString('utf8', address, bytes.indexOf(0, near));
  if (end === address) return '';
  // What is ASCII decodes faster as Latin-1.
  return bytes.toString(seen < 0x80 ? 'latin1' : 'utf8', address, end);
}

/** As `textAt`, of a name or namespace URI: those of the schemas are the same few in every document. */
export function nameAt(address: Pointer): string {
  word(address); // renews the view if it must be
  return knownName(bytes, address) ?? textAt(address);
}

/** Text of an element and all below it, or value of an attribute, or content of a text node, comment or PI. */
export function textOf(node: Pointer): string {
  const type = typeOf(node);
  if (type !== nodeType.element && type !== nodeType.attribute) return textAt(word(node + 40));
  const first = firstChildOf(node);
  if (first === 0) return '';
  return typeOf(first) === nodeType.text && nextOf(first) === 0
    ? textAt(word(first + 40))
    : native.xmlNodeGetContent(node);
}

const maxShortLine = 65_535;
const nodesTried = 12;

/**
 * Line of a node. Beyond 65,535 libxml2 keeps the number in text nodes only (XML_PARSE_BIG_LINES), so the nearest
 * text around the node gives it, a line or so off.
 */
export function lineOf(node: Pointer): number {
  const short = word(node + 56) & maxShortLine;
  if (short < maxShortLine) return short;
  let nearby = firstChildOf(node) || nextOf(node) || prevOf(node) || parentOf(node);
  for (let tries = 0; nearby !== 0 && tries < nodesTried; tries += 1) {
    if (typeOf(nearby) === nodeType.text) return word(nearby + 52) || maxShortLine;
    nearby = nextOf(nearby) || prevOf(nearby) || parentOf(nearby);
  }
  return maxShortLine;
}

/** What libxml2 says of one fault. `message` quotes the document: never pass it on. */
export interface NativeError {
  readonly code: number;
  /** 1 warning, 2 error, 3 fatal. */
  readonly level: number;
  readonly line: number;
  readonly column: number;
  readonly node: Pointer;
  readonly message: () => string;
}

const addFunction = (native as unknown as { addFunction: AddFunction }).addFunction;
type AddFunction = (callback: (data: number, error: Pointer) => void, signature: 'vii') => Pointer;

let listener: ((error: NativeError) => void) | undefined;
const onError = addFunction((_data, error) => {
  listener?.({
    code: word(error + 4),
    level: native.XmlErrorStruct.level(error),
    line: native.XmlErrorStruct.line(error),
    column: native.XmlErrorStruct.col(error),
    node: native.XmlErrorStruct.node(error),
    message: () => native.XmlErrorStruct.message(error),
  });
}, 'vii');

/** Runs `work` and hands every error it raises to `listen`, at once: a NativeError must not be kept. */
export function withErrors<T>(listen: (error: NativeError) => void, work: () => T): T {
  const outer = listener;
  listener = listen;
  try {
    return work();
  } finally {
    listener = outer;
  }
}

export const listenToParser = (context: Pointer): void => native.xmlCtxtSetErrorHandler(context, onError, 0);
export const listenToSchemaParser = (context: Pointer): void =>
  native.xmlSchemaSetParserStructuredErrors(context, onError, 0);
export const listenToValidator = (context: Pointer): void =>
  native.xmlSchemaSetValidStructuredErrors(context, onError, 0);
