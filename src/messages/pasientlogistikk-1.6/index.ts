import { child, type XmlElement } from '../../xml/dom.ts';
import { plo16Prefixes } from '../namespaces.ts';
import { datedEvents, ploStatus } from '../plo/content.ts';
import type { Content, MessageType } from '../types.ts';

const namespace = 'http://www.kith.no/xmlstds/po/Pasientlogistikk/2012-04-01';
const { po } = plo16Prefixes;

/** Each function with the wrapper that stands for it and the 9121 code of what it tells of (HIS 1149:2014). */
const functions = [
  {
    code: 'LOG_INNLAGT',
    name: 'Melding om innlagt pasient',
    element: 'MeldingInnlagtPasient',
    event: '1',
  },
  {
    code: 'LOG_UTSKRIVNINGSKLAR',
    name: 'Melding om utskrivningsklar pasient',
    element: 'MeldingUtskrivningsklarPasient',
    event: '3',
  },
  {
    code: 'LOG_AVMELDING',
    name: 'Avmelding av utskrivningsklar pasient',
    element: 'AvmeldingUtskrivningsklarPasient',
    event: '4',
  },
  {
    code: 'LOG_UTSKREVET',
    name: 'Melding om utskrevet pasient',
    element: 'MeldingOmUtskrevetPasient',
    event: '2',
  },
  { code: 'LOG_DOD', name: 'Orientering om dødsfall', element: 'OrienteringOmDod', event: '13' },
] as const;

const carries = (payload: XmlElement, code: string): boolean =>
  functions.some((known) => known.code === code && child(payload, namespace, known.element) !== undefined);

const read = (payload: XmlElement): Content => ({
  ...ploStatus(payload, po),
  events: functions.flatMap(({ element, event }) => {
    const wrapper = child(payload, namespace, element);
    return wrapper === undefined ? [] : datedEvents(wrapper, po, event);
  }),
});

/** Logistics messages of a hospital stay, PLO 1.6 (HIS 80704:2014, HIS 1149:2014, status by HISD 1154:2018). */
export const pasientlogistikk16: MessageType = {
  key: 'pasientlogistikk-1.6',
  version: '1.6',
  family: 'msghead',
  root: { namespace, name: 'Pasientlogistikk' },
  functions,
  appRec: '1.1',
  patient: 'required',
  statuses: ['N', 'C'],
  copies: true,
  prefixes: { ...plo16Prefixes, log: namespace },
  carries,
  read,
};
