import pg from 'pg';
import { careForPool } from '../pool-care.ts';
import { prepareStatements } from './prepare.ts';

/** What storage and queue need of a pool: that of a server and the embedded one are both of this type. */
export type SqlPool = pg.Pool;

/** How to reach the server. Times are in milliseconds. */
export interface PostgresPoolOptions {
  readonly connectionString: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Connections of this process at most; default 20. With BullMQ on PostgreSQL each queue's worker keeps one. */
  readonly max?: number;
  /** How long to wait for a connection; default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may run; default 30,000. Migrations lift it for themselves with SET LOCAL. */
  readonly statementTimeoutMs?: number;
  /** How long a transaction may stand idle; default 30,000. */
  readonly idleInTransactionMs?: number;
  /** Takes faults of connections that nobody was waiting on, as when the server restarts. Never content. */
  readonly onError?: (error: Error) => void;
}

/**
 * Opens a pool of connections to a PostgreSQL server (15 or newer); connects at the first query. Every
 * connection looks unqualified names up in `public` (ours), then `bullmq` (BullMQ's own schema), and is in UTC.
 */
export function openPostgresPool(options: PostgresPoolOptions): SqlPool {
  const settings: readonly (readonly [string, string])[] = [
    ['search_path', 'public, bullmq'],
    ['TimeZone', 'UTC'],
    // Our statements are short: compiling one that the planner takes for long costs more than it saves, a hundredfold.
    ['jit', 'off'],
    ['statement_timeout', String(options.statementTimeoutMs ?? 30_000)],
    ['idle_in_transaction_session_timeout', String(options.idleInTransactionMs ?? 30_000)],
  ];
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    application_name: options.applicationName,
    max: options.max ?? 20,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 30_000,
    // A dead server is noticed also by the connection that only waits for notifications.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Not as startup options: a connection string may bring its own, and they would replace ours.
    onConnect: async (client) => {
      await client.query(
        `SELECT ${settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, false)`).join(', ')}`,
        [...settings.flat()],
      );
      prepareStatements(client);
    },
  });
  careForPool(pool, options.onError);
  return pool;
}
