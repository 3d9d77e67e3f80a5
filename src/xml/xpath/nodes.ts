import { type XmlAttribute, XmlDocument, XmlElement } from '../dom.ts';
import {
  firstAttributeOf,
  firstChildOf,
  nextOf,
  nodeType,
  type Pointer,
  textOf,
  typeOf,
} from '../libxml2.ts';
import { spend } from './budget.ts';

/** A text, comment or processing instruction: only XPath looks at these as nodes. */
class XmlLeaf {
  readonly parent: XmlElement | XmlDocument;
  readonly pointer: Pointer;

  constructor(parent: XmlElement | XmlDocument, pointer: Pointer) {
    this.parent = parent;
    this.pointer = pointer;
  }
}

/** Nodes of the XPath data model; the document is the root node. Two objects with one address are one node. */
export type XmlNode = XmlDocument | XmlElement | XmlAttribute | XmlLeaf;

const none: readonly never[] = [];

export const documentOf = (node: XmlNode): XmlDocument =>
  node instanceof XmlDocument ? node : node instanceof XmlLeaf ? documentOf(node.parent) : node.document;

/** What a node is in; undefined for the document. */
export const parentOf = (node: XmlNode): XmlElement | XmlDocument | undefined => {
  if (node instanceof XmlElement) return node.parent ?? node.document;
  if (node instanceof XmlDocument) return undefined;
  return node instanceof XmlLeaf ? node.parent : node.owner;
};

export const elementsIn = (node: XmlNode): readonly XmlElement[] => {
  if (node instanceof XmlElement) return node.elements;
  return node instanceof XmlDocument ? [node.root] : none;
};

/** Index of the first element of a list in document order that stands behind a place. */
const firstBehind = (list: readonly XmlElement[], place: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.place ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Elements inside an element that have a local name, in document order. */
const namedInElement = (element: XmlElement, name: string): readonly XmlElement[] => {
  const list = element.document.named(name);
  if (list.length === 0) return none;
  const from = firstBehind(list, element.place);
  const to = firstBehind(list, element.lastPlace);
  return from === 0 && to === list.length ? list : list.slice(from, to);
};

/**
 * Elements inside a node that have one of some local names, in document order. By the document's index, since most
 * rules ask for a few of the hundreds there are; undefined of an element that the index does not hold.
 */
export const namedIn = (
  node: XmlNode,
  names: readonly { readonly name: string }[],
): readonly XmlElement[] | undefined => {
  const inNode =
    node instanceof XmlDocument
      ? ({ name }: { readonly name: string }) => node.named(name)
      : ({ name }: { readonly name: string }) =>
          node instanceof XmlElement ? namedInElement(node, name) : none;
  const [only, ...others] = names;
  if (only === undefined) return none;
  const found = inNode(only);
  if (node instanceof XmlElement && node.place === -1) return undefined;
  if (others.length === 0) return found;
  return [...new Set([found, ...others.map(inNode)].flat())].sort((one, other) => one.place - other.place);
};

/** Children of every kind. */
export const nodesIn = (node: XmlNode): readonly XmlNode[] => {
  if (!(node instanceof XmlElement || node instanceof XmlDocument)) return none;
  const elements = elementsIn(node).values();
  const found: XmlNode[] = [];
  for (let at = firstChildOf(node.pointer); at !== 0; at = nextOf(at)) {
    const element = typeOf(at) === nodeType.element ? elements.next().value : undefined;
    found.push(element ?? new XmlLeaf(node, at));
  }
  return found;
};

export const isText = (node: XmlNode): boolean =>
  node instanceof XmlLeaf &&
  (typeOf(node.pointer) === nodeType.text || typeOf(node.pointer) === nodeType.cdata);

export const isComment = (node: XmlNode): boolean =>
  node instanceof XmlLeaf && typeOf(node.pointer) === nodeType.comment;

const charactersForOne = 16;

/** The string-value of a node (XPath 1.0 §5), its cost taken. */
export const stringOf = (node: XmlNode): string => {
  const text = textOfNode(node);
  // An expression may read all of a large document's text once for each of its elements.
  if (text.length >= charactersForOne) spend(Math.floor(text.length / charactersForOne));
  return text;
};

const textOfNode = (node: XmlNode): string => {
  if (node instanceof XmlElement) return node.text;
  if (node instanceof XmlDocument) return node.root.text;
  return node instanceof XmlLeaf ? textOf(node.pointer) : node.value;
};

/** Places in document order by address; an element comes before its attributes, and they before its children. */
const placesIn = (document: XmlDocument): ReadonlyMap<Pointer, number> => {
  const places = new Map<Pointer, number>();
  const walk = (node: Pointer): void => {
    places.set(node, places.size);
    if (typeOf(node) !== nodeType.element && node !== document.pointer) return;
    if (node !== document.pointer) {
      for (let at = firstAttributeOf(node); at !== 0; at = nextOf(at)) places.set(at, places.size);
    }
    for (let at = firstChildOf(node); at !== 0; at = nextOf(at)) walk(at);
  };
  walk(document.pointer);
  return places;
};

const isNumbered = <Node extends XmlNode>(node: Node): node is Node & XmlElement =>
  node instanceof XmlElement && node.place >= 0;

/** Nodes of one document, each once, in document order. */
export const inOrder = <Node extends XmlNode>(nodes: readonly Node[]): Node[] => {
  const [first] = nodes;
  if (first === undefined || nodes.length === 1) return [...nodes];
  spend(nodes.length);
  const document = documentOf(first);
  document.index();
  // Elements have their numbers from the index; only for other nodes must the whole document be counted.
  const numbered = nodes.filter((node) => isNumbered(node));
  if (numbered.length === nodes.length) {
    return [...new Set(numbered)].sort((one, other) => one.place - other.place);
  }
  const unique = [...new Map(nodes.map((node) => [node.pointer, node])).values()];
  const places = document.once(placesIn, () => placesIn(document));
  const placeOf = ({ pointer }: XmlNode): number => places.get(pointer) ?? 0;
  return unique.sort((one, other) => placeOf(one) - placeOf(other));
};
