import { expect, test } from 'vitest';
import type { Backend } from '../helpers/backends.ts';
import {
  at,
  deliveryTo,
  events,
  idAt,
  newHerId,
  openStore,
  recordOf,
  someMessage,
  start,
  verdict,
} from './store-fixtures.ts';

/** Processing messages: the verdict and all that comes of it. */
export function processingContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);

  test('processing stores all of its verdict, once', async () => {
    const { accept, completeProcessing, load, findings, receipts, unread, events: eventsOf } = await store();
    const [good, bad] = [newHerId(), newHerId()];
    const message = someMessage({ deliveries: [deliveryTo(good), deliveryTo(bad)] });
    await accept(message);
    const appRec = someMessage({
      sender: bad,
      isAppRec: true,
      origin: 'gateway',
      processedAt: at(900),
      deliveries: [
        {
          ...deliveryTo(message.sender),
          state: { transport: 'received', receipt: 'none' },
          events: events('routed', 'sent', 'acknowledged'),
        },
      ],
    });
    const error = { code: 'E21', system: '2.16.578.1.12.4.1.1.8221' };
    const processed = verdict({
      typeKey: 'log-innleggelse-1.6',
      documentId: 'doc-9',
      appRecId: 'rec-9',
      serviceStatus: 'N',
      rejected: true,
      findings: [
        { rule: 'r2', severity: 'high', path: '/a[1]' },
        { rule: 'r1', severity: 'info' },
      ],
      deliveries: [
        { receiver: good, change: { events: events('routed'), patch: { persistUntil: at(5000) } } },
        {
          receiver: bad,
          change: { events: [{ type: 'rejectedByGateway', actor: 'gateway', details: { codes: 'E21' } }] },
        },
      ],
      appRecs: [appRec],
      receipts: [
        { original: message.id, receiver: bad, appRec: appRec.id, status: 2, errors: [error], at: at(900) },
      ],
    });
    const results = await Promise.all(
      Array.from({ length: 10 }, () => completeProcessing(message.id, processed)),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    const { message: record, deliveries } = (await load(message.id))!;
    expect(record).toEqual({
      ...recordOf(message),
      typeKey: 'log-innleggelse-1.6',
      documentId: 'doc-9',
      appRecId: 'rec-9',
      serviceStatus: 'N',
      processedAt: processed.at,
    });
    expect(
      deliveries.map(({ state, persistUntil }) => [state.transport, state.receipt, persistUntil]),
    ).toEqual([
      ['queued', 'waiting', at(5000)],
      ['refused', 'rejected', undefined],
    ]);
    expect(await findings(message.id)).toEqual(processed.findings);
    expect(await receipts(message.id)).toEqual([
      { receiver: bad, status: 2, errors: [error], appRec: appRec.id, at: at(900) },
    ]);
    expect((await eventsOf(message.id)).map(({ type, details }) => [type, details])).toEqual([
      ['routed', undefined],
      ['rejectedByGateway', { codes: 'E21' }],
    ]);
    expect((await load(appRec.id))?.message).toEqual(recordOf(appRec));
    expect(await unread({ receivers: [message.sender], limit: 10, descending: false })).toHaveLength(1);
    expect(await completeProcessing(message.id, processed)).toBe(false);
    expect(await completeProcessing(idAt(start), processed)).toBe(false);
  });

  test('a verdict without deliveries is stored once too', async () => {
    const { accept, completeProcessing, find } = await store();
    const message = someMessage({ deliveries: [] });
    await accept(message);
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        completeProcessing(message.id, verdict({ appRecs: [someMessage({ origin: 'gateway' })] })),
      ),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect((await find(message.id))?.processedAt).toEqual(at(1000));
  });

  test('receivers added later are processed for themselves; those that are there stay as they are', async () => {
    const {
      accept,
      addDeliveries,
      completeProcessing,
      deliveries,
      unprocessed,
      events: eventsOf,
    } = await store();
    const [there, added, alsoAdded] = [newHerId(), newHerId(), newHerId()];
    const message = someMessage({ deliveries: [deliveryTo(there)] }, at(-60_000));
    await accept(message);
    const process = (...receivers: (typeof there)[]) =>
      completeProcessing(
        message.id,
        verdict({
          deliveries: receivers.map((receiver) => ({ receiver, change: { events: events('routed') } })),
        }),
      );
    expect(await process(there)).toBe(true);
    expect(await addDeliveries(message, [])).toEqual([]);
    expect(await addDeliveries(message, [deliveryTo(there), deliveryTo(added)])).toEqual([added]);
    expect(await addDeliveries(message, [deliveryTo(alsoAdded, { events: events('parked') })])).toEqual([
      alsoAdded,
    ]);
    const states = async () => (await deliveries(message.id)).map(({ state }) => state.transport);
    expect(await states()).toEqual(['queued', 'received', 'received']);
    expect(await unprocessed(at(-1), 10)).toEqual([message.id]);
    expect(await process(there, added)).toBe(false);
    expect(await process(added, alsoAdded)).toBe(true);
    expect(await states()).toEqual(['queued', 'queued', 'queued']);
    expect((await eventsOf(message.id)).map(({ type }) => type)).toEqual([
      'routed',
      'parked',
      'routed',
      'routed',
    ]);
  });

  test('processing and changes of the same deliveries at once both count', async () => {
    const { accept, completeProcessing, changeDelivery, load, events: eventsOf } = await store();
    const receivers = [newHerId(), newHerId(), newHerId()];
    const message = someMessage({ deliveries: receivers.map((receiver) => deliveryTo(receiver)) });
    await accept(message);
    const processed = verdict({
      deliveries: receivers.map((receiver) => ({ receiver, change: { events: events('routed') } })),
    });
    const changes = receivers.flatMap((receiver) =>
      Array.from({ length: 5 }, () =>
        changeDelivery(message.id, receiver, at(3), ({ attempts }) => ({
          events: events('parked'),
          patch: { attempts: attempts + 1 },
        })),
      ),
    );
    const [done] = await Promise.all([completeProcessing(message.id, processed), ...changes]);
    expect(done).toBe(true);
    const { deliveries } = (await load(message.id))!;
    expect(deliveries.map(({ state, attempts }) => [state.transport, attempts])).toEqual(
      receivers.map(() => ['queued', 5]),
    );
    expect(await eventsOf(message.id)).toHaveLength(18);
  });

  test('a verdict on a receiver that the message has not is a defect, and nothing is stored', async () => {
    const { accept, completeProcessing, find } = await store();
    const message = someMessage();
    await accept(message);
    const processed = verdict({
      deliveries: [{ receiver: newHerId(), change: { events: events('routed') } }],
    });
    await expect(completeProcessing(message.id, processed)).rejects.toThrow('no delivery');
    expect((await find(message.id))?.processedAt).toBeUndefined();
  });
}
