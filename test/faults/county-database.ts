import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { createIds } from '../../src/adapters/ids.ts';
import { createLog } from '../../src/adapters/log.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readSharedRecords } from '../../src/adapters/seeds/shared-records.ts';
import { countyOf } from '../../src/county/places.ts';
import { type CountyScript, writeScript } from '../../src/county/script.ts';
import { createWriter, eventsOf } from '../../src/county/write.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { type Backend, openBackend } from '../helpers/backends.ts';

/** A small simulated county in a database of its own, which processes that will be killed can share. */

const seeds = join(import.meta.dirname, '../../seeds');
const catalogue = readExpectations(join(seeds, 'expectations.yaml'), () => true);

/** What everybody judges by. */
export const judged = {
  log: createLog({ level: 'error' }),
  handoverRules: { catalogue, switchedOff: [] },
  software: { name: 'test', version: '1' },
};

const organisations = readOrganisations(join(seeds, 'organisations'));
const directory = createDirectory(organisations, readSharedRecords(join(seeds, 'shared-records.yaml')));
if (!directory.ok) throw new Error('the directory holds a HER-id twice');
export const script: CountyScript = writeScript(countyOf(directory.value), { stays: 30, days: 12, seed: 5 });

export interface Database {
  readonly backend: Backend;
  readonly pool: SqlPool;
  /** Time of the simulation, which workers read too. */
  at(now: number): Promise<void>;
  /** Writes what comes until an instant. */
  writeUntil(now: number): Promise<void>;
}

/** A database of its own, migrated, at the script's beginning. */
export const openDatabase = async (): Promise<Database> => {
  const backend = await openBackend('PostgreSQL');
  const { pool } = backend;
  await migrate(pool);
  const store = createStore(pool);
  await store.ensurePartitions(new Date(script.start));
  await pool.query('create table test_clock (now timestamptz not null)');
  await pool.query('insert into test_clock values ($1)', [new Date(script.start)]);
  let now = script.start;
  let place = 0;
  const events = eventsOf(script);
  const clock = { now: () => new Date(now) };
  const writer = createWriter({ store, ids: createIds(systemClock), clock }, 4);
  return {
    backend,
    pool,
    async at(instant) {
      await pool.query('update test_clock set now = $1', [new Date(instant)]);
    },
    async writeUntil(instant) {
      now = instant;
      const from = place;
      while ((events[place]?.at ?? Number.POSITIVE_INFINITY) <= instant) place += 1;
      await writer.write(events.slice(from, place));
      expect(writer.counts.surprises).toEqual([]);
    },
  };
};

const tables = ['handovers', 'handover_parties', 'expectations', 'parked_messages'] as const;

/** Everything that was folded, as text; but for whom it was told to, and ids that the writers made up. */
export const dump = async (pool: SqlPool): Promise<Readonly<Record<string, readonly string[]>>> => {
  const found: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const { rows } = await pool.query<{ row: string }>(
      `select (to_jsonb(t) - 'alerted')::text as row from ${table} t order by 1`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
};

/** What is told of twice: the same level of the same alert. */
export const toldTwice = async (pool: SqlPool): Promise<readonly unknown[]> =>
  (
    await pool.query(
      `select alert, level from alert_events where type = 'raised' group by 1, 2 having count(*) > 1`,
    )
  ).rows;

/** What is late, and nobody has an alert of. */
export const untold = async (pool: SqlPool): Promise<readonly unknown[]> =>
  (
    await pool.query(
      `select holder, key from expectations e where level >= 2 and not historic and owes is not null
       and not exists (select from alerts a where a.holder = e.holder and a.key = e.key and a.level >= 2)`,
    )
  ).rows;
