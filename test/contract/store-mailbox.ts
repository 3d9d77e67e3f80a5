import { expect, test } from 'vitest';
import type { Notice } from '../../src/domain/delivery.ts';
import type { HerId } from '../../src/domain/ids.ts';
import type { NewMessage, UnreadQuery } from '../../src/domain/store.ts';
import type { Backend } from '../helpers/backends.ts';
import {
  at,
  deliveryTo,
  events,
  idAt,
  intoInbox,
  newHerId,
  openStore,
  recordOf,
  someMessage,
  start,
} from './store-fixtures.ts';

/** Inboxes, searches for what a message refers to, and notices. */
export function mailboxContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);
  const inbox = async (receiver: HerId, rest: Partial<NewMessage> = {}, ms = 0) => {
    const { accept } = await store();
    const message = someMessage(
      { deliveries: [deliveryTo(receiver, { events: intoInbox })], ...rest },
      at(ms),
    );
    await accept(message);
    return message;
  };
  const unread = async (receivers: readonly HerId[], rest: Partial<UnreadQuery> = {}) => {
    const found = await (await store()).unread({ receivers, limit: 10, descending: false, ...rest });
    return found.map(({ message }) => message.id);
  };

  test('an inbox holds what has arrived and was not read, by GenDate', async () => {
    const { accept, changeDelivery, unread: whole } = await store();
    const receiver = newHerId();
    const late = await inbox(receiver, { genInstant: at(-1000) }, 1);
    const early = await inbox(receiver, { genInstant: at(-5000) }, 2);
    const sameTime = await inbox(receiver, { genInstant: at(-1000) }, 3);
    await accept(someMessage({ deliveries: [deliveryTo(receiver, { events: events('routed') })] }));
    expect(await unread([receiver])).toEqual([early.id, late.id, sameTime.id]);
    expect(await unread([receiver], { descending: true })).toEqual([sameTime.id, late.id, early.id]);
    await changeDelivery(early.id, receiver, at(9), () => ({
      events: events('read'),
      patch: { readAt: at(9) },
    }));
    expect(await unread([receiver])).toEqual([late.id, sameTime.id]);
    expect(await whole({ receivers: [receiver], limit: 1, descending: false })).toEqual([
      { message: recordOf(late), receiver },
    ]);
  });

  test('paging by marking as read comes past every message once', async () => {
    const { changeDelivery } = await store();
    const receiver = newHerId();
    const sent = [];
    for (let ms = 0; ms < 25; ms += 1) sent.push((await inbox(receiver, { genInstant: at(ms) }, ms)).id);
    const seen = [];
    for (;;) {
      const page = await unread([receiver], { limit: 7 });
      if (page.length === 0) break;
      seen.push(...page);
      for (const id of page)
        await changeDelivery(id, receiver, at(99), () => ({ events: [], patch: { readAt: at(99) } }));
    }
    expect(seen).toEqual(sent);
  });

  test('several inboxes are read as one, a message to two of them once for each', async () => {
    const { unread: whole } = await store();
    const [one, two, other] = [newHerId(), newHerId(), newHerId()];
    const toBoth = await inbox(one, {
      deliveries: [one, two, other].map((receiver) => deliveryTo(receiver, { events: intoInbox })),
      genInstant: at(1),
    });
    const toTwo = await inbox(two, { genInstant: at(2) }, 1);
    const found = await whole({ receivers: [two, one, two], limit: 10, descending: false });
    expect(found.map(({ message, receiver }) => [message.id, receiver])).toEqual([
      [toBoth.id, one],
      [toBoth.id, two],
      [toTwo.id, two],
    ]);
    expect(await unread([])).toEqual([]);
  });

  test('an inbox is filtered by sender and by MsgId, in any case', async () => {
    const [receiver, sender] = [newHerId(), newHerId()];
    const wanted = await inbox(receiver, { sender, msgId: 'F0A1' });
    const other = await inbox(receiver, { sender }, 1);
    await inbox(receiver, {}, 2);
    expect(await unread([receiver], { sender })).toEqual([wanted.id, other.id]);
    expect(await unread([receiver], { businessDocumentId: 'f0a1' })).toEqual([wanted.id]);
    expect(await unread([receiver], { businessDocumentId: 'f0a1', sender: newHerId() })).toEqual([]);
  });

  test('a MsgId finds its message, whoever refers to it', async () => {
    const { accept, findBySender } = await store();
    const message = someMessage({ msgId: 'Aa-1', serviceStatus: 'M' }, at(10));
    const earlier = { ...someMessage({ sender: message.sender, documentId: 'aa-1' }, at(1)) };
    await accept(message);
    await accept(earlier);
    const change = someMessage({}, at(5));
    const find = (id: string, sender = message.sender) => findBySender(sender, id, change);
    expect(await find('AA-1')).toEqual(recordOf(message));
    expect(await find('aa-2')).toBeUndefined();
    expect(await find('aa-1', newHerId())).toBeUndefined();
    expect((await findBySender(message.sender, 'aa-1', message))?.id).toBe(earlier.id);
  });

  test('by document id a change finds the last one sent before it, in whatever order they came', async () => {
    const { accept, findBySender } = await store();
    const sender = newHerId();
    let arrived = 0;
    const add = async (serviceStatus: 'N' | 'M' | 'C', sent: number) => {
      arrived += 1;
      const rest = { sender, documentId: 'dok', serviceStatus, genInstant: at(sent) } as const;
      const message = someMessage(rest, at(arrived));
      await accept(message);
      return message;
    };
    const before = async (change: NewMessage) => (await findBySender(sender, 'DOK', change))?.id;
    const cancellation = await add('C', 30);
    expect(await before(cancellation)).toBeUndefined();
    const change = await add('M', 20);
    expect([await before(cancellation), await before(change)]).toEqual([change.id, undefined]);
    const original = await add('N', 10);
    expect([await before(cancellation), await before(change)]).toEqual([change.id, original.id]);
    const atOnce = await add('M', 30);
    expect([await before(cancellation), await before(atOnce)]).toEqual([atOnce.id, change.id]);
  });

  test('by document id a change finds its original also when that was sent after it', async () => {
    const { accept, findBySender } = await store();
    const sender = newHerId();
    const rest = { sender, documentId: 'dok' };
    const change = someMessage({ ...rest, serviceStatus: 'M', genInstant: at(5) });
    const cancellation = someMessage({ ...rest, serviceStatus: 'C', genInstant: at(9) });
    const originals = [7, 6].map((ms) => someMessage({ ...rest, genInstant: at(ms) }));
    for (const message of [change, cancellation, ...originals]) await accept(message);
    expect((await findBySender(sender, 'dok', change))?.id).toBe(originals[1]?.id);
    expect((await findBySender(sender, 'dok', cancellation))?.id).toBe(originals[0]?.id);
  });

  test('what an AppRec answers is found by MsgId or AppRec 1.0 id, with and without the sender', async () => {
    const { accept, findOriginal } = await store();
    const one = someMessage({ msgId: 'Dup-7', appRecId: 'servprov-1' }, at(1));
    const two = someMessage({ msgId: 'dup-7' }, at(2));
    await accept(one);
    await accept(two);
    const find = async (id: string, sender?: HerId) =>
      (await findOriginal(id, sender)).map((found) => found.id);
    expect(await find('DUP-7')).toEqual([one.id, two.id]);
    expect(await find('DUP-7', two.sender)).toEqual([two.id]);
    expect(await find('servprov-1', one.sender)).toEqual([one.id]);
    expect(await find('servprov-1', two.sender)).toEqual([]);
  });

  test('a sender is told once of each reason, of nothing that could not happen, newest first, and webhooks oldest first until sent', async () => {
    const { accept, changeDelivery, notices, unsentNotices, markNoticeSent } = await store();
    const told = newHerId();
    const message = someMessage();
    const notice = (ms: number, reason: Notice['reason']): Notice => ({
      id: idAt(at(ms)),
      at: at(ms),
      herId: told,
      message: message.id,
      receiver: message.deliveries[0]!.receiver,
      reason,
    });
    await accept(message);
    const tell = (told: Notice, ...types: Parameters<typeof events>) =>
      changeDelivery(message.id, told.receiver, told.at, () => ({ events: events(...types), notice: told }));
    const first = notice(1, 'delivery-abandoned');
    const second = notice(2, 'apprec-timed-out');
    await tell(first);
    await tell({ ...first, id: idAt(start) });
    await tell(notice(3, 'delivery-refused-by-endpoint'), 'acknowledged');
    await tell(second);
    expect(await notices([told, newHerId()], 10)).toEqual([second, first]);
    expect(await notices([told], 1)).toEqual([second]);
    expect(await notices([], 1)).toEqual([]);
    expect(await unsentNotices(start, 10)).toEqual([first, second]);
    expect(await unsentNotices(at(2), 10)).toEqual([second]);
    await markNoticeSent(first.id, at(5));
    expect(await unsentNotices(start, 10)).toEqual([second]);
  });
}
