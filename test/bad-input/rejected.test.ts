import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type AppRecErrorCode, appRecCodes } from '../../src/domain/app-rec-codes.ts';
import { languages } from '../../src/domain/texts.ts';
import { messageWith } from '../helpers/fixtures.ts';
import { describeGateway, goodMessage, stored } from './harness.ts';

interface Case {
  readonly about: string;
  readonly fixture: readonly [type: string, name: string];
  readonly sender: number;
  readonly receiver: number;
  readonly codes: readonly AppRecErrorCode[];
  /** A MsgId that is as the case has it, when that is what is wrong. */
  readonly msgId?: () => string;
}

const admitted = { sender: 9000301, receiver: 9150602 };
const referral = { sender: 9157913, receiver: 9000303 };

/** A series number as some systems make; another each time, since a MsgId counts once. */
const seriesNumber = (): string => `2026-${Math.floor(Math.random() * 1e9)}`;

const few: readonly Case[] = [
  {
    about: 'a message about no patient',
    fixture: ['log-innlagt-1.6', 'patient-missing'],
    ...admitted,
    codes: ['E36'],
  },
  {
    about: 'a message with four different faults',
    fixture: ['henvisning-nytilstand-2.0', 'several-faults'],
    sender: 9157913,
    receiver: 9000000,
    codes: ['E10', 'E21', 'E36', 'T99'],
    msgId: seriesNumber,
  },
];

const more: readonly Case[] = [
  {
    about: 'an envelope of an unknown version',
    fixture: ['log-innlagt-1.6', 'envelope-version-unknown'],
    ...admitted,
    codes: ['T10'],
  },
  {
    about: 'a payload in a namespace that nobody knows',
    fixture: ['log-innlagt-1.6', 'unknown-payload'],
    ...admitted,
    codes: ['T10'],
  },
  {
    about: 'a payload of an unknown version',
    fixture: ['log-innlagt-1.6', 'unknown-version'],
    ...admitted,
    codes: ['T10'],
  },
  {
    about: 'a known type with the payload of another root, which AppRec 1.0 answers',
    fixture: ['log-innlagt-1.6', 'payload-of-another-root'],
    ...admitted,
    codes: ['T99'],
  },
  {
    about: 'a known type with the payload of another function',
    fixture: ['log-innlagt-1.6', 'payload-of-another-type'],
    ...admitted,
    codes: ['T10'],
  },
  {
    about: 'a message without payload',
    fixture: ['log-innlagt-1.6', 'payload-missing'],
    ...admitted,
    codes: ['T02'],
  },
  {
    about: 'a value that its schema forbids',
    fixture: ['log-innlagt-1.6', 'schema-invalid'],
    ...admitted,
    codes: ['T02'],
  },
  {
    about: 'a MsgId that is no UUID',
    fixture: ['log-innlagt-1.6', 'msgid-not-uuid'],
    ...admitted,
    codes: ['E10'],
    msgId: seriesNumber,
  },
  {
    about: 'a service that the municipality does not have',
    fixture: ['log-innlagt-1.6', 'receiver-unknown-service'],
    sender: 9000301,
    receiver: 9150699,
    codes: ['E21'],
  },
  {
    about: 'a receiver that is an enterprise, not a party in it',
    fixture: ['log-innlagt-1.6', 'receiver-not-level-2'],
    sender: 9000301,
    receiver: 9150600,
    codes: ['E21'],
  },
  {
    about: 'a patient known by a local number only',
    fixture: ['log-innlagt-1.6', 'patient-insufficient'],
    ...admitted,
    codes: ['E36'],
  },
  {
    about: 'an attachment of a type that the process does not allow',
    fixture: ['henvisning-nytilstand-2.0', 'attachment-wrong-type'],
    ...referral,
    codes: ['T99'],
  },
];

describeGateway('A message that must be rejected', (scene, whole) => {
  test.each(whole ? [...few, ...more] : few)(
    '$about is taken in, kept, and answered with $codes; its receiver never sees it',
    async ({ fixture, sender, receiver, codes, msgId = randomUUID }) => {
      const { gateway } = scene();
      const id = msgId();
      const bytes = messageWith(...fixture, { msgId: id });
      const before = await stored(scene());
      const message = await gateway.accept(bytes);

      const { id: receiptId, appRec } = await gateway.appRecFor(sender, id);
      expect(appRec.status).toBe(2);
      expect([...new Set(appRec.errors.map(({ code }) => code))].sort()).toEqual(codes);
      for (const { code, text, details } of appRec.errors) {
        expect(text).toBe(appRecCodes[code as AppRecErrorCode].name);
        expect(details?.trim().length ?? 0, 'each error says more than its code').toBeGreaterThan(10);
        expect(details).not.toMatch(/\{\w+\}|undefined/);
      }
      expect(await gateway.untilSettled(receiptId)).toBeDefined();
      // The message and its receipt, nothing else.
      expect(await stored(scene())).toEqual({ ...before, messages: before.messages + 2 });

      const status = await gateway.get(`/Messages/${message}/status`);
      expect(status.json()).toEqual([
        {
          receiverHerId: receiver,
          transportDeliveryState: 'Acknowledged',
          sent: true,
          appRecStatus: 'Rejected',
        },
      ]);
      const told = (await gateway.get(`/Messages/${message}/apprec`)).json() as {
        appRecErrorList: { errorCode: string }[];
      }[];
      expect(told[0]?.appRecErrorList.map(({ errorCode }) => errorCode)).toEqual(
        appRec.errors.map(({ code }) => code),
      );
      expect((await gateway.inbox(receiver)).filter(({ id: listed }) => listed === message)).toEqual([]);
      const asReceiver = { 'overgang-act-as': String(receiver) };
      const peek = await gateway.get(`/Messages/${message}/business-document`, asReceiver);
      expect({ status: peek.status, outcome: peek.outcome }).toEqual({
        status: 404,
        outcome: 'message-not-found',
      });
      expect(Buffer.from(await gateway.document(message)).equals(bytes), 'the sender can fetch it').toBe(
        true,
      );
    },
  );

  test('the caller is told the same verdict in bokmål, nynorsk and English', async () => {
    const bytes = messageWith('henvisning-nytilstand-2.0', 'several-faults', { msgId: randomUUID() });
    const said = new Set<string>();
    for (const language of languages) {
      const answer = await scene().gateway.ask('/validate', {
        method: 'POST',
        headers: { 'content-type': 'application/xml', 'accept-language': language },
        body: bytes,
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-language')).toBe(language);
      const { verdict, appRec } = answer.json() as {
        verdict: string;
        appRec: { errors: { code: string; text: string; details: string }[] };
      };
      expect(verdict).toBe('rejected');
      expect(appRec.errors.map(({ code }) => code).sort()).toEqual(['E21', 'E36', 'T99']);
      said.add(appRec.errors.map(({ text, details }) => `${text} ${details}`).join());
    }
    expect(said.size).toBe(languages.length);
  });

  test('a copy receiver gets its message though the primary receiver rejects it', async () => {
    const { gateway } = scene();
    const msgId = randomUUID();
    // Nursing is the primary receiver and case handling gets a copy; the former is made unknown.
    const bytes = messageWith('log-innlagt-1.6', 'copy-receiver', { msgId, receiver: { unit: 9150699 } });
    const message = await gateway.accept(bytes);
    await gateway.untilSettled(message);
    const { appRec } = await gateway.appRecFor(9000301, msgId);
    expect(appRec.errors.map(({ code }) => code)).toEqual(['E21']);
    expect(appRec.sender.depts?.[0]?.idents[0]?.id).toBe('9150699');
    const listed = await gateway.inbox(9150601);
    expect(listed.filter(({ id }) => id === message)).toHaveLength(1);
  });

  test('a rejected message can be sent again, corrected, under a new MsgId', async () => {
    const { gateway } = scene();
    const rejected = await gateway.accept(
      messageWith('log-innlagt-1.6', 'patient-missing', { msgId: randomUUID() }),
    );
    await gateway.untilSettled(rejected);
    const corrected = await gateway.accept(goodMessage());
    const { deliveries } = await gateway.untilSettled(corrected);
    expect(deliveries.map(({ state }) => state)).toEqual([{ transport: 'acknowledged', receipt: 'waiting' }]);
  });
});
