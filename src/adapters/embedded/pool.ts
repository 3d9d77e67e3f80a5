import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { ok, type Result } from '../../domain/result.ts';
import { careForPool } from '../pool-care.ts';
import { type DataDirInUse, type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { type Engine, startEngine } from './engine.ts';
import { EmbeddedSocket } from './socket.ts';
import { Turns } from './turns.ts';

/** Where the embedded database lives and what it tells. */
export interface EmbeddedPoolOptions {
  /** Directory of the data; made if missing. `undefined`: in memory, gone at the end. */
  readonly dataDir: string | undefined;
  /** Takes faults of clients that nobody was waiting on. Never content. */
  readonly onError?: (error: Error) => void;
  /** How long a transaction may stand idle while others wait; default 30,000 ms. */
  readonly idleInTransactionMs?: number;
  /** A packed data directory (`PGlite.dumpDataDir`) to start from instead of an empty database, for tests. */
  readonly template?: Blob;
}

/**
 * PGlite behind a real `pg.Pool`: kysely, BullMQ and our own SQL use it as they use a server's. What differs,
 * because all clients share one session:
 * - a transaction holds up every other client until it ends (see `Turns`);
 * - `SET`, session-level advisory locks and temporary tables are common to all clients; use `SET LOCAL`,
 *   transaction-level locks (`pg_advisory_xact_lock`), and leave `search_path` alone: it is `public, bullmq`;
 * - statement_timeout does nothing: a statement runs to its end on this thread;
 * - LISTEN and UNLISTEN must be statements of their own.
 */
export type EmbeddedPool = pg.Pool;

/** Clients cost nothing here; each BullMQ worker keeps one. */
const MAX_CLIENTS = 100;
const CONNECT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_MS = 30_000;

/**
 * Opens the embedded database. Fails with `data_dir_in_use` when a living process has `dataDir` open.
 * `pool.end()` closes the database and gives the directory free.
 */
export async function openEmbeddedPool(
  options: EmbeddedPoolOptions,
): Promise<Result<EmbeddedPool, DataDirInUse>> {
  const dataDir = options.dataDir === undefined ? undefined : resolve(options.dataDir);
  if (dataDir === undefined)
    return ok(poolOn(await startEngine({ dataDir, template: options.template }), options));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockDataDir(dataDir);
  if (!lock.ok) return lock;
  try {
    return ok(poolOn(await startEngine({ dataDir, template: options.template }), options, lock.value));
  } catch (error) {
    lock.value.release();
    throw error;
  }
}

function poolOn(engine: Engine, options: EmbeddedPoolOptions, lock?: DataDirLock): EmbeddedPool {
  const turns = new Turns(engine.run, options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS);
  engine.onFailure((error) => turns.fail(error));
  let lastProcessId = 0;
  const pool = new PoolOfOneSession(
    {
      // Named in full, so that no PG* variable of the environment has a say.
      host: 'embedded',
      port: 5432,
      user: 'postgres',
      database: 'postgres',
      password: '',
      ssl: false,
      max: MAX_CLIENTS,
      keepAlive: true,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      stream: () => {
        lastProcessId += 1;
        // pg asks for a socket's methods; EmbeddedSocket has those that pg calls.
        return new EmbeddedSocket(turns, lastProcessId) as never;
      },
    },
    async () => {
      try {
        await engine.close();
      } finally {
        lock?.release();
      }
    },
  );
  careForPool(pool, options.onError);
  return pool;
}

/** A pool whose end is the database's end. */
class PoolOfOneSession extends pg.Pool {
  readonly #closeDatabase: () => Promise<void>;

  constructor(config: pg.PoolConfig, closeDatabase: () => Promise<void>) {
    super(config);
    this.#closeDatabase = closeDatabase;
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    const ended = super.end().then(() => this.#closeDatabase());
    if (!callback) return ended;
    void ended.then(callback);
    return undefined;
  }
}
