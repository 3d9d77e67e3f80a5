import { createHash } from 'node:crypto';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';

/** A digest of each of the store's tables, by name: the same as long as no row is added, changed or removed. */
export const storedTables = async (pool: SqlPool): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await pool.query<{ readonly name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of rows) {
    const all = await pool.query<{ readonly row: string }>(`select t::text as row from ${name} t order by 1`);
    digests[name] = createHash('sha256').update(JSON.stringify(all.rows)).digest('hex');
  }
  return digests;
};
