import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { backendNames } from '../helpers/backend-names.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { describeGateway, goodMessage, hospital, nursing, refused, sameBytes, stored } from './harness.ts';

const copies = 200;

describeGateway(
  'A MsgId that comes again',
  (scene) => {
    test(`${copies} posts of one message at once store it once and all answer with its id`, async () => {
      const { gateway } = scene();
      const bytes = goodMessage();
      const before = await stored(scene());
      const answers = await Promise.all(Array.from({ length: copies }, () => gateway.post(bytes)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      const ids = new Set(answers.map((answer) => answer.json() as string));
      expect(ids.size).toBe(1);
      const [id = ''] = ids;
      expect(new Set(answers.map(({ headers }) => headers.get('location')))).toEqual(
        new Set([`${gateway.url}/Messages/${id}`]),
      );
      const { deliveries, message } = await gateway.untilSettled(id);
      expect(await stored(scene())).toEqual({ ...before, messages: before.messages + 1 });
      expect(deliveries).toHaveLength(1);
      expect((await gateway.inbox(nursing)).filter(({ id: listed }) => listed === id)).toHaveLength(1);
      const events = await gateway.gateway.store.events(message.id);
      expect(events.map(({ type }) => type)).toEqual(['routed', 'sent', 'acknowledged']);
      expect(await sameBytes(gateway, id, bytes)).toBe(true);
    });

    test('of different documents under one MsgId at once one is stored and the others are set aside', async () => {
      const { gateway } = scene();
      const msgId = randomUUID();
      const before = await stored(scene());
      const documents = Array.from({ length: 20 }, (_, at) =>
        messageWith('log-innlagt-1.6', 'full', { msgId, patient: { given: `Bergljot ${at}` } }),
      );
      const answers = await Promise.all(documents.map((document) => gateway.post(document)));
      const winner = answers.findIndex(({ status }) => status === 201);
      const others = answers.filter((_, at) => at !== winner);
      expect(others.map(({ status, outcome }) => `${status} ${outcome}`)).toEqual(
        others.map(() => '409 msgid-conflict'),
      );
      const id = answers[winner]?.json() as string;
      await gateway.untilSettled(id);
      expect(await sameBytes(gateway, id, documents[winner]!)).toBe(true);
      expect(await stored(scene())).toEqual({
        messages: before.messages + 1,
        quarantined: before.quarantined + others.length,
      });
    });

    test('a message that comes again after its delivery is answered as before, without effect', async () => {
      const { gateway } = scene();
      const bytes = goodMessage();
      const id = await gateway.accept(bytes);
      const { message } = await gateway.untilSettled(id);
      await gateway.ask(`/Messages/${id}/read/${nursing}`, { method: 'PUT' });
      const events = await gateway.gateway.store.events(message.id);
      expect(await gateway.accept(bytes)).toBe(id);
      await gateway.untilSettled(id);
      expect(await gateway.gateway.store.events(message.id)).toEqual(events);
      expect((await gateway.inbox(nursing)).filter(({ id: listed }) => listed === id)).toEqual([]);
    });

    test('the same MsgId with other bytes is refused, kept for the operator, and changes nothing', async () => {
      const { gateway } = scene();
      const msgId = randomUUID();
      const bytes = goodMessage(msgId);
      const id = await gateway.accept(bytes);
      await gateway.untilSettled(id);
      const other = messageWith('log-innlagt-1.6', 'full', { msgId, text: 'Innlagt fra sykehjem.' });
      await refused(scene(), 'msgid-conflict', (headers) => gateway.post(other, headers), { keeps: 1 });
      // A UUID is the same in capitals.
      const capitals = messageWith('log-innlagt-1.6', 'full', { msgId: msgId.toUpperCase() });
      await refused(scene(), 'msgid-conflict', (headers) => gateway.post(capitals, headers), { keeps: 1 });
      expect(await sameBytes(gateway, id, bytes)).toBe(true);
      expect(
        (await gateway.inbox(nursing)).filter(({ businessDocumentId }) => businessDocumentId === msgId),
      ).toHaveLength(1);
      const { rows } = await scene().backend.pool.query(
        'select sender, related, size from quarantine where msg_id = $1',
        [msgId],
      );
      expect(rows).toEqual([{ sender: hospital, related: id, size: other.length }]);
    });

    test('another sender may use the same MsgId: it is another message', async () => {
      const { gateway } = scene();
      const msgId = randomUUID();
      const first = await gateway.accept(goodMessage(msgId));
      const second = await gateway.accept(
        messageWith('log-innlagt-1.6', 'full', { msgId, sender: { unit: 9000302 } }),
      );
      expect(second).not.toBe(first);
      await gateway.untilSettled(first);
      await gateway.untilSettled(second);
    });

    test('a rejected message that comes again gets no second receipt', async () => {
      const { gateway } = scene();
      const msgId = randomUUID();
      const bytes = messageWith('log-innlagt-1.6', 'patient-missing', { msgId });
      const id = await gateway.accept(bytes);
      await gateway.untilSettled(id);
      expect(await gateway.accept(bytes)).toBe(id);
      await gateway.untilSettled(id);
      expect(await gateway.appRecsFor(hospital, msgId)).toHaveLength(1);
    });
  },
  { backends: backendNames },
);
