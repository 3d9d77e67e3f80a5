import type { Notice } from '../../../domain/delivery.ts';
import type { NoticesTable } from '../tables.ts';
import { instant, type Written } from './written.ts';

/** A new notice as its row. */
export const noticeRow = (notice: Notice): Written<NoticesTable> => ({
  id: notice.id,
  at: instant(notice.at),
  her_id: notice.herId,
  message_id: notice.message,
  receiver: notice.receiver,
  reason: notice.reason,
  sent_at: null,
});

/** A row as the notice it holds. */
export const noticeFrom = (row: NoticesTable): Notice => ({
  id: row.id,
  at: row.at,
  herId: row.her_id,
  message: row.message_id,
  receiver: row.receiver,
  reason: row.reason,
});
