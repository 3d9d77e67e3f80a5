import { type Kysely, sql } from 'kysely';

/**
 * Alerts (src/domain/alerts/store.ts). No patient and no subject stands in any of these tables: what an alert is about
 * is named by ids of handovers and messages.
 */
const statements = [
  // holder and key: of the expectation; the parked message and its municipality; the sender and the type it sends.
  // level: 0 once it is over. notify_after: when it is next to be looked at by those who tell; null: nothing to tell.
  // rank and sort_at: what lists are sorted by.
  sql`create table alerts (
    id uuid primary key,
    enterprise integer not null,
    kind text not null,
    holder text not null,
    key text not null,
    of_message boolean not null,
    part text not null,
    expectation text,
    "case" text,
    severity text not null,
    level smallint not null,
    due_at timestamptz,
    raised_at timestamptz not null,
    changed_at timestamptz not null,
    state text not null,
    assignee text,
    reason text,
    state_at timestamptz not null,
    state_by text not null,
    notified_level smallint not null default 0,
    notified_at timestamptz,
    notify_after timestamptz,
    version integer not null default 1,
    rank smallint generated always as (
      array_position(array['info', 'low', 'medium', 'high', 'critical'], severity)
    ) stored,
    sort_at timestamptz generated always as (coalesce(due_at, raised_at)) stored,
    unique (enterprise, kind, holder, key)
  )`,
  sql`create index alerts_live on alerts (kind, holder, key) where level > 0`,
  sql`create index alerts_to_tell on alerts (enterprise, notify_after) where notify_after is not null`,
  sql`create index alerts_inbox on alerts (enterprise, rank desc, sort_at, id) where state <> 'closed'`,
  sql`create index alerts_list on alerts (enterprise, rank desc, sort_at, id)`,

  sql`create table alert_events (
    alert uuid not null references alerts,
    seq bigint not null generated always as identity,
    at timestamptz not null,
    type text not null,
    actor text not null,
    level smallint not null,
    assignee text,
    reason text,
    channel text,
    primary key (alert, seq)
  )`,
  sql`create trigger alert_events_append_only before update or delete on alert_events
    for each row execute function refuse_change()`,
  sql`create trigger alert_events_no_truncate before truncate on alert_events
    for each statement execute function refuse_change()`,

  // What is sent as one: to whom, over which channel, about which alerts as they were then.
  sql`create table alert_notifications (
    id uuid primary key,
    enterprise integer not null,
    channel text not null,
    items jsonb not null,
    made_at timestamptz not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz,
    lease_until timestamptz,
    sent_at timestamptz,
    dropped_at timestamptz
  )`,
  sql`create index alert_notifications_due on alert_notifications (next_attempt_at)
    where next_attempt_at is not null`,

  // How many messages of a type a sender sent on an Oslo day; hours: by the hour of the Oslo clock, 0 first.
  // live: not all of them are imported.
  sql`create table traffic_days (
    sender integer not null,
    type text not null,
    day date not null,
    received integer not null,
    rejected integer not null,
    hours integer[] not null,
    live boolean not null,
    primary key (sender, type, day)
  )`,
  // One row. through: messages received before this are counted. judged: the same, of what has been judged.
  sql`create table traffic_watch (
    single boolean primary key default true check (single),
    through timestamptz,
    judged timestamptz
  )`,
  sql`insert into traffic_watch default values`,

  // Where and when an enterprise wants to be told; null: its inbox is all.
  sql`alter table organisations add column alerting jsonb`,
];

/** Makes the tables of alerts. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
