import { z } from 'zod';
import { isUuid, msgIdKey } from '../domain/ids.ts';
import type { Envelope, Ident, Party, PartyUnit } from '../domain/message.ts';
import { attr, elements, text, type XmlElement } from '../xml/dom.ts';
import { type Check, check } from './check.ts';
import type { RuleInput } from './input.ts';

const none = z.strictObject({});
const functions = z.strictObject({ except: z.array(z.string().min(1)) });

/** Child of this name, whose namespace is the parent's. */
const part = (element: XmlElement, name: string): XmlElement | undefined =>
  elements(element).find((each) => each.name === name && each.namespace === element.namespace);
const textOf = (element: XmlElement, name: string): string => {
  const found = part(element, name);
  return found === undefined ? '' : text(found).trim();
};
const codeOf = (element: XmlElement, name: string): string => {
  const found = part(element, name);
  return (found && attr(found, 'V')?.trim()) ?? '';
};

const partsOf = (element: XmlElement, name: string): XmlElement[] =>
  elements(element).filter((each) => each.name === name && each.namespace === element.namespace);

/** RefDoc of each document after the payload, in the order of the envelope's `documents` but the first. */
const laterDocuments = (payload: XmlElement): readonly XmlElement[] =>
  payload.document.once(laterDocuments, () => {
    const { root } = payload.document;
    const holders = root.name === 'MsgHead' ? partsOf(root, 'Document').slice(1) : elements(root);
    return holders.flatMap((holder) => partsOf(holder, 'RefDoc'));
  });

/** 8114. */
const isAttachment = (refDoc: XmlElement): boolean => codeOf(refDoc, 'MsgType') === 'A';
const attachments = (payload: XmlElement): readonly XmlElement[] =>
  laterDocuments(payload).filter(isAttachment);

/** A check that finds the attachments that it does not hold for. */
const ofAttachments = (holds: (refDoc: XmlElement) => boolean): Check =>
  check(none, ({ payload }) => attachments(payload).filter((refDoc) => !holds(refDoc)));

const isXml = (refDoc: XmlElement): boolean => /[/+]xml\b/i.test(textOf(refDoc, 'MimeType'));

const isWrapped = (refDoc: XmlElement): boolean => {
  const content = part(refDoc, 'Content');
  return content === undefined || elements(content).every(({ name }) => name === 'Base64Container');
};

const parties = ({ sender, receivers }: Envelope): readonly Party[] => [sender, ...receivers];
const isHer = ({ type }: Ident): boolean => type.v === 'HER';
/** One that is empty, or not there, is told of by others. */
const isHollow = ({ idents, name }: PartyUnit): boolean => idents.length === 0 && name === '';
const isHerKnown = (unit: PartyUnit): boolean => unit.idents.some(isHer) || isHollow(unit);
const isOfTwoLevels = ({ enterprise, unit }: Party): boolean => unit !== undefined || isHollow(enterprise);

const allParties = (holds: (party: Party) => boolean): Check =>
  check(none, ({ envelope }) => parties(envelope).every(holds));

const refersToItself = ({ envelope: { msgId, conversation } }: RuleInput): boolean =>
  conversation !== undefined &&
  [conversation.refToParent, conversation.refToConversation].some((id) => msgIdKey(id) === msgIdKey(msgId));

/** Checks of whom a message is between, what it continues and what is attached to it, by the name that rows use. */
export const envelopeChecks = {
  'refers-to-others': check(none, (input) => !refersToItself(input)),

  'parties-of-two-levels': allParties(isOfTwoLevels),
  'parties-with-her-id': allParties(
    ({ enterprise, unit }) => isHerKnown(enterprise) && (unit === undefined || isHerKnown(unit)),
  ),
  'party-persons-named': allParties(({ unit }) => unit?.kind !== 'person' || unit.name.trim() !== ''),

  'attachments-typed': ofAttachments((refDoc) => textOf(refDoc, 'MimeType') !== ''),
  'attachments-described': ofAttachments((refDoc) => textOf(refDoc, 'Description') !== ''),
  'attachments-dated': ofAttachments((refDoc) => codeOf(refDoc, 'IssueDate') !== ''),
  'xml-attachments-identified': ofAttachments((refDoc) => !isXml(refDoc) || isUuid(textOf(refDoc, 'Id'))),

  'attachments-wrapped': check(functions, ({ payload, envelope }, { except }) =>
    except.includes(envelope.type.v) ? true : attachments(payload).filter((refDoc) => !isWrapped(refDoc)),
  ),

  // Its length was told when the envelope was read: the text may be megabytes.
  'attachments-filled': check(none, ({ payload, envelope }) =>
    laterDocuments(payload).filter((_, place) => envelope.documents[place + 1]?.base64Length === 0),
  ),

  'later-documents-marked': check(functions, ({ payload, envelope }, { except }) =>
    except.includes(envelope.type.v)
      ? true
      : laterDocuments(payload).filter(
          (refDoc) => !isAttachment(refDoc) && codeOf(refDoc, 'MsgType') !== 'REF',
        ),
  ),
} as const satisfies Readonly<Record<string, Check>>;
