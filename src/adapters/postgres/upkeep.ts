import { sql } from 'kysely';
import type { Delivery } from '../../domain/delivery.ts';
import type { ResendFilter, UpkeepStore } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { gauges } from './gauges.ts';
import { ensurePartitions, uuidLowerBound } from './partitions.ts';
import { deliveryFrom } from './rows/delivery.ts';
import { sealedColumns, sealedFrom } from './rows/payload.ts';

const hour = 3_600_000;

/** What sweeps, operators and metrics ask. */
export const createUpkeepStore = (db: Db): UpkeepStore => ({
  async unprocessed(before, limit) {
    // A message's age is in its id.
    const rows = await db
      .selectFrom('deliveries')
      .select('message_id')
      .distinct()
      .where(sql<boolean>`transport = 'received'`)
      .where(sql<boolean>`message_id < ${uuidLowerBound(before)}`)
      .orderBy('message_id')
      .limit(limit)
      .execute();
    return rows.map(({ message_id }) => message_id);
  },

  async dueDeliveries(now, limit) {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('due_at', '<=', now)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('deliveries as earlier')
              .select(sql`1`.as('one'))
              .whereRef('earlier.lane', '=', 'deliveries.lane')
              .whereRef('earlier.message_id', '<', 'deliveries.message_id')
              .where(sql<boolean>`earlier.transport in ('received', 'queued', 'sent')`)
              .where('earlier.parked_for', 'is', null),
          ),
        ),
      )
      .orderBy('due_at')
      .orderBy('message_id')
      .limit(limit)
      .execute();
    return rows.map(deliveryFrom);
  },

  async parkedBefore(before, limit) {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('parked_for', 'is not', null)
      .where('parked_at', '<', before)
      .orderBy('parked_at')
      .limit(limit)
      .execute();
    return rows.map(deliveryFrom);
  },

  async overdueReceipts(now, limit) {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where(sql<boolean>`receipt = 'waiting'`)
      .where('receipt_due', '<=', now)
      .orderBy('receipt_due')
      .limit(limit)
      .execute();
    return rows.map(deliveryFrom);
  },

  resendable: (filter) => resendable(db, filter),
  ensurePartitions: (now) => ensurePartitions(db, now),

  async payloadsNotUnder(keyId, limit) {
    const found = await sql<{ id: string; key_id: string; nonce: Buffer; data: Buffer }>`
      select message_id as id, key_id, nonce, data from payloads where key_id <> ${keyId}
      union all
      select id, key_id, nonce, data from quarantine where key_id <> ${keyId}
      limit ${limit}`.execute(db);
    return found.rows.map((row) => ({ id: row.id, payload: sealedFrom(row) }));
  },

  async replacePayload(id, payload) {
    const { key_id, nonce, data } = sealedColumns(payload);
    // Ids are unique over both tables, so one of the two finds it.
    await sql`
      with stored as (
        update payloads set key_id = ${key_id}, nonce = ${nonce}, data = ${data} where message_id = ${id}
      )
      update quarantine set key_id = ${key_id}, nonce = ${nonce}, data = ${data} where id = ${id}`.execute(
      db,
    );
  },

  gauges: () => gauges(db),
});

/** `UpkeepStore.resendable`, oldest first. */
const resendable = async (db: Db, filter: ResendFilter): Promise<readonly Delivery[]> => {
  const { id, receiver, sender, type, from, to, states } = filter;
  let query = db
    .selectFrom('deliveries')
    .innerJoin('messages', 'messages.id', 'deliveries.message_id')
    .selectAll('deliveries')
    // Their receivers have got them, by another way.
    .where('messages.origin', '<>', 'import');
  if (id !== undefined) query = query.where('deliveries.message_id', '=', id).where('messages.id', '=', id);
  if (receiver !== undefined) query = query.where('deliveries.receiver', '=', receiver);
  if (sender !== undefined) query = query.where('messages.sender', '=', sender);
  if (type !== undefined) query = query.where('messages.type', '=', type);
  if (states !== undefined) query = query.where('deliveries.transport', 'in', states);
  if (to !== undefined) query = query.where('messages.received_at', '<', to);
  if (from !== undefined) {
    // An id is made when its message is received or (imports) later: older partitions need not be read.
    const lowest = sql<never>`${uuidLowerBound(new Date(from.getTime() - hour))}::uuid`;
    query = query
      .where('messages.received_at', '>=', from)
      .where('messages.id', '>=', lowest)
      .where('deliveries.message_id', '>=', lowest);
  }
  const rows = await query
    .orderBy('deliveries.message_id')
    .orderBy('deliveries.receiver')
    .limit(filter.limit)
    .execute();
  return rows.map(deliveryFrom);
};
