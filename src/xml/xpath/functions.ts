import { XmlAttribute, XmlElement } from '../dom.ts';
import { stringOf, type XmlNode } from './nodes.ts';
import { Refusal } from './refusal.ts';
import {
  type Compiled,
  type Evaluate,
  ofBoolean,
  ofNumber,
  ofString,
  type Traits,
  toNumber,
} from './values.ts';

/** A function of XPath's core library (XPath 1.0 §4): how many arguments it takes, and a call of it made ready. */
interface XPathFunction {
  readonly takes: readonly [least: number, most: number];
  readonly call: (given: readonly Compiled[]) => Compiled;
  /** Without arguments it takes the context node. */
  readonly ofHere?: boolean;
}

const blanks = /[ \t\r\n]+/g;
const anyBlank = /[ \t\r\n]/;
const notBlank = /[^ \t\r\n]/;
const outerBlanks = /^ | $/g;
const surrogates = /[\ud800-\udfff]/;

const normalizeSpace = (text: string): string =>
  anyBlank.test(text) ? text.replace(blanks, ' ').replace(outerBlanks, '') : text;

/** XPath counts characters of Unicode; JavaScript's count differs for the rare ones beyond 16 bits only. */
const lengthOf = (text: string): number => (surrogates.test(text) ? Array.from(text).length : text.length);

const substring = (text: string, start: number, length: number): string => {
  const first = Math.round(start);
  const end = first + Math.round(length);
  // NaN is neither above nor below any position.
  if (Number.isNaN(end)) return '';
  const from = Math.max(first, 1) - 1; // positions count from 1
  const to = Math.max(end - 1, from);
  return surrogates.test(text) ? Array.from(text).slice(from, to).join('') : text.slice(from, to);
};

/** Any of some characters. */
const classOf = (characters: readonly string[]): RegExp =>
  new RegExp(`[${characters.map((each) => `\\u{${each.codePointAt(0)?.toString(16)}}`).join('')}]`, 'gu');

const translator = (from: string, to: string): ((text: string) => string) => {
  const targets = Array.from(to);
  const changes = new Map<string, string>();
  for (const [at, character] of Array.from(from).entries()) {
    if (!changes.has(character)) changes.set(character, targets[at] ?? '');
  }
  if (changes.size === 0) return (text) => text;
  const any = classOf([...changes.keys()]);
  return (text) => text.replace(any, (character) => changes.get(character) ?? '');
};

const textBefore = (text: string, mark: string): string => text.slice(0, Math.max(text.indexOf(mark), 0));
const textAfter = (text: string, mark: string): string =>
  text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '';

type Wrap<T> = (evaluate: Evaluate<T>, traits: Traits) => Compiled;
const traitsOf = (given: readonly Compiled[]): Traits => ({
  positional: given.some((each) => each.positional),
});

const onTexts = <T>(
  takes: XPathFunction['takes'],
  wrap: Wrap<T>,
  apply: (...texts: readonly string[]) => T,
): XPathFunction => ({
  takes,
  call: (given) =>
    wrap(
      (node, position, size) => apply(...given.map(({ string }) => string(node, position, size))),
      traitsOf(given),
    ),
});

const onOne = (call: (given: Compiled, traits: Traits) => Compiled): XPathFunction => ({
  takes: [1, 1],
  call: ([given]) => {
    if (given === undefined) throw new Refusal('a function lacks its argument');
    return call(given, { positional: given.positional });
  },
});

const onNumber = (apply: (value: number) => number): XPathFunction =>
  onOne(({ number }, traits) =>
    ofNumber((node, position, size) => apply(number(node, position, size)), traits),
  );

const onNodes = <T>(wrap: Wrap<T>, apply: (nodes: readonly XmlNode[]) => T): XPathFunction =>
  onOne(({ nodes }, traits) => {
    if (nodes === undefined) throw new Refusal('a function that needs nodes is given none');
    return wrap((node, position, size) => apply(nodes.list(node, position, size)), traits);
  });

const ofFocus = (pick: Evaluate<number>): XPathFunction => ({
  takes: [0, 0],
  call: () => ofNumber(pick, { positional: true }),
});

const always = (value: boolean): XPathFunction => ({ takes: [0, 0], call: () => ofBoolean(() => value) });

/** Takes the context node where it is given nothing. */
const orHere = (known: XPathFunction): XPathFunction => ({ ...known, ofHere: true });

const isNamed = (node: XmlNode | undefined): node is XmlElement | XmlAttribute =>
  node instanceof XmlElement || node instanceof XmlAttribute;

/**
 * All but `id` and `lang`, which need a DTD or look at xml:lang, and `name`, which yields the prefix that a sender
 * happens to use.
 */
const functions: Readonly<Record<string, XPathFunction>> = {
  last: ofFocus((_node, _position, size) => size),
  position: ofFocus((_node, position) => position),
  count: onNodes(ofNumber, (nodes) => nodes.length),
  sum: onNodes(ofNumber, (nodes) => nodes.reduce((sum, node) => sum + toNumber(stringOf(node)), 0)),
  'local-name': orHere(onNodes(ofString, ([first]) => (isNamed(first) ? first.name : ''))),
  'namespace-uri': orHere(onNodes(ofString, ([first]) => (isNamed(first) ? first.namespace : ''))),
  string: orHere(onOne(({ string }, traits) => ofString(string, traits))),
  concat: onTexts([2, Number.POSITIVE_INFINITY], ofString, (...texts) => texts.join('')),
  'starts-with': onTexts([2, 2], ofBoolean, (text = '', mark = '') => text.startsWith(mark)),
  contains: onTexts([2, 2], ofBoolean, (text = '', mark = '') => text.includes(mark)),
  'substring-before': onTexts([2, 2], ofString, (text = '', mark = '') => textBefore(text, mark)),
  'substring-after': onTexts([2, 2], ofString, (text = '', mark = '') => textAfter(text, mark)),
  substring: {
    takes: [2, 3],
    call: (given) => {
      const [text, start, length] = given;
      return ofString(
        (node, position, size) =>
          substring(
            text?.string(node, position, size) ?? '',
            start?.number(node, position, size) ?? 1,
            length?.number(node, position, size) ?? Number.POSITIVE_INFINITY,
          ),
        traitsOf(given),
      );
    },
  },
  'string-length': orHere(
    onOne(({ string }, traits) =>
      ofNumber((node, position, size) => lengthOf(string(node, position, size)), traits),
    ),
  ),
  'normalize-space': orHere(
    onOne(({ string }, traits) =>
      ofString((node, position, size) => normalizeSpace(string(node, position, size)), {
        ...traits,
        filled: (node, position, size) => notBlank.test(string(node, position, size)),
      }),
    ),
  ),
  translate: {
    takes: [3, 3],
    call: (given) => {
      // Nearly always the two texts are literals: what they make of characters is worked out once.
      let last = { from: '', to: '', translate: translator('', '') };
      return onTexts([3, 3], ofString, (text = '', from = '', to = '') => {
        if (from !== last.from || to !== last.to) last = { from, to, translate: translator(from, to) };
        return last.translate(text);
      }).call(given);
    },
  },
  boolean: onOne(({ boolean }, traits) => ofBoolean(boolean, traits)),
  not: onOne(({ boolean }, traits) =>
    ofBoolean((node, position, size) => !boolean(node, position, size), traits),
  ),
  true: always(true),
  false: always(false),
  number: orHere(onNumber((value) => value)),
  floor: onNumber(Math.floor),
  ceiling: onNumber(Math.ceil),
  round: onNumber(Math.round),
};

/** A call made ready; a Refusal when there is no such function or it takes other arguments. `here`: the context node. */
export const callOf = (name: string, given: readonly Compiled[], here: Compiled): Compiled => {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined) throw new Refusal(`there is no function ${name}`);
  const all = known.ofHere === true && given.length === 0 ? [here] : given;
  const [least, most] = known.takes;
  if (all.length < least || all.length > most)
    throw new Refusal(`${name} does not take ${given.length} arguments`);
  return known.call(all);
};
