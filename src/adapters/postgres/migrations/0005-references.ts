import { type Kysely, sql } from 'kysely';

/**
 * What messages are linked by: the ids they are named by and name others by, and the patient. Partitioned with the
 * messages, whose ids the rows begin with.
 */
const statements = [
  sql`create table message_references (
    message_id uuid not null,
    position smallint not null,
    kind text not null,
    key text not null,
    primary key (message_id, position)
  ) partition by range (message_id)`,
  // By hash, as all ids of others' making: they have no largest size.
  sql`create index message_references_key on message_references using hash (key)`,
  // The months that messages have already; rows of a month that lie in the default partition would keep it there.
  sql`do $$
    declare month record;
    begin
      for month in
        select replace(relname, 'messages', 'message_references') as name,
          pg_get_expr(relpartbound, pg_class.oid) as bounds
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'messages'::regclass
      loop
        execute format('create table %I partition of message_references %s', month.name, month.bounds);
      end loop;
    end $$`,
  sql`create index messages_patient on messages (patient, gen_instant) where patient is not null`,

  // A document id is the same whatever its case.
  sql`update messages set document_id = lower(btrim(document_id)) where document_id <> lower(btrim(document_id))`,

  // What is here already; what those messages answer stands in their payloads alone.
  sql`insert into message_references (message_id, position, kind, key)
    select id, row_number() over (partition by id order by kind) - 1, kind, lower(btrim(key))
    from messages cross join lateral (values
      ('document', document_id),
      ('appRec', app_rec_id),
      ('parent', ref_to_parent),
      ('conversation', ref_to_conversation)
    ) as known (kind, key)
    where key is not null and processed_at is not null`,
];

/** Makes the table that links are looked up in, and fills it from the messages that are here. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
