import { type Kysely, sql } from 'kysely';

/**
 * Handovers (src/domain/handover/store.ts). Readings and acts are what is known; all else here is folded from them and
 * may be folded again.
 */
const statements = [
  // What a message's content told of its handover, partitioned with the messages.
  sql`create table handover_readings (
    message_id uuid primary key,
    subject text not null,
    reading jsonb not null
  ) partition by range (message_id)`,
  sql`create index handover_readings_subject on handover_readings (subject, message_id)`,
  sql`create table handover_readings_default partition of handover_readings default`,
  // The months that messages have already; rows of a month that lie in the default partition would keep it there.
  sql`do $$
    declare month record;
    begin
      for month in
        select replace(relname, 'messages', 'handover_readings') as name,
          pg_get_expr(relpartbound, pg_class.oid) as bounds
        from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = 'messages'::regclass and relname <> 'messages_default'
      loop
        execute format('create table %I partition of handover_readings %s', month.name, month.bounds);
      end loop;
    end $$`,

  sql`create table acts (
    id uuid primary key,
    message_id uuid not null,
    municipality integer,
    kind text not null,
    at timestamptz not null,
    enterprise integer not null,
    reported_at timestamptz not null,
    reported_by text not null
  )`,
  sql`create index acts_message on acts (message_id)`,
  // Which acts each enterprise has ever reported.
  sql`create table reported_kinds (enterprise integer not null, kind text not null, primary key (enterprise, kind))`,
  sql`create trigger acts_append_only before update or delete on acts
    for each row execute function refuse_change()`,
  sql`create trigger acts_no_truncate before truncate on acts
    for each statement execute function refuse_change()`,

  // version counts what came, so that a fold knows whether it saw all. check_at: null when nothing is to come.
  // judged_by stands for the rules that it was folded by, or is due to be.
  sql`create table follow_subjects (
    subject text primary key,
    version bigint not null,
    check_at timestamptz,
    lease_until timestamptz,
    folded_at timestamptz,
    judged_by text
  )`,
  sql`create index follow_subjects_due on follow_subjects (check_at) where check_at is not null`,
  sql`create index follow_subjects_judged on follow_subjects (judged_by)`,

  sql`create table handovers (
    id text primary key,
    subject text not null,
    anchor uuid not null,
    stay uuid not null,
    municipality integer not null,
    hospitals integer[] not null,
    state text not null,
    inferred boolean not null,
    admitted_at timestamptz not null,
    ready_at timestamptz,
    discharged_at timestamptz,
    died_at timestamptz,
    superseded_at timestamptz,
    round smallint not null,
    overdue jsonb not null,
    late boolean not null,
    historic boolean not null,
    readmission boolean not null,
    follows text,
    messages uuid[] not null,
    completeness jsonb not null
  )`,
  sql`create index handovers_subject on handovers (subject)`,

  // What is expected, of a handover or of a message by itself. holder: id of the one or the other. level: 0 open,
  // 1 due soon, 2 late, 3 late for so long that others are told; null when it is over. alerted: the level told of. side:
  // the one that alone is told of it.
  sql`create table expectations (
    holder text not null,
    key text not null,
    of_message boolean not null,
    subject text not null,
    expectation text not null,
    "case" text,
    severity text not null,
    round smallint not null,
    state text not null,
    why text,
    ended_at timestamptz,
    received_at timestamptz,
    trigger_at timestamptz not null,
    clock_at timestamptz,
    warn_at timestamptz,
    due_at timestamptz,
    escalate_at timestamptz,
    was_late boolean not null,
    delivered_late boolean not null,
    level smallint,
    alerted smallint not null default 0,
    owes_role text not null,
    owes_her_id integer,
    owes integer,
    waits integer,
    side text,
    historic boolean not null,
    primary key (holder, key)
  )`,
  sql`create index expectations_subject on expectations (subject)`,
  sql`create index expectations_unseen on expectations (owes) where why = 'no-acts-reported'`,
  sql`create index expectations_level on expectations (level) where level is not null and not historic`,
  sql`create index expectations_to_tell on expectations (due_at) where level > alerted and not historic`,

  // Who may see a handover, with what its list is sorted and filtered by. attention: the highest level of what it is told
  // of, -1 for none; own: of what this enterprise owes. due_at: the first of those that attention is of.
  sql`create table handover_parties (
    enterprise integer not null,
    handover text not null references handovers on delete cascade,
    attention smallint not null,
    own smallint not null,
    due_at timestamptz,
    admitted_at timestamptz not null,
    primary key (handover, enterprise)
  )`,
  sql`create index handover_parties_attention
    on handover_parties (enterprise, attention desc, due_at, handover)`,
  sql`create index handover_parties_own on handover_parties (enterprise, own desc, due_at, handover)`,
  sql`create index handover_parties_due on handover_parties (enterprise, due_at, handover)`,
  sql`create index handover_parties_admitted on handover_parties (enterprise, admitted_at desc, handover)`,

  sql`create table parked_messages (
    message_id uuid not null,
    municipality integer not null,
    subject text not null,
    since timestamptz not null,
    alert_at timestamptz not null,
    alerted boolean not null default false,
    primary key (message_id, municipality)
  )`,
  sql`create index parked_messages_subject on parked_messages (subject)`,
  sql`create index parked_messages_to_tell on parked_messages (alert_at) where not alerted`,
];

/** Makes the tables of handovers. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
