import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { openEmbeddedPool } from '../../src/adapters/embedded/pool.ts';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { BackendName } from '../helpers/backend-names.ts';
import { openBackend } from '../helpers/backends.ts';
import { type GatewayOptions, prepareDatabase, testKeys } from '../helpers/gateway.ts';
import { startServer, type TestServer } from '../helpers/servers.ts';

/** Storage and queue that outlive the processes which use them. */
export interface Place {
  /** What a process must be told to use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Works on the database; of an embedded one, only while no process has it open. */
  onDatabase<T>(work: (pool: SqlPool) => Promise<T>): Promise<T>;
  /** Empties all of Redis; nothing where there is none. */
  flushQueue(): Promise<void>;
  /** Stops Redis, and brings it back empty where it was. */
  readonly redis?: { stop(): Promise<void>; start(): Promise<void> };
  close(): Promise<void>;
}

/**
 * Makes a place for gateway processes. Redis is one of the test's own, since it will be emptied and stopped; the
 * embedded database is a directory.
 */
export const makePlace = (name: BackendName, directory?: GatewayOptions['directory']): Promise<Place> =>
  name === 'PGlite' ? embeddedPlace(directory) : servedPlace(name, directory);

const embeddedPlace = async (directory: GatewayOptions['directory']): Promise<Place> => {
  const home = mkdtempSync(join(tmpdir(), 'overgang-faults-'));
  const template = await openAsBlob(inject('pgliteTemplate'));
  const onDatabase: Place['onDatabase'] = async (work) => {
    const opened = await openEmbeddedPool({ dataDir: join(home, 'db'), template });
    if (!opened.ok) throw new Error(opened.fault.code);
    try {
      return await work(opened.value);
    } finally {
      await opened.value.end();
    }
  };
  await onDatabase((pool) => prepareDatabase(pool, directory));
  return {
    environment: { ...testKeys, DATA_DIR: home },
    onDatabase,
    flushQueue: async () => undefined,
    close: async () => rmSync(home, { recursive: true, force: true }),
  };
};

const startRedis = async (port?: number): Promise<TestServer> => {
  const server = await startServer('redis', port);
  if (server === undefined)
    throw new Error('redis-server must be on PATH: this test stops and empties its own');
  return server;
};

const servedPlace = async (name: BackendName, directory: GatewayOptions['directory']): Promise<Place> => {
  const { pool, databaseUrl = '', close } = await openBackend(name);
  await prepareDatabase(pool, directory);
  let server = await startRedis();
  const { url } = server;
  return {
    environment: { ...testKeys, DATABASE_URL: databaseUrl, REDIS_URL: url },
    onDatabase: (work) => work(pool),
    async flushQueue() {
      const redis = new Redis(url);
      await redis.flushall();
      redis.disconnect();
    },
    redis: {
      stop: () => server.stop(),
      async start() {
        server = await startRedis(Number(new URL(url).port));
      },
    },
    async close() {
      await server.stop();
      await close();
    },
  };
};
