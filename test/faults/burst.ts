import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { allFixtures, messageWith } from '../helpers/fixtures.ts';
import type { GatewayClient } from '../helpers/gateway-client.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { changeParty } from '../helpers/webhook.ts';

/** Messages of several types at once, and what must have become of them in the end. */

/** The gateway receipts for this party, so that a positive receipt is due too. */
const receiptedByGateway = 9150602;
export const burstDirectory = changeParty(receiptedByGateway, { receipting: 'gateway' });

const kinds = [
  ['log-innlagt-1.6', 'full'],
  ['log-innlagt-1.6', 'patient-missing'],
  ['utskrivningsrapport-1.6', 'full'],
  ['epikrise-1.2', 'full'],
  ['henvisning-nytilstand-2.0', 'full'],
  ['dialog-notat-1.0', 'full'],
] as const;

const fixtures = allFixtures();

export interface Sent {
  readonly msgId: string;
  readonly bytes: Uint8Array;
  readonly sender: number;
  /** Who must find it in the inbox. */
  readonly receivers: readonly number[];
  /** Status of the one receipt that is due; none is due of receivers who give their own. */
  readonly receipt: 1 | 2 | undefined;
}

/** `rounds` messages of each kind, every one with a MsgId of its own. */
export const makeBurst = (rounds: number): readonly Sent[] =>
  Array.from({ length: rounds }, () =>
    kinds.map(([type, name]): Sent => {
      const { expected } = fixtures.find((one) => one.type === type && one.name === name)!;
      const msgId = randomUUID();
      const hasDocumentId = expected.documentId !== undefined;
      const rejected = expected.appRec !== 'ok';
      const addressed = (expected.receivers ?? []).map(Number);
      return {
        msgId,
        bytes: messageWith(type, name, { msgId, ...(hasDocumentId && { documentId: randomUUID() }) }),
        sender: Number(expected.sender),
        receivers: rejected ? [] : addressed,
        receipt: rejected ? 2 : addressed.includes(receiptedByGateway) ? 1 : undefined,
      };
    }),
  ).flat();

/** Posts all at once; each must be answered with 201. Gives the ids in order. */
export const postAll = (gateway: GatewayClient, burst: readonly Sent[]): Promise<readonly string[]> =>
  Promise.all(burst.map(({ bytes }) => gateway.accept(bytes)));

/** How many messages are stored and not yet processed. */
export const countUnprocessed = async (pool: SqlPool): Promise<number> => {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from messages where processed_at is null',
  );
  return rows[0]!.count;
};

/**
 * Waits until every message has arrived, and checks that each did once, byte for byte, with the one receipt that
 * is due and no other.
 */
export const expectArrivedOnce = async (
  gateway: GatewayClient,
  burst: readonly Sent[],
  ids: readonly string[],
): Promise<void> => {
  expect(new Set(ids).size).toBe(burst.length);
  const receivers = [...new Set(burst.flatMap((sent) => sent.receivers))].sort();
  for (const receiver of receivers) {
    const due = ids.filter((_, at) => burst[at]?.receivers.includes(receiver)).sort();
    const arrived = await waitFor(
      `${due.length} messages in the inbox of ${receiver}`,
      async () => {
        const listed = (await gateway.inbox(receiver)).filter(({ isAppRec }) => !isAppRec);
        return listed.length >= due.length && listed;
      },
      { withinMs: 45_000, everyMs: 200 },
    );
    expect(arrived.map(({ id }) => id).sort()).toEqual(due);
  }
  for (const [at, { bytes, msgId }] of burst.entries()) {
    const same = Buffer.from(await gateway.document(ids[at]!)).equals(bytes);
    expect(same, `message ${msgId} is as it was sent`).toBe(true);
  }
  const senders = [...new Set(burst.map(({ sender }) => sender))];
  for (const sender of senders) {
    const due = burst.filter((sent) => sent.sender === sender && sent.receipt !== undefined);
    const receipts = await waitFor(
      `${due.length} receipts in the inbox of ${sender}`,
      async () => {
        const found = await gateway.appRecs(sender);
        return found.length >= due.length && found;
      },
      { withinMs: 45_000, everyMs: 200 },
    );
    const verdicts = receipts.map(({ appRec }) => `${appRec.original.id} ${appRec.status}`).sort();
    expect(verdicts).toEqual(due.map(({ msgId, receipt }) => `${msgId} ${receipt}`).sort());
  }
};

/** Checks in storage that nothing happened twice: messages, events and receipts. */
export const expectNothingDoubled = async (pool: SqlPool, burst: readonly Sent[]): Promise<void> => {
  const receipts = burst.filter(({ receipt }) => receipt !== undefined).length;
  const { rows } = await pool.query<Record<string, number>>(`select
    (select count(*) from messages where not is_app_rec)::int as messages,
    (select count(*) from messages where is_app_rec)::int as receipts,
    (select count(*) from receipts)::int as verdicts,
    (select count(*) from quarantine)::int as quarantined,
    (select count(*) from events where not possible)::int as anomalies,
    (select count(*) from (
      select 1 from events group by message_id, receiver, type having count(*) > 1) doubled)::int as doubled`);
  expect(rows[0]).toEqual({
    messages: burst.length,
    receipts,
    verdicts: receipts,
    quarantined: 0,
    anomalies: 0,
    doubled: 0,
  });
};
