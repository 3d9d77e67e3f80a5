import { type Kysely, sql } from 'kysely';

/**
 * The board's reports as they were frozen, and what was written beside their chapters (src/domain/board/report-store.ts).
 * Append-only. A report's content must have its hash when it comes, and nothing changes it afterwards.
 */
const statements = [
  sql`create table report_comments (
    seq bigint generated always as identity primary key,
    grain text not null,
    period text not null,
    chapter text not null,
    comment text not null,
    written_by text not null,
    role text not null,
    written_at timestamptz not null
  )`,
  sql`create index report_comments_period on report_comments (period, grain, seq)`,

  sql`create table frozen_reports (
    id text primary key,
    grain text not null,
    period text not null,
    language text not null,
    enterprises integer[] not null,
    edition integer not null,
    replaces text references frozen_reports (id),
    frozen_by text not null,
    role text not null,
    frozen_at timestamptz not null,
    content text not null,
    hash bytea not null,
    unique (grain, period, language, enterprises, edition),
    check (hash = sha256(convert_to(content, 'UTF8')))
  )`,

  ...['report_comments', 'frozen_reports'].flatMap((table) => [
    sql`create trigger ${sql.raw(`${table}_append_only`)} before update or delete on ${sql.table(table)}
      for each row execute function refuse_change()`,
    sql`create trigger ${sql.raw(`${table}_no_truncate`)} before truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`,
  ]),
];

/** Makes the tables of reports. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
