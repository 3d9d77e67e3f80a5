import { afterEach, expect, test } from 'vitest';
import { describeBackends } from '../helpers/backends.ts';
import { type GatewayProcess, startGatewayProcess } from '../helpers/process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import {
  burstDirectory,
  countUnprocessed,
  expectArrivedOnce,
  expectNothingDoubled,
  makeBurst,
  postAll,
} from './burst.ts';
import { makePlace, type Place } from './place.ts';

const rounds = 10;
const longest = 90_000;

describeBackends(
  'Kill -9',
  (_open, name) => {
    const opened: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of opened.splice(0).reverse()) await close();
    });
    const make = async (): Promise<Place> => {
      const place = await makePlace(name, burstDirectory);
      opened.push(() => place.close());
      return place;
    };
    const start = async (place: Place, role = 'all'): Promise<GatewayProcess> => {
      const gateway = await startGatewayProcess({ ...place.environment, ROLE: role });
      opened.push(() => gateway.kill9());
      return gateway;
    };

    /** Posts a burst, kills the gateway at the last 201, and checks what another one makes of what it left. */
    const killBetween = async (between: (place: Place) => Promise<void>): Promise<void> => {
      const place = await make();
      const first = await start(place);
      const burst = makeBurst(rounds);
      const ids = await postAll(first, burst);
      await first.kill9();
      expect(await place.onDatabase(countUnprocessed), 'unprocessed at the kill').toBeGreaterThan(0);
      await between(place);
      const second = await start(place);
      await expectArrivedOnce(second, burst, ids);
      expect(await second.stop()).toBe(0);
      await place.onDatabase((pool) => expectNothingDoubled(pool, burst));
    };

    test(
      'between the 201 and the worker loses nothing and doubles nothing',
      () => killBetween(async () => undefined),
      longest,
    );

    test(
      'in the middle of the posts: what was answered is there, what was not can be posted again',
      async () => {
        const place = await make();
        const first = await start(place);
        const burst = makeBurst(rounds);
        const answered = new Map<string, string>();
        const posts = burst.map(async ({ bytes, msgId }) => {
          const answer = await first.post(bytes).catch(() => undefined);
          if (answer?.status === 201) answered.set(msgId, answer.json() as string);
        });
        await waitFor('half of the answers', () => answered.size >= burst.length / 2, { everyMs: 1 });
        await first.kill9();
        await Promise.all(posts);

        const second = await start(place);
        const ids = await postAll(second, burst);
        for (const [at, { msgId }] of burst.entries()) {
          const before = answered.get(msgId);
          if (before !== undefined) expect(ids[at]).toBe(before);
        }
        await expectArrivedOnce(second, burst, ids);
        expect(await second.stop()).toBe(0);
        await place.onDatabase((pool) => expectNothingDoubled(pool, burst));
      },
      longest,
    );

    if (name !== 'PostgreSQL + Redis') return;

    test(
      'and all of Redis gone as well loses nothing and doubles nothing',
      () => killBetween((place) => place.flushQueue()),
      longest,
    );

    test(
      'of the only process there is, before any worker ever ran: the worker that comes later finds everything',
      async () => {
        const place = await make();
        const api = await start(place, 'api');
        const burst = makeBurst(2);
        const ids = await postAll(api, burst);
        await api.kill9();
        expect(await place.onDatabase(countUnprocessed)).toBe(burst.length);
        await place.flushQueue();
        await start(place, 'worker');
        await expectArrivedOnce(await start(place, 'api'), burst, ids);
        await place.onDatabase((pool) => expectNothingDoubled(pool, burst));
      },
      longest,
    );
  },
  ['PGlite', 'PostgreSQL + Redis'],
);
