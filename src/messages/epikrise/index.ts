import type { AppRecVersion } from '../../domain/app-rec.ts';
import { child, children, type XmlElement } from '../../xml/dom.ts';
import { basisClinical } from '../hcp/clinical.ts';
import { readHcpContent } from '../hcp/content.ts';
import { type HcpShape, oneFunction, readHcpEnvelope } from '../hcp/envelope.ts';
import type { ContentEvent, MessageType } from '../types.ts';
import { valueIn } from '../values.ts';

/** Start and end of every reported contact, the nested ones included: one Event per department stay. */
const contactEvents = (parent: XmlElement): ContentEvent[] => {
  const { namespace } = parent;
  return children(parent, namespace, 'Event').flatMap((event) => {
    const reported = child(event, namespace, 'ReportedEvent');
    const start = valueIn(reported, namespace, 'StartDateTime');
    const end = valueIn(reported, namespace, 'EndDateTime');
    return [
      ...(start === undefined ? [] : [{ code: 'start', at: start, estimated: false }]),
      ...(end === undefined ? [] : [{ code: 'end', at: end, estimated: false }]),
      ...contactEvents(event),
    ];
  });
};

const shape: HcpShape = {
  body: 'ServRprt',
  sender: 'ServProvider',
  documentId: 'ServProvId',
  // 7315: epikrise, poliklinisk notat, legevaktsepikrise.
  typeOf: oneFunction({ v: 'EPIKRISE', dn: 'Epikrise' }, ['E', 'E-P', 'E-L']),
};

const dischargeSummary = (version: string, namespace: string, appRec: AppRecVersion): MessageType => ({
  key: `epikrise-${version}`,
  name: 'epikrise',
  version,
  standard: 'epikrise',
  family: 'message',
  root: { namespace, name: 'Message' },
  functions: [{ code: 'EPIKRISE', name: 'Epikrise' }],
  appRec,
  patient: 'required',
  needsPatientRecord: true,
  statuses: ['N', 'M', 'C'],
  copies: true,
  prefixes: { xhtml: 'http://www.w3.org/1999/xhtml' },
  readEnvelope: readHcpEnvelope(shape),
  carries: (_message, code) => code === 'EPIKRISE',
  read: readHcpContent(shape, appRec, (report) => ({ events: contactEvents(report) })),
  readClinical: basisClinical({ drugStatus: 'status' }),
});

/** Discharge summary (HIS 80226:2006, HIS 80226:2014). */
export const epikrise: readonly MessageType[] = [
  dischargeSummary('1.1', 'http://www.kith.no/xmlstds/epikrise/2006-09-23', '1.0'),
  dischargeSummary('1.2', 'http://www.kith.no/xmlstds/epikrise/2012-02-15', '1.1'),
];
