import type { Coded, DocumentRef, Envelope, Ident, Patient, Receiver } from '../../domain/message.ts';
import { type Fault, fault } from '../../domain/outcome.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { readHcpParty } from '../hcp/party.ts';
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

/** Type is optional in the schema; root and namespace then tell. E is the letter of epikrise 1.1 (HIS 80226:2006). */
const typeOf = (message: XmlElement, namespace: string): Coded => {
  const type = codedIn(message, namespace, 'Type');
  return type === undefined || type.v === 'E' ? { v: 'EPIKRISE', dn: 'Epikrise' } : type;
};

const patientOf = (report: XmlElement, ns: string): Patient | undefined => {
  const element = child(report, ns, 'Patient');
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

/** Requester is the primary receiver; every CopyDest a copy, though its Role is often left out. */
const receiversOf = (report: XmlElement, ns: string): Receiver[] => {
  const primary = readHcpParty(child(report, ns, 'Requester'), ns);
  const copies = children(report, ns, 'CopyDest')
    .filter((copy) => !goesByLetter(copy, ns))
    .flatMap((copy) => readHcpParty(copy, ns) ?? [])
    .map((party): Receiver => ({ ...party, role: 'copy' }));
  return primary === undefined ? copies : [{ ...primary, role: 'primary' }, ...copies];
};

/** The message itself comes first, as the payload does in MsgHead; attachments follow. */
const documentsOf = (message: XmlElement, report: XmlElement, ns: string): DocumentRef[] => [
  { msgType: 'XML', content: 'xml', root: { namespace: ns, name: message.name } },
  ...children(report, ns, 'RefDoc').map((refDoc) => readRefDoc(refDoc, ns)),
];

const incomplete = (where: string) => fail(fault('envelope-incomplete', { where }));

/**
 * Reads the envelope of an epikrise, which has no hodemelding: from ServProvider to Requester (HIS 1153-2 AD2.11).
 * Fails only without what an AppRec cannot do without: GenDate, MsgId and a sender with an identifier.
 */
export const readEpikriseEnvelope = (message: XmlElement): Result<Envelope, Fault> => {
  const ns = message.namespace;
  const date = valueAt(child(message, ns, 'GenDate'));
  if (date === undefined) return incomplete('/Message/GenDate/@V');
  const generated = genDateOf(date);
  if (generated === undefined) return fail(fault('envelope-date-invalid', { where: '/Message/GenDate/@V' }));
  const msgId = textIn(message, ns, 'MsgId');
  if (msgId === undefined) return incomplete('/Message/MsgId');
  const report = child(message, ns, 'ServRprt');
  const sender = report && readHcpParty(child(report, ns, 'ServProvider'), ns);
  if (report === undefined || sender === undefined) return incomplete('/Message/ServRprt/ServProvider');
  if (!isIdentified(sender)) return incomplete('/Message/ServRprt/ServProvider/HCP/Inst/Id');

  return ok(
    present<Envelope>({
      family: 'message',
      type: typeOf(message, ns),
      migVersion: textIn(message, ns, 'MIGversion')?.trim() ?? '',
      msgId,
      ...generated,
      sender,
      receivers: receiversOf(report, ns),
      patient: patientOf(report, ns),
      conversation: undefined,
      documentId: textIn(report, ns, 'ServProvId')?.trim(),
      serviceStatus: serviceStatusOf(valueIn(report, ns, 'ServType')),
      payload: { namespace: ns, name: message.name },
      documents: documentsOf(message, report, ns),
      processingStatus: valueIn(message, ns, 'Status'),
    }),
  );
};
