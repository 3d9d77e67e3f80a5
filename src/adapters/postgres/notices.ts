import type { HerId, MessageId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/store.ts';
import type { Db } from './database.ts';
import type { NoticesTable } from './tables.ts';

const noticeFrom = (row: NoticesTable): Notice => ({
  id: row.id,
  at: row.at,
  herId: row.her_id,
  message: row.message_id,
  receiver: row.receiver,
  reason: row.reason,
});

/** `MailboxStore.addNotice`. */
export const addNotice = async (db: Db, notice: Notice): Promise<boolean> => {
  const added = await db
    .insertInto('notices')
    .values({
      id: notice.id,
      at: notice.at,
      her_id: notice.herId,
      message_id: notice.message,
      receiver: notice.receiver,
      reason: notice.reason,
      sent_at: null,
    })
    .onConflict((conflict) => conflict.columns(['message_id', 'receiver', 'reason']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
};

/** `MailboxStore.notices`, newest first. */
export const notices = async (
  db: Db,
  herIds: readonly HerId[],
  limit: number,
): Promise<readonly Notice[]> => {
  if (herIds.length === 0) return [];
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('her_id', 'in', herIds)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(noticeFrom);
};

/** `MailboxStore.unsentNotices`. */
export const unsentNotices = async (db: Db, limit: number): Promise<readonly Notice[]> => {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('sent_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(noticeFrom);
};

/** `MailboxStore.markNoticeSent`: the first time stands. */
export const markNoticeSent = async (db: Db, id: MessageId, at: Date): Promise<void> => {
  await db
    .updateTable('notices')
    .set({ sent_at: at })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
};
