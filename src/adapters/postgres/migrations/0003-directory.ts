import { type Kysely, sql } from 'kysely';

/**
 * The directory (src/domain/directory.ts) as rows. Enterprises and parties share one series of HER-ids.
 * `position` keeps the order that the directory was given in.
 */
const statements = [
  sql`create table organisations (
    her_id integer primary key,
    position integer not null,
    name text not null,
    org_number text not null,
    kind text not null,
    valid_from date not null,
    valid_to date,
    unknown_party text not null
  )`,
  sql`create table municipality_codes (
    organisation integer not null references organisations on delete cascade,
    position integer not null,
    code text not null,
    valid_from date not null,
    valid_to date,
    primary key (organisation, position)
  )`,
  sql`create table communication_parties (
    her_id integer primary key,
    organisation integer not null references organisations on delete cascade,
    position integer not null,
    name text not null,
    kind text not null,
    service_type text,
    service_name text,
    hpr_number text,
    receipting text not null,
    valid_from date not null,
    valid_to date
  )`,
  sql`create table endpoints (
    her_id integer primary key references communication_parties on delete cascade,
    channel text not null,
    url text,
    secret_ref text
  )`,
  // her_id: an enterprise, or a party that differs from its enterprise.
  sql`create table journal_systems (
    her_id integer not null,
    position integer not null,
    system text not null,
    vendor text,
    valid_from date not null,
    valid_to date,
    primary key (her_id, position)
  )`,
];

/** Makes the directory's tables. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
