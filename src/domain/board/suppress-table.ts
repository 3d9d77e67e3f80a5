import type { HerId } from '../ids.ts';

/**
 * What is judged when figures are published: the finest counts there are, and the sums over them that anybody could ask
 * for. One table is one measure of one type and part, over one year.
 */

/** One of the finest counts; never 0 of both, for that nothing was counted is known. */
export interface BaseCell {
  readonly n: number;
  readonly hits: number;
  /** Enterprises that know it from their own work. */
  readonly knownBy: readonly HerId[];
  /** It is what a later count added to (or, below 0, took from) an earlier one, not a count by itself. */
  readonly isChange: boolean;
}

/** A sum that somebody could ask for. */
export interface Form {
  readonly key: string;
  /** Indexes of base cells, each once. */
  readonly cells: readonly number[];
}

/** A sum, and the sums that it may be compared with: those over parts of its cells, of one kind. */
export interface Partition {
  readonly whole: string;
  readonly parts: readonly string[];
}

/**
 * What is judged. `n`: which denominators may be told. `hits`: which numerators, where the denominators may be; they are
 * then taken to be known, for other tables have the same.
 */
export type Judged = 'n' | 'hits';

export interface SuppressTable {
  readonly judged: Judged;
  readonly cells: readonly BaseCell[];
  /** Published already: it cannot be taken back. */
  readonly published: readonly Form[];
  /** Refused already: it must stay unknown. */
  readonly refused: readonly Form[];
  /** Neither published nor asked for now; they stay unknown where they are small. */
  readonly others: readonly Form[];
  /** Most important first. */
  readonly candidates: readonly Form[];
  readonly partitions: readonly Partition[];
  /** Hits are some of n, and everybody knows. */
  readonly isShare: boolean;
  /** With `hits`: the forms whose denominators may be told. With `n`: those whose numerators are shown. */
  readonly besides: readonly Form[];
}

/** `small`: too few by itself. `complement`: it would tell of what is too few elsewhere. */
export type Verdict = 'shown' | 'small' | 'complement';

/** The least number that is shown (handover-rules: numerator 1 to 4, denominator below 5). */
const leastShown = 5;

/** True for 1 to 4, and for changes of so much either way. */
export const isFew = (count: number): boolean => count !== 0 && Math.abs(count) < leastShown;

/** A form's own figure. */
export const sumOf = (cells: readonly BaseCell[], indexes: Iterable<number>, judged: Judged): number => {
  let sum = 0;
  for (const index of indexes) sum += cells[index]?.[judged] ?? 0;
  return sum;
};
