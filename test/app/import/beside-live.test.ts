import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { importArchive } from '../../../src/app/import/import.ts';
import { archiveOf, receiptOf, stayOf, uuidOf } from '../../helpers/archive.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { messageWith } from '../../helpers/fixtures.ts';
import { storedExpectations } from '../../helpers/followed.ts';
import { testNow } from '../../helpers/gateway.ts';
import { importServices, openFor, plain, take, waysOf } from '../../helpers/import.ts';

const [ward, nursing] = [9000301, 9150602];
const hourMs = 3_600_000;

/** A patient of each test's own: tests of a backend share its database. */
let patients = 0;
const nextPatient = (): number => {
  patients += 1;
  return patients;
};

describeBackends(
  'Import beside live traffic',
  (open) => {
    test('shows in no inbox, sweep, notice, gauge or resend, and a job processes nothing of it', async () => {
      const gateway = await openFor(open);
      const gauges = () => gateway.gateway.store.gauges();
      const inboxes = async () => [await gateway.inbox(nursing), await gateway.inbox(ward)];
      const [before, inboxesBefore] = [await gauges(), await inboxes()];
      const stay = stayOf(nextPatient(), {
        daysBefore: 3,
        receipt: (type) => (type === 'log-innlagt-1.6' ? { afterMs: 1_000, status: 'rejected' } : undefined),
      });
      await take(gateway, [...stay, ...stayOf(nextPatient(), { daysBefore: 200, receipt: () => undefined })]);
      const { store } = gateway.gateway;
      expect(await inboxes()).toEqual(inboxesBefore);
      expect(await store.unprocessed(testNow, 100)).toEqual([]);
      expect(await store.dueDeliveries(testNow, 100)).toEqual([]);
      expect(await store.overdueReceipts(new Date(testNow.getTime() + 200 * hourMs), 100)).toEqual([]);
      await gateway.gateway.sweepNow();
      expect(await store.notices([ward, nursing] as never, 100)).toEqual([]);
      const { defaultPartitionRows: _before, ...gaugesBefore } = before;
      const { defaultPartitionRows: _after, ...gaugesAfter } = await gauges();
      expect({ ...gaugesAfter, followLag: 0 }).toEqual({ ...gaugesBefore, followLag: 0 });
      const resendable = await store.resendable({
        limit: 100,
        states: ['acknowledged', 'abandoned', 'rejected'],
      });
      expect(resendable).toEqual([]);
      const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
      expect(metrics).not.toMatch(/overgang_messages_(received|processed)_total\{[^}]*LOG_/);
    });

    test('raises no alert: everything that is expected of it is historic', async () => {
      const gateway = await openFor(open);
      await take(gateway, stayOf(nextPatient(), { daysBefore: 150, without: ['epikrise-1.2'] }));
      const expected = await storedExpectations(gateway.gateway.pool);
      expect(expected.some(({ state }) => state === 'late')).toBe(true);
      expect(expected.filter(({ historic }) => !historic)).toEqual([]);
    });

    test('leaves what came live alone, also when its receipt is in the archive', async () => {
      const gateway = await openFor(open);
      const msgId = randomUUID();
      const genDate = testNow.toISOString();
      const bytes = messageWith('log-innlagt-1.6', 'full', { msgId, genDate });
      await gateway.untilSettled(await gateway.accept(bytes));
      const before = await waysOf(gateway, msgId);
      const receipt = receiptOf(
        { name: '', bytes, msgId, sentAt: testNow, sender: ward, type: 'LOG_INNLAGT' },
        nursing,
        0,
      );
      const { counts } = await take(gateway, [{ name: '1.xml', bytes }, receipt]);
      expect(counts).toEqual({ duplicates: 1, receipts: 1, 'receipts-of-live': 1 });
      expect(await waysOf(gateway, msgId)).toEqual(before);
    });

    test('answers a message that is sent again as the duplicate that it is, and takes its receipt live', async () => {
      const gateway = await openFor(open);
      const [message, receipt] = stayOf(nextPatient(), { daysBefore: 20 });
      await take(gateway, [message!]);
      const [way] = await waysOf(gateway, message!.msgId);
      expect(await gateway.accept(message!.bytes)).toBe(way!.id);
      await gateway.untilSettled(await gateway.accept(receipt!.bytes));
      expect(await waysOf(gateway, message!.msgId)).toMatchObject([{ id: way!.id, receipt: 'ok' }]);
    });

    test('an import that another process has gone on with ends', async () => {
      const gateway = await openFor(open);
      const stay = stayOf(nextPatient(), { daysBefore: 15 });
      const ports = importServices(gateway);
      const imported = await importArchive(
        {
          ...ports,
          imports: {
            ...ports.imports,
            async ensureMonths(instants) {
              await ports.imports.ensureMonths(instants);
              await ports.imports.begin(uuidOf('other'), testNow);
              await gateway.gateway.pool.query('update imports set version = version + 1');
            },
          },
        },
        archiveOf(stay),
        plain,
        { fault: () => undefined, progress: () => undefined },
      );
      expect(imported).toEqual({ ok: false, fault: 'elsewhere' });
      expect(await waysOf(gateway, stay[0]!.msgId)).toEqual([]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
