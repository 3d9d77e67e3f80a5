import { createChance } from '../county/chance.ts';
import type { Stopwatch } from '../domain/ports.ts';
import type { Asking, BoardQuery } from './board-queries.ts';
import { percentile } from './figures.ts';

/** How long the board waits for its answers. */

/** Times of one query, milliseconds. */
export interface QueryTimes {
  readonly name: string;
  readonly times: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Asks each query so many times, one at a time, each time about something else; the first two are not counted. */
export const timeQueries = async (
  asking: Asking,
  queries: readonly BoardQuery[],
  times: number,
  stopwatch: Stopwatch,
  onQuery: (times: QueryTimes) => void,
): Promise<readonly QueryTimes[]> => {
  const all: QueryTimes[] = [];
  for (const { name, run } of queries) {
    const chance = createChance(name.length);
    const taken: number[] = [];
    for (let time = 0; time < times + 2; time += 1) {
      const began = stopwatch.elapsed();
      await run(asking, chance);
      if (time >= 2) taken.push(stopwatch.elapsed() - began);
    }
    const measured = {
      name,
      times,
      p50: percentile(taken, 0.5),
      p95: percentile(taken, 0.95),
      max: percentile(taken, 1),
    };
    all.push(measured);
    onQuery(measured);
  }
  return all;
};
