import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { recognise } from '../../src/messages/recognise.ts';
import type { RuleInput } from '../../src/rules/input.ts';
import { parseXml } from '../../src/xml/parse.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const isFull = (folder: string): boolean => existsSync(join(fixtures, folder, 'full/case.yaml'));

/** Fixture folders whose complete message (`full`) no rule of severity medium or more finds fault with. */
export const bases: readonly string[] = readdirSync(fixtures).filter(isFull);
/** Name of a fixture folder. */
export type Base = string;

/** One change to a message; `at` is XPath with the rules' prefixes and must select something. */
export type Edit =
  | { readonly remove: string }
  /** Sets attributes, whose prefixes are the document's own; undefined removes one. */
  | { readonly set: string; readonly to: Readonly<Record<string, string | undefined>> }
  | { readonly write: string; readonly text: string }
  /** Adds a child at the end: schema order does not matter to rules. */
  | { readonly add: string; readonly child: Name; readonly has: Content };

type Name = `${string}:${string}`;
/** Attributes of an element, or its text. */
type Content = string | Readonly<Record<string, string>>;

export const remove = (at: string): Edit => ({ remove: at });
export const set = (at: string, to: Readonly<Record<string, string | undefined>>): Edit => ({ set: at, to });
export const write = (at: string, text: string): Edit => ({ write: at, text });
export const add = (at: string, child: Name, has: Content = {}): Edit => ({ add: at, child, has });

const namespacesOf = (bytes: Uint8Array): Record<string, string> => {
  const type = withInput(bytes, (input) => input.type);
  return {
    ...type.prefixes,
    mh: 'http://www.kith.no/xmlstds/msghead/2006-05-24',
    p: type.root.namespace,
  };
};

const targets = (document: XmlDocument, at: string, namespaces: Record<string, string>): XmlElement[] => {
  const found = document.root.find(at, namespaces).filter((node) => node instanceof XmlElement);
  if (found.length === 0) throw new Error(`The base has nothing at ${at}`);
  return found;
};

const addChild = (parent: XmlElement, { child, has }: Extract<Edit, { add: string }>, uri: string): void => {
  const [prefix = '', local = ''] = child.split(':');
  const element = parent.addElement(local);
  element.addNsDeclaration(uri, `added-${prefix}`);
  element.prefix = `added-${prefix}`;
  if (typeof has === 'string') element.addText(has);
  else for (const [name, value] of Object.entries(has)) element.setAttr(name, value);
};

const rewrite = (element: XmlElement, text: string): void => {
  while (element.firstChild !== null) element.firstChild.remove();
  if (text !== '') element.addText(text);
};

const change = (element: XmlElement, edit: Edit, namespaces: Record<string, string>): void => {
  if ('remove' in edit) element.remove();
  else if ('write' in edit) rewrite(element, edit.text);
  else if ('add' in edit) addChild(element, edit, namespaces[edit.child.split(':')[0]!]!);
  else {
    for (const [key, value] of Object.entries(edit.to)) {
      const [name = '', prefix] = key.split(':').reverse();
      element.attr(name, prefix)?.remove();
      if (value !== undefined) element.setAttr(name, value, prefix);
    }
  }
};

const placeOf = (edit: Edit): string => {
  if ('remove' in edit) return edit.remove;
  if ('write' in edit) return edit.write;
  return 'add' in edit ? edit.add : edit.set;
};

/** Bytes of a base message after the edits. */
export const mutate = (base: Base, edits: readonly Edit[]): Uint8Array => {
  const bytes = readFileSync(join(fixtures, base, 'full/input.xml'));
  if (edits.length === 0) return bytes;
  using document = XmlDocument.fromBuffer(bytes);
  const namespaces = namespacesOf(bytes);
  for (const edit of edits) {
    // Innermost first: a removed element takes its descendants with it, and they must not be touched after that.
    for (const element of targets(document, placeOf(edit), namespaces).reverse())
      change(element, edit, namespaces);
  }
  return Buffer.from(document.toString({ format: false }));
};

/** Parses and reads a message as the rules want it, lets `use` see it, and disposes it. */
export const withInput = <T>(bytes: Uint8Array, use: (input: RuleInput) => T, minutesUnderWay = 1): T => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(`The message does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  const { envelope, type, payload, content } = recognise(document);
  if (envelope === undefined || type === undefined || payload === undefined || content === undefined) {
    throw new Error('The message is not recognised');
  }
  const receivedAt = new Date(envelope.genInstant.getTime() + minutesUnderWay * 60_000);
  const clinical = () => type.readClinical(payload);
  return use({ payload, envelope, content, clinical, type, receivedAt });
};
