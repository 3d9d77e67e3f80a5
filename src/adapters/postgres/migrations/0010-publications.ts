import { type Kysely, sql } from 'kysely';

/**
 * What the board may see (src/domain/board/publication-store.ts). What is published is never changed: a later run adds
 * to it. 0 and '' stand for none.
 */
const statements = [
  // The finest counts of closed months as publishing saw them, which nobody is shown.
  sql`create table publication_cells (
    measure text not null,
    type text not null,
    part text not null,
    month date not null,
    enterprise integer not null,
    other integer not null,
    system text not null,
    run integer not null,
    n integer not null,
    hits integer not null,
    left_out jsonb not null,
    primary key (measure, type, part, month, enterprise, other, system, run)
  )`,

  // told: the denominator may be told. shown: and the numerator; without it there are no figures here. rounded: of a
  // period that is not closed, to the nearest five.
  sql`create table publications (
    measure text not null,
    type text not null,
    part text not null,
    scope text not null,
    enterprise integer not null,
    other integer not null,
    system text not null,
    grain text not null,
    start date not null,
    run integer not null,
    told boolean not null,
    shown boolean not null,
    rounded boolean not null,
    n integer,
    hits integer,
    median integer,
    p90 integer,
    left_out jsonb not null,
    published_at timestamptz not null,
    primary key (measure, scope, grain, start, type, part, enterprise, other, system, run),
    check (shown = (n is not null) and shown = (hits is not null))
  )`,
  sql`create index publications_table on publications (measure, type, part, start) where not rounded`,

  // What of each kind is late, over all organisations: in bands, once a day.
  sql`create table late_counts (
    day date not null,
    expectation text not null,
    "case" text not null,
    severity text not null,
    band text not null,
    counted_at timestamptz not null,
    primary key (day, expectation, "case")
  )`,

  // What is late now is counted for each page that an officer opens.
  sql`create index expectations_late on expectations (owes, expectation, "case", severity)
    where level >= 2 and not historic`,

  // One row. run: the last. day: the last that was published for; monday: of the last edition of running periods.
  // late_day: the last that late_counts are of; on some days nothing is late.
  sql`create table publication_state (
    single boolean primary key default true check (single),
    run integer not null default 0,
    day date,
    monday date,
    late_day date,
    late_at timestamptz,
    lease uuid,
    lease_until timestamptz
  )`,
  sql`insert into publication_state default values`,

  ...['publication_cells', 'publications', 'late_counts'].flatMap((table) => [
    sql`create trigger ${sql.ref(`${table}_append_only`)} before update or delete on ${sql.table(table)}
      for each row execute function refuse_change()`,
    sql`create trigger ${sql.ref(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`,
  ]),
];

/** Makes the tables of what is published. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
