import { sql } from 'kysely';
import type { HerId } from '../../domain/ids.ts';
import type { MailboxStore, UnreadQuery } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { markNoticeSent, notices, unsentNotices } from './notices.ts';
import { deliveryFrom } from './rows/delivery.ts';
import { eventFrom } from './rows/event.ts';
import { findingFrom } from './rows/finding.ts';
import { messageFrom, messageKey } from './rows/message.ts';
import { sealedFrom } from './rows/payload.ts';
import { receiptFrom } from './rows/receipt.ts';
import type { MessagesTable } from './tables.ts';

/** What senders and receivers read: their messages and what became of them. */
export const createMailboxStore = (db: Db): MailboxStore => ({
  unread: (query) => unread(db, query),

  async find(id) {
    const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : messageFrom(row);
  },

  async payload(id) {
    const row = await db
      .selectFrom('payloads')
      .select(['key_id', 'nonce', 'data'])
      .where('message_id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : sealedFrom(row);
  },

  async deliveries(id) {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('message_id', '=', id)
      .orderBy('receiver')
      .execute();
    return rows.map(deliveryFrom);
  },

  async receipts(id) {
    const rows = await db
      .selectFrom('receipts')
      .selectAll()
      .where('message_id', '=', id)
      .orderBy('receiver')
      .execute();
    return rows.map(receiptFrom);
  },

  async events(id) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('message_id', '=', id)
      .orderBy('seq')
      .execute();
    return rows.map(eventFrom);
  },

  async findings(id) {
    const rows = await db
      .selectFrom('findings')
      .selectAll()
      .where('message_id', '=', id)
      .orderBy('position')
      .execute();
    return rows.map(findingFrom);
  },

  notices: (herIds, limit) => notices(db, herIds, limit),
  unsentNotices: (since, limit) => unsentNotices(db, since, limit),
  markNoticeSent: (id, at) => markNoticeSent(db, id, at),
});

/**
 * Unread messages by GenDate, then by arrival (EDI 2.0 OrderBy). Each receiver's first ones come straight from
 * the inbox index, so a mailbox that nobody empties costs no more than another.
 */
const unread = async (db: Db, query: UnreadQuery): ReturnType<MailboxStore['unread']> => {
  const { receivers, sender, businessDocumentId, limit } = query;
  const direction = query.descending ? sql`desc` : sql`asc`;
  const order = sql`gen_instant ${direction}, message_id ${direction}`;
  const fromSender =
    sender === undefined
      ? sql``
      : sql`and exists (select from messages s where s.id = message_id and s.sender = ${sender})`;
  const withMsgId =
    businessDocumentId === undefined
      ? sql``
      : sql`and message_id = any(array(
          select message_id from message_keys where msg_key = ${messageKey(businessDocumentId)}))`;
  const found = await sql<MessagesTable & { readonly to_receiver: HerId }>`
    with first as (
      select unread.* from unnest(${[...new Set(receivers)]}::integer[]) as asked (her_id)
      cross join lateral (
        select message_id, receiver, gen_instant from deliveries
        where receiver = her_id and transport = 'acknowledged' and read_at is null ${fromSender} ${withMsgId}
        order by ${order} limit ${limit}
      ) as unread
      order by ${order}, receiver limit ${limit}
    )
    select messages.*, first.receiver as to_receiver from first join messages on messages.id = first.message_id
    order by first.gen_instant ${direction}, first.message_id ${direction}, first.receiver`.execute(db);
  return found.rows.map((row) => ({ message: messageFrom(row), receiver: row.to_receiver }));
};
