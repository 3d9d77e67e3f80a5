import type { Coded, DocumentRef, Envelope, Ident, Patient, Receiver } from '../../domain/message.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { readRefDoc } from '../msghead/documents.ts';
import {
  codedIn,
  dayOf,
  genDateOf,
  identOf,
  isIdentified,
  present,
  serviceStatusOf,
  textIn,
  valueAt,
  valueIn,
} from '../values.ts';
import { readHcpParty } from './party.ts';

/** Where a message without hodemelding has what its envelope needs (HIS 1153-2 AD2.9 to AD2.11). */
export interface HcpShape {
  /** Child of Message that all else stands in: ServRprt, ServReq or ServReport. */
  readonly body: string;
  readonly sender: 'ServProvider' | 'Requester';
  /** The id that survives changes: ServProvId, or Id of a referral or a request. */
  readonly documentId: string;
  /** Its function, by Type as received, which may be left out, and by MsgDescr. */
  readonly typeOf: (named: Coded | undefined, description: string | undefined) => Coded;
}

/** For a type whose root alone tells what it is, and which had letters for that before 8279 (7315, 8263). */
export const oneFunction =
  (type: Coded, letters: readonly string[]): HcpShape['typeOf'] =>
  (named) =>
    named === undefined || letters.includes(named.v) ? type : named;

const patientOf = (body: XmlElement, ns: string): Patient | undefined => {
  const element = child(body, ns, 'Patient');
  if (element === undefined) return undefined;
  const official = identOf(textIn(element, ns, 'OffId'), child(element, ns, 'TypeOffId'));
  const additional = children(element, ns, 'AdditionalId').map((id) =>
    identOf(textIn(id, ns, 'Id'), child(id, ns, 'Type')),
  );
  const idents: readonly Ident[] = [official, ...additional].flatMap((ident) => ident ?? []);
  return present<Patient>({
    familyName: undefined,
    givenName: undefined,
    middleName: undefined,
    name: textIn(element, ns, 'Name'),
    dateOfBirth: dayOf(valueIn(element, ns, 'DateOfBirth')),
    sex: codedIn(element, ns, 'Sex'),
    idents,
  });
};

/** 8235: the copy went as a letter. */
const goesByLetter = (copyDest: XmlElement, ns: string): boolean => {
  const role = child(copyDest, ns, 'CopyDestRole');
  return (valueIn(role, ns, 'ActComMethod') ?? valueIn(role, ns, 'ReqComMethod')) === 'PST';
};

/** The primary receiver; then every CopyDest, which is a copy though its Role is often left out. */
const receiversOf = (body: XmlElement, ns: string, shape: HcpShape): Receiver[] => {
  const receiver = shape.sender === 'Requester' ? 'ServProvider' : 'Requester';
  const primary = readHcpParty(child(body, ns, receiver), ns);
  const copies = children(body, ns, 'CopyDest')
    .filter((copy) => !goesByLetter(copy, ns))
    .flatMap((copy) => readHcpParty(copy, ns) ?? [])
    .map((party): Receiver => ({ ...party, role: 'copy' }));
  return primary === undefined ? copies : [{ ...primary, role: 'primary' }, ...copies];
};

/** The message itself comes first, as the payload does in MsgHead; attachments follow. */
const documentsOf = (message: XmlElement, body: XmlElement, ns: string): DocumentRef[] => [
  { msgType: 'XML', content: 'xml', root: { namespace: ns, name: message.name } },
  ...children(body, ns, 'RefDoc').map((refDoc) => readRefDoc(refDoc, ns)),
];

const incomplete = (where: string) => fail(fault('envelope-incomplete', { where }));

/**
 * Reads the envelope of a message that has no hodemelding: epikrise, henvisning 1.x, rekvisisjon, svarrapport.
 * Fails only without what an AppRec cannot do without: GenDate, MsgId and a sender with an identifier.
 */
export const readHcpEnvelope =
  (shape: HcpShape) =>
  (message: XmlElement): Result<Envelope, Fault> => {
    const ns = message.namespace;
    const date = valueAt(child(message, ns, 'GenDate'));
    if (date === undefined) return incomplete('/Message/GenDate/@V');
    const generated = genDateOf(date);
    if (generated === undefined)
      return fail(fault('envelope-date-invalid', { where: '/Message/GenDate/@V' }));
    const msgId = textIn(message, ns, 'MsgId');
    if (msgId === undefined) return incomplete('/Message/MsgId');
    const body = child(message, ns, shape.body);
    const sender = body && readHcpParty(child(body, ns, shape.sender), ns);
    const from = `/Message/${shape.body}/${shape.sender}`;
    if (body === undefined || sender === undefined) return incomplete(from);
    if (!isIdentified(sender)) return incomplete(`${from}/HCP/Inst/Id`);

    return ok(
      present<Envelope>({
        family: 'message',
        type: shape.typeOf(codedIn(message, ns, 'Type'), valueIn(body, ns, 'MsgDescr')),
        migVersion: textIn(message, ns, 'MIGversion')?.trim() ?? '',
        msgId,
        ...generated,
        sender,
        receivers: receiversOf(body, ns, shape),
        patient: patientOf(body, ns),
        conversation: undefined,
        documentId: textIn(body, ns, shape.documentId)?.trim(),
        serviceStatus: serviceStatusOf(valueIn(body, ns, 'ServType')),
        payload: { namespace: ns, name: message.name },
        documents: documentsOf(message, body, ns),
        processingStatus: valueIn(message, ns, 'Status'),
      }),
    );
  };
