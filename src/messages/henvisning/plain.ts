import type { AppRecVersion } from '../../domain/app-rec.ts';
import { basisClinical } from '../hcp/clinical.ts';
import { readHcpContent } from '../hcp/content.ts';
import { type HcpShape, oneFunction, readHcpEnvelope } from '../hcp/envelope.ts';
import { felleskomponentNamespace } from '../namespaces.ts';
import type { MessageType } from '../types.ts';
import { isEmergency, urgencyIn } from './priority.ts';

const shape: HcpShape = {
  body: 'ServReq',
  sender: 'Requester',
  documentId: 'Id',
  // 8263: henvisning, and its older kinds.
  typeOf: oneFunction({ v: 'HENVISNING', dn: 'Henvisning' }, ['H', 'B', 'T', 'H_REHAB']),
};

/** Referral 1.0 or 1.1, from ServReq/Requester to ServProvider. */
export const plainReferral = (version: string, namespace: string, appRec: AppRecVersion): MessageType => ({
  key: `henvisning-${version}`,
  name: 'henvisning',
  version,
  standard: 'henvisning',
  family: 'message',
  root: { namespace, name: 'Message' },
  functions: [{ code: 'HENVISNING', name: 'Henvisning' }],
  appRec,
  patient: 'required',
  statuses: ['N', 'M', 'C'],
  copies: true,
  prefixes: { po: 'http://www.kith.no/xmlstds/po/poKomponent/2009-06-30', fk1: felleskomponentNamespace },
  readEnvelope: readHcpEnvelope(shape),
  carries: (_message, code) => code === 'HENVISNING',
  read: readHcpContent(shape, appRec, (referral) => ({
    emergency: isEmergency(referral),
    ...urgencyIn(referral, '8304'),
  })),
  readClinical: basisClinical({ drugStatus: 'status' }),
});
