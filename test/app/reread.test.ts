import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { reread } from '../../src/app/reread.ts';
import { describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { refolded, untilFollowed } from '../helpers/followed.ts';
import { openGateway } from '../helpers/gateway.ts';

const always = { from: new Date(0), to: new Date('2100-01-01') };

describeBackends(
  'Messages that an earlier version has processed',
  (open) => {
    it('are read anew, once, and their handovers with them', async () => {
      const gateway = await openGateway(await open());
      onTestFinished(() => gateway.close());
      const { pool, services } = gateway.gateway;
      for (const type of ['log-innlagt-1.6', 'utskrivningsrapport-1.6']) {
        await gateway.untilSettled(await gateway.accept(messageWith(type, 'full', { msgId: randomUUID() })));
      }
      await untilFollowed(gateway.gateway);
      const before = await refolded(pool, services);
      // As it would be had they come before handovers were followed.
      for (const table of ['handovers', 'expectations', 'handover_readings', 'follow_subjects']) {
        await pool.query(`delete from ${table}`);
      }
      const progress: number[] = [];
      expect(await reread(services, always, ({ looked }) => progress.push(looked))).toEqual({
        looked: 2,
        changed: 2,
      });
      expect(progress).toEqual([2]);
      await untilFollowed(gateway.gateway);
      const after = await refolded(pool, services);
      expect(after.stored).toEqual(after.folded);
      expect(after.stored).toEqual(before.stored);
      expect(await reread(services, always)).toEqual({ looked: 2, changed: 0 });
    });
  },
  ['PGlite', 'PostgreSQL'],
);
