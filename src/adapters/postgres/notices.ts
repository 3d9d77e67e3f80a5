import { sql } from 'kysely';
import type { Notice } from '../../domain/delivery.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { noticeFrom } from './rows/notice.ts';

/** Of one sender at a time, so that one who cannot be reached does not keep the others waiting. */
const fewOfEach = 20;

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
export const unsentNotices = async (db: Db, since: Date, limit: number): Promise<readonly Notice[]> => {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('notices')
        .selectAll()
        .select(sql<number>`row_number() over (partition by her_id order by id)`.as('place'))
        .where('sent_at', 'is', null)
        .where('at', '>=', since)
        .as('n'),
    )
    .selectAll()
    .where('place', '<=', fewOfEach)
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
