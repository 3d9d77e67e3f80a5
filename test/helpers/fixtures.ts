import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * Fixtures for tests: `fixtures/<type>/<case>/input.xml` with what a reader must find in it beside, in case.yaml
 * (fixtures/README.md says what its lines mean).
 */

const folder = join(import.meta.dirname, '../../fixtures');

/** What case.yaml says of a fixture. */
interface FixtureExpectation {
  readonly about: string;
  /** Code of the fault that reading ends in; the document is then not parsed. */
  readonly parse?: string;
  readonly schema: 'valid' | 'invalid' | 'none';
  readonly type: string | null;
  readonly function?: string;
  readonly fault?: string;
  readonly sender?: number | null;
  readonly receivers?: readonly (number | null)[];
  readonly patient?: string;
  readonly status?: string;
  readonly documentId?: string;
  readonly conversation?: readonly [string, string];
  readonly answers?: readonly string[];
  readonly emergency?: boolean;
  readonly events?: readonly string[];
  readonly codes?: readonly string[];
  readonly died?: boolean;
  readonly instant?: string;
  readonly documents?: readonly string[];
  readonly original?: string;
  readonly appRec: 'ok' | 'none' | 'manual' | readonly string[];
}

export interface Fixture {
  readonly type: string;
  readonly name: string;
  readonly expected: FixtureExpectation;
}

const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Every fixture there is, by type and name. */
export const allFixtures = (): Fixture[] =>
  foldersIn(folder).flatMap((type) =>
    foldersIn(join(folder, type))
      .filter((name) => existsSync(join(folder, type, name, 'case.yaml')))
      .map((name) => ({
        type,
        name,
        expected: parse(readFileSync(join(folder, type, name, 'case.yaml'), 'utf8')),
      })),
  );

/** The bytes of a fixture, as they stand. */
export const fixtureBytes = (type: string, name: string): Uint8Array =>
  readFileSync(join(folder, type, name, 'input.xml'));

/** HER-ids of a two-level address; what is left out stays as the fixture has it. */
interface TestParty {
  readonly enterprise?: number;
  readonly unit?: number;
}

/** What a message is to say instead of what its fixture says. */
export interface MessageChanges {
  readonly msgId?: string;
  readonly genDate?: string;
  readonly sender?: TestParty;
  /** The primary receiver. */
  readonly receiver?: TestParty;
  readonly patient?: {
    readonly given?: string;
    readonly family?: string;
    /** Number of the first identifier; its type stays. */
    readonly id?: string;
  };
  readonly conversation?: { readonly parent: string; readonly first: string };
  /** Document id of an epikrise or a referral. */
  readonly documentId?: string;
  /** The first free text of the payload. */
  readonly text?: string;
  /** What an AppRec answers. */
  readonly original?: { readonly type?: string; readonly issueDate?: string; readonly id?: string };
  /** 7309 of the payload. */
  readonly status?: 'N' | 'M' | 'C';
  /** Other replacements, text for text; each must occur. */
  readonly replace?: readonly (readonly [string, string])[];
}

const escapeXml = (value: string): string =>
  value.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

/** Replaces what the group named `v` matched, once, by a value; a fixture without it is the test's mistake. */
const put = (xml: string, pattern: RegExp, value: string, raw = false): string => {
  const match = new RegExp(pattern.source, `${pattern.flags}d`).exec(xml);
  const [start, end] = match?.indices?.groups?.v ?? [];
  if (start === undefined || end === undefined) throw new Error(`The fixture has nothing for ${pattern}`);
  return xml.slice(0, start) + (raw ? value : escapeXml(value)) + xml.slice(end);
};

/** Changes one part of the document, from its first start tag to the next end tag of that name. */
const within = (xml: string, tag: string, change: (part: string) => string): string => {
  const start = xml.indexOf(`<${tag}>`);
  const end = xml.indexOf(`</${tag}>`, start);
  if (start === -1 || end === -1) throw new Error(`The fixture has no ${tag}`);
  return xml.slice(0, start) + change(xml.slice(start, end)) + xml.slice(end);
};

const putParty = (xml: string, tag: string, { enterprise, unit }: TestParty): string =>
  within(xml, tag, (part) => {
    const herId = '<Id>(?<v>[^<]*)</Id>\\s*<TypeId V="HER"';
    const inner =
      unit === undefined
        ? part
        : put(part, new RegExp(`${herId.replace('?<v>', '')}[\\s\\S]*?${herId}`), String(unit));
    return enterprise === undefined ? inner : put(inner, new RegExp(herId), String(enterprise));
  });

const putPatient = (
  xml: string,
  isHeaded: boolean,
  patient: NonNullable<MessageChanges['patient']>,
): string =>
  within(xml, 'Patient', (part) => {
    const { given, family, id } = patient;
    const idElement = isHeaded ? /<Id>(?<v>[^<]*)</ : /<OffId>(?<v>[^<]*)</;
    let changed = id === undefined ? part : put(part, idElement, id);
    const [familyName, givenName] = isHeaded
      ? [/<FamilyName>(?<v>[^<]*)</, /<GivenName>(?<v>[^<]*)</]
      : [/<Name>(?<v>[^<]*), [^<]*</, /<Name>[^<]*, (?<v>[^<]*)</];
    if (family !== undefined) changed = put(changed, familyName, family);
    return given === undefined ? changed : put(changed, givenName, given);
  });

const freeText =
  /<(?:TextResultValue|TekstNotatInnhold|epj2:Notat|po:Merknad|po:BeskrivelseAvHendelse)>(?<v>[^<]*)</;

/**
 * A fresh message made from a fixture in UTF-8 without namespace prefixes in its envelope (`full` and most others
 * are): same content but for the changes. Throws when the fixture has no place for one of them.
 */
export const messageWith = (type: string, name: string, changes: MessageChanges): Uint8Array => {
  let xml = Buffer.from(fixtureBytes(type, name)).toString('utf8');
  const root = /<(MsgHead|Message|AppRec)\b/.exec(xml)?.[1] ?? 'MsgHead';
  const [from, to] = root === 'Message' ? ['ServProvider', 'Requester'] : ['Sender', 'Receiver'];
  const { msgId, genDate, sender, receiver, patient, conversation, documentId, text, original, status } =
    changes;
  const id = root === 'AppRec' ? /<Id>(?<v>[^<]*)</ : /<MsgId>(?<v>[^<]*)</;

  if (msgId !== undefined) xml = put(xml, id, msgId);
  if (genDate !== undefined) xml = put(xml, /<GenDate(?: V="|>)(?<v>[^<"]*)/, genDate);
  if (sender !== undefined) xml = putParty(xml, from, sender);
  if (receiver !== undefined) xml = putParty(xml, to, receiver);
  if (patient !== undefined) xml = putPatient(xml, root === 'MsgHead', patient);
  if (status !== undefined) xml = put(xml, /<(?:po:Forsendelsesstatus|ServType) V="(?<v>[^"]*)"/, status);
  if (documentId !== undefined) xml = put(xml, /<(?:DocumentId|ServProvId)>(?<v>[^<]*)</, documentId);
  if (text !== undefined) xml = put(xml, freeText, text);
  if (conversation !== undefined) {
    const [parent, first] = [escapeXml(conversation.parent), escapeXml(conversation.first)];
    const element = `<ConversationRef><RefToParent>${parent}</RefToParent><RefToConversation>${first}</RefToConversation></ConversationRef>`;
    xml = put(xml, /(?<v>(?:<ConversationRef>[\s\S]*?<\/ConversationRef>)?)\s*<Sender>/, element, true);
  }
  if (original !== undefined) {
    xml = within(xml, 'OriginalMsgId', (part) => {
      let changed = part;
      if (original.type !== undefined) changed = put(changed, /<MsgType V="(?<v>[^"]*)"/, original.type);
      if (original.issueDate !== undefined)
        changed = put(changed, /<IssueDate>(?<v>[^<]*)</, original.issueDate);
      return original.id === undefined ? changed : put(changed, /<Id>(?<v>[^<]*)</, original.id);
    });
  }
  for (const [old, value] of changes.replace ?? []) {
    if (!xml.includes(old)) throw new Error(`The fixture has no ${old}`);
    xml = xml.replace(old, () => value);
  }
  return Buffer.from(xml, 'utf8');
};
