import type { Severity } from '../finding.ts';
import type { HerId } from '../ids.ts';
import type { Band } from './late.ts';
import type { Grain, LeftOut, Measure } from './measure.ts';
import type { Decided, FrozenCell, Scope, TableKey } from './publication.ts';

/**
 * What the board may see, as it is stored. Nothing of it is ever changed: who asks gets the newest that is shown, else
 * what was decided last.
 */

/** A figure that is published, or that is not to be. */
export interface PublishedRow extends TableKey {
  readonly scope: Scope;
  readonly enterprise?: HerId;
  readonly other?: HerId;
  readonly system?: string;
  readonly grain: Grain;
  /** First day of the period, YYYY-MM-DD. */
  readonly start: string;
  readonly told: boolean;
  /** Undefined where it is not shown. */
  readonly figure?: PublishedFigure;
  /** Of a period that is not closed: counts are to the nearest five. */
  readonly rounded: boolean;
  readonly publishedAt: Date;
}

interface PublishedFigure {
  readonly n: number;
  readonly hits: number;
  readonly medianMinutes?: number;
  readonly p90Minutes?: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

export interface PublishedQuery {
  readonly measure: Measure;
  readonly scope: Scope;
  readonly grain: Grain;
  /** First days of the first and last period, both included. */
  readonly from: string;
  readonly to: string;
  readonly types?: readonly string[];
  readonly parts?: readonly string[];
  readonly enterprises?: readonly HerId[];
}

/** Who may publish for a while: one process at a time. */
export interface PublishingTurn {
  readonly run: number;
  readonly token: string;
  /** Days that were published for last, YYYY-MM-DD. */
  readonly day?: string;
  readonly monday?: string;
}

/** What a table's year adds to the store; all or nothing. */
export interface NewPublications {
  readonly cells: readonly (TableKey & FrozenCell)[];
  readonly rows: readonly PublishedRow[];
}

/** How many of a kind of expectation are late. */
export interface LateCount {
  readonly expectation: string;
  readonly case?: string;
  readonly severity: Severity;
  readonly count: number;
}
export interface LateBand extends Omit<LateCount, 'count'> {
  readonly band: Band;
}

export interface PublicationStore {
  /** The next run, unless another process has a turn that has not run out. */
  takePublishing(token: string, now: Date, until: Date): Promise<PublishingTurn | undefined>;
  /** Ends a turn, and says which days are done. */
  endPublishing(token: string, done?: { readonly day: string; readonly monday: string }): Promise<void>;
  /** Sums of what is frozen of a measure, by type, part and month. */
  frozenSums(
    measure: Measure,
  ): Promise<readonly (Omit<TableKey, 'measure'> & Pick<FrozenCell, 'month' | 'n' | 'hits'>)[]>;
  /** What is frozen and decided of a type's tables in a year, by part. */
  readLedger(
    measure: Measure,
    type: string,
    year: string,
  ): Promise<
    ReadonlyMap<string, { readonly cells: readonly FrozenCell[]; readonly ledger: readonly Decided[] }>
  >;
  /** Adds what a turn has decided; nothing when the turn has run out. */
  publish(turn: PublishingTurn, added: NewPublications): Promise<void>;
  /** What is published now, by period. */
  readPublished(query: PublishedQuery): Promise<readonly PublishedRow[]>;
  /** What is late now, of what some enterprises owe, or of everybody. */
  countLate(enterprises?: readonly HerId[]): Promise<readonly LateCount[]>;
  saveLate(day: string, late: readonly LateBand[], now: Date): Promise<void>;
  /** The newest that was saved. */
  readLate(): Promise<{ readonly at: Date; readonly late: readonly LateBand[] } | undefined>;
}
