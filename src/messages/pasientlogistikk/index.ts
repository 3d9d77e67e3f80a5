import { child, type XmlElement } from '../../xml/dom.ts';
import { datedEvents } from '../plo/content.ts';
import { ploType } from '../plo/type.ts';
import type { PloVersion } from '../plo/versions.ts';
import type { MessageFunction, MessageType } from '../types.ts';
import { valueIn } from '../values.ts';

interface LogisticsFunction extends MessageFunction {
  /** Wrapper that stands for it. */
  readonly element: string;
  /** 9121 code of what it tells of; none where the answer may be any. */
  readonly event?: string;
}

/** Each function with the wrapper that stands for it (HIS 1149:2014). */
const functions: readonly LogisticsFunction[] = [
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
];

/** In the schema of 2.0 only; its code is the one that the display files of 2.0 expect, and not in 8279. */
const reply: LogisticsFunction = {
  code: 'LOG_TILBAKEMELDING',
  name: 'Tilbakemelding om utskrivningsklar pasient',
  element: 'TilbakemeldingUtskrivningsklarPasient',
};

const logistics = (version: PloVersion, known: readonly LogisticsFunction[]): MessageType =>
  ploType({
    name: 'pasientlogistikk',
    version,
    root: 'Pasientlogistikk',
    functions: known,
    statuses: ['N', 'C'],
    carries: (payload, code) =>
      known.some((each) => each.code === code && wrapperIn(payload, each) !== undefined),
    events: (payload, po) =>
      known.flatMap((each) => {
        const wrapper = wrapperIn(payload, each);
        return wrapper === undefined ? [] : datedEvents(wrapper, po, each.event);
      }),
    died: hasDied,
  });

/** Uttilstand of those who died (8431): 3 says of what, and that is not kept. */
const diedCodes: readonly string[] = ['2', '3'];

/** True when the patient did not leave alive. */
const hasDied = (payload: XmlElement, po: string): boolean => {
  const wrapper = child(payload, payload.namespace, 'MeldingOmUtskrevetPasient');
  const leaving = wrapper && child(wrapper, po, 'UtskrevetTil');
  return diedCodes.includes(valueIn(leaving, po, 'Uttilstand') ?? '');
};

const wrapperIn = (payload: XmlElement, { element }: LogisticsFunction): XmlElement | undefined =>
  child(payload, payload.namespace, element);

/** Logistics messages of a hospital stay (HIS 80704:2014, HIS 1149:2014, status by HISD 1154:2018). */
export const pasientlogistikk: readonly MessageType[] = [
  logistics('1.5', functions),
  logistics('1.6', functions),
  logistics('2.0', [...functions, reply]),
];
