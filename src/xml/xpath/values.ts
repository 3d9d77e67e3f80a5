import { stringOf, type XmlNode } from './nodes.ts';

/** What an expression yields; XPath 1.0 fixes it when the expression is written, there being no variables. */
type XPathResultKind = 'nodes' | 'boolean' | 'number' | 'string';

/** Evaluates for a context: a node, its position among those looked at, and how many they are. */
export type Evaluate<T> = (node: XmlNode, position: number, size: number) => T;

/** True ends the visit. */
export type Visit = (node: XmlNode) => boolean;

/** An expression made ready: as each of XPath's own conversions would have it. */
export interface Compiled {
  readonly kind: XPathResultKind;
  readonly boolean: Evaluate<boolean>;
  readonly number: Evaluate<number>;
  readonly string: Evaluate<string>;
  /** Asks for position() or last() of its own context. */
  readonly positional: boolean;
  /** Of one that yields nodes. */
  readonly nodes?: NodeSet;
}

/** Where an expression finds its nodes. */
export interface NodeSet {
  /** Visits nodes until one visit is true; says whether one was. One node may be visited twice unless `sorted`. */
  readonly some: (node: XmlNode, position: number, size: number, visit: Visit) => boolean;
  /** Visits come in document order, each node once. */
  readonly sorted: boolean;
  /** No node is inside another one. */
  readonly apart: boolean;
  /** All nodes in document order, each once. */
  readonly list: Evaluate<readonly XmlNode[]>;
}

const numberForm = /^[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*$/;

/** Text as a number (XPath 1.0 §4.4): neither plus nor exponent; NaN for what is none. */
export const toNumber = (text: string): number => {
  const digits = numberForm.exec(text)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
};

const fractionDigits = 20;

/** Number as text (XPath 1.0 §4.2), which has no exponents. */
const toText = (value: number): string => {
  const text = String(value === 0 ? 0 : value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value)
    ? BigInt(value).toString()
    : value.toFixed(fractionDigits).replace(/\.?0+$/, '');
};

export type Traits = Partial<Pick<Compiled, 'positional'>>;

export const ofBoolean = (boolean: Evaluate<boolean>, { positional = false }: Traits = {}): Compiled => ({
  kind: 'boolean',
  boolean,
  number: (node, position, size) => (boolean(node, position, size) ? 1 : 0),
  string: (node, position, size) => String(boolean(node, position, size)),
  positional,
});

export const ofNumber = (number: Evaluate<number>, { positional = false }: Traits = {}): Compiled => ({
  kind: 'number',
  boolean: (node, position, size) => {
    const value = number(node, position, size);
    return value !== 0 && !Number.isNaN(value);
  },
  number,
  string: (node, position, size) => toText(number(node, position, size)),
  positional,
});

/** `filled`: a cheaper way to tell that the text is not empty. */
export const ofString = (
  string: Evaluate<string>,
  { positional = false, filled }: Traits & { readonly filled?: Evaluate<boolean> } = {},
): Compiled => ({
  kind: 'string',
  boolean: filled ?? ((node, position, size) => string(node, position, size) !== ''),
  number: (node, position, size) => toNumber(string(node, position, size)),
  string,
  positional,
});

export const ofNodes = (nodes: NodeSet, { positional = false }: Traits = {}): Compiled => {
  const string: Evaluate<string> = (node, position, size) => {
    if (nodes.sorted) return nodes.some(node, position, size, keepText) ? textKept : '';
    const [first] = nodes.list(node, position, size);
    return first === undefined ? '' : stringOf(first);
  };
  return {
    kind: 'nodes',
    boolean: (node, position, size) => nodes.some(node, position, size, always),
    number: (node, position, size) => toNumber(string(node, position, size)),
    string,
    positional,
    nodes,
  };
};

const always: Visit = () => true;

// The visit that ends at the first node: one for all, since a function made for each evaluation is garbage after it.
let textKept = '';
const keepText: Visit = (node) => {
  textKept = stringOf(node);
  return true;
};
