import type { XmlEncoding } from './encoding.ts';
import {
  firstAttributeOf,
  firstChildOf,
  lineOf,
  nameAddressOf,
  nameAt,
  namespaceAddressOf,
  namespaceOf,
  nextOf,
  nodeType,
  type Pointer,
  parentOf,
  textOf,
  typeOf,
  xmlDocGetRootElement,
  xmlFreeDoc,
} from './libxml2.ts';
import { nameInDocument, type QName } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A parsed document and small helpers to read it. What is read of libxml2's tree is kept, for a hundred rules look at
 * the same few elements. All of it is dead when the document is disposed: using it then throws.
 */

/** All elements of a document by local name, in document order. */
type ElementIndex = ReadonlyMap<string, readonly XmlElement[]>;

/** A parsed document. It owns memory outside the garbage collector's reach: take it with `using`. */
export class XmlDocument implements Disposable {
  readonly encoding: XmlEncoding;
  /**
   * The names that paths into this document may show: those of the schema set that judged it last.
   * Before that, or outside it, a name is the sender's own text and is shown as `*`.
   */
  vocabulary: Vocabulary | undefined;
  #pointer: Pointer;
  #root: XmlElement | undefined;
  readonly #names = new Map<Pointer, Map<Pointer, QName>>();
  #index: ElementIndex | undefined;
  readonly #found = new Map<object, object>();

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
    const { pointer } = this; // the getter throws when disposed
    this.#root ??= new XmlElement(this, xmlDocGetRootElement(pointer), undefined);
    return this.#root;
  }

  /** The name of an element or attribute. libxml2 keeps each name and namespace once: they are decoded once. */
  qname(node: Pointer): QName {
    const ns = namespaceOf(node);
    const address = nameAddressOf(node);
    let ofNamespace = this.#names.get(ns);
    if (ofNamespace === undefined) {
      ofNamespace = new Map();
      this.#names.set(ns, ofNamespace);
    }
    const known = ofNamespace.get(address);
    if (known !== undefined) return known;
    const namespace = ns === 0 ? '' : nameAt(namespaceAddressOf(ns));
    const name = nameInDocument(namespace, nameAt(address));
    ofNamespace.set(address, name);
    return name;
  }

  /** Whether all elements have been read. */
  get isIndexed(): boolean {
    return this.#index !== undefined;
  }

  /** Reads all elements at once, by local name and numbered: cheaper than one by one, where most are asked for. */
  index(): ElementIndex {
    if (this.#index !== undefined) return this.#index;
    const index = new Map<string, XmlElement[]>();
    XmlElement.readAll(this.root, index, 0);
    this.#index = index;
    return index;
  }

  /** Elements of this local name, whatever their namespace, in document order, numbered (`place`). */
  named(name: string): readonly XmlElement[] {
    return this.index().get(name) ?? none;
  }

  /**
   * What `find` makes of this document, made once for each `key`. Such things are kept here and not in a WeakMap by
   * document: that would hold on to every document until a full garbage collection, and cost more than all rules do.
   */
  once<T extends object>(key: object, find: () => T): T {
    const known = this.#found.get(key);
    if (known !== undefined) return known as T;
    const found = find();
    this.#found.set(key, found);
    return found;
  }

  [Symbol.dispose](): void {
    if (this.#pointer === 0) return;
    xmlFreeDoc(this.#pointer);
    this.#pointer = 0;
    this.#root = undefined;
    this.#names.clear();
    this.#index = undefined;
    this.#found.clear();
  }
}

/** What elements and attributes have in common. */
abstract class XmlNamed {
  readonly document: XmlDocument;
  readonly qname: QName;
  readonly #pointer: Pointer;

  constructor(document: XmlDocument, pointer: Pointer) {
    this.document = document;
    this.#pointer = pointer;
    this.qname = document.qname(pointer);
  }

  /** Address of the xmlNode or xmlAttr, for the modules of this folder. */
  get pointer(): Pointer {
    return this.document.pointer === 0 ? 0 : this.#pointer; // the getter throws when disposed
  }

  /** Local name. */
  get name(): string {
    return this.document.pointer === 0 ? '' : this.qname.name;
  }

  /** Namespace URI; '' when it has none. */
  get namespace(): string {
    return this.document.pointer === 0 ? '' : this.qname.namespace;
  }
}

const none: readonly never[] = [];
const isElement = (node: Pointer): boolean => node !== 0 && typeOf(node) === nodeType.element;

/** An element of a document. */
export class XmlElement extends XmlNamed {
  #elements: readonly XmlElement[] | undefined;
  #attributes: readonly XmlAttribute[] | undefined;
  #text: string | undefined;
  readonly #parent: XmlElement | undefined;
  /** Number among all elements in document order, and that of the last element inside it; -1 until numbered. */
  place = -1;
  lastPlace = -1;

  /** `parent` may be left out where the element was found by its address. */
  constructor(document: XmlDocument, pointer: Pointer, parent?: XmlElement) {
    super(document, pointer);
    this.#parent = parent;
  }

  /** Reads an element and all inside it; returns the place of the next one after it. */
  static readAll(element: XmlElement, index: Map<string, XmlElement[]>, place: number): number {
    const { name } = element.qname;
    const others = index.get(name);
    if (others === undefined) index.set(name, [element]);
    else others.push(element);
    element.place = place;
    let next = place + 1;
    for (const each of element.elements) next = XmlElement.readAll(each, index, next);
    element.lastPlace = next - 1;
    return next;
  }

  /** Line where its start tag ends, from 1. */
  get line(): number {
    return lineOf(this.pointer);
  }

  /** The element that this one is in; undefined for the root. */
  get parent(): XmlElement | undefined {
    const { pointer } = this; // the getter throws when disposed
    if (this.#parent !== undefined) return this.#parent;
    const node = parentOf(pointer);
    return isElement(node) ? new XmlElement(this.document, node) : undefined;
  }

  /** Child elements, in order. */
  get elements(): readonly XmlElement[] {
    const { pointer, document } = this;
    if (this.#elements !== undefined) return this.#elements;
    const found: XmlElement[] = [];
    for (let node = firstChildOf(pointer); node !== 0; node = nextOf(node)) {
      if (isElement(node)) found.push(new XmlElement(document, node, this));
    }
    this.#elements = found.length === 0 ? none : found;
    return this.#elements;
  }

  /** Attributes but namespace declarations, in order. */
  get attributes(): readonly XmlAttribute[] {
    const { pointer } = this;
    if (this.#attributes !== undefined) return this.#attributes;
    const found: XmlAttribute[] = [];
    for (let node = firstAttributeOf(pointer); node !== 0; node = nextOf(node)) {
      found.push(new XmlAttribute(this, node));
    }
    this.#attributes = found.length === 0 ? none : found;
    return this.#attributes;
  }

  /** Whether it has text of its own. Told without reading it, which may be an attachment. */
  get hasText(): boolean {
    for (let node = firstChildOf(this.pointer); node !== 0; node = nextOf(node)) {
      if (typeOf(node) === nodeType.text || typeOf(node) === nodeType.cdata) return true;
    }
    return false;
  }

  /** Text of it and all below it, as it stands. */
  get text(): string {
    const { pointer } = this;
    this.#text ??= textOf(pointer);
    return this.#text;
  }
}

/** An attribute of an element. */
export class XmlAttribute extends XmlNamed {
  readonly owner: XmlElement;
  #value: string | undefined;

  constructor(owner: XmlElement, pointer: Pointer) {
    super(owner.document, pointer);
    this.owner = owner;
  }

  get value(): string {
    const { pointer } = this;
    this.#value ??= textOf(pointer);
    return this.#value;
  }
}

const isNamed = ({ qname }: XmlNamed, namespace: string, name: string): boolean =>
  qname.name === name && qname.namespace === namespace;

/** First child element of this name, or undefined. */
export function child(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  for (const each of element.elements) if (isNamed(each, namespace, name)) return each;
  return undefined;
}

/** All child elements of this name, in order. */
export const children = (element: XmlElement, namespace: string, name: string): XmlElement[] =>
  element.elements.filter((each) => isNamed(each, namespace, name));

/** All child elements whatever their name, in order. */
export const elements = (element: XmlElement): readonly XmlElement[] => element.elements;

/** The element that this one is in; undefined for the root. */
export const parent = (element: XmlElement): XmlElement | undefined => element.parent;

/** Text of the element and all below it, as it stands; '' when it has none. */
export const text = (element: XmlElement): string => element.text;

/** Value of an attribute: of one without namespace, as nearly all are, or of the namespace given. */
export function attr(element: XmlElement, name: string, namespace = ''): string | undefined {
  for (const each of element.attributes) {
    if (isNamed(each, namespace, name)) return each.value;
  }
  return undefined;
}
