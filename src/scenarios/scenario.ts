import {
  caseKey,
  type Expectation,
  type ExpectationCase,
  type ExpectationCatalogue,
} from '../domain/expectation.ts';
import { type ActKind, type Flag, flags } from '../domain/expectation-vocabulary.ts';
import type { Fate } from '../domain/handover/expected.ts';
import type { HandoverParty } from '../domain/handover/facts.ts';

/**
 * Scenarios of fixtures/handovers: for each row of the catalogue small stories that show what becomes of it. A scenario
 * tells messages and acts between a fixed cast, and what is then expected of the row. All times are of Oslo:
 * `2026-11-02 08:00`, or a date alone.
 */

/**
 * What a scenario shows of its row. `warned`: due soon. `void-…` and `survives-D`: by the row's change codes.
 * `unreported`: it needs acts, and nobody reports them. `shared-record`: both ends keep one record.
 */
export const shown = [
  'on-time',
  'late',
  'warned',
  'void-C',
  'void-D',
  'survives-D',
  'void-R',
  'void-W',
  'stay-ended',
  'replaced',
  'unreported',
  'shared-record',
] as const;
export type Shown = (typeof shown)[number];

/** A message of a story, by the names of its parts; what is left out is as usual for its function. */
export interface ToldMessage {
  readonly function?: string;
  /** Another message of the story, of the same function and parties, that this changes (M) or cancels (C). */
  readonly changes?: string;
  readonly cancels?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly copies?: readonly string[];
  readonly sent: string;
  /** When it came; when it was sent, if not told. */
  readonly received?: string;
  /** When what its function tells of was; when it was sent, if not told. */
  readonly event?: string;
  /** Other dated events by their code. */
  readonly events?: Readonly<Record<string, string>>;
  /** The message that it refers to. */
  readonly ref?: string;
  readonly codes?: Readonly<Record<string, string>>;
  readonly flags?: readonly Flag[];
  /** Parts of content that it holds. */
  readonly holds?: readonly string[];
  readonly reply?: 'can' | 'cannot' | 'unclear';
  readonly died?: boolean;
  /** Of every receiver. */
  readonly receipt?: {
    readonly state: 'waiting' | 'ok' | 'partial' | 'rejected' | 'timedOut';
    readonly at?: string;
    readonly timedOutAt?: string;
  };
}

/** An act of a story, about one of its messages. */
interface ToldAct {
  readonly kind: ActKind;
  readonly at: string;
  readonly about: string;
}

/** What must have become of the row. A date alone is the end of that day. */
export interface Outcome {
  readonly state: Fate['state'];
  readonly why?: string;
  /** Evidence: name of the message, kind of the act, or `receipt`. */
  readonly by?: string;
  /** None where there is no deadline. */
  readonly due: string;
  readonly warn?: string;
  /** Was late, whatever became of it then; not unless told, except of what shows `late`. */
  readonly late?: boolean;
  /** Who owes it, by name. */
  readonly owes?: string;
}

/** One story. */
export interface Scenario {
  readonly name: string;
  readonly shows: Shown;
  readonly case?: string;
  readonly messages: Readonly<Record<string, ToldMessage>>;
  readonly acts: readonly ToldAct[];
  /** Parties that keep one record. */
  readonly shared: readonly string[];
  /** Whether anybody reports acts. */
  readonly reports: boolean;
  readonly now: string;
  /** Message (or kind of act) that triggered what is looked at, where the row is expected more than once. */
  readonly of?: string;
  /** `nothing`: the row is not expected at all. */
  readonly expect: Outcome | 'nothing';
}

/** The scenarios of one row. */
export interface RowScenarios {
  readonly expectation: string;
  readonly scenarios: readonly Scenario[];
}

/** Who plays, by name, and the usual way of each function. `event`: code of what it tells of. */
export interface Cast {
  readonly parties: Readonly<Record<string, HandoverParty>>;
  readonly ways: Readonly<
    Record<string, { readonly from: string; readonly to: readonly string[]; readonly event?: string }>
  >;
}

/** True when a flag is only up once somebody has reported it. */
const isReported = (flag: Flag): boolean => flags[flag] !== 'messages';

/** What a case is triggered by only when acts are reported, or met by only when they are. */
const needsActs = ({ triggers, fulfilments, clock }: ExpectationCase): boolean =>
  fulfilments.every(({ by }) => by === 'act') ||
  clock.from === 'act' ||
  triggers.every(({ on, given }) => on === 'act' || given.some(isReported));

/** What there must be a scenario of for a case: everything that can become of it. */
export const applicable = (
  { expectations }: ExpectationCatalogue,
  row: Expectation,
  each: ExpectationCase,
): readonly Shown[] => {
  const deadlines = each.deadlines.map(({ deadline }) => deadline);
  const may: Readonly<Record<Shown, boolean>> = {
    'on-time': true,
    late: deadlines.some(({ kind }) => kind !== 'none'),
    warned: deadlines.some((deadline) => 'warn' in deadline && deadline.warn !== undefined),
    'void-C': row.changes.includes('C'),
    'void-D': row.changes.includes('D'),
    'survives-D': row.changes.includes('D+'),
    'void-R': row.changes.includes('R'),
    'void-W': row.changes.includes('W'),
    'stay-ended': row.endsWithStay,
    replaced: expectations.some(({ replaces }) => replaces === row.id),
    unreported: needsActs(each),
    'shared-record': each.to.length > 0 && each.fulfilments.some(({ by }) => by === 'message'),
  };
  return shown.filter((one) => may[one]);
};

/** True for the scenarios of a case: those that name it, or name none where the row has one case only. */
export const isOfCase = ({ case: name }: Scenario, each: ExpectationCase): boolean => name === each.name;

/** What is wrong between the catalogue and its scenarios: rows and cases that are not there. One line a fault. */
export const strayScenarios = (
  { expectations }: ExpectationCatalogue,
  all: readonly RowScenarios[],
): readonly string[] =>
  all.flatMap(({ expectation, scenarios }) => {
    const row = expectations.find(({ id }) => id === expectation);
    if (row === undefined) return [`${expectation} is no row of the catalogue`];
    return scenarios
      .filter((one) => !row.cases.some((each) => isOfCase(one, each)))
      .map(
        (one) =>
          `${caseKey(row, { ...(one.case !== undefined && { name: one.case }) })} is no case of the catalogue`,
      );
  });
