import { type RawBuilder, sql } from 'kysely';
import type { Subject } from '../../domain/handover/store.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type { ReplayMessage, ReplayStore } from '../../domain/replay-store.ts';
import type { Db } from './database.ts';
import { uuidLowerBound } from './partitions.ts';
import { sealedFrom } from './rows/payload.ts';
import { instant } from './rows/written.ts';
import type { PayloadsTable } from './tables.ts';

const hourMs = 3_600_000;
const lowest = '00000000-0000-0000-0000-000000000000';

/** An id is made when its message is received or (imports) later: nothing with a lower one came so late. */
const madeSince = (from: Date): string => uuidLowerBound(new Date(from.getTime() - hourMs));

/** A message `m` that one of the parties has sent, or that is with it or on its way there. */
const isOf = (parties: readonly HerId[]): RawBuilder<unknown> => sql`(
  m.sender = any(${parties}::integer[])
  or exists (
    select from deliveries d
    where d.message_id = m.id and d.receiver = any(${parties}::integer[])
      and d.transport in ('sent', 'acknowledged')
  )
)`;

/** What replays ask of the database. */
export const createReplayStore = (db: Db): ReplayStore => ({
  async replayMessages({ from, to, parties }, after, limit) {
    const found = await sql<MessageColumns>`
      select m.id, m.sender, m.type, m.received_at, m.size
      from messages m
      where m.id > ${after ?? lowest}::uuid and m.id >= ${madeSince(from)}::uuid
        and m.received_at >= ${instant(from)} and m.received_at < ${instant(to)}
        and m.processed_at is not null and not m.is_app_rec
        ${parties === undefined ? sql`` : sql`and ${isOf(parties)}`}
      order by m.id limit ${limit}`.execute(db);
    return found.rows.map(
      ({ id, sender, type, received_at, size }): ReplayMessage => ({
        id,
        sender,
        type,
        receivedAt: received_at,
        size,
      }),
    );
  },

  async replayPayloads(ids) {
    const found = await sql<PayloadsTable>`
      select message_id, key_id, nonce, data from payloads
      where message_id = any(${ids}::uuid[]) order by message_id`.execute(db);
    return found.rows.map((row) => ({ id: row.message_id, payload: sealedFrom(row) }));
  },

  async replaySubjects(parties, since, after, limit) {
    const found = await sql<{ readonly subject: Subject }>`
      select distinct r.subject
      from handover_readings r join messages m on m.id = r.message_id
      where r.message_id >= ${madeSince(since)}::uuid and m.id >= ${madeSince(since)}::uuid
        and m.received_at >= ${instant(since)}
        and r.subject > ${after ?? ''} and ${isOf(parties)}
      order by r.subject limit ${limit}`.execute(db);
    return found.rows.map(({ subject }) => subject);
  },
});

interface MessageColumns {
  readonly id: MessageId;
  readonly sender: HerId;
  readonly type: string;
  readonly received_at: Date;
  readonly size: number;
}
