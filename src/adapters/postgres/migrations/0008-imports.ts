import { type Kysely, sql } from 'kysely';

/** How far imports of history have come (src/domain/import-store.ts). */
const statements = [
  sql`create table imports (
    id text primary key,
    phase text not null,
    position bigint not null,
    counts jsonb not null,
    version bigint not null,
    started_at timestamptz not null,
    updated_at timestamptz not null
  )`,
];

/** Makes the table of imports. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await statement.execute(db);
};
