import { fail, ok, type Result } from '../domain/result.ts';
import { type XmlDocument, XmlElement } from './dom.ts';
import {
  limitXPath,
  nodeType,
  type Pointer,
  parentOf,
  typeOf,
  withErrors,
  xmlXPathCompiledEval,
  xmlXPathCtxtCompile,
  xmlXPathFreeCompExpr,
  xmlXPathFreeContext,
  xmlXPathFreeObject,
  xmlXPathNewContext,
  xmlXPathRegisterNs,
  xmlXPathSetContextNode,
  xpathBoolean,
  xpathNodes,
  xpathNumber,
  xpathResultType,
  xpathString,
  xpathType,
} from './libxml2.ts';
import { parseXml } from './parse.ts';

/** Prefixes that an expression may use, with the namespaces they stand for. */
export type NamespaceMap = Readonly<Record<string, string>>;

/** What an expression yields; XPath 1.0 fixes it when the expression is written. */
export type XPathResultKind = keyof typeof xpathType;

/** Why an expression cannot be used: bad syntax, or an unknown prefix, function or variable. */
export interface XPathFault {
  readonly reason: 'syntax' | 'unknown-name';
}

/**
 * Steps over nodes that one evaluation may take, half a second at most: rules are data and may be anyone's draft.
 * libxml2 does not count the length of texts, so an expression that reads all of a large document's text once for
 * each element can still take long.
 */
const maxOperations = 10_000_000;
const maxCached = 2_000;

/** A checked XPath 1.0 expression, compiled. Its memory goes when nobody holds it any more. */
export class XPath {
  readonly expression: string;
  readonly kind: XPathResultKind;
  /** Names the namespace map: equal maps share one evaluation context per document. */
  readonly contextKey: string;
  readonly namespaces: NamespaceMap;
  readonly #forms = new Map<string, Pointer>();

  constructor(expression: string, namespaces: NamespaceMap, contextKey: string, kind: XPathResultKind) {
    this.expression = expression;
    this.namespaces = namespaces;
    this.contextKey = contextKey;
    this.kind = kind;
  }

  /** The compiled expression as it is, or wrapped in one of XPath's own conversions. */
  form(conversion: '' | 'boolean' | 'number' | 'string'): Pointer {
    const known = this.#forms.get(conversion);
    if (known !== undefined) return known;
    const compiled = compile(conversion === '' ? this.expression : `${conversion}(${this.expression})`);
    this.#forms.set(conversion, compiled);
    compiledForms.register(this, compiled);
    return compiled;
  }
}

const compiledForms = new FinalizationRegistry<Pointer>(xmlXPathFreeCompExpr);
const cache = new Map<string, XPath>();

/**
 * Checks and compiles an expression. The same expression with the same prefixes is compiled once. A fault says that
 * the expression can never work; nothing of it depends on a document.
 */
export function compileXPath(expression: string, namespaces: NamespaceMap): Result<XPath, XPathFault> {
  const contextKey = JSON.stringify(Object.entries(namespaces).sort());
  const key = `${contextKey} ${expression}`;
  const cached = cache.get(key);
  if (cached !== undefined) return ok(cached);

  const compiled = compile(expression);
  if (compiled === 0) return fail({ reason: 'syntax' });
  const kind = probe(compiled, namespaces);
  xmlXPathFreeCompExpr(compiled);
  if (kind === undefined) return fail({ reason: 'unknown-name' });

  const xpath = new XPath(expression, namespaces, contextKey, kind);
  if (cache.size >= maxCached) cache.delete(cache.keys().next().value ?? '');
  cache.set(key, xpath);
  return ok(xpath);
}

/** Elements that the expression selects, in document order; of an attribute or text, the element it belongs to. */
export function selectElements(xpath: XPath, at: XmlElement | XmlDocument): XmlElement[] {
  if (xpath.kind !== 'nodes') throw new Error(`XPath selects no nodes: ${xpath.expression}`);
  const document = documentOf(at);
  return evaluate(xpath, '', at, (result) => {
    const owners = new Set<Pointer>();
    for (const node of xpathNodes(result))
      owners.add(typeOf(node) === nodeType.element ? node : ownerOf(node));
    owners.delete(0);
    return Array.from(owners, (owner) => new XmlElement(document, owner));
  });
}

/** The expression as XPath's boolean(): true when it selects something, or is true, not 0, not empty. */
export const evaluateBoolean = (xpath: XPath, at: XmlElement | XmlDocument): boolean =>
  evaluate(xpath, 'boolean', at, xpathBoolean);

/** The expression as XPath's string(): the text of the first node it selects, '' when there is none. */
export const evaluateString = (xpath: XPath, at: XmlElement | XmlDocument): string =>
  evaluate(xpath, 'string', at, xpathString);

/** The expression as XPath's number(): NaN when it is none. */
export const evaluateNumber = (xpath: XPath, at: XmlElement | XmlDocument): number =>
  evaluate(xpath, 'number', at, xpathNumber);

function evaluate<T>(
  xpath: XPath,
  conversion: '' | 'boolean' | 'number' | 'string',
  at: XmlElement | XmlDocument,
  read: (result: Pointer) => T,
): T {
  const context = contextFor(documentOf(at), xpath);
  const result = run(xpath.form(conversion), context, at.pointer);
  if (result === 0) throw new Error(`XPath took too many steps or failed: ${xpath.expression}`);
  try {
    return read(result);
  } finally {
    xmlXPathFreeObject(result);
  }
}

/** Evaluates in a context; 0 when it fails. */
function run(compiled: Pointer, context: Pointer, node: Pointer): Pointer {
  limitXPath(context, maxOperations);
  xmlXPathSetContextNode(node, context);
  return withErrors(
    () => {},
    () => xmlXPathCompiledEval(compiled, context),
  );
}

const contexts = new WeakMap<XmlDocument, Map<string, Pointer>>();

function contextFor(document: XmlDocument, xpath: XPath): Pointer {
  let ofDocument = contexts.get(document);
  if (ofDocument === undefined) {
    const made = new Map<string, Pointer>();
    ofDocument = made;
    contexts.set(document, made);
    document.onDispose(() => {
      for (const context of made.values()) xmlXPathFreeContext(context);
      made.clear();
    });
  }
  const known = ofDocument.get(xpath.contextKey);
  if (known !== undefined) return known;
  const context = newContext(document.pointer, xpath.namespaces);
  ofDocument.set(xpath.contextKey, context);
  return context;
}

function newContext(document: Pointer, namespaces: NamespaceMap): Pointer {
  const context = xmlXPathNewContext(document);
  for (const [prefix, uri] of Object.entries(namespaces)) xmlXPathRegisterNs(context, prefix, uri);
  return context;
}

/** Compiles quietly: an expression of somebody's draft does not belong on stderr. 0 when it has bad syntax. */
function compile(expression: string): Pointer {
  const context = xmlXPathNewContext(0);
  limitXPath(context, maxOperations);
  try {
    return withErrors(
      () => {},
      () => xmlXPathCtxtCompile(context, expression),
    );
  } finally {
    xmlXPathFreeContext(context);
  }
}

/** Evaluates against an empty document: that finds unknown names, and shows the kind of result. */
function probe(compiled: Pointer, namespaces: NamespaceMap): XPathResultKind | undefined {
  const parsed = parseXml(emptyDocument);
  if (!parsed.ok) throw new Error('The empty document does not parse');
  using document = parsed.value;
  const context = newContext(document.pointer, namespaces);
  try {
    const result = run(compiled, context, document.pointer);
    if (result === 0) return undefined;
    const type = xpathResultType(result);
    xmlXPathFreeObject(result);
    return kinds.find((kind) => xpathType[kind] === type);
  } finally {
    xmlXPathFreeContext(context);
  }
}

const emptyDocument = Buffer.from('<x/>');
const kinds = Object.keys(xpathType) as XPathResultKind[];

const documentOf = (at: XmlElement | XmlDocument): XmlDocument =>
  at instanceof XmlElement ? at.document : at;

function ownerOf(node: Pointer): Pointer {
  const owner = parentOf(node);
  return owner !== 0 && typeOf(owner) === nodeType.element ? owner : 0;
}
