import { type RawBuilder, sql } from 'kysely';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type { MessageRecord } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { messageFrom, messageKey } from './rows/message.ts';

const mostCandidates = 20;

/**
 * `MessageStore.findBySender`. A MsgId names one message. A document id is common to an original, its changes and
 * its cancellation: of those before `except` the newest is meant, so that they form a chain and never wait for one
 * another; with none before it, the original that comes after. The id is found first, so that only its partition
 * is read.
 */
export const findBySender = async (
  db: Db,
  sender: HerId,
  id: string,
  except: MessageId,
): Promise<MessageRecord | undefined> => {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where(sql<boolean>`id = (
      with candidates (id, rank) as (
        select message_id, 0 from message_keys
        where msg_key = ${messageKey(id)} and sender = ${sender} and message_id <> ${except}
        union all
        select id, case when id < ${except} then 1 else 2 end from messages
        where document_id = ${id} and sender = ${sender} and id <> ${except}
          and (id < ${except} or coalesce(service_status, 'N') = 'N')
      )
      select id from candidates order by rank, case rank when 1 then id end desc, id limit 1)`)
    .executeTakeFirst();
  return row === undefined ? undefined : messageFrom(row);
};

/** `MessageStore.findOriginal`, oldest first. */
export const findOriginal = async (
  db: Db,
  originalId: string,
  sender: HerId | undefined,
): Promise<readonly MessageRecord[]> => {
  const fromSender = sender === undefined ? sql`` : sql`and sender = ${sender}`;
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where(
      isOneOf(sql`
      select message_id from message_keys where msg_key = ${messageKey(originalId)} ${fromSender}
      union all select id from messages where app_rec_id = ${originalId} ${fromSender}`),
    )
    .orderBy('id')
    .limit(mostCandidates)
    .execute();
  return rows.map(messageFrom);
};

const isOneOf = (ids: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`id = any(array(${ids}))`;
