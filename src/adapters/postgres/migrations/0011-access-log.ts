import { type Kysely, sql } from 'kysely';

/**
 * The access log (src/domain/access-log.ts), and what messages are searched by.
 *
 * Entries are written by `append_access_log` alone. The head is the lock: whoever holds its row is the only one that adds
 * to the chain, and finds the hash that the entry before left. One call adds any number of entries.
 */
const statements = [
  sql`create table access_log (
    seq bigint primary key,
    at timestamptz not null,
    person text,
    client text not null,
    role text not null,
    enterprises integer[] not null,
    action text not null,
    basis text not null,
    reason text,
    reason_text text,
    kind text not null,
    objects text[] not null,
    patients text[] not null,
    outcome text not null,
    request_id text not null,
    hash bytea not null
  )`,
  sql`create index access_log_person on access_log (person, action, seq)`,
  sql`create index access_log_at on access_log (at, seq)`,
  sql`create index access_log_objects on access_log using gin (objects)`,
  sql`create index access_log_patients on access_log using gin (patients)`,
  sql`create trigger access_log_append_only before update or delete on access_log
    for each row execute function refuse_change()`,
  sql`create trigger access_log_no_truncate before truncate on access_log
    for each statement execute function refuse_change()`,

  sql`create table access_log_head (
    single boolean primary key default true check (single),
    seq bigint not null,
    hash bytea not null
  )`,
  sql`insert into access_log_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'))`,
  sql`create trigger access_log_head_stays before delete on access_log_head
    for each row execute function refuse_change()`,

  // entries: rows of access_log, each with "canonical", the text that its hash is made of.
  sql`create function append_access_log(entries json) returns bigint language plpgsql as $$
    declare
      head access_log_head;
      entry json;
    begin
      select * into strict head from access_log_head for update;
      for entry in select value from json_array_elements(entries) loop
        head.seq := head.seq + 1;
        head.hash := sha256(head.hash || convert_to(head.seq || E'\\n' || (entry ->> 'canonical'), 'UTF8'));
        insert into access_log
          select head.seq, r.at, r.person, r.client, r.role, r.enterprises, r.action, r.basis, r.reason,
            r.reason_text, r.kind, r.objects, r.patients, r.outcome, r.request_id, head.hash
          from json_populate_record(null::access_log, entry) r;
      end loop;
      update access_log_head set seq = head.seq, hash = head.hash;
      return head.seq;
    end
  $$`,

  // What each has sent and got, the newest first; of some kind; and what did not go as most does. What they include is
  // asked of them too: without it, a delivery would be read for each entry.
  sql`create index messages_sender on messages (sender, id)`,
  sql`create index messages_type on messages (type, id)`,
  sql`create index deliveries_receiver on deliveries (receiver, message_id) include (transport)`,
  sql`create index deliveries_unusual on deliveries (receipt, message_id) include (receiver, transport)
    where transport <> 'acknowledged' or receipt in ('waiting', 'rejected', 'partial', 'timedOut')`,
];

/** Makes the access log and the indexes of the search for messages. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
