import { child, children, type XmlElement } from '../../xml/dom.ts';
import type { Content, ContentEvent, MessageType } from '../types.ts';
import { present, serviceStatusOf, textIn, valueIn } from '../values.ts';
import { readEpikriseEnvelope } from './envelope.ts';

const namespace = 'http://www.kith.no/xmlstds/epikrise/2012-02-15';

/** Start and end of every reported contact, the nested ones included: one Event per department stay. */
const contactEvents = (parent: XmlElement): ContentEvent[] =>
  children(parent, namespace, 'Event').flatMap((event) => {
    const reported = child(event, namespace, 'ReportedEvent');
    const start = valueIn(reported, namespace, 'StartDateTime');
    const end = valueIn(reported, namespace, 'EndDateTime');
    return [
      ...(start === undefined ? [] : [{ code: 'start', at: start, estimated: false }]),
      ...(end === undefined ? [] : [{ code: 'end', at: end, estimated: false }]),
      ...contactEvents(event),
    ];
  });

const read = (message: XmlElement): Content => {
  const report = child(message, namespace, 'ServRprt');
  if (report === undefined) return { events: [] };
  const answers = children(report, namespace, 'ServReq').flatMap(
    (referral) => textIn(referral, namespace, 'Id')?.trim() ?? [],
  );
  return present<Content>({
    serviceStatus: serviceStatusOf(valueIn(report, namespace, 'ServType')),
    documentId: textIn(report, namespace, 'ServProvId')?.trim(),
    // AppRec 1.1 answers by MsgId alone.
    appRecId: undefined,
    events: contactEvents(report),
    emergency: undefined,
    answers: answers.length > 0 ? answers : undefined,
  });
};

/** Discharge summary 1.2 (HIS 80226:2014). */
export const epikrise12: MessageType = {
  key: 'epikrise-1.2',
  version: '1.2',
  family: 'message',
  root: { namespace, name: 'Message' },
  functions: [{ code: 'EPIKRISE', name: 'Epikrise' }],
  appRec: '1.1',
  patient: 'required',
  needsPatientRecord: true,
  statuses: ['N', 'M', 'C'],
  copies: true,
  prefixes: { dis: namespace, xhtml: 'http://www.w3.org/1999/xhtml' },
  readEnvelope: readEpikriseEnvelope,
  carries: (_message, code) => code === 'EPIKRISE',
  read,
};
