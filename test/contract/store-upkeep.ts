import { expect, test } from 'vitest';
import type { DeliveryPatch, NewDeliveryEvent } from '../../src/domain/delivery.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import type { NewMessage, ResendFilter } from '../../src/domain/store.ts';
import type { Backend } from '../helpers/backends.ts';
import {
  at,
  deliveryTo,
  events,
  idAt,
  intoInbox,
  newHerId,
  openStore,
  sealed,
  someMessage,
  start,
  verdict,
} from './store-fixtures.ts';

const ids = (found: readonly { readonly messageId: MessageId }[]) => found.map(({ messageId }) => messageId);

/** What sweeps, operators and metrics ask. */
export function upkeepContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);
  const put = async (
    ms: number,
    happened: readonly NewDeliveryEvent[],
    patch: DeliveryPatch = {},
    rest: Partial<NewMessage> = {},
  ) => {
    const { accept, completeProcessing } = await store();
    const message = someMessage(rest, at(ms));
    await accept(message);
    const { receiver } = message.deliveries[0]!;
    const change = { events: happened, patch };
    await completeProcessing(message.id, verdict({ deliveries: [{ receiver, change }] }));
    return message;
  };

  test('unprocessed messages are those received before, oldest first, until processed', async () => {
    const { accept, completeProcessing, unprocessed } = await store();
    const [one, two, three] = [someMessage({}, at(1)), someMessage({}, at(2)), someMessage({}, at(3))];
    for (const message of [three, one, two]) await accept(message);
    expect(await unprocessed(at(3), 10)).toEqual([one.id, two.id]);
    expect(await unprocessed(at(3), 1)).toEqual([one.id]);
    for (const { id, deliveries } of [one, two, three]) {
      const change = { events: events('refused') };
      await completeProcessing(id, verdict({ deliveries: [{ receiver: deliveries[0]!.receiver, change }] }));
    }
    expect(await unprocessed(at(9), 10)).toEqual([]);
  });

  test('due are queued deliveries whose time has come and sent ones whose lease is over', async () => {
    const { dueDeliveries } = await store();
    const now = at(100_000);
    await put(1, events('routed'), { nextAttemptAt: new Date(now.getTime() + 1) });
    const retry = await put(2, events('routed'), { nextAttemptAt: now });
    await put(3, events('routed', 'parked'), { parkedFor: 'x', parkedAt: at(3) });
    await put(4, events('routed', 'sent'), { leaseUntil: new Date(now.getTime() + 1) });
    const lost = await put(5, events('routed', 'sent'), { leaseUntil: at(50_000) });
    await put(6, intoInbox);
    await put(7, []);
    const fresh = await put(8, events('routed'));
    expect(ids(await dueDeliveries(now, 10))).toEqual([fresh.id, lost.id, retry.id]);
    expect(ids(await dueDeliveries(now, 1))).toEqual([fresh.id]);
  });

  test('parked too long, and waiting for a receipt too long', async () => {
    const { parkedBefore, overdueReceipts } = await store();
    const message = await put(1, events('routed', 'parked'), { parkedFor: 'x', parkedAt: at(-20) });
    expect(ids(await parkedBefore(at(-19), 1))).toEqual([message.id]);
    expect(await parkedBefore(at(-20), 10)).toEqual([]);
    const overdue = await put(2, intoInbox, { receiptDue: at(-10) });
    await put(3, [...intoInbox, ...events('receiptOk')], { receiptDue: at(-30) });
    expect(ids(await overdueReceipts(at(-10), 10))).toEqual([overdue.id]);
    expect(await overdueReceipts(at(-11), 10)).toEqual([]);
  });

  test('deliveries to resend are chosen by any of their facts', async () => {
    const { resendable } = await store();
    const sender = newHerId();
    const first = await put(60_000, events('routed', 'abandoned'), {}, { sender, type: 'EPIKRISE' });
    const second = await put(120_000, intoInbox, {}, { sender });
    const find = async (filter: Partial<ResendFilter>) =>
      ids(await resendable({ sender, limit: 10, ...filter }));
    expect(await find({})).toEqual([first.id, second.id]);
    expect(await find({ limit: 1 })).toEqual([first.id]);
    expect(await find({ id: second.id })).toEqual([second.id]);
    expect(await find({ receiver: first.deliveries[0]!.receiver })).toEqual([first.id]);
    expect(await find({ type: 'EPIKRISE' })).toEqual([first.id]);
    expect(await find({ states: ['abandoned', 'rejected'] })).toEqual([first.id]);
    expect(await find({ from: at(60_000), to: at(120_000) })).toEqual([first.id]);
    expect(await find({ from: at(60_001) })).toEqual([second.id]);
    expect(await find({ sender: newHerId() })).toEqual([]);
  });

  test('payloads under old keys are found, in quarantine too, and replaced one by one', async () => {
    const { accept, quarantine, payload, payloadsNotUnder, replacePayload } = await store();
    const message = someMessage({ payload: sealed(new Uint8Array([1, 2, 3]), 'old') });
    await accept(message);
    const entry = {
      id: idAt(start),
      at: start,
      reason: 'msgid-conflict',
      sha256: 'aa',
      size: 1,
      requestId: 'r',
    } as const;
    await quarantine({ ...entry, payload: sealed(new Uint8Array([9]), 'old') });
    const others = (await payloadsNotUnder('k1', 100)).filter((found) => found.payload.keyId === 'old');
    expect(others.map(({ id }) => id).sort()).toEqual([message.id, entry.id].sort());
    expect(await payloadsNotUnder('k1', 1)).toHaveLength(1);
    for (const { id, payload: old } of others) await replacePayload(id, { ...old, keyId: 'k1' });
    expect(await payloadsNotUnder('k1', 100)).toEqual([]);
    expect((await payload(message.id))?.keyId).toBe('k1');
    expect(Buffer.from((await payload(message.id))!.data)).toEqual(Buffer.from([1, 2, 3]));
  });

  test('gauges count what is under way', async () => {
    const { accept, changeDelivery, changeBreaker, gauges } = await store();
    const before = await gauges();
    const receiptDue = at(3_600_000);
    const waiting = someMessage({ deliveries: [deliveryTo(newHerId(), { receiptDue })] });
    await accept(waiting);
    await put(2, events('routed', 'parked'), { parkedFor: 'x', parkedAt: at(3) });
    await put(3, events('routed', 'sent'));
    await put(4, events('quarantined'));
    await put(
      5,
      intoInbox,
      {},
      { deliveries: [deliveryTo(newHerId(), { state: { transport: 'received', receipt: 'none' } })] },
    );
    const { receiver } = waiting.deliveries[0]!;
    const notice = { id: idAt(start), at: start, herId: newHerId(), message: waiting.id, receiver } as const;
    await changeDelivery(waiting.id, receiver, start, () => ({
      events: [],
      notice: { ...notice, reason: 'apprec-timed-out' },
    }));
    await changeDelivery(waiting.id, receiver, start, () => ({ events: events('read') }));
    await changeBreaker(newHerId(), (row) => ({ ...row, state: 'open', failures: 5 }));
    const after = await gauges();
    const grown = Object.fromEntries(
      Object.entries(after).map(([name, count]) => [name, count - before[name]!]),
    );
    expect(grown).toEqual({
      unprocessed: 1,
      received: 1,
      queued: 1,
      sent: 1,
      quarantinedDeliveries: 1,
      parked: 1,
      // Those that wait until a time: the others were imported.
      waitingReceipts: 1,
      anomalies: 1,
      quarantined: 0,
      unsentNotices: 1,
      openBreakers: 1,
      expected: 0,
      dueSoon: 0,
      late: 0,
      escalated: 0,
      followLag: expect.any(Number),
      defaultPartitionRows: 0,
    });
  });
}
