import { afterEach, expect, test } from 'vitest';
import { describeBackends } from '../helpers/backends.ts';
import { startGatewayProcess } from '../helpers/process.ts';
import { burstDirectory, expectArrivedOnce, expectNothingDoubled, makeBurst, postAll } from './burst.ts';
import { makePlace } from './place.ts';

describeBackends(
  'Redis away',
  (_open, name) => {
    const opened: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of opened.splice(0).reverse()) await close();
    });

    test('messages are taken in all the same, and arrive when it is back', async () => {
      const place = await makePlace(name, burstDirectory);
      opened.push(() => place.close());
      const gateway = await startGatewayProcess(place.environment);
      opened.push(() => gateway.kill9());
      const before = makeBurst(1);
      const first = await postAll(gateway, before);

      await place.redis?.stop();
      const ready = await gateway.get('/readyz');
      expect({ status: ready.status, checks: ready.json() }).toEqual({
        status: 503,
        checks: { status: 'not-ready', checks: { storage: true, queue: false } },
      });
      expect((await gateway.get('/healthz')).status).toBe(200);
      const during = makeBurst(2);
      const second = await postAll(gateway, during);

      await place.redis?.start();
      const all = [...before, ...during];
      await expectArrivedOnce(gateway, all, [...first, ...second]);
      expect((await gateway.get('/readyz')).status).toBe(200);
      expect(await gateway.stop()).toBe(0);
      await place.onDatabase((pool) => expectNothingDoubled(pool, all));
    }, 90_000);
  },
  ['PostgreSQL + Redis'],
);
