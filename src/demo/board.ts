import { setTimeout as pause } from 'node:timers/promises';
import { publish } from '../app/board/publish.ts';
import { refreshMeasures } from '../app/board/refresh.ts';
import { type History, type HistoryPlan, playHistory } from '../county/history.ts';
import { countyOf } from '../county/places.ts';
import { createDirectory } from '../domain/directory.ts';
import type { Parts } from '../main.ts';

/** As much as the embedded database takes in, counts and publishes within half a minute on two cores. */
const shown: HistoryPlan = { stays: 700, days: 122, seed: 7 };

/** Gives a gateway the past of a county, up to now. Its directory must be that of the seeds. */
export const playPast = (
  { pool, store, services, directory, standards }: Parts,
  plan: HistoryPlan,
): Promise<History> => {
  const { clock, ids, log, handoverRules, software } = services;
  const known = createDirectory(directory.organisations);
  if (!known.ok) throw new Error('the directory holds a HER-id twice');
  return playHistory(
    {
      pool,
      store,
      clock,
      ids,
      log,
      handoverRules,
      software,
      county: countyOf(directory),
      wardrobe: { rules: standards.rules, directory: known.value },
    },
    plan,
  );
};

/** A board that nothing is published on until it is filled. */
export interface HeldBoard {
  /** Plays the past, has it counted whole, and published. */
  fill(plan?: HistoryPlan): Promise<History>;
}

const patienceMs = 250;
/** Longer than it takes, on any machine. */
const heldMs = 20 * 60_000;

/** Counts until nothing is left to count; the gateway's own rounds count, too. */
const countAll = async ({ services, pool }: Parts): Promise<void> => {
  for (;;) {
    const counted = await refreshMeasures(services);
    const { rows } = await pool.query('select from measure_marks limit 1');
    if (rows.length === 0) return;
    if (counted === 0) await pause(patienceMs);
  }
};

/**
 * Keeps the gateway from publishing meanwhile: what is published stays, and half of a past is not what was. To be called
 * within its first round.
 */
export const holdBoard = async (parts: Parts): Promise<HeldBoard> => {
  const { services, store } = parts;
  const { clock, ids } = services;
  const now = clock.now();
  const turn = await store.takePublishing(ids.uuid(), now, new Date(now.getTime() + heldMs));
  return {
    async fill(plan = shown) {
      const history = await playPast(parts, plan);
      await countAll(parts);
      if (turn !== undefined) await store.endPublishing(turn.token);
      while ((await publish(services))?.isDone !== true) await pause(patienceMs);
      return history;
    },
  };
};

/** Fills a board at once: with what the demo shows, when nothing else is asked for. */
export const fillBoard = async (parts: Parts, plan?: HistoryPlan): Promise<History> =>
  (await holdBoard(parts)).fill(plan);
