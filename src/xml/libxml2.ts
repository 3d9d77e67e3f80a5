import * as native from 'libxml2-wasm/lib/libxml2.mjs';

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
  xmlNodeGetContent,
  xmlSchemaNewDocParserCtxt,
  xmlSchemaParse,
  xmlSchemaFree,
  xmlSchemaFreeParserCtxt,
  xmlSchemaNewValidCtxt,
  xmlSchemaFreeValidCtxt,
  xmlSchemaValidateDoc,
  xmlXPathCtxtCompile,
  xmlXPathNewContext,
  xmlXPathFreeContext,
  xmlXPathFreeCompExpr,
  xmlXPathSetContextNode,
  xmlXPathCompiledEval,
  xmlXPathFreeObject,
  xmlXPathRegisterNs,
} = native;

/** Node kinds that we meet (xmlElementType). */
export const nodeType = { element: 1, attribute: 2, text: 3, cdata: 4 } as const;

// Any struct will do to reach the memory it lies in; this one lives as long as the process.
const anchor = native.xmlXPathNewContext(0);
const viewMemory = (): Int32Array => new Int32Array(native.XmlNodeSetStruct.nodeTable(anchor, 0).buffer);
let memory = viewMemory();

/** The 32-bit word at an address. Reading a view is several times faster than the library's accessors. */
function word(address: Pointer): number {
  if (memory.length === 0) memory = viewMemory(); // detached: the memory has grown
  return memory[address >> 2] ?? 0;
}

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
export const nameOf = native.XmlNodeStruct.name_;
/** Text of a text node. */
export const contentOf = (textNode: Pointer): string => native.XmlNsStruct.href(textNode + 32);
export const firstNamespaceDeclarationOf = (element: Pointer): Pointer => word(element + 48);
export const namespaceUri = (ns: Pointer): string => (word(ns + 8) === 0 ? '' : native.XmlNsStruct.href(ns));
export const namespacePrefix = (ns: Pointer): string =>
  word(ns + 12) === 0 ? '' : native.XmlNsStruct.prefix(ns);
export const nextNamespace = (ns: Pointer): Pointer => word(ns);

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

/** Result kinds of an XPath evaluation (xmlXPathObjectType). */
export const xpathType = { nodes: 1, boolean: 2, number: 3, string: 4 } as const;
export const xpathResultType = (result: Pointer): number => word(result);
export const xpathBoolean = (result: Pointer): boolean => native.XmlXPathObjectStruct.boolval(result) !== 0;
export const xpathNumber = native.XmlXPathObjectStruct.floatval;
export const xpathString = native.XmlXPathObjectStruct.stringval;

/** Nodes of a node-set result, in document order. */
export function xpathNodes(result: Pointer): readonly Pointer[] {
  const set = native.XmlXPathObjectStruct.nodesetval(result);
  if (set === 0) return [];
  return Array.from(native.XmlNodeSetStruct.nodeTable(set, native.XmlNodeSetStruct.nodeCount(set)));
}

const xpathContext = { error: 132, operationLimit: 204, operations: 208 } as const;

/** Allows one evaluation in this context so many operations, and keeps its errors off the process's stderr. */
export function limitXPath(context: Pointer, operations: number): void {
  word(context); // renews the view if it must be
  memory[(context + xpathContext.error) >> 2] = onError;
  memory[(context + xpathContext.operationLimit) >> 2] = operations;
  memory[(context + xpathContext.operations) >> 2] = 0;
}
