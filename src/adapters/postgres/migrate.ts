import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/list.ts';
import type { SqlPool } from './pool.ts';

const migratorOn = (pool: SqlPool): Migrator =>
  new Migrator({
    db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          Object.entries(migrations).map(([name, { up }]) => [
            name,
            {
              up: async (db) => {
                // A pool's limit for one statement is meant for traffic; building an index may take longer.
                await sql`set local statement_timeout = 0`.execute(db);
                await up(db);
              },
            },
          ]),
        ),
    },
  });

/**
 * Brings the schema up to date, all of it or nothing; gives the names of the migrations it ran. Safe to call from
 * many processes at once: one works under an advisory lock, the others wait and then find nothing to do. Throws
 * what the database throws.
 */
export const migrate = async (pool: SqlPool): Promise<{ readonly applied: readonly string[] }> => {
  const { error, results = [] } = await migratorOn(pool).migrateToLatest();
  if (error !== undefined) throw error;
  return { applied: results.map(({ migrationName }) => migrationName) };
};

/** Names of the migrations that this version knows and the database has not had; all of them for an empty database. */
export const pendingMigrations = async (pool: SqlPool): Promise<readonly string[]> => {
  const known = await migratorOn(pool).getMigrations();
  return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
};
