import type { AppRecVersion } from '../../domain/app-rec.ts';
import { readHcpContent } from '../hcp/content.ts';
import { type HcpShape, readHcpEnvelope } from '../hcp/envelope.ts';
import { msgHeadNamespace } from '../namespaces.ts';
import { type MessageType, nothingClinical } from '../types.ts';
import { isKnownByName } from './functions.ts';

/** What a message of which only the envelope is read is made of. */
const unchecked = (
  name: string,
  version: string,
  rest: Pick<MessageType, 'family' | 'root' | 'appRec' | 'read' | 'carries'> & Partial<MessageType>,
): MessageType => ({
  key: `${name}-${version}`,
  name,
  version,
  standard: 'unchecked',
  functions: [],
  // Registers and pharmacies have rules of their own for who must be named.
  patient: 'none',
  copies: true,
  prefixes: {},
  readClinical: () => nothingClinical,
  ...rest,
});

/** Any other payload behind hodemelding; most of them are answered with AppRec 1.0 (HITS 1168:2016). */
export const otherHeaded: MessageType = unchecked('hodemelding', '1.2', {
  family: 'msghead',
  root: { namespace: msgHeadNamespace, name: 'MsgHead' },
  appRec: '1.0',
  carries: (_payload, code) => isKnownByName(code),
  read: () => ({ events: [] }),
});

const laboratory = (
  name: string,
  version: string,
  namespace: string,
  appRec: AppRecVersion,
  shape: HcpShape,
): MessageType =>
  unchecked(name, version, {
    // E35 is for a svarrapport as for an epikrise (HIS 80415:2012 §3.3.4).
    needsPatientRecord: shape === report,
    family: 'message',
    root: { namespace, name: 'Message' },
    appRec,
    readEnvelope: readHcpEnvelope(shape),
    carries: (_message, code) => isKnownByName(code),
    read: readHcpContent(shape, appRec),
  });

/** Which of the six kinds a letter stands for is told by MsgDescr (HISD 1209:2018); unread, it stays a letter. */
const kinds: readonly string[] = ['LAB', 'RTG', 'CYT', 'HIST', 'KKL', 'MBIO'];
const byDescription =
  (letter: string, prefix: string): HcpShape['typeOf'] =>
  (named, description) => {
    if (named !== undefined && named.v !== letter) return named;
    return {
      v: description !== undefined && kinds.includes(description) ? `${prefix}${description}` : letter,
    };
  };

const request: HcpShape = {
  body: 'ServReq',
  sender: 'Requester',
  documentId: 'Id',
  typeOf: byDescription('R', 'REQ_'),
};
const report: HcpShape = {
  body: 'ServReport',
  sender: 'ServProvider',
  documentId: 'ServProvId',
  typeOf: byDescription('S', 'SVAR_'),
};
const kith = 'http://www.kith.no/xmlstds';

/**
 * What the gateway recognises by name, checks the envelope of and routes, without reading the payload. Told by
 * `standard: unchecked`; a finding says so to those who look.
 */
export const uncheckedTypes: readonly MessageType[] = [
  otherHeaded,
  laboratory('rekvisisjon', '1.5', `${kith}/rekvisisjon/2008-12-01`, '1.0', request),
  laboratory('rekvisisjon', '1.6', `${kith}/rekvisisjon/2012-02-15`, '1.1', request),
  laboratory('svarrapport', '1.3', `${kith}/labsvar/2008-12-01`, '1.0', report),
  laboratory('svarrapport', '1.4', `${kith}/labsvar/2012-02-15`, '1.1', report),
];
