import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeliveryEvent } from '../../src/domain/delivery.ts';
import { deliveryEvents, foldDelivery } from '../../src/domain/lifecycle.ts';
import type { Backend } from '../helpers/backends.ts';
import {
  at,
  deliveryTo,
  events,
  idAt,
  intoInbox,
  newHerId,
  openStore,
  someMessage,
  start,
  verdict,
} from './store-fixtures.ts';

/** A delivery's changes, its lane, and receipts. */
export function deliveryContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);

  test('refolding the stored events gives the stored state, whatever happened', async () => {
    const { accept, changeDelivery, deliveries, events: eventsOf } = await store();
    const types = fc.array(fc.constantFrom(...deliveryEvents), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(types, fc.array(types, { maxLength: 4 }), async (first, changes) => {
        const receiver = newHerId();
        const message = someMessage({ deliveries: [deliveryTo(receiver, { events: events(...first) })] });
        await accept(message);
        for (const change of changes) {
          await changeDelivery(message.id, receiver, at(1), () => ({ events: events(...change) }));
        }
        const [delivery] = await deliveries(message.id);
        const stored = await eventsOf(message.id);
        expect(stored.map(({ type }) => type)).toEqual([...first, ...changes.flat()]);
        const folded = foldDelivery(
          message.deliveries[0]!.state,
          stored.map(({ type }) => type),
        );
        expect(delivery!.state).toEqual(folded.state);
        expect(stored.filter(({ possible }) => !possible)).toHaveLength(folded.anomalies);
        expect(isChain(stored)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('a change sets what it names, clears what it sets to null and leaves the rest', async () => {
    const { accept, changeDelivery, deliveries } = await store();
    const receiver = newHerId();
    const message = someMessage({ deliveries: [deliveryTo(receiver, { lane: 'l', receiptDue: at(9) })] });
    await accept(message);
    const changed = await changeDelivery(message.id, receiver, at(1), () => ({
      events: events('routed', 'sent'),
      patch: {
        parkedFor: 'x',
        parkedAt: at(2),
        attempts: 3,
        nextAttemptAt: at(3),
        leaseUntil: at(4),
        readAt: at(5),
      },
    }));
    expect(await deliveries(message.id)).toEqual([changed]);
    expect(changed).toMatchObject({
      parkedFor: 'x',
      attempts: 3,
      receiptDue: at(9),
      readAt: at(5),
      lane: 'l',
    });
    const cleared = await changeDelivery(message.id, receiver, at(6), () => ({
      events: [],
      patch: { parkedFor: null, parkedAt: null, nextAttemptAt: null, leaseUntil: null, readAt: null },
    }));
    expect(cleared).toEqual({
      messageId: message.id,
      receiver,
      role: 'primary',
      state: { transport: 'sent', receipt: 'waiting' },
      lane: 'l',
      attempts: 3,
      receiptDue: at(9),
    });
    expect(await deliveries(message.id)).toEqual([cleared]);
  });

  test('a change that is declined, or of a delivery that is not there, changes nothing', async () => {
    const { accept, changeDelivery, events: eventsOf } = await store();
    const message = someMessage();
    await accept(message);
    const { receiver } = message.deliveries[0]!;
    expect(await changeDelivery(message.id, receiver, start, () => undefined)).toBeUndefined();
    expect(await changeDelivery(idAt(start), receiver, start, () => ({ events: [] }))).toBeUndefined();
    expect(await eventsOf(message.id)).toEqual([]);
  });

  test('concurrent changes of one delivery all count, one after the other', async () => {
    const { accept, changeDelivery, deliveries, events: eventsOf } = await store();
    const receiver = newHerId();
    const message = someMessage({ deliveries: [deliveryTo(receiver, { events: events('routed') })] });
    await accept(message);
    await Promise.all(
      Array.from({ length: 30 }, () =>
        changeDelivery(message.id, receiver, at(1), ({ state, attempts }) => ({
          events: events(state.transport === 'queued' ? 'sent' : 'attemptFailed'),
          patch: { attempts: attempts + 1 },
        })),
      ),
    );
    const [delivery] = await deliveries(message.id);
    const stored = await eventsOf(message.id);
    expect(delivery).toMatchObject({ attempts: 30, state: { transport: 'queued' } });
    expect(stored).toHaveLength(31);
    expect(stored.every(({ possible }) => possible) && isChain(stored)).toBe(true);
  });

  test('a delivery is blocked by the earliest active one of its lane that is not parked', async () => {
    const { accept, changeDelivery, blockedBy, waitingFor, deliveries } = await store();
    const behind = async (delivery: Parameters<typeof waitingFor>[0]) =>
      (await waitingFor(delivery, newHerId(), [])).map(({ messageId }) => messageId);
    const receiver = newHerId();
    const lane = `lane-${receiver}`;
    const messages = [0, 1, 2, 3].map((ms) =>
      someMessage({ deliveries: [deliveryTo(receiver, { lane, events: events('routed') })] }, at(ms)),
    );
    for (const message of messages) await accept(message);
    const [first, second, third, fourth] = await Promise.all(
      messages.map(async ({ id }) => (await deliveries(id))[0]!),
    );
    expect(await blockedBy(first!)).toBeUndefined();
    expect((await blockedBy(third!))?.messageId).toBe(first!.messageId);
    expect(await behind(first!)).toEqual([second!.messageId]);
    expect(await behind(fourth!)).toEqual([]);
    await changeDelivery(first!.messageId, receiver, at(9), () => ({
      events: events('parked'),
      patch: { parkedFor: 'x', parkedAt: at(9) },
    }));
    await changeDelivery(second!.messageId, receiver, at(9), () => ({ events: events('sent') }));
    expect((await blockedBy(third!))?.messageId).toBe(second!.messageId);
    await changeDelivery(second!.messageId, receiver, at(9), () => ({ events: events('acknowledged') }));
    expect(await blockedBy(fourth!)).toMatchObject({ messageId: third!.messageId });
    expect(await blockedBy(third!)).toBeUndefined();
    const { lane: _lane, ...free } = third!;
    expect([await blockedBy(free), await behind(free)]).toEqual([undefined, []]);
  });

  test('a patch has no effect where its event cannot happen', async () => {
    const { accept, changeDelivery, deliveries } = await store();
    const message = someMessage();
    await accept(message);
    const { receiver } = message.deliveries[0]!;
    const wrong = { events: events('acknowledged'), patch: { attempts: 7, persistUntil: at(9) } };
    await changeDelivery(message.id, receiver, at(1), () => wrong);
    const [after] = await deliveries(message.id);
    expect(after).toMatchObject({ attempts: 0, state: { transport: 'received' } });
    expect(after?.persistUntil).toBeUndefined();
  });

  test('what has come to an end is parked no longer, whatever ended it', async () => {
    const { accept, changeDelivery, deliveries } = await store();
    const message = someMessage();
    await accept(message);
    const { receiver } = message.deliveries[0]!;
    const parked = { events: events('routed', 'parked'), patch: { parkedFor: 'x', parkedAt: at(1) } };
    await changeDelivery(message.id, receiver, at(1), () => parked);
    await changeDelivery(message.id, receiver, at(2), () => ({ events: events('receiptOk') }));
    expect((await deliveries(message.id))[0]?.parkedFor).toBeUndefined();
  });

  test('of a lane only the head is due', async () => {
    const { accept, dueDeliveries } = await store();
    const receiver = newHerId();
    const lane = `lane-${receiver}`;
    const messages = [0, 1, 2].map((ms) =>
      someMessage({ deliveries: [deliveryTo(receiver, { lane, events: events('routed') })] }, at(ms)),
    );
    for (const message of messages) await accept(message);
    const due = (await dueDeliveries(at(60_000), 10_000)).filter(
      (delivery) => delivery.receiver === receiver,
    );
    expect(due.map(({ messageId }) => messageId)).toEqual([messages[0]!.id]);
  });

  test('parked deliveries are found by the id they wait for, from that sender only, whatever its case', async () => {
    const { accept, completeProcessing, deliveries, waitingFor } = await store();
    const sender = newHerId();
    const original = someMessage({ sender });
    await accept(original);
    const [ended] = await deliveries(original.id);
    const parkedFor = (ids: readonly string[]) => waitingFor(ended!, sender, ids);
    const park = async (from: typeof sender, id: string) => {
      const message = someMessage({ sender: from });
      const { receiver } = message.deliveries[0]!;
      const change = { events: events('routed', 'parked'), patch: { parkedFor: id, parkedAt: at(1) } };
      await accept(message);
      await completeProcessing(message.id, verdict({ deliveries: [{ receiver, change }] }));
      return message.id;
    };
    const byMsgId = await park(sender, 'AB-1');
    const byDocument = await park(sender, 'dok-7');
    await park(newHerId(), 'AB-1');
    const found = await parkedFor(['ab-1', 'dok-7']);
    expect(found.map(({ messageId }) => messageId).sort()).toEqual([byMsgId, byDocument].sort());
    expect(found[0]).toMatchObject({ state: { transport: 'queued' }, parkedAt: at(1) });
    expect(await parkedFor(['ab-2'])).toEqual([]);
    expect(await parkedFor([])).toEqual([]);
  });

  test('one receipt of each receiver counts; another is kept as an anomaly', async () => {
    const { accept, recordReceipt, receipts, deliveries, events: eventsOf } = await store();
    const receiver = newHerId();
    const message = someMessage({ deliveries: [deliveryTo(receiver, { events: intoInbox })] });
    await accept(message);
    const receipt = (status: 1 | 2) =>
      ({ original: message.id, receiver, appRec: idAt(at(status)), status, errors: [], at: at(50) }) as const;
    const first = receipt(1);
    expect(await recordReceipt(first, { type: 'receiptOk', actor: 'receiver' })).toBe(true);
    expect(await recordReceipt(receipt(2), { type: 'receiptRejected', actor: 'receiver' })).toBe(false);
    expect(await recordReceipt(first, { type: 'receiptOk', actor: 'receiver' })).toBe(true);
    expect(await receipts(message.id)).toEqual([
      { receiver, appRec: first.appRec, status: 1, errors: [], at: at(50) },
    ]);
    expect((await deliveries(message.id))[0]?.state).toEqual({ transport: 'acknowledged', receipt: 'ok' });
    expect((await eventsOf(message.id)).slice(3).map(({ type, possible }) => [type, possible])).toEqual([
      ['receiptOk', true],
      ['receiptRejected', false],
    ]);
  });

  test('of many receipts at once one counts', async () => {
    const { accept, recordReceipt, receipts, events: eventsOf } = await store();
    const receiver = newHerId();
    const message = someMessage({ deliveries: [deliveryTo(receiver, { events: intoInbox })] });
    await accept(message);
    const given = await Promise.all(
      Array.from({ length: 20 }, () =>
        recordReceipt(
          { original: message.id, receiver, appRec: idAt(start), status: 1, errors: [], at: at(50) },
          { type: 'receiptOk', actor: 'receiver' },
        ),
      ),
    );
    expect(given.filter(Boolean)).toHaveLength(1);
    expect(await receipts(message.id)).toHaveLength(1);
    expect((await eventsOf(message.id)).slice(3).filter(({ possible }) => possible)).toHaveLength(1);
  });

  test('a late receipt replaces the time-out; one that its state does not allow does not count', async () => {
    const { accept, recordReceipt, receipts, deliveries } = await store();
    const [late, early] = [newHerId(), newHerId()];
    const message = someMessage({
      deliveries: [
        deliveryTo(late, { events: [...intoInbox, ...events('receiptTimedOut')] }),
        deliveryTo(early),
      ],
    });
    await accept(message);
    const give = (receiver: typeof late) =>
      recordReceipt(
        { original: message.id, receiver, appRec: idAt(start), status: 1, errors: [], at: at(50) },
        { type: 'receiptOk', actor: 'receiver' },
      );
    expect([await give(late), await give(early)]).toEqual([true, false]);
    expect((await deliveries(message.id)).map(({ state }) => state.receipt)).toEqual(['ok', 'waiting']);
    expect(await receipts(message.id)).toHaveLength(1);
    await expect(give(newHerId())).rejects.toThrow('no delivery');
  });
}

/** Each event of a delivery begins in the state that the one before it led to. */
const isChain = (stored: readonly DeliveryEvent[]): boolean =>
  stored.every(({ before }, index) => {
    const previous = stored[index - 1]?.after ?? before;
    return previous.transport === before.transport && previous.receipt === before.receipt;
  });
