import type { Severity } from '../finding.ts';
import type { HerId, MessageId } from '../ids.ts';
import type { TrackedMessage } from '../store.ts';
import type { Expected } from './expected.ts';
import type { Handover } from './handover.ts';

/** Lists of handovers as they were folded last: found by the enterprises that they are between, never by patient. */

/** How much a handover asks for: by what presses most of all that is open in it. */
export const attentions = ['late', 'due-soon', 'open', 'none'] as const;
export type Attention = (typeof attentions)[number];

/** `attention`: late first, then what is due first; `-admitted`: the newest first; `due`: what is, or was, due first. */
export const handoverSorts = ['attention', '-admitted', 'due'] as const;
export type HandoverSort = (typeof handoverSorts)[number];

/** Where a handover stands in a list, whatever it is sorted by: the next page begins after it. */
export interface HandoverPlace {
  /** −1 nothing open, 0 open, 1 due soon, 2 late, 3 late for long. */
  readonly level: number;
  readonly dueAt?: Date;
  readonly admittedAt: Date;
  readonly id: string;
}

/** What is asked for; all that is given must hold. */
export interface HandoverQuery {
  /** Whose handovers: municipalities' or hospitals'. */
  readonly enterprises: readonly HerId[];
  readonly states: readonly Handover['state'][];
  readonly attention?: Attention;
  /** Something is open that these enterprises owe, or that others do. `me`: attention then is that of their own. */
  readonly waitingFor?: 'me' | 'others';
  /** Row of the catalogue of which something is open. */
  readonly expectation?: string;
  readonly municipality?: HerId;
  readonly hospital?: HerId;
  readonly admittedFrom?: Date;
  /** The first instant that is too late. */
  readonly admittedBefore?: Date;
  readonly historic?: boolean;
  readonly sort: HandoverSort;
  readonly after?: HandoverPlace;
  readonly limit: number;
}

/** An expectation that is open, or was late. */
export interface ListedExpectation
  extends Pick<Expected, 'expectation' | 'case' | 'owes' | 'dueAt' | 'wasLate'> {
  readonly severity: Severity;
  /** As in `HandoverPlace`; none when it is over. */
  readonly level?: number;
}

/** A handover as it is listed, without patient. */
export interface ListedHandover
  extends Pick<
    Handover,
    | 'id'
    | 'municipality'
    | 'hospitals'
    | 'state'
    | 'inferred'
    | 'admittedAt'
    | 'readyAt'
    | 'dischargedAt'
    | 'diedAt'
    | 'round'
    | 'overdue'
    | 'historic'
    | 'readmission'
    | 'completeness'
  > {
  readonly place: HandoverPlace;
  readonly expected: readonly ListedExpectation[];
}

/** What narrows a list, but for whom the handovers are with and how much they ask for: those are what is counted. */
export type HandoverTallyQuery = Omit<
  HandoverQuery,
  'attention' | 'municipality' | 'hospital' | 'sort' | 'after' | 'limit'
>;

/** How many handovers in which something is open press as much (`level` as in `HandoverPlace`), between the same enterprises. */
export interface HandoverTally extends Pick<Handover, 'municipality' | 'hospitals'> {
  readonly level: number;
  readonly count: number;
}

export interface HandoverListStore {
  /**
   * One page, in order. All pages together hold every handover once that stays as it is meanwhile; one that changes its
   * place may be met twice or missed.
   */
  listHandovers(query: HandoverQuery): Promise<readonly ListedHandover[]>;
  /** All that a query asks for and in which something is open, counted; each once. */
  tallyHandovers(query: HandoverTallyQuery): Promise<readonly HandoverTally[]>;
  /** The messages of these ids that are here, with their deliveries. */
  trackAll(ids: readonly MessageId[]): Promise<readonly TrackedMessage[]>;
}
