import { openDatabase } from '../adapters/postgres/database.ts';
import { ensurePastPartitions } from '../adapters/postgres/partitions.ts';
import type { SqlPool } from '../adapters/postgres/pool.ts';
import type { Store } from '../adapters/postgres/store.ts';
import { type FollowServices, followDue } from '../app/follow.ts';
import type { Clock, Ids } from '../domain/ports.ts';
import { followFrom, insertDeeds, insertPast } from './bulk.ts';
import { dateOf, daysAfter } from './calendar.ts';
import { createDresser, type Wardrobe } from './dress.ts';
import { heard, pastOf } from './past.ts';
import type { County } from './places.ts';
import { timedId } from './records.ts';
import { writeScript } from './script.ts';

/** A county's past months, as if the gateway had been there all the time. */

/** Where history is written, and what it is judged by. */
export interface HistoryParts {
  readonly pool: SqlPool;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: FollowServices['log'];
  readonly handoverRules: FollowServices['handoverRules'];
  readonly software: FollowServices['software'];
  readonly county: County;
  readonly wardrobe: Wardrobe;
}

/** How much of it: patients who are admitted in the days that end now. */
export interface HistoryPlan {
  readonly stays: number;
  readonly days: number;
  readonly seed: number;
}

export interface History {
  readonly messages: number;
  readonly receipts: number;
  readonly acts: number;
  readonly folds: number;
}

/** Letters that one transaction stores, with their receipts. */
const together = 300;

/**
 * Writes what a county sent in the days up to the clock's now, receipts and acts with it, and folds every handover once:
 * what is open in the script is open now. Letters have no payload, nothing is parsed, and what came twice came once. One
 * hospital ward falls silent at the end. The database may hold other traffic; it must not hold the same history.
 */
export const playHistory = async (parts: HistoryParts, plan: HistoryPlan): Promise<History> => {
  const { pool, store, clock, ids, county, wardrobe } = parts;
  const now = clock.now();
  const end = now.getTime();
  const script = writeScript(county, { ...plan, from: daysAfter(dateOf(end), -plan.days) });
  const dresser = createDresser(wardrobe, { from: script.start, to: script.end });
  const silent = county.hospitals[1]?.wards[0] ?? county.maternity[0];
  if (silent === undefined) throw new RangeError('the county has no ward');
  const letters = heard(
    script.patients.flatMap((patient) => patient.letters),
    end,
    silent.herId,
  );
  const known = new Set(letters.map(({ id }) => id));
  const deeds = script.patients.flatMap((patient) =>
    patient.deeds.filter(({ told, about }) => told <= end && known.has(about.id)),
  );
  const db = openDatabase(pool);
  await ensurePastPartitions(
    db,
    letters.map(({ received }) => new Date(received)),
    now,
  );
  let receipts = 0;
  for (let from = 0; from < letters.length; from += together) {
    const past = letters
      .slice(from, from + together)
      .flatMap((letter) => pastOf(letter, dresser, (at) => timedId(at, ids), end));
    await insertPast(db, past);
    receipts += past.filter(({ message }) => message.isAppRec).length;
  }
  await insertDeeds(db, deeds);
  // Whoever watches traffic counts it all anew.
  await pool.query('update traffic_watch set through = null');
  await followFrom(db, now);
  const folds = await followDue({ ...parts, store, clock }, Number.POSITIVE_INFINITY);
  return { messages: letters.length, receipts, acts: deeds.length, folds };
};
