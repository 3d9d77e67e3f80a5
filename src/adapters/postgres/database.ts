import { Kysely, PostgresDialect } from 'kysely';
import type { SqlPool } from './pool.ts';
import type { Database } from './tables.ts';

/** The store's own handle on the database; the pool stays its owner's to end. */
export type Db = Kysely<Database>;

/** Opens kysely on a pool, embedded or not. */
export const openDatabase = (pool: SqlPool): Db =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
