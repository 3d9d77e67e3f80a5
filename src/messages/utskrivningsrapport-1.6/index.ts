import { children, type XmlElement } from '../../xml/dom.ts';
import { plo16Prefixes } from '../namespaces.ts';
import { datedEvents, ploStatus } from '../plo/content.ts';
import type { Content, MessageType } from '../types.ts';

const namespace = 'http://www.kith.no/xmlstds/po/TverrfagligEpikrise/2012-04-01';
const { po } = plo16Prefixes;

const read = (payload: XmlElement): Content => ({
  ...ploStatus(payload, po),
  events: children(payload, po, 'OpplysningOpphold').flatMap((stay) => datedEvents(stay, po)),
});

/** Discharge report, PLO 1.6 (HIS 80704:2014, HIS 1148:2014). */
export const utskrivningsrapport16: MessageType = {
  key: 'utskrivningsrapport-1.6',
  version: '1.6',
  family: 'msghead',
  root: { namespace, name: 'TverrfagligEpikrise' },
  functions: [{ code: 'UTSKRIVNINGSRAPPORT', name: 'Utskrivningsrapport' }],
  appRec: '1.1',
  patient: 'required',
  statuses: ['N', 'M', 'C'],
  copies: true,
  prefixes: { ...plo16Prefixes, uts: namespace },
  carries: (_payload, code) => code === 'UTSKRIVNINGSRAPPORT',
  read,
};
