import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { followDue } from '../../src/app/follow.ts';
import { createChance } from '../../src/county/chance.ts';
import { type Doomed, startDoomed } from '../helpers/doomed.ts';
import { refolded } from '../helpers/followed.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { type Database, dump, judged, openDatabase, script, toldTwice, untold } from './county-database.ts';

const worker = new URL('follow-worker.ts', import.meta.url);
const hourMs = 3_600_000;
const longest = 180_000;

/** No subject is due, and nobody is at work on one. */
const untilFollowed = (pool: SqlPool): Promise<unknown> =>
  waitFor(
    'handovers to be followed',
    async () => {
      const { rows } = await pool.query(
        `select from follow_subjects, test_clock where check_at <= now or lease_until is not null limit 1`,
      );
      return rows.length === 0;
    },
    { withinMs: 60_000 },
  );

/** True when somebody is at work on a subject; asks a few times. */
const hasTaken = async (pool: SqlPool): Promise<boolean> => {
  for (let times = 0; times < 100; times += 1) {
    const { rows } = await pool.query(
      'select from follow_subjects, test_clock where lease_until > now limit 1',
    );
    if (rows.length > 0) return true;
  }
  return false;
};

/** The same script with nobody disturbed: one worker in this process, a tick an hour. */
const undisturbed = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
  const database = await openDatabase();
  try {
    const store = createStore(database.pool);
    for (let now = script.start; now <= script.end; now += hourMs) {
      await database.writeUntil(now);
      await followDue({ store, clock: { now: () => new Date(now) }, ...judged }, Number.POSITIVE_INFINITY);
    }
    return await dump(database.pool);
  } finally {
    await database.backend.close();
  }
};

describe.skipIf(inject('postgresUrl') === '')('Handovers while workers are killed', () => {
  let expected: Readonly<Record<string, readonly string[]>>;
  beforeAll(async () => {
    expected = await undisturbed();
    expect(expected.expectations?.length).toBeGreaterThan(100);
  }, longest);

  const opened: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });
  const open = async (): Promise<Database> => {
    const database = await openDatabase();
    opened.push(() => database.backend.close());
    return database;
  };
  const start = async ({ backend }: Database): Promise<Doomed> => {
    const one = startDoomed(worker, { url: backend.databaseUrl });
    opened.push(() => one.kill());
    await one.says('follows');
    return one;
  };

  /** When leases of the dead are over, all that is left is done; and it is what it would have been. */
  const expectTheSame = async (database: Database): Promise<void> => {
    const { pool } = database;
    const rest = await start(database);
    // The leases that the dead left have run out, and nothing more comes due in that minute.
    await database.at(script.end + 61_000);
    await waitFor(
      'every lease to be over',
      async () =>
        (
          await pool.query(
            `select from follow_subjects, test_clock where check_at <= now or lease_until > now limit 1`,
          )
        ).rows.length === 0,
      { withinMs: 60_000 },
    );
    // Alerts are raised after folding; what is late and was told of by none of the dead is told of now.
    await waitFor('all to be told of', async () => (await untold(pool)).length === 0, { withinMs: 30_000 });
    await rest.kill();
    expect(await dump(pool)).toEqual(expected);
    const { stored, folded } = await refolded(pool, { store: createStore(pool), ...judged });
    expect(stored).toEqual(folded);
    expect(await toldTwice(pool)).toEqual([]);
  };

  test(
    'at any moment, two at once, while messages, receipts and acts come and time goes on: the same end',
    async () => {
      const database = await open();
      const chance = createChance(17);
      let workers = [await start(database), await start(database)];
      let spare = start(database);
      let kills = 0;
      let inTheMiddle = 0;
      for (let now = script.start; now <= script.end; now += hourMs) {
        await database.at(now);
        const writing = database.writeUntil(now);
        if (kills < 20 && chance.yes(0.12)) {
          // In the middle of it: as soon as one of them has taken something, or a moment later.
          if (await hasTaken(database.pool)) inTheMiddle += 1;
          await database.pool.query('select pg_sleep($1)', [chance.between(0, 0.02)]);
          const [dies, ...others] = workers;
          await dies?.kill();
          kills += 1;
          workers = [...others, await spare];
          spare = start(database);
        }
        await writing;
      }
      expect(kills).toBeGreaterThan(10);
      expect(inTheMiddle).toBeGreaterThan(0);
      for (const one of [...workers, await spare]) await one.kill();
      await expectTheSame(database);
    },
    longest,
  );

  test(
    'a day and a half without any of them, and then a restart in another time zone: nothing was missed',
    async () => {
      const database = await open();
      const before = process.env.TZ;
      let one = await start(database);
      try {
        for (let now = script.start; now <= script.end; now += hourMs) {
          const hours = (now - script.start) / hourMs;
          if (hours === 100) await one.kill();
          await database.at(now);
          await database.writeUntil(now);
          if (hours === 136) {
            process.env.TZ = 'America/New_York';
            one = await start(database);
            await untilFollowed(database.pool);
          }
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
      await one.kill();
      await expectTheSame(database);
    },
    longest,
  );
});
