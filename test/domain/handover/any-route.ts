import fc from 'fast-check';
import type { HandoverParty } from '../../../src/domain/handover/facts.ts';
import type { Plan } from './any-pathway.ts';
import {
  acuteUnit,
  caseOffice,
  dps,
  gp,
  legevakt,
  maternity,
  nursing,
  otherCaseOffice,
  otherHospital,
  otherNursing,
  surgery,
  tsb,
  ward,
} from './pathway.ts';

/** Which messages pathways are made of, and who sends them to whom. */

/** Each function's usual way; `ward` stands for whichever unit has the patient. */
const routes = {
  LOG_INNLAGT: [ward, nursing],
  INNLEGGELSESRAPPORT: [nursing, ward],
  HELSEOPPL_SOKNAD: [ward, caseOffice],
  LOG_UTSKRIVNINGSKLAR: [ward, caseOffice],
  DIALOG_NOTAT: [caseOffice, ward],
  LOG_TILBAKEMELDING: [caseOffice, ward],
  LOG_AVMELDING: [ward, caseOffice],
  LOG_UTSKREVET: [ward, nursing],
  UTSKRIVNINGSRAPPORT: [ward, nursing],
  SAMMENFATNING: [ward, nursing],
  EPIKRISE: [ward, gp],
  LOG_DOD: [nursing, gp],
  DIALOG_FORESPORSEL: [nursing, gp],
  DIALOG_SVAR: [gp, nursing],
  DIALOG_HELSEFAGLIG: [gp, ward],
  DIALOG_AVVIK: [nursing, ward],
  MEDISINSKE_OPPLYSNINGER: [gp, ward],
  HELSEOPPLYSNINGER_LEGE: [nursing, gp],
  HENVISNING: [gp, ward],
  HENVISNING_NYTILSTAND: [legevakt, ward],
  HENVISNING_VIDERE: [dps, tsb],
  DIALOG_STATUS_HENVISNING: [ward, gp],
} as const satisfies Readonly<Record<string, readonly [HandoverParty, HandoverParty]>>;
export type MessageFunction = keyof typeof routes;

/** Any function that pathways have, those that move a stay more often. */
export const anyType: fc.Arbitrary<MessageFunction> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(routes) as MessageFunction[])) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<MessageFunction[]>(
      'LOG_INNLAGT',
      'HELSEOPPL_SOKNAD',
      'LOG_UTSKRIVNINGSKLAR',
      'DIALOG_NOTAT',
      'LOG_AVMELDING',
      'LOG_UTSKREVET',
      'LOG_DOD',
    ),
  },
);

/** What a stay is made of, and in how many of ten it is there: two rounds of readiness, the second seldom. */
export const stayParts: readonly { readonly type: MessageFunction; readonly likely: number }[] = [
  { type: 'LOG_INNLAGT', likely: 8 },
  { type: 'INNLEGGELSESRAPPORT', likely: 7 },
  { type: 'HELSEOPPL_SOKNAD', likely: 8 },
  { type: 'LOG_INNLAGT', likely: 2 },
  { type: 'HELSEOPPL_SOKNAD', likely: 4 },
  { type: 'LOG_UTSKRIVNINGSKLAR', likely: 7 },
  { type: 'DIALOG_NOTAT', likely: 6 },
  { type: 'LOG_AVMELDING', likely: 4 },
  { type: 'LOG_UTSKRIVNINGSKLAR', likely: 4 },
  { type: 'LOG_TILBAKEMELDING', likely: 4 },
  { type: 'UTSKRIVNINGSRAPPORT', likely: 6 },
  { type: 'EPIKRISE', likely: 6 },
  { type: 'LOG_UTSKREVET', likely: 8 },
  { type: 'LOG_DOD', likely: 1 },
];

const units = [ward, surgery, dps, otherHospital, acuteUnit, maternity];

/** Who sends a planned message to whom. */
export const routeOf = ({
  type,
  unit,
  elsewhere,
  both,
}: Pick<Plan, 'type' | 'unit' | 'elsewhere' | 'both'>): {
  readonly from: HandoverParty;
  readonly to: readonly HandoverParty[];
} => {
  const placed = (party: HandoverParty): HandoverParty => {
    if (party === ward) return units[unit] ?? ward;
    if (!elsewhere) return party;
    return party === caseOffice ? otherCaseOffice : party === nursing ? otherNursing : party;
  };
  const [from, to] = routes[type];
  const other: readonly HandoverParty[] =
    !both || elsewhere ? [] : to === caseOffice ? [otherCaseOffice] : to === nursing ? [otherNursing] : [];
  return { from: placed(from), to: [placed(to), ...other] };
};

/** 9121, by function. */
export const eventCodes: Readonly<Partial<Record<MessageFunction, string>>> = {
  LOG_INNLAGT: '1',
  LOG_UTSKRIVNINGSKLAR: '3',
  LOG_AVMELDING: '4',
  LOG_UTSKREVET: '2',
  LOG_DOD: '13',
};
