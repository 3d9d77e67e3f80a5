import { osloDate } from '../calendar.ts';
import { type Decision, validOn } from '../deadline.ts';
import type { Period } from '../directory.ts';
import type { Expectation, ExpectationCase, ExpectationCatalogue } from '../expectation.ts';
import type { ActKind } from '../expectation-vocabulary.ts';
import type { HerId } from '../ids.ts';
import type { HandoverAct, HandoverMessage, HandoverParty, HandoverReceiver } from './facts.ts';
import type { PeopledStay } from './members.ts';
import type { Standing } from './standing.ts';

/** A row that does not hold for an enterprise, or for nobody where none is named, on some days. */
export interface SwitchedOff extends Period {
  readonly expectation: string;
  readonly enterprise?: HerId;
  readonly decided?: Decision;
}

/** What handovers are judged by, besides messages and acts. */
export interface HandoverRules {
  readonly catalogue: ExpectationCatalogue;
  readonly switchedOff: readonly SwitchedOff[];
  /** Which acts each enterprise reports at all: elsewhere nothing is missing. */
  readonly reports: ReadonlyMap<HerId, ReadonlySet<ActKind>>;
}

/** A case with its row. */
export interface Duty {
  readonly row: Expectation;
  readonly each: ExpectationCase;
}

/** What one set of expectations is judged on: those of a stay, or of a message by itself. */
export interface Ground {
  readonly rules: HandoverRules;
  /** The cases of stays, or of messages. */
  readonly duties: readonly Duty[];
  readonly standing: Standing;
  readonly stay?: PeopledStay;
  /** About the stay, or the message. */
  readonly acts: readonly HandoverAct[];
  /** When the patient's deaths were, in order: more than one where somebody was wrong. */
  readonly deaths: readonly number[];
  /** When the patient was admitted again. */
  readonly readmissions: readonly number[];
  readonly now: Date;
}

/** What opened an expectation. */
export interface Cause {
  readonly on: 'message' | 'phase' | 'act' | 'receipt';
  /** Place in the order of events. */
  readonly order: number;
  /** When it happened; the end of the day where only the date is known. */
  readonly occurred: Date;
  readonly sent: Date;
  readonly received: Date;
  readonly round: number;
  readonly message?: HandoverMessage;
  /** Of rows that each receiver of a message answers for. */
  readonly receiver?: HandoverReceiver;
  readonly act?: HandoverAct;
  /** The unit that had the patient. */
  readonly ward?: HandoverParty;
}

/** Of dated rows the one that holds at an instant; the first holds before its time too. */
export const inForce = <Row extends { readonly validFrom: string }>(
  rows: readonly Row[],
  at: Date,
): Row | undefined => (rows.length > 1 ? validOn(rows, osloDate(at)) : undefined) ?? rows[0];

/** True for an instant on a date or later. */
export const isFrom = (at: Date, date: string): boolean =>
  // Midnight in Oslo comes before that of UTC; only in between need the date be told.
  at.getTime() >= Date.parse(date) || osloDate(at) >= date;

/** The cases of one scope, in the catalogue's order. */
export const dutiesOf = (
  { expectations }: ExpectationCatalogue,
  scope: Expectation['scope'],
): readonly Duty[] =>
  expectations
    .filter((row) => row.scope === scope)
    .flatMap((row) => row.cases.map((each) => ({ row, each })));

/** Of the cases of messages those that one of a function can trigger. */
export const dutiesFor = (duties: readonly Duty[], type: string): readonly Duty[] =>
  duties.filter(({ each }) =>
    each.triggers.some(
      (trigger) =>
        'functions' in trigger && (trigger.functions === 'any' || trigger.functions.includes(type)),
    ),
  );
