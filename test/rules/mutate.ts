import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { messageTypes } from '../../src/messages/index.ts';
import { recognise } from '../../src/messages/recognise.ts';
import type { RuleInput } from '../../src/rules/input.ts';
import { parseXml } from '../../src/xml/parse.ts';

/** Complete messages that no rule of severity medium or more finds fault with, by fixture folder. */
export const bases = {
  'log-innlagt': 'pasientlogistikk-1.6',
  'log-utskrivningsklar': 'pasientlogistikk-1.6',
  'log-avmelding': 'pasientlogistikk-1.6',
  'log-utskrevet': 'pasientlogistikk-1.6',
  'log-dod': 'pasientlogistikk-1.6',
  utskrivningsrapport: 'utskrivningsrapport-1.6',
  epikrise: 'epikrise-1.2',
  'henvisning-nytilstand': 'henvisning-2.0',
  'dialog-notat': 'dialogmelding-1.0',
} as const;
export type Base = keyof typeof bases;

/** One change to a message; `at` is XPath with the rules' prefixes and must select something. */
export type Edit =
  | { readonly remove: string }
  /** Sets attributes; undefined removes one. */
  | { readonly set: string; readonly to: Readonly<Record<string, string | undefined>> }
  | { readonly write: string; readonly text: string }
  /** Adds an empty child at the end: schema order does not matter to rules. */
  | { readonly add: string; readonly child: `${string}:${string}`; readonly as?: Readonly<Record<string, string>> }
  /** Copies an element beside itself. */
  | { readonly copy: string };

export const remove = (at: string): Edit => ({ remove: at });
export const set = (at: string, to: Readonly<Record<string, string | undefined>>): Edit => ({ set: at, to });
export const write = (at: string, text: string): Edit => ({ write: at, text });
export const add = (at: string, child: `${string}:${string}`, as?: Readonly<Record<string, string>>): Edit => ({
  add: at,
  child,
  ...(as && { as }),
});

const fixtures = join(import.meta.dirname, '../../fixtures');

const namespacesOf = (base: Base): Record<string, string> => {
  const type = messageTypes.find(({ key }) => key === bases[base])!;
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

const addChild = (parent: XmlElement, name: string, namespaces: Record<string, string>): XmlElement => {
  const [prefix = '', local = ''] = name.split(':');
  const child = parent.addElement(local);
  const bound = `x${prefix}`;
  child.addNsDeclaration(namespaces[prefix]!, bound);
  child.prefix = bound;
  return child;
};

const apply = (document: XmlDocument, edit: Edit, namespaces: Record<string, string>): void => {
  if ('remove' in edit) for (const node of targets(document, edit.remove, namespaces)) node.remove();
  else if ('set' in edit) {
    for (const node of targets(document, edit.set, namespaces)) {
      for (const [name, value] of Object.entries(edit.to)) {
        if (value === undefined) node.attr(name)?.remove();
        else node.setAttr(name, value);
      }
    }
  } else if ('write' in edit) {
    for (const node of targets(document, edit.write, namespaces)) node.content = edit.text;
  } else if ('add' in edit) {
    for (const node of targets(document, edit.add, namespaces)) {
      const child = addChild(node, edit.child, namespaces);
      for (const [name, value] of Object.entries(edit.as ?? {})) child.setAttr(name, value);
    }
  } else for (const node of targets(document, edit.copy, namespaces)) copy(node);
};

const copy = (node: XmlElement): void => {
  const twin = node.appendElement(node.name, node.prefix);
  for (const attribute of node.attrs) twin.setAttr(attribute.name, attribute.value, attribute.prefix || undefined);
  twin.content = node.content;
};

/** Bytes of a base message after the edits. */
export const mutate = (base: Base, edits: readonly Edit[]): Uint8Array => {
  const bytes = readFileSync(join(fixtures, base, 'full/input.xml'));
  if (edits.length === 0) return bytes;
  using document = XmlDocument.fromBuffer(bytes);
  for (const edit of edits) apply(document, edit, namespacesOf(base));
  return Buffer.from(document.toString({ format: false }));
};

/** Parses and reads a message as the rules want it, lets `use` see it, and disposes it. */
export const withInput = <T>(
  bytes: Uint8Array,
  use: (input: RuleInput) => T,
  minutesUnderWay: number | undefined = 1,
): T => {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(`The message does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  const { envelope, type, payload } = recognise(document);
  if (envelope === undefined || type === undefined || payload === undefined) {
    throw new Error('The message is not recognised');
  }
  const receivedAt = new Date(envelope.genInstant.getTime() + minutesUnderWay * 60_000);
  return use({ payload, envelope, content: type.read(payload), type, receivedAt });
};
