import { child, children, type XmlElement } from '../../xml/dom.ts';
import { basisClinical } from '../hcp/clinical.ts';
import { pictures } from '../msghead/documents.ts';
import { felleskomponentNamespace, msgHeadNamespace } from '../namespaces.ts';
import type { Content, ContentEvent, MessageFunction, MessageType } from '../types.ts';
import { present, serviceStatusOf, textIn, valueIn } from '../values.ts';
import { isEmergency, urgencyIn } from './priority.ts';

const namespace = 'http://ehelse.no/xmlstds/henvisning/2017-11-30';

/** 9147 of the day on which the right to help was assessed. */
const assessmentDate = '2';

/** When the referral was assessed, where that has been done before it was sent on. */
const assessmentsIn = (payload: XmlElement): ContentEvent[] => {
  const assessment = child(payload, namespace, 'VurderingAvHenvisning');
  if (assessment === undefined) return [];
  return children(assessment, namespace, 'DatoMottakOgVurdering').flatMap((dated) => {
    const at = textIn(dated, namespace, 'Dato')?.trim();
    if (at === undefined || valueIn(dated, namespace, 'TypeDato') !== assessmentDate) return [];
    return [{ code: 'assessed', at, estimated: false }];
  });
};

const read = (payload: XmlElement): Content => ({
  ...present<Omit<Content, 'codes' | 'events'>>({
    serviceStatus: serviceStatusOf(valueIn(payload, namespace, 'ServType')),
    documentId: textIn(payload, namespace, 'DocumentId')?.trim(),
    appRecId: undefined,
    emergency: isEmergency(payload),
    answers: undefined,
    died: undefined,
  }),
  events: assessmentsIn(payload),
  ...urgencyIn(payload, '8306'),
});

/** HIS 1208: the original referral follows as XML or pdf. */
const xml = ['text/xml', 'application/xml'];

const functions: readonly MessageFunction[] = [
  {
    code: 'HENVISNING_NYTILSTAND',
    name: 'Henvisning ny tilstand',
    attachments: ['application/pdf', ...pictures],
  },
  {
    code: 'HENVISNING_VIDERE',
    name: 'Viderehenvisning',
    attachments: ['application/pdf', ...pictures, ...xml],
  },
];

/** Referral for a new condition, or onwards, 2.0: one receiver (HIS 80517:2017, HIS 1207, HIS 1208). */
export const headedReferral: MessageType = {
  key: 'henvisning-2.0',
  name: 'henvisning',
  version: '2.0',
  standard: 'henvisning',
  family: 'msghead',
  root: { namespace, name: 'Henvisning' },
  functions,
  appRec: '1.1',
  patient: 'required',
  statuses: ['N', 'M', 'C'],
  copies: false,
  prefixes: {
    mh: msgHeadNamespace,
    po: 'http://ehelse.no/xmlstds/po/poKomponent/2017-11-30',
    fk1: felleskomponentNamespace,
  },
  carries: (_payload, code) => functions.some((known) => known.code === code),
  read,
  readClinical: basisClinical({ drugStatus: 'use' }),
};
