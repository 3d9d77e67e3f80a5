import { type RawBuilder, sql } from 'kysely';
import {
  type Delivery,
  type DeliveryChange,
  type DeliveryEvent,
  stampEvents,
} from '../../domain/delivery.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';
import { isActive, transportStates } from '../../domain/lifecycle.ts';
import type { Db } from './database.ts';
import type { VersionedDelivery } from './load.ts';
import { changingColumns, deliveryFrom, patchedRow } from './rows/delivery.ts';
import { eventRow } from './rows/event.ts';
import { noticeRow } from './rows/notice.ts';
import { insertRows } from './rows/written.ts';

/** States in SQL, as literals: only so does PostgreSQL see that a partial index fits. */
const activeStates = sql.join(transportStates.filter(isActive).map((state) => sql.lit(state)));

/**
 * `MessageStore.changeDelivery`. Instead of a lock held over several round trips the delivery carries a version:
 * what was decided on a version is written only to that version, in one statement. Whoever comes second reads
 * again and decides again, so some writer always gets through.
 */
export const changeDelivery = async (
  db: Db,
  id: MessageId,
  receiver: HerId,
  at: Date,
  decide: (delivery: Delivery) => DeliveryChange | undefined,
): Promise<Delivery | undefined> => {
  for (;;) {
    const found = await readDelivery(db, id, receiver);
    const change = found === undefined ? undefined : decide(found.delivery);
    if (found === undefined || change === undefined) return undefined;
    const { events, state } = stampEvents(found.delivery, change.events, at);
    const isPossible = events.every(({ possible }) => possible);
    const row = patchedRow(found.delivery, state, isPossible ? change.patch : {});
    const notices = isPossible && change.notice !== undefined ? [noticeRow(change.notice)] : [];
    const noticeToo = sql`new_notice as (${insertRows('notices', notices, {
      where: sql`exists (select from changed)`,
      onConflictDoNothing: true,
    })})`;
    if (await writeDelivery(db, found, row, events, noticeToo)) return deliveryFrom(row);
  }
};

const readDelivery = async (
  db: Db,
  id: MessageId,
  receiver: HerId,
): Promise<VersionedDelivery | undefined> => {
  const row = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', '=', id)
    .where('receiver', '=', receiver)
    .executeTakeFirst();
  return row === undefined ? undefined : { delivery: deliveryFrom(row), version: row.version };
};

/**
 * Writes a delivery's new row and its events if it still has the version that was read; false when it has not.
 * `more`: further CTEs, which may ask `exists (select from changed)`.
 */
export const writeDelivery = async (
  db: Db,
  { delivery, version }: VersionedDelivery,
  row: ReturnType<typeof patchedRow>,
  events: readonly DeliveryEvent[],
  more: RawBuilder<unknown> = sql`nothing_more as (select)`,
): Promise<boolean> => {
  const columns = changingColumns.map((column) => sql`${sql.ref(column)} = ${row[column]}`);
  const written = await sql`
    with changed as (
      update deliveries set ${sql.join(columns)}, version = version + 1
      where message_id = ${delivery.messageId} and receiver = ${delivery.receiver} and version = ${version}
      returning version
    ),
    new_events as (${insertRows('events', events.map(eventRow), { where: sql`exists (select from changed)` })}),
    ${followed(delivery.messageId, events)},
    ${more}
    select version from changed`.execute(db);
  return written.rows.length > 0;
};

/** A receipt, or that the message was turned down, changes what its handover is judged by. */
const followed = (id: MessageId, events: readonly DeliveryEvent[]): RawBuilder<unknown> => {
  const telling = events.find(
    ({ before, after }) =>
      before.receipt !== after.receipt ||
      (before.transport !== after.transport &&
        !isActive(after.transport) &&
        after.transport !== 'acknowledged'),
  );
  if (telling === undefined) return sql`not_followed as (select)`;
  return sql`followed as (
      update follow_subjects set
        version = version + 1, check_at = least(coalesce(check_at, 'infinity'), ${telling.at}::timestamptz)
      where subject = (select subject from handover_readings where message_id = ${id})
        and exists (select from changed)
    )`;
};

/** `MessageStore.blockedBy`. */
export const blockedBy = async (db: Db, { lane, messageId }: Delivery): Promise<Delivery | undefined> => {
  if (lane === undefined) return undefined;
  const row = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('lane', '=', lane)
    .where('message_id', '<', messageId)
    .where(sql<boolean>`transport in (${activeStates})`)
    .where('parked_for', 'is', null)
    .orderBy('message_id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : deliveryFrom(row);
};

/**
 * `MessageStore.waitingFor`, in one round trip. MsgIds are the same whatever their case; parked deliveries are few and
 * have their own index.
 */
export const waitingFor = async (
  db: Db,
  { lane, messageId }: Delivery,
  sender: HerId,
  ids: readonly string[],
): Promise<readonly Delivery[]> => {
  const parked = db
    .selectFrom('deliveries')
    .innerJoin('messages', 'messages.id', 'deliveries.message_id')
    .selectAll('deliveries')
    .where('deliveries.parked_for', 'is not', null)
    .where(sql<boolean>`lower(deliveries.parked_for) = any(${ids.map((id) => id.toLowerCase())}::text[])`)
    .where('messages.sender', '=', sender);
  const next = db
    .selectFrom('deliveries')
    .selectAll()
    .where('lane', '=', lane ?? '')
    .where('message_id', '>', messageId)
    .where(sql<boolean>`transport in (${activeStates})`)
    .where('transport', '=', 'queued')
    .where('parked_for', 'is', null)
    .orderBy('message_id')
    .limit(1);
  // A select of its own around it: the limit is the first one's alone.
  const rows = await db.selectFrom(next.as('next')).selectAll().unionAll(parked).execute();
  return rows.map(deliveryFrom);
};
