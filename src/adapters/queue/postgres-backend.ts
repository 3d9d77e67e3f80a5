import { createPostgresBackend, type PgPool, runMigrations, withBackend } from 'bullmq';
import type pg from 'pg';
import { jobDefaults, type QueueBackend, workerOptions } from './backend.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);

/** Names that BullMQ would look up in `public` before its own schema. */
const SHADOWED = `
  SELECT ours.name FROM (
    SELECT relname AS name, relnamespace AS space FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT proname, pronamespace FROM pg_proc) AS ours
  JOIN (
    SELECT relname AS name, relnamespace AS space FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT proname, pronamespace FROM pg_proc) AS theirs USING (name)
  WHERE ours.space = 'public'::regnamespace AND theirs.space = 'bullmq'::regnamespace
  ORDER BY 1`;

/**
 * BullMQ on PostgreSQL, in schema `bullmq` of the pool's database. Brings the schema up to date first; any
 * number of processes may do so at once (BullMQ takes a transaction-level advisory lock).
 * Throws when a relation or function of ours has the name of one of BullMQ's, since both are found through
 * `search_path`.
 */
export async function openPostgresBackend(pool: pg.Pool): Promise<QueueBackend> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
    const { rows } = await client.query<{ name: string }>(SHADOWED);
    if (rows.length > 0) {
      const names = [...new Set(rows.map(({ name }) => name))].join(', ');
      throw new Error(`schema public has names that belong to BullMQ: ${names}`);
    }
  } finally {
    client.release();
  }
  // A pg.Pool is what BullMQ means; its reduced type and pg's overloads do not meet under strict settings.
  const connection = pool as unknown as PgPool;
  return {
    makeQueue: (name) => new Queue(name, { connection, defaultJobOptions: jobDefaults }),
    makeWorker: (name, processor, settings) =>
      new Worker(name, processor, { connection, ...workerOptions(settings) }),
    async ping() {
      await pool.query('SELECT 1');
    },
    evictionPolicy: async () => undefined,
    close: async () => undefined,
  };
}
