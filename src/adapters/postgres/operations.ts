import { sql } from 'kysely';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type { TransportState } from '../../domain/lifecycle.ts';
import type { OperationsStore } from '../../domain/operations-store.ts';
import type { OutcomeCode } from '../../domain/outcome.ts';
import type { Db } from './database.ts';
import { uuidLowerBound } from './partitions.ts';

interface UnfinishedRow {
  readonly message_id: MessageId;
  readonly receiver: HerId;
  readonly transport: TransportState;
  readonly received_at: Date;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly parked: boolean;
  readonly cause: OutcomeCode | null;
}

interface KeptOutRow {
  readonly reason: OutcomeCode;
  readonly n: number;
  readonly oldest_at: Date;
  readonly newest_at: Date;
}

/** What those who run the gateway look at. */
export const createOperationsStore = (db: Db): OperationsStore => ({
  async unfinished(before, limit) {
    const found = await sql<UnfinishedRow>`
      select d.message_id, d.receiver, d.transport, m.received_at, d.attempts, d.next_attempt_at,
        d.parked_for is not null as parked,
        (select e.cause from events e
          where e.message_id = d.message_id and e.receiver = d.receiver and e.cause is not null
          order by e.seq desc limit 1) as cause
      from deliveries d join messages m on m.id = d.message_id
      where d.transport in ('received', 'queued', 'sent', 'quarantined')
        and d.message_id < ${uuidLowerBound(before)}::uuid
      order by d.message_id, d.receiver limit ${limit}`.execute(db);
    return found.rows.map((row) => ({
      messageId: row.message_id,
      receiver: row.receiver,
      transport: row.transport,
      receivedAt: row.received_at,
      attempts: row.attempts,
      ...(row.next_attempt_at !== null && { nextAttemptAt: row.next_attempt_at }),
      parked: row.parked,
      ...(row.cause !== null && { cause: row.cause }),
    }));
  },

  async keptOut() {
    const found = await sql<KeptOutRow>`
      select reason, count(*)::integer as n, min(at) as oldest_at, max(at) as newest_at
      from quarantine group by reason order by n desc, reason`.execute(db);
    return found.rows.map((row) => ({
      reason: row.reason,
      count: row.n,
      oldestAt: row.oldest_at,
      newestAt: row.newest_at,
    }));
  },
});
