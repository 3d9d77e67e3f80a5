import { sql } from 'kysely';
import type { AcceptResult, NewMessage } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { insertMessages } from './insert-messages.ts';
import { messageKey } from './rows/message.ts';

/** `MessageStore.accept`: one round trip for a new message, a second one to tell a duplicate from a conflict. */
export const accept = async (db: Db, message: NewMessage): Promise<AcceptResult> => {
  const claimed = await sql`with ${insertMessages([message])} select message_id from claimed`.execute(db);
  if (claimed.rows.length > 0) return { kind: 'stored', id: message.id };
  // ON CONFLICT waits for the transaction that holds the key, so by now its row is there to be read.
  const { message_id, sha256 } = await db
    .selectFrom('message_keys')
    .select(['message_id', 'sha256'])
    .where('msg_key', '=', messageKey(message.msgId))
    .where('sender', '=', message.sender)
    .executeTakeFirstOrThrow();
  return { kind: sha256.toString('hex') === message.sha256 ? 'duplicate' : 'conflict', id: message_id };
};
