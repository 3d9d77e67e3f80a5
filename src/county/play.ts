import type { SqlPool } from '../adapters/postgres/pool.ts';
import type { Store } from '../adapters/postgres/store.ts';
import { type FollowServices, followDue } from '../app/follow.ts';
import type { Clock, Ids, Stopwatch } from '../domain/ports.ts';
import { dayMs } from './calendar.ts';
import { createDresser, type Wardrobe } from './dress.ts';
import { tickMs } from './known.ts';
import type { CountyScript } from './script.ts';
import { createWriter, eventsOf } from './write.ts';

/** The script, written into the store as it happens, under a clock that ticks. */

export interface Stage {
  readonly pool: SqlPool;
  readonly store: Store;
  readonly ids: Ids;
  readonly stopwatch: Stopwatch;
  readonly log: FollowServices['log'];
  readonly handoverRules: FollowServices['handoverRules'];
  readonly software: FollowServices['software'];
  /** Without it letters hold only what handovers are judged by. */
  readonly wardrobe?: Wardrobe;
  /** Writers at a time. */
  readonly writers: number;
  /** Told of each day that is over. */
  readonly onDay?: (day: number, played: Played) => void;
}

/** How it went: counts, and the time that parts took, in milliseconds. */
export interface Played {
  readonly messages: number;
  readonly receipts: number;
  readonly acts: number;
  readonly folds: number;
  /** What the store answered otherwise than the script knows: always nothing. */
  readonly surprises: readonly string[];
  readonly writing: number;
  /** Time of each tick, and of those that found nothing due. */
  readonly ticks: readonly number[];
  readonly idleTicks: readonly number[];
  /** By holder and key: the tick at which it was first seen to be late. */
  readonly firstLate: ReadonlyMap<string, number>;
}

interface LateRow {
  readonly holder: string;
  readonly key: string;
}

/** Plays the whole script; nothing is left to come at its last tick. */
export const play = async (stage: Stage, script: CountyScript): Promise<Played> => {
  const { pool, store, ids, stopwatch, writers } = stage;
  let now = script.start;
  const clock: Clock = { now: () => new Date(now) };
  const services: FollowServices = {
    store,
    clock,
    log: stage.log,
    handoverRules: stage.handoverRules,
    software: stage.software,
  };
  const { wardrobe } = stage;
  const dresser = wardrobe && createDresser(wardrobe, { from: script.start, to: script.end });
  const writer = createWriter({ store, ids, clock, ...(dresser && { dresser }) }, writers);
  const counts = { folds: 0, writing: 0 };
  const ticks: number[] = [];
  const idleTicks: number[] = [];
  const firstLate = new Map<string, number>();
  /** What presses more than it did, as those see it who are told. */
  const tell = async (): Promise<void> => {
    const { rows } = await pool.query<LateRow & { readonly level: number }>(
      `update expectations set alerted = level where level > alerted and not historic returning holder, key, level`,
    );
    for (const { holder, key, level } of rows) {
      const name = `${holder} ${key}`;
      if (level >= 2 && !firstLate.has(name)) firstLate.set(name, now);
    }
  };

  const events = eventsOf(script);
  let place = 0;
  for (; now <= script.end; now += tickMs) {
    const from = place;
    while ((events[place]?.at ?? Number.POSITIVE_INFINITY) <= now) place += 1;
    const due = events.slice(from, place);
    const began = stopwatch.elapsed();
    await writer.write(due);
    const written = stopwatch.elapsed();
    counts.writing += written - began;
    const folds = await followDue(services, Number.POSITIVE_INFINITY);
    const tick = stopwatch.elapsed() - written;
    (folds === 0 ? idleTicks : ticks).push(tick);
    counts.folds += folds;
    await tell();
    if ((now - script.start) % dayMs === 0) {
      stage.onDay?.((now - script.start) / dayMs, {
        ...writer.counts,
        ...counts,
        ticks,
        idleTicks,
        firstLate,
      });
    }
  }
  return { ...writer.counts, ...counts, ticks, idleTicks, firstLate };
};
