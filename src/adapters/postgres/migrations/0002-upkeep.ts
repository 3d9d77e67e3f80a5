import { type Kysely, sql } from 'kysely';

/** What stands beside the messages: documents kept out, notices to senders, breakers, and used proofs of possession. */
const statements = [
  sql`create table quarantine (
    id uuid primary key,
    at timestamptz not null,
    reason text not null,
    sender integer,
    msg_id text,
    sha256 bytea not null,
    size integer not null,
    key_id text not null,
    nonce bytea not null,
    data bytea not null,
    request_id text not null,
    related uuid,
    unique (sha256, reason)
  )`,
  sql`alter table quarantine alter column data set storage external`,

  sql`create table notices (
    id uuid primary key,
    at timestamptz not null,
    her_id integer not null,
    message_id uuid not null,
    receiver integer not null,
    reason text not null,
    sent_at timestamptz,
    unique (message_id, receiver, reason)
  )`,
  sql`create index notices_her_id on notices (her_id, id)`,
  sql`create index notices_unsent on notices (id) where sent_at is null`,

  sql`create table breakers (
    receiver integer primary key,
    state text not null,
    failures integer not null,
    retry_at timestamptz,
    version integer not null
  )`,

  sql`create table dpop_jtis (
    jti text primary key,
    until timestamptz not null
  )`,
  sql`create index dpop_jtis_until on dpop_jtis (until)`,
];

/** Makes the tables for upkeep. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
