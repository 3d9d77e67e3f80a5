import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/adapters/postgres/store.ts';
import { deliver } from '../../src/app/deliver.ts';
import { processMessage } from '../../src/app/process.ts';
import { type HerId, herId, messageId } from '../../src/domain/ids.ts';
import { goodMessage, hospital, nursing } from '../bad-input/harness.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { openGateway, type TestGateway } from '../helpers/gateway.ts';
import { burstDirectory } from './burst.ts';

const hour = 3_600_000;
const requestId = 'test';

/** A gateway without workers: only the test works. ROLE=api demands a DATABASE_URL, which the open pool stands in for. */
const openIdle = async (open: () => Promise<Backend>): Promise<TestGateway> => {
  const backend = await open();
  return openGateway(backend, {
    directory: burstDirectory,
    environment: { ROLE: 'api', DATABASE_URL: backend.databaseUrl ?? 'postgres://embedded/none' },
  });
};

/** A worker that dies is one whose next step in storage never happens; what it did before stands. */
describeBackends('A worker that dies between two steps', (open) => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openIdle(open);
  });
  afterEach(() => gateway.close());

  /** Runs `work` while a step of the store fails for those it concerns. */
  const dyingAt = async <K extends keyof Store>(
    step: K,
    work: () => Promise<unknown>,
    dies: (...args: Parameters<Store[K]>) => boolean = () => true,
  ): Promise<void> => {
    const services = gateway.gateway.services as unknown as { store: Store };
    const whole = services.store;
    const call = whole[step] as (...args: Parameters<Store[K]>) => unknown;
    services.store = {
      ...whole,
      [step]: (...args: Parameters<Store[K]>) =>
        dies(...args) ? Promise.reject(new Error('died')) : call(...args),
    };
    try {
      await work();
    } finally {
      services.store = whole;
    }
  };
  const store = () => gateway.gateway.store;
  const process = (id: string) =>
    processMessage(gateway.gateway.services, { messageId: messageId(id)!, requestId });
  const receiptOf = async (id: string) => (await store().deliveries(messageId(id)!))[0]?.state.receipt;
  const anomalies = async (id: string) =>
    (await store().events(messageId(id)!)).filter(({ possible }) => !possible);
  const noticesAbout = async (id: string, sender: HerId) =>
    (await store().notices([sender], 100)).filter(({ message }) => message === id);
  /** A message that has arrived and waits for its receiver's own receipt. */
  const unreceipted = async () => {
    const id = await gateway.accept(messageWith('dialog-notat-1.0', 'full', { msgId: randomUUID() }));
    await process(id);
    const { message } = await gateway.untilSettled(id);
    return { id, sender: message.sender };
  };

  test('an arrival without the receipt that the gateway owes gets it from the sweep, once', async () => {
    const msgId = randomUUID();
    const id = await gateway.accept(goodMessage(msgId));
    await dyingAt(
      'accept',
      () => expect(process(id)).rejects.toThrow('died'),
      ({ isAppRec }) => isAppRec,
    );
    const { deliveries } = await gateway.untilSettled(id);
    expect(deliveries.map(({ state }) => state)).toEqual([{ transport: 'acknowledged', receipt: 'waiting' }]);
    await gateway.gateway.sweepNow();
    expect(await receiptOf(id), 'not before it is overdue').toBe('waiting');
    gateway.clock.advance(5_000);
    await Promise.all([gateway.gateway.sweepNow(), gateway.gateway.sweepNow()]);
    expect(await receiptOf(id)).toBe('ok');
    await gateway.gateway.sweepNow();
    const [receipt, ...more] = await store().receipts(messageId(id)!);
    expect(more).toEqual([]);
    await process(receipt!.appRec);
    expect((await gateway.appRecFor(hospital, msgId)).appRec.status).toBe(1);
    expect(await anomalies(id)).toEqual([]);
  });

  test('before it can tell the sender that a receipt is missing: the next sweep does, once', async () => {
    const { id, sender } = await unreceipted();
    gateway.clock.advance(97 * hour);
    await dyingAt('changeDelivery', () => gateway.gateway.sweepNow());
    expect([await receiptOf(id), await noticesAbout(id, sender)]).toEqual(['waiting', []]);
    await gateway.gateway.sweepNow();
    expect(await receiptOf(id)).toBe('timedOut');
    expect(await noticesAbout(id, sender)).toHaveLength(1);
  });
});

describeBackends('A job that runs many times at once', (open) => {
  const times = 10;
  const repeat = (work: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, work));

  test.each([
    {
      about: 'a good message',
      name: 'full',
      events: ['routed', 'sent', 'acknowledged', 'receiptOk'],
    },
    { about: 'one that is rejected', name: 'patient-missing', events: ['rejectedByGateway'] },
  ])('takes $about each step once', async ({ name, events }) => {
    const gateway = await openIdle(open);
    try {
      const { services, store } = gateway.gateway;
      const msgId = randomUUID();
      const id = messageId(await gateway.accept(messageWith('log-innlagt-1.6', name, { msgId })))!;
      const receiver = herId(nursing)!;
      await repeat(() => processMessage(services, { messageId: id, requestId }));
      await repeat(() => deliver(services, { messageId: id, receiver, requestId }));
      await repeat(() => processMessage(services, { messageId: id, requestId }));
      const unprocessed = await store.unprocessed(new Date('2100-01-01'), 10);
      await repeat(async () => {
        for (const one of unprocessed) await processMessage(services, { messageId: one, requestId });
      });
      const due = await store.dueDeliveries(new Date('2100-01-01'), 10);
      await repeat(async () => {
        for (const one of due) await deliver(services, { ...one, requestId });
      });
      expect((await store.events(id)).map(({ type }) => type)).toEqual(events);
      expect(await gateway.appRecsFor(hospital, msgId)).toHaveLength(1);
    } finally {
      await gateway.close();
    }
  });
});
