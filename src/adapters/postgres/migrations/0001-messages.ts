import { type Kysely, sql } from 'kysely';

/**
 * Messages and all that grows with them. Hot tables are partitioned by month on the message's UUIDv7, whose
 * first 48 bits are its time: an id alone finds its partition, and it can be the primary key. The default
 * partitions take ids of months that have no partition (yet), so that an insert never fails.
 */
const statements = [
  // The guard against duplicates, in one piece: (sender, MsgId) is unique for all time.
  sql`create table message_keys (
    msg_key text not null,
    sender integer not null,
    message_id uuid not null,
    sha256 bytea not null,
    primary key (msg_key, sender)
  )`,

  sql`create table messages (
    id uuid primary key,
    received_at timestamptz not null,
    origin text not null,
    sender integer not null,
    msg_id text not null,
    type text not null,
    type_key text,
    is_app_rec boolean not null,
    gen_date text not null,
    gen_instant timestamptz not null,
    document_id text,
    app_rec_id text,
    service_status text,
    ref_to_parent text,
    ref_to_conversation text,
    patient text,
    sha256 bytea not null,
    size integer not null,
    source_system text,
    request_id text not null,
    processed_at timestamptz,
    rejected boolean
  ) partition by range (id)`,
  // Ids from outside are looked up by hash: a B-tree entry has a largest size, and they have none.
  sql`create index messages_document_id on messages using hash (document_id) where document_id is not null`,
  sql`create index messages_app_rec_id on messages using hash (app_rec_id) where app_rec_id is not null`,

  sql`create table payloads (
    message_id uuid primary key,
    key_id text not null,
    nonce bytea not null,
    data bytea not null
  ) partition by range (message_id)`,
  // Ciphertext does not compress: do not let PostgreSQL try.
  sql`alter table payloads alter column data set storage external`,

  sql`create table deliveries (
    message_id uuid not null,
    receiver integer not null,
    role text not null,
    transport text not null,
    receipt text not null,
    lane text,
    parked_for text,
    parked_at timestamptz,
    attempts integer not null,
    next_attempt_at timestamptz,
    persist_until timestamptz,
    receipt_due timestamptz,
    lease_until timestamptz,
    read_at timestamptz,
    gen_instant timestamptz not null,
    version integer not null,
    due_at timestamptz generated always as (
      case
        when parked_for is not null then null
        when transport = 'queued' then coalesce(next_attempt_at, '-infinity')
        when transport = 'sent' then lease_until
      end
    ) stored,
    primary key (message_id, receiver)
  ) partition by range (message_id)`,
  sql`create index deliveries_inbox on deliveries (receiver, gen_instant, message_id)
    where transport = 'acknowledged' and read_at is null`,
  sql`create index deliveries_received on deliveries (message_id) where transport = 'received'`,
  sql`create index deliveries_due on deliveries (due_at, message_id) where due_at is not null`,
  sql`create index deliveries_open on deliveries (lane, message_id)
    where transport in ('received', 'queued', 'sent', 'quarantined')`,
  sql`create index deliveries_parked on deliveries (parked_at) where parked_for is not null`,
  sql`create index deliveries_receipt_due on deliveries (receipt_due) where receipt = 'waiting'`,

  // A sequence, not an identity: partitioned tables have those from PostgreSQL 17 only. Uncached, so that its
  // numbers follow the order in which a delivery's writers came.
  sql`create sequence events_seq as bigint`,
  sql`create table events (
    message_id uuid not null,
    seq bigint not null default nextval('events_seq'),
    receiver integer not null,
    at timestamptz not null,
    type text not null,
    actor text not null,
    cause text,
    details jsonb,
    transport_before text not null,
    receipt_before text not null,
    transport_after text not null,
    receipt_after text not null,
    possible boolean not null,
    primary key (message_id, seq)
  ) partition by range (message_id)`,
  sql`create index events_anomalies on events (message_id) where not possible`,
  sql`create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
    end
  $$`,
  sql`create trigger events_append_only before update or delete on events
    for each row execute function refuse_change()`,
  sql`create trigger events_no_truncate before truncate on events
    for each statement execute function refuse_change()`,

  sql`create table findings (
    message_id uuid not null,
    position smallint not null,
    rule text not null,
    severity text not null,
    path text,
    primary key (message_id, position)
  ) partition by range (message_id)`,

  // message_id is the message that was receipted; one receipt of each receiver counts.
  sql`create table receipts (
    message_id uuid not null,
    receiver integer not null,
    app_rec uuid not null,
    status smallint not null,
    errors jsonb not null,
    at timestamptz not null,
    primary key (message_id, receiver)
  ) partition by range (message_id)`,

  ...['messages', 'payloads', 'deliveries', 'events', 'findings', 'receipts'].map(
    (table) => sql`create table ${sql.table(`${table}_default`)} partition of ${sql.table(table)} default`,
  ),
];

/** Makes the message tables. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
