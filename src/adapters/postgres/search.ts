import { type RawBuilder, sql } from 'kysely';
import { type HerId, msgIdKey } from '../../domain/ids.ts';
import type { MessageRecord } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { messageFrom, messageKey } from './rows/message.ts';

const mostCandidates = 20;

/** An original comes before its changes, and they before its cancellation, when all were sent at one time. */
const versionRank = (status: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`strpos('NMC', coalesce(${status}::text, 'N'))`;

/**
 * `MessageStore.findBySender`. A MsgId names one message. A document id is common to an original, its changes and
 * its cancellation: of those sent before `change` the last one is meant, so that they form a chain and never wait for
 * one another, in whatever order they came; with none before it, the original, whatever its clock said. The id is
 * found first, so that only its partition is read.
 */
export const findBySender = async (
  db: Db,
  sender: HerId,
  id: string,
  change: Pick<MessageRecord, 'id' | 'genInstant' | 'serviceStatus'>,
): Promise<MessageRecord | undefined> => {
  const sent = sql`(gen_instant, ${versionRank(sql`service_status`)}, id)`;
  const changeSent = sql`(${change.genInstant}::timestamptz, ${versionRank(sql`${change.serviceStatus ?? null}`)}, ${change.id}::uuid)`;
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where(sql<boolean>`id = (
      with versions as (
        select id, ${sent} < ${changeSent} as is_earlier, row_number() over (order by ${sent}) as place
        from messages
        where document_id = ${msgIdKey(id)} and sender = ${sender} and id <> ${change.id}
          and (${sent} < ${changeSent} or ${versionRank(sql`service_status`)} = 1)
      ),
      candidates (id, rank, place) as (
        select message_id, 0, 0 from message_keys
        where msg_key = ${messageKey(id)} and sender = ${sender} and message_id <> ${change.id}
        union all
        select id, case when is_earlier then 1 else 2 end, case when is_earlier then -place else place end
        from versions
      )
      select id from candidates order by rank, place limit 1)`)
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
