import { describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { followDue } from '../../src/app/follow.ts';
import { createChance } from '../../src/county/chance.ts';
import { refolded } from '../helpers/followed.ts';
import { type GatewayProcess, startGatewayProcess } from '../helpers/process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { burstDirectory, countUnprocessed, makeBurst, postAll } from './burst.ts';
import { judged, toldTwice } from './county-database.ts';
import { makePlace } from './place.ts';

const longest = 180_000;

describe.skipIf(inject('postgresUrl') === '' || inject('redisUrl') === '')(
  'Handovers while a gateway',
  () => {
    test(
      'has its whole worker killed again and again: all is followed in the end, and nothing told twice',
      async () => {
        const place = await makePlace('PostgreSQL + Redis', burstDirectory);
        const chance = createChance(23);
        const running: GatewayProcess[] = [];
        const start = async (role: string): Promise<GatewayProcess> => {
          const one = await startGatewayProcess({ ...place.environment, ROLE: role });
          running.push(one);
          return one;
        };
        try {
          const api = await start('api');
          const ids: string[] = [];
          for (let round = 0; round < 6; round += 1) {
            const working = await start('worker');
            const posts = postAll(api, makeBurst(2));
            await place.onDatabase((pool) => pool.query('select pg_sleep($1)', [chance.between(0.1, 1.2)]));
            await working.kill9();
            ids.push(...(await posts));
          }
          const last = await start('worker');
          await waitFor(
            'every message to be processed',
            () => place.onDatabase(async (pool) => (await countUnprocessed(pool)) === 0),
            { withinMs: 60_000, everyMs: 200 },
          );
          await last.kill9();
          await place.onDatabase(async (pool) => {
            const store = createStore(pool);
            // Later than any lease.
            const clock = { now: () => new Date(systemClock.now().getTime() + 120_000) };
            await followDue({ store, clock, ...judged }, Number.POSITIVE_INFINITY);
            const { rows } = await pool.query<{ left: number; readings: number }>(
              `select (select count(*) from follow_subjects where folded_at is null)::int as left,
              (select count(*) from handover_readings)::int as readings`,
            );
            expect(rows[0]).toEqual({ left: 0, readings: ids.length });
            const { stored, folded } = await refolded(pool, { store, ...judged });
            expect(stored.expectations?.length).toBeGreaterThan(ids.length);
            expect(stored).toEqual(folded);
            expect(await toldTwice(pool)).toEqual([]);
          });
        } finally {
          for (const one of running) await one.kill9();
          await place.close();
        }
      },
      longest,
    );
  },
);
