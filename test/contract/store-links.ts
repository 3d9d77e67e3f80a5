import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type MessageId, pseudonym } from '../../src/domain/ids.ts';
import type { MessageReference } from '../../src/domain/links-facts.ts';
import type { Neighbourhood } from '../../src/domain/links-store.ts';
import type { NewMessage } from '../../src/domain/store.ts';
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
  verdict,
} from './store-fixtures.ts';

/** What messages are linked by. */
export function linksContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);
  const put = async (
    references: readonly MessageReference[],
    rest: Partial<NewMessage> = {},
    ms = 0,
  ): Promise<NewMessage> => {
    const { accept, completeProcessing } = await store();
    const message = someMessage(rest, at(ms));
    await accept(message);
    const { receiver } = message.deliveries[0]!;
    const change = { events: events('routed') };
    await completeProcessing(message.id, verdict({ references, deliveries: [{ receiver, change }] }));
    return message;
  };
  const near = async (around: Partial<Neighbourhood>, limit = 20): Promise<readonly MessageId[]> =>
    (await (await store()).neighbours({ names: [], references: [], ...around }, limit)).map(
      ({ message }) => message.id,
    );

  test('a message comes with its deliveries and what it answers, in the order that it says it', async () => {
    const { accept, linkable, completeProcessing } = await store();
    const [one, two] = [newHerId(), newHerId()];
    const message = someMessage({ deliveries: [deliveryTo(one), deliveryTo(two, { events: intoInbox })] });
    await accept(message);
    expect((await linkable(message.id))?.answers).toEqual([]);
    const references = [
      { kind: 'document', key: 'd' },
      { kind: 'answers', key: 'z' },
      { kind: 'answers', key: 'a' },
    ] as const;
    const deliveries = [{ receiver: one, change: { events: events('routed') } }];
    await completeProcessing(message.id, verdict({ references, deliveries }));
    const found = await linkable(message.id);
    expect(found?.message).toEqual({ ...recordOf(message), processedAt: at(1000) });
    expect(found?.answers).toEqual(['z', 'a']);
    expect(found?.deliveries.map(({ receiver, state }) => [receiver, state.transport])).toEqual([
      [one, 'queued'],
      [two, 'acknowledged'],
    ]);
    expect(await linkable(idAt(start))).toBeUndefined();
  });

  test('an id finds who has it: as MsgId in any case, as AppRec id, as document id', async () => {
    const [msgId, appRec, document] = [randomUUID(), randomUUID(), randomUUID()];
    const messages = [
      await put([], { msgId: msgId.toUpperCase() }),
      await put([{ kind: 'appRec', key: appRec }], {}, 1),
      await put([{ kind: 'document', key: document }], {}, 2),
    ].map(({ id }) => id);
    expect(await near({ references: [msgId, appRec, document] })).toEqual(messages);
    expect(await near({ references: [appRec] })).toEqual([messages[1]]);
    expect(await near({ references: [randomUUID()] })).toEqual([]);
    expect(await near({})).toEqual([]);
  });

  test('an id finds who refers to it, and who belongs to the same conversation or document', async () => {
    const id = randomUUID();
    const messages: MessageId[] = [];
    for (const kind of ['parent', 'conversation', 'answers', 'document'] as const) {
      messages.push((await put([{ kind, key: id }], {}, messages.length)).id);
    }
    const [, conversation, , document] = messages;
    expect(await near({ names: [id] })).toEqual(messages);
    expect(await near({ references: [id] })).toEqual([conversation, document]);
  });

  test('the first to come are found first, up to the limit, each once; receipts are not', async () => {
    const id = randomUUID();
    const twice = [
      { kind: 'parent', key: id },
      { kind: 'conversation', key: id },
    ] as const;
    const [third, first, second] = [
      await put(twice, {}, 30),
      await put(twice, {}, 10),
      await put(twice, {}, 20),
    ];
    const receipt = { deliveries: [deliveryTo(newHerId())], isAppRec: true };
    await put(twice, receipt, 25);
    expect(await near({ names: [id] }, 2)).toEqual([first?.id, second?.id]);
    expect(await near({ names: [id], references: [id] })).toEqual([first?.id, second?.id, third?.id]);
  });

  test('ids of any length can be looked up, and a verdict that is not stored leaves none', async () => {
    const { completeProcessing } = await store();
    const long = randomBytes(20_000).toString('hex');
    const message = await put([{ kind: 'document', key: long }], { msgId: `${long}0` });
    expect(await near({ references: [long] })).toEqual([message.id]);
    expect(await near({ references: [`${long}0`] })).toEqual([message.id]);
    const change = { events: events('routed') };
    const late = randomUUID();
    const again = verdict({
      references: [{ kind: 'parent', key: late }],
      deliveries: [{ receiver: message.deliveries[0]!.receiver, change }],
    });
    expect(await completeProcessing(message.id, again)).toBe(false);
    expect(await near({ names: [late] })).toEqual([]);
  });

  test('a patient’s messages are found around a time, the nearest first', async () => {
    const { ofPatient } = await store();
    const patient = pseudonym(randomBytes(32).toString('hex'));
    const sent = async (ms: number, rest: Partial<NewMessage> = {}) =>
      (await put([], { patient, genInstant: at(ms), ...rest })).id;
    const [before, after] = [await sent(-40), await sent(60)];
    await sent(-101);
    await sent(101);
    await sent(0, { isAppRec: true });
    await put([], { patient: pseudonym(randomBytes(32).toString('hex')), genInstant: at(0) });
    const find = async (limit: number) =>
      (await ofPatient(patient, at(0), 100, limit)).map(({ message }) => message.id);
    expect(await find(10)).toEqual([before, after].sort());
    expect(await find(1)).toEqual([before]);
  });
}
