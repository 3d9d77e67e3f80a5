import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import type { FigureServices } from '../../src/app/board/figures.ts';
import type { PublishServices } from '../../src/app/board/publish.ts';
import type { Indicator } from '../../src/domain/board/indicator.ts';
import type { Measure } from '../../src/domain/board/measure.ts';

/** What is counted on a day, as a test says it. */
export interface Counted {
  readonly measure?: Measure;
  readonly day: string;
  readonly enterprise: number;
  readonly other?: number;
  readonly type?: string;
  readonly part?: string;
  readonly system?: string;
  readonly n: number;
  readonly hits: number;
  readonly minutes?: readonly number[];
  readonly cancelled?: number;
}

/** Adds to the counts of days and of the months that they are in, as counting would. */
export const addCounted = async (pool: SqlPool, all: readonly Counted[]): Promise<void> => {
  for (const [grain, each] of all.flatMap((one) => [['day', one] as const, ['month', one] as const])) {
    const row = {
      measure: each.measure ?? 'indicator',
      grain,
      start: grain === 'day' ? each.day : `${each.day.slice(0, 7)}-01`,
      enterprise: each.enterprise,
      other: each.other ?? 0,
      type: each.type ?? '',
      part: each.part ?? 'epikrise-1d',
      system: each.system ?? '',
      n: each.n,
      hits: each.hits,
      minutes: each.minutes ?? [],
      times: (each.minutes ?? []).map(() => 1),
      cancelled: each.cancelled ?? 0,
    };
    await pool.query(
      `insert into measures (measure, grain, start, enterprise, other, type, part, system, n, hits, minutes, times,
         pending, cancelled, not_observable, deferred, rejected, partial, timed_out, resent, copies)
       select measure, grain, start, enterprise, other, type, part, system, n, hits, minutes, times,
         0, cancelled, 0, 0, 0, 0, 0, 0, 0
       from json_populate_recordset(null::measures, $1::json)
       on conflict (measure, grain, start, enterprise, other, type, part, system) do update set
         n = measures.n + excluded.n, hits = measures.hits + excluded.hits,
         minutes = measures.minutes || excluded.minutes, times = measures.times || excluded.times,
         cancelled = measures.cancelled + excluded.cancelled`,
      [JSON.stringify([row])],
    );
  }
};

/** What publishing and reading stand on, at a time that the test sets. */
export const boardOn = (pool: SqlPool, indicators: readonly Indicator[] = []) => {
  let at = new Date('2026-01-01T12:00:00Z');
  let ids = 0;
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const services: PublishServices & FigureServices = {
    clock: { now: () => at },
    ids: {
      messageId: () => {
        throw new Error('no message is stored');
      },
      uuid: () => {
        ids += 1;
        return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
      },
      random: () => 0.5,
    },
    indicators,
    log: silent,
    store: createStore(pool),
  };
  return {
    services,
    setTime: (time: string): void => {
      at = new Date(time);
    },
  };
};
