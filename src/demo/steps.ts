import type { Place, Scenario } from './cast.ts';
import { canReceive } from './messages/answer.ts';
import { thinDischargeReport } from './messages/discharge-report.ts';
import { admitted, discharged, ready } from './messages/logistics.ts';
import type { Sending } from './messages/msghead.ts';
import { dischargeSummary } from './messages/summary.ts';

export type StepName = 'admitted' | 'readyAstray' | 'ready' | 'answer' | 'report' | 'discharged' | 'summary';

/** What must come of a message for the play to have gone as scripted. */
type Expected =
  /** Findings that ask for something; what is only not mentioned (severity info) is left out of the play. */
  | { readonly kind: 'receipted'; readonly findings: readonly string[] }
  /** AppRec error code of 8221. */
  | { readonly kind: 'rejected'; readonly code: string };

/** One message of the play. */
export interface Step {
  readonly name: StepName;
  /** Code of 8279. */
  readonly type: string;
  /** When in the story. */
  readonly at: Date;
  readonly from: Place;
  /** Primary receiver first. */
  readonly to: readonly Place[];
  /** Makes the document; `msgIdOf` gives the MsgId of an earlier step. */
  build(sending: Sending, msgIdOf: (step: StepName) => string): Uint8Array;
  /** Posted twice, as by a client whose answer was lost. */
  readonly twice?: boolean;
  readonly expected: Expected;
}

const receipted: Expected = { kind: 'receipted', findings: [] };

/** The play: a discharge as HIS 1149:2014, HIS 1148:2014 and HIS 80226:2014 have it, each message with what must come of it. */
export const stepsOf = (scenario: Scenario, uuid: () => string): readonly Step[] => {
  const { ward, nursing, caseOffice, gp, nowhere, times } = scenario;
  return [
    {
      name: 'admitted',
      type: 'LOG_INNLAGT',
      at: times.admissionNotice,
      from: ward,
      to: [nursing],
      build: (sending) => admitted(scenario, sending),
      twice: true,
      expected: receipted,
    },
    {
      name: 'readyAstray',
      type: 'LOG_UTSKRIVNINGSKLAR',
      at: times.ready,
      from: ward,
      to: [nowhere],
      build: (sending) => ready(scenario, sending, nowhere),
      expected: { kind: 'rejected', code: 'E21' },
    },
    {
      name: 'ready',
      type: 'LOG_UTSKRIVNINGSKLAR',
      at: times.readyAgain,
      from: ward,
      to: [caseOffice],
      build: (sending) => ready(scenario, sending, caseOffice),
      expected: receipted,
    },
    {
      name: 'answer',
      type: 'DIALOG_NOTAT',
      at: times.answered,
      from: caseOffice,
      to: [ward],
      build: (sending, msgIdOf) =>
        canReceive(scenario, sending, { parent: msgIdOf('ready'), conversation: msgIdOf('ready') }),
      expected: receipted,
    },
    {
      name: 'report',
      type: 'UTSKRIVNINGSRAPPORT',
      at: times.report,
      from: ward,
      to: [nursing],
      build: (sending) => thinDischargeReport(scenario, sending, uuid()),
      expected: {
        kind: 'receipted',
        findings: ['plo-follow-up-plan', 'plo-medicines'],
      },
    },
    {
      name: 'discharged',
      type: 'LOG_UTSKREVET',
      at: times.discharged,
      from: ward,
      to: [nursing],
      build: (sending) => discharged(scenario, sending),
      expected: receipted,
    },
    {
      name: 'summary',
      type: 'EPIKRISE',
      at: times.summary,
      from: ward,
      to: [gp, nursing],
      build: (sending) => dischargeSummary(scenario, sending, { documentId: uuid(), referralId: uuid() }),
      expected: receipted,
    },
  ];
};
