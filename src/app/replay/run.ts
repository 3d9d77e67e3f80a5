import type { HerId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/ports.ts';

/** What every replay has: bounds, a view, and figures about itself. */

/** An enterprise with the parties of its own that the caller acts for: it is shown what is its own. */
export interface OwnView {
  readonly enterprise: HerId;
  readonly parties: readonly HerId[];
}

export interface ReplayRequest {
  /** YAML or JSON text, or a value that was JSON. */
  readonly draft: unknown;
  readonly from?: Date;
  /** Up to, but not including. */
  readonly to?: Date;
  /** All traffic, when left out. */
  readonly own?: OwnView;
  /** Subjects or messages looked at, at most. */
  readonly most?: number;
  readonly mostMs?: number;
  /** Rules that a draft may have, at most. */
  readonly mostRules?: number;
  /** Ids given as examples of each change. */
  readonly examples: number;
  /** Hears how many have been looked at, now and then. */
  readonly onProgress?: (looked: number) => void;
}

/** Why a replay ended before its time: it had looked at as many as it may, or for as long; or a rule kept failing. */
type Cut = 'count' | 'time' | 'defects';

export interface ReplayFigures {
  /** Subjects or messages. */
  readonly looked: number;
  readonly seconds: number;
  readonly cut?: Cut;
}

/** Counts what is looked at, and tells when to stop. */
export interface Run {
  /** How many more may be looked at, of a wish. */
  room(wish: number): number;
  /** One more was looked at. */
  looked(): void;
  /** Why it must end now, if it must. */
  ended(): Cut | undefined;
  figures(cut: Cut | undefined): ReplayFigures;
}

const progressEvery = 500;

/** Begins to count. */
export const startRun = (clock: Clock, { most, mostMs, onProgress }: ReplayRequest): Run => {
  const began = clock.now().getTime();
  const gone = (): number => clock.now().getTime() - began;
  let count = 0;
  return {
    room: (wish) => Math.min(wish, (most ?? Number.POSITIVE_INFINITY) - count),
    looked() {
      count += 1;
      if (count % progressEvery === 0) onProgress?.(count);
    },
    ended() {
      if (mostMs !== undefined && gone() >= mostMs) return 'time';
      return most !== undefined && count >= most ? 'count' : undefined;
    },
    figures: (cut) => ({ looked: count, seconds: gone() / 1000, ...(cut !== undefined && { cut }) }),
  };
};

/** How often something was found, with the first few ids of where. */
export interface Tallied {
  readonly count: number;
  readonly examples: readonly string[];
}

/** Counts equal things: rows are equal when all their fields are. */
export interface Tally<Row> {
  /** `example` is left out where the caller may not see it. */
  add(row: Row, example: string | undefined): void;
  /** The most frequent first. */
  rows(): readonly (Row & Tallied)[];
}

/** A tally that keeps so many examples of each. */
export const createTally = <Row extends object>(mostExamples: number): Tally<Row> => {
  const counted = new Map<string, { readonly row: Row; count: number; readonly examples: string[] }>();
  return {
    add(row, example) {
      const key = JSON.stringify(row);
      const here = counted.get(key) ?? { row, count: 0, examples: [] };
      counted.set(key, here);
      here.count += 1;
      const isNew = example !== undefined && !here.examples.includes(example);
      if (isNew && here.examples.length < mostExamples) here.examples.push(example);
    },
    rows: () =>
      [...counted]
        .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
        .map(([, { row, count, examples }]) => ({ ...row, count, examples })),
  };
};
