import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { messageWith } from '../helpers/fixtures.ts';
import { testNow } from '../helpers/gateway.ts';
import { describeGateway, nursing, refused, sameBytes } from './harness.ts';

const day = 24 * 3_600_000;
const receiptPeriod = 96 * 3_600_000;

describeGateway('A message that is wrong in a way that must not reject it', (scene, whole) => {
  /** Posts a message that must arrive as it is, and gives the rules that it broke and its receipt's deadline. */
  const arrives = async (bytes: Uint8Array, receiver = nursing) => {
    const { gateway } = scene();
    const id = await gateway.accept(bytes);
    const { deliveries, message } = await gateway.untilSettled(id);
    expect(deliveries.map(({ state }) => state)).toEqual([{ transport: 'acknowledged', receipt: 'waiting' }]);
    expect((await gateway.inbox(receiver)).filter(({ id: listed }) => listed === id)).toHaveLength(1);
    expect(await sameBytes(gateway, id, bytes)).toBe(true);
    const findings = await gateway.gateway.store.findings(message.id);
    return { rules: findings.map(({ rule }) => rule), due: deliveries[0]?.receiptDue };
  };

  test('a failed check digit in the patient number is a finding', async () => {
    const { rules } = await arrives(
      messageWith('log-innlagt-1.6', 'patient-check-digit', { msgId: randomUUID() }),
    );
    expect(rules).toContain('patient-id-check-digit');
  });

  test.each([
    ['an hour', 3_600_000],
    ['ten years', 3_650 * day],
  ])(
    'a GenDate %s in the future is a finding, and its receipt is due by our clock',
    async (_about, ahead) => {
      const genDate = new Date(testNow.getTime() + ahead).toISOString();
      const { rules, due } = await arrives(
        messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), genDate }),
      );
      expect(rules).toContain('envelope-made-in-future');
      expect(due).toEqual(new Date(testNow.getTime() + receiptPeriod));
    },
  );

  if (!whole) return;

  test.each([
    ['five days', 5 * day],
    ['a year', 365 * day],
  ])('a GenDate %s old is a finding, and its receipt is due by our clock', async (_about, age) => {
    const genDate = new Date(testNow.getTime() - age).toISOString();
    const { rules, due } = await arrives(
      messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), genDate }),
    );
    expect(rules).toContain('envelope-arrived-late');
    expect(due).toEqual(new Date(testNow.getTime() + receiptPeriod));
  });

  test('a clock a minute ahead is no fault, and its GenDate counts', async () => {
    const genDate = new Date(testNow.getTime() + 60_000).toISOString();
    const { rules, due } = await arrives(
      messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), genDate }),
    );
    expect(rules).toEqual([]);
    expect(due).toEqual(new Date(testNow.getTime() + 60_000 + receiptPeriod));
  });

  test('a GenDate that is no date cannot be answered, so the caller is', async () => {
    const bytes = messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID(), genDate: '31.02.2026' });
    await refused(scene(), 'envelope-date-invalid', (headers) => scene().gateway.post(bytes, headers));
  });

  test('ISO-8859-1 reaches the receiver in the bytes that were sent', async () => {
    const bytes = Buffer.from(
      Buffer.from(messageWith('log-innlagt-1.6', 'full', { msgId: randomUUID() }))
        .toString('utf8')
        .replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
      'latin1',
    );
    await arrives(bytes);
  });
});
