import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, describe, inject } from 'vitest';
import { openEmbeddedPool } from '../../src/adapters/embedded/pool.ts';
import { openPostgresPool, type SqlPool } from '../../src/adapters/postgres/pool.ts';
import {
  openQueueSystem,
  type QueueSystem,
  type QueueSystemOptions,
} from '../../src/adapters/queue/system.ts';
import { type BackendName, backendMark, backendNames } from './backend-names.ts';

/** One combination, opened: a fresh database and, with Redis, a key prefix of its own. */
export interface Backend {
  readonly name: BackendName;
  readonly pool: SqlPool;
  /** Connection string of the database; `undefined` for PGlite, which lives in this process. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly redisPrefix: string;
  /** Opens queues on it; every call is another set of producers and workers on the same jobs. */
  openQueues<D>(options: QueueOptionsForTests<D>): Promise<QueueSystem<D>>;
  /** Drops the database and the keys. Queues must be closed before. */
  close(): Promise<void>;
}

/** Queue options of which tests may leave out all but the definitions. */
type QueueOptionsForTests<D> = Pick<QueueSystemOptions<D>, 'definitions'> & Partial<QueueSystemOptions<D>>;

/**
 * Runs `suite` once for each backend; `open` gives the block's backend, opened at its first call and dropped at
 * the block's end. Blocks whose server is missing are skipped. `names`: fewer backends than all.
 */
export function describeBackends(
  title: string,
  suite: (open: () => Promise<Backend>, name: BackendName) => void,
  names: readonly BackendName[] = backendNames,
): void {
  for (const name of names) {
    describe.skipIf(isMissing(name))(`${title} ${backendMark(name)}`, () => {
      let opened: Promise<Backend> | undefined;
      afterAll(async () => (await opened)?.close());
      suite(() => {
        opened ??= openBackend(name);
        return opened;
      }, name);
    });
  }
}

function isMissing(name: BackendName): boolean {
  if (name === 'PGlite') return false;
  return inject('postgresUrl') === '' || (name === 'PostgreSQL + Redis' && inject('redisUrl') === '');
}

/** Opens one combination; the caller closes it. */
export async function openBackend(name: BackendName): Promise<Backend> {
  const store = name === 'PGlite' ? await openPGlite() : await makeDatabase();
  const redisUrl = name === 'PostgreSQL + Redis' ? inject('redisUrl') : undefined;
  const redisPrefix = `test-${randomUUID()}`;
  return {
    ...store,
    name,
    redisUrl,
    redisPrefix,
    openQueues: (options) =>
      openQueueSystem(redisUrl === undefined ? { pool: store.pool } : { redisUrl }, {
        clock: { now: () => new Date() },
        random: Math.random,
        prefix: redisPrefix,
        ...options,
      }),
    async close() {
      if (redisUrl !== undefined) await removeKeys(redisUrl, redisPrefix);
      await store.close();
    },
  };
}

interface Store {
  readonly pool: SqlPool;
  readonly databaseUrl: string | undefined;
  close(): Promise<void>;
}

async function openPGlite(): Promise<Store> {
  const template = await openAsBlob(inject('pgliteTemplate'));
  const opened = await openEmbeddedPool({ dataDir: undefined, template });
  if (!opened.ok) throw new Error(opened.fault.code);
  return { pool: opened.value, databaseUrl: undefined, close: () => opened.value.end() };
}

async function makeDatabase(): Promise<Store> {
  const url = new URL(inject('postgresUrl'));
  const name = `overgang_test_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  const pool = openPostgresPool({ connectionString: url.href, applicationName: 'overgang-tests' });
  return {
    pool,
    databaseUrl: url.href,
    async close() {
      await pool.end();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 })) {
      if (Array.isArray(keys) && keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}
