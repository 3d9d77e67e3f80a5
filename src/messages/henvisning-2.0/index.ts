import { child, type XmlElement } from '../../xml/dom.ts';
import { felleskomponentNamespace, msgHeadNamespace } from '../namespaces.ts';
import type { Content, MessageType } from '../types.ts';
import { present, serviceStatusOf, textIn, valueIn } from '../values.ts';

const namespace = 'http://ehelse.no/xmlstds/henvisning/2017-11-30';

/** 8306: Øyeblikkelig hjelp. */
const emergency = '0';

const read = (payload: XmlElement): Content =>
  present<Content>({
    serviceStatus: serviceStatusOf(valueIn(payload, namespace, 'ServType')),
    documentId: textIn(payload, namespace, 'DocumentId')?.trim(),
    appRecId: undefined,
    events: [],
    emergency: valueIn(child(payload, namespace, 'ReqServ'), namespace, 'Priority') === emergency,
    answers: undefined,
  });

/** Referral for a new condition, 2.0 (HIS 80517:2017, HIS 1207: one receiver, attachments in pdf, jpg or png). */
export const henvisning20: MessageType = {
  key: 'henvisning-2.0',
  version: '2.0',
  family: 'msghead',
  root: { namespace, name: 'Henvisning' },
  functions: [{ code: 'HENVISNING_NYTILSTAND', name: 'Henvisning ny tilstand' }],
  appRec: '1.1',
  patient: 'required',
  statuses: ['N', 'M', 'C'],
  // image/jpg is no registered media type, yet what many senders write.
  attachments: ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png'],
  copies: false,
  prefixes: {
    mh: msgHeadNamespace,
    ref: namespace,
    po: 'http://ehelse.no/xmlstds/po/poKomponent/2017-11-30',
    fk1: felleskomponentNamespace,
  },
  carries: (_payload, code) => code === 'HENVISNING_NYTILSTAND',
  read,
};
