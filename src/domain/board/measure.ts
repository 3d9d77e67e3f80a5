import type { HerId } from '../ids.ts';

/**
 * What is counted, day by day, apart from the messages and handovers it is counted from. A cell knows organisations, types
 * and codes; no patient, no message, no handover.
 */

/**
 * - `indicator`: one of seeds/indicators.yaml (`part`); the organisation is whoever owes what it measures.
 * - `expectation`: what became of one row of the catalogue (`part`: its id, with its case after a slash); `other` is owed.
 * - `content`: a block (`part`) of a type of message is there or explained; `system` wrote it.
 * - `rule`: a rule (`part`) found something in a message of a type; `hits` are messages, `n` those that were checked.
 * - `traffic`: messages of a type from an organisation to `other`; `hits` are receipted positively in time. The spread is
 *   of minutes from the message to its receipt.
 * - `transit`: the same messages; `hits` came to their receiver. The spread is of minutes from one to the other.
 * - `cause`: negative receipts by their code (`part`); `n` is all messages of the type that were receipted.
 * - `version`: messages of a type by version of its schema (`part`) and `system`; `n` is all messages of the type.
 *
 * Of `rule`, `cause` and `version` the `n` of a part is that of all parts together, so that shares add up over time; not
 * split by part, `hits` are the messages that have any.
 */
export const measures = [
  'indicator',
  'expectation',
  'content',
  'rule',
  'traffic',
  'transit',
  'cause',
  'version',
] as const;
export type Measure = (typeof measures)[number];

/** Where a count belongs. Days are Oslo's. */
export interface Cell {
  readonly measure: Measure;
  /** Who answers for it. */
  readonly enterprise: HerId;
  /** The enterprise at the other end, where the measure has one. */
  readonly other?: HerId;
  /** Function of the message (8279). */
  readonly type?: string;
  readonly part?: string;
  /** Record system and version, as messages name it. */
  readonly system?: string;
}

/**
 * What is not in `n`, and why. `pending` is not decided yet, `deferred` is due later for a reason that was given. Copies of
 * a message, and how often one was sent again, are told apart. In `traffic` and the indicator of delivery those that were
 * `rejected`, `partial` or `timed-out` are in `n`, and told apart too.
 */
export const leftOuts = [
  'pending',
  'cancelled',
  'not-observable',
  'deferred',
  'rejected',
  'partial',
  'timed-out',
  'resent',
  'copies',
] as const;
export type LeftOut = (typeof leftOuts)[number];

/** How often each duration was seen: minutes, ascending, each once, and how many times. */
export interface Spread {
  readonly minutes: readonly number[];
  readonly times: readonly number[];
}

/** What a cell holds. For `overdue-days`, `hits` are days and may be more than `n`. */
export interface Count {
  readonly n: number;
  readonly hits: number;
  readonly spread: Spread;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

/** Periods that counts are added up over. Weeks begin on Mondays (ISO 8601). */
export const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];
