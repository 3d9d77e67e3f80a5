import { type RawBuilder, sql } from 'kysely';
import type { LinkableMessage, LinkStore } from '../../domain/links-store.ts';
import type { Db } from './database.ts';
import { type DeliveryRow, deliveryFrom } from './rows/delivery.ts';
import { messageFrom, messageKey } from './rows/message.ts';
import type { MessagesTable } from './tables.ts';

/** Reads what messages are linked by. Ids are found first, so that only the partitions they lie in are read. */
export const createLinkStore = (db: Db): LinkStore => ({
  async linkable(id) {
    const [found] = await linkables(db, sql`m.id = ${id}`);
    return found;
  },

  neighbours({ names, references }, limit) {
    const has = (kinds: readonly string[], keys: readonly string[]) => sql`
      select message_id from message_references
      where key = any(${keys}::text[]) and kind = any(${kinds}::text[])`;
    return linkables(
      db,
      sql`m.id = any(array(
        select message_id from (
          select message_id from message_keys where msg_key = any(${references.map(messageKey)}::text[])
          union ${has(['appRec', 'document', 'conversation'], references)}
          union ${has(['parent', 'conversation', 'answers', 'document'], names)}
        ) as near
        order by message_id limit ${limit}))`,
    );
  },

  async ofPatient(patient, at, withinMs, limit) {
    const [from, to] = [new Date(at.getTime() - withinMs), new Date(at.getTime() + withinMs)];
    return linkables(
      db,
      sql`m.id = any(array(
        select id from messages
        where patient = ${patient} and gen_instant between ${from} and ${to} and not is_app_rec
        order by abs(extract(epoch from gen_instant - ${at}::timestamptz)), id limit ${limit}))`,
    );
  },
});

type LinkableRow = MessagesTable & {
  readonly deliveries: readonly DeliveryRow[];
  readonly answers: readonly string[];
};

/** Messages with their deliveries and what they answer, by id. */
const linkables = async (db: Db, isMeant: RawBuilder<unknown>): Promise<readonly LinkableMessage[]> => {
  const found = await sql<LinkableRow>`
    select m.*,
      (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d
        where d.message_id = m.id) as deliveries,
      array(select key from message_references r
        where r.message_id = m.id and r.kind = 'answers' order by r.position) as answers
    from messages m where ${isMeant} and not m.is_app_rec
    order by m.id`.execute(db);
  return found.rows.map((row) => ({
    message: messageFrom(row),
    deliveries: row.deliveries.map(deliveryFrom),
    answers: row.answers,
  }));
};
