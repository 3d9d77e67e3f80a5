import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pseudonym } from '../../src/domain/ids.ts';
import type { Backend } from '../helpers/backends.ts';
import {
  at,
  deliveryTo,
  events,
  idAt,
  newHerId,
  openStore,
  recordOf,
  sealed,
  someMessage,
  start,
} from './store-fixtures.ts';

/** Taking messages in. */
export function storeContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);

  test('a message comes back as it was accepted: bytes, every field, times to the millisecond', async () => {
    const { accept, load, find, payload } = await store();
    const bytes = new Uint8Array(randomBytes(70_000));
    const message = someMessage({
      payload: sealed(bytes),
      typeKey: 'log-innleggelse-1.6',
      documentId: 'dok-1',
      appRecId: 'ref-1',
      serviceStatus: 'M',
      conversation: { refToParent: randomUUID(), refToConversation: randomUUID() },
      patient: pseudonym('ab'.repeat(32)),
      sourceSystem: 'Gerica 7.1 «æøå» 🏥 \\ " \'',
      deliveries: [deliveryTo(newHerId(), { lane: 'a', receiptDue: at(7), persistUntil: at(8) })],
      receivedAt: at(1),
      genInstant: new Date('1969-12-31T23:59:59.999Z'),
    });
    expect(await accept(message)).toEqual({ kind: 'stored', id: message.id });
    const loaded = (await load(message.id))!;
    expect(loaded.message).toEqual(recordOf(message));
    expect(new Uint8Array(loaded.payload.data)).toEqual(bytes);
    expect(new Uint8Array(loaded.payload.nonce)).toEqual(message.payload.nonce);
    expect(loaded.payload.keyId).toBe('k1');
    expect(loaded.deliveries).toEqual([
      {
        messageId: message.id,
        receiver: message.deliveries[0]!.receiver,
        role: 'primary',
        state: { transport: 'received', receipt: 'waiting' },
        lane: 'a',
        receiptDue: at(7),
        persistUntil: at(8),
        attempts: 0,
      },
    ]);
    expect(await find(message.id)).toEqual(recordOf(message));
    expect(new Uint8Array((await payload(message.id))!.data)).toEqual(bytes);
  });

  test('fields that a message has not are not there', async () => {
    const { accept, load } = await store();
    const message = someMessage();
    await accept(message);
    expect(Object.keys((await load(message.id))!.message).sort()).toEqual(
      Object.keys(recordOf(message)).sort(),
    );
    expect(await load(idAt(start))).toBeUndefined();
  });

  test('a GenDate of any year is kept', async () => {
    const { accept, find } = await store();
    for (const text of [
      '+012345-06-07T08:09:10.011Z',
      '0099-01-02T03:04:05.006Z',
      '-000044-03-15T12:00:00.000Z',
    ]) {
      const message = someMessage({ genInstant: new Date(text) });
      await accept(message);
      expect((await find(message.id))?.genInstant).toEqual(new Date(text));
    }
  });

  test('the same MsgId from the same sender is a duplicate with the same bytes, else a conflict', async () => {
    const { accept, find } = await store();
    const first = someMessage({ msgId: 'ABC-1' });
    await accept(first);
    const again = { ...first, id: idAt(at(5)) };
    expect(await accept(again)).toEqual({ kind: 'duplicate', id: first.id });
    expect(await accept({ ...again, msgId: ' abc-1' })).toEqual({ kind: 'duplicate', id: first.id });
    expect(await accept({ ...again, sha256: 'ff'.repeat(32) })).toEqual({ kind: 'conflict', id: first.id });
    expect(await find(again.id)).toBeUndefined();
    const otherSender = { ...again, sender: newHerId() };
    expect(await accept(otherSender)).toEqual({ kind: 'stored', id: otherSender.id });
  });

  test('a MsgId of any length is stored and recognised', async () => {
    const { accept } = await store();
    const first = someMessage({ msgId: randomBytes(20_000).toString('hex'), documentId: 'd'.repeat(20_000) });
    expect((await accept(first)).kind).toBe('stored');
    expect((await accept({ ...first, id: idAt(at(1)) })).kind).toBe('duplicate');
  });

  test('of 200 concurrent accepts of one message one stores', async () => {
    const { accept, deliveries } = await store();
    const message = someMessage();
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, ms) => accept({ ...message, id: idAt(at(ms)) })),
    );
    const stored = results.filter(({ kind }) => kind === 'stored');
    expect(stored).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'duplicate')).toHaveLength(199);
    expect(new Set(results.map(({ id }) => id))).toEqual(new Set([stored[0]!.id]));
    expect(await deliveries(stored[0]!.id)).toHaveLength(1);
  });

  test('the first events of a delivery are stored with it and lead to its state', async () => {
    const { accept, deliveries, events: eventsOf } = await store();
    const message = someMessage({
      deliveries: [
        deliveryTo(newHerId(), { events: events('routed', 'parked', 'unparked', 'sent') }),
        deliveryTo(newHerId(), { role: 'copy', events: events('quarantined') }),
      ],
    });
    await accept(message);
    const states = (await deliveries(message.id)).map(({ state }) => state.transport);
    expect(states).toEqual(['sent', 'quarantined']);
    expect(
      (await eventsOf(message.id)).map(({ type, before, after }) => [
        type,
        before.transport,
        after.transport,
      ]),
    ).toEqual([
      ['routed', 'received', 'queued'],
      ['parked', 'queued', 'queued'],
      ['unparked', 'queued', 'queued'],
      ['sent', 'queued', 'sent'],
      ['quarantined', 'received', 'quarantined'],
    ]);
  });

  test('the same bytes kept out for the same reason are kept once', async () => {
    const { quarantine } = await store();
    const message = someMessage();
    const entry = {
      id: idAt(start),
      at: start,
      reason: 'msgid-conflict',
      sha256: message.sha256,
      size: message.size,
      payload: message.payload,
      requestId: 'r',
    } as const;
    expect(await quarantine(entry)).toEqual({ id: entry.id, isNew: true });
    expect(await quarantine({ ...entry, id: idAt(at(1)) })).toEqual({ id: entry.id, isNew: false });
    const other = {
      ...entry,
      id: idAt(at(2)),
      reason: 'apprec-not-receiver',
      sender: newHerId(),
      msgId: 'x',
    } as const;
    expect(await quarantine({ ...other, related: message.id })).toEqual({ id: other.id, isNew: true });
  });
}
