import { expect, onTestFinished, test } from 'vitest';
import { signature } from '../../src/adapters/transports/webhook/sign.ts';
import { openWebhookReceiver, type Push } from '../../src/demo/webhook-receiver.ts';

const key = Buffer.alloc(32, 7);
const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1000;
const body = Buffer.from('<a/>');

const open = async () => {
  const taken: Push[] = [];
  let refused = 0;
  const receiver = await openWebhookReceiver(
    { key, clock: { now: () => now } },
    async (push) => void taken.push(push),
    () => {
      refused += 1;
    },
  );
  onTestFinished(() => receiver.close());
  const push = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const answer = await fetch(receiver.url, { method: 'POST', body, headers });
    return answer.status;
  };
  return { taken, push, refused: () => refused };
};

const signed = (timestamp: number, signedBody: Uint8Array = body, with_: Uint8Array = key) => ({
  'webhook-id': 'm_1',
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature([with_], 'm_1', timestamp, signedBody),
  'overgang-message-id': '01936f6e-0000-7000-8000-000000000000',
  'overgang-receiver-her-id': '9150602',
});

test('a push that the gateway signed is taken, byte for byte', async () => {
  const { taken, push } = await open();
  expect(await push(signed(seconds))).toBe(204);
  expect(taken).toEqual([
    { id: '01936f6e-0000-7000-8000-000000000000', receiverHerId: 9_150_602, document: body },
  ]);
});

test.each([
  ['of another body', signed(seconds, Buffer.from('<b/>'))],
  ['of another secret', signed(seconds, body, Buffer.alloc(32, 8))],
  ['that is old', signed(seconds - 301)],
  ['without a time', { ...signed(seconds), 'webhook-timestamp': '' }],
  ['that is missing', {}],
])('a push with a signature %s is refused and heard of', async (_what, headers) => {
  const { taken, push, refused } = await open();
  expect(await push(headers as Record<string, string>)).toBe(401);
  expect(taken).toEqual([]);
  expect(refused()).toBe(1);
});

test('while a secret is exchanged, one right signature of two is enough', async () => {
  const { push } = await open();
  const both = signature([Buffer.alloc(32, 8), key], 'm_1', seconds, body);
  expect(await push({ ...signed(seconds), 'webhook-signature': both })).toBe(204);
});
