import type { MessageStore, QuarantineEntry } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { sealedColumns } from './rows/payload.ts';

/** `MessageStore.quarantine`. */
export const quarantine = async (db: Db, entry: QuarantineEntry): ReturnType<MessageStore['quarantine']> => {
  const sha256 = Buffer.from(entry.sha256, 'hex');
  const inserted = await db
    .insertInto('quarantine')
    .values({
      id: entry.id,
      at: entry.at,
      reason: entry.reason,
      sender: entry.sender ?? null,
      msg_id: entry.msgId ?? null,
      sha256,
      size: entry.size,
      ...sealedColumns(entry.payload),
      request_id: entry.requestId,
      related: entry.related ?? null,
    })
    .onConflict((conflict) => conflict.columns(['sha256', 'reason']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted !== undefined) return { id: inserted.id, isNew: true };
  const kept = await db
    .selectFrom('quarantine')
    .select('id')
    .where('sha256', '=', sha256)
    .where('reason', '=', entry.reason)
    .executeTakeFirstOrThrow();
  return { id: kept.id, isNew: false };
};
