import type { Coded, ConversationRef, Envelope, Patient } from '../../domain/message.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { msgHeadNamespace as mh } from '../namespaces.ts';
import { codedIn, dayOf, genDateOf, identsIn, isIdentified, present, textIn, valueIn } from '../values.ts';
import { contentRoot, isBase64Container, readRefDoc } from './documents.ts';
import { readParty, readReceivers } from './parties.ts';

/** The only version of hodemelding in use (HIS 80601:2006). */
export const msgHeadVersion = 'v1.2 2006-05-24';

const info = '/mh:MsgHead/mh:MsgInfo';
const incomplete = (where: string) => fail(fault('envelope-incomplete', { where }));

/** What hodemelding says, and the payload: the first element of the first document, if there is one. */
export interface MsgHead {
  readonly envelope: Envelope;
  readonly payload?: XmlElement;
}

const patient = (msgInfo: XmlElement): Patient | undefined => {
  const element = child(msgInfo, mh, 'Patient');
  if (element === undefined) return undefined;
  return present<Patient>({
    familyName: textIn(element, mh, 'FamilyName'),
    middleName: textIn(element, mh, 'MiddleName'),
    givenName: textIn(element, mh, 'GivenName'),
    name: undefined,
    dateOfBirth: dayOf(textIn(element, mh, 'DateOfBirth')),
    sex: codedIn(element, mh, 'Sex'),
    idents: identsIn(element, mh),
  });
};

/** With one of the two left out, the other stands for both: they are equal at one predecessor (HITS 1218:2019). */
const conversation = (msgInfo: XmlElement): ConversationRef | undefined => {
  const element = child(msgInfo, mh, 'ConversationRef');
  const parent = textIn(element, mh, 'RefToParent')?.trim();
  const first = textIn(element, mh, 'RefToConversation')?.trim();
  const refToParent = parent ?? first;
  const refToConversation = first ?? parent;
  return refToParent === undefined || refToConversation === undefined
    ? undefined
    : { refToParent, refToConversation };
};

/** The payload stands as plain XML, never as base64 (HIS 1036:2011). */
const payloadOf = (documents: readonly XmlElement[]): XmlElement | undefined => {
  const root = documents[0] && contentRoot(documents[0], mh);
  return root === undefined || isBase64Container(root) ? undefined : root;
};

/**
 * Reads MsgHead 1.2, also where the schema would not have it. Fails only without what an AppRec cannot do
 * without: type, GenDate, MsgId and a sender with an identifier (HIS 80415:2012 §3.3.4); `where` is the element.
 */
export const readMsgHead = (root: XmlElement): Result<MsgHead, Fault> => {
  const msgInfo = child(root, mh, 'MsgInfo');
  if (msgInfo === undefined) return incomplete(info);
  const type: Coded | undefined = codedIn(msgInfo, mh, 'Type');
  if (type === undefined) return incomplete(`${info}/mh:Type/@V`);
  const date = textIn(msgInfo, mh, 'GenDate');
  if (date === undefined) return incomplete(`${info}/mh:GenDate`);
  const generated = genDateOf(date);
  if (generated === undefined) return fail(fault('envelope-date-invalid', { where: `${info}/mh:GenDate` }));
  const msgId = textIn(msgInfo, mh, 'MsgId');
  if (msgId === undefined) return incomplete(`${info}/mh:MsgId`);
  const sender = readParty(child(msgInfo, mh, 'Sender'));
  if (sender === undefined) return incomplete(`${info}/mh:Sender`);
  if (!isIdentified(sender)) return incomplete(`${info}/mh:Sender/mh:Organisation/mh:Ident`);

  const refDocs = children(root, mh, 'Document').flatMap((document) => child(document, mh, 'RefDoc') ?? []);
  const payload = payloadOf(refDocs);
  const envelope = present<Envelope>({
    family: 'msghead',
    type,
    migVersion: textIn(msgInfo, mh, 'MIGversion')?.trim() ?? '',
    msgId,
    ...generated,
    sender,
    receivers: readReceivers(msgInfo),
    patient: patient(msgInfo),
    conversation: conversation(msgInfo),
    documentId: undefined,
    serviceStatus: undefined,
    payload: { namespace: payload?.namespace ?? '', name: payload?.name ?? '' },
    documents: refDocs.map((refDoc) => readRefDoc(refDoc, mh)),
    processingStatus: valueIn(msgInfo, mh, 'ProcessingStatus'),
  });
  return ok(present<MsgHead>({ envelope, payload }));
};
