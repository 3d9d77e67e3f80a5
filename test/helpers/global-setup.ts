import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { type ServerKind, startServer, type TestServer } from './servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Server to make databases on; '' when there is none. */
    postgresUrl: string;
    /** '' when there is none. */
    redisUrl: string;
    /** Packed empty PGlite database: loading it takes a tenth of making one. */
    pgliteTemplate: string;
  }
}

/**
 * Once per test run: PostgreSQL and Redis, given by DATABASE_URL and REDIS_URL or started here. Without one, its
 * suites are skipped with a loud line; with CI=true the run fails instead.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: TestServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  const serverUrl = async (kind: ServerKind, given: string | undefined): Promise<string> => {
    if (given) return given;
    const server = await startServer(kind);
    if (server) {
      started.push(server);
      return server.url;
    }
    const missing = `NO ${kind.toUpperCase()}: no ${kind} on PATH that is new enough, and its URL is not set`;
    if (process.env.CI === 'true') throw new Error(missing);
    console.warn(`\n!!! ${missing}. All suites that need it are SKIPPED.\n`);
    return '';
  };
  // All are awaited even when one fails, so that `stop` knows of every server that was started.
  const [postgres, redis, template] = await Promise.allSettled([
    serverUrl('postgres', process.env.DATABASE_URL),
    serverUrl('redis', process.env.REDIS_URL),
    packTemplate(),
  ]);
  for (const part of [postgres, redis, template]) {
    if (part.status === 'fulfilled') continue;
    await stop();
    throw part.reason;
  }
  project.provide('postgresUrl', textOf(postgres));
  project.provide('redisUrl', textOf(redis));
  project.provide('pgliteTemplate', textOf(template));
  return stop;
}

const textOf = (part: PromiseSettledResult<string>): string =>
  part.status === 'fulfilled' ? part.value : '';

/** Path of an empty PGlite database, packed; made once per version of PGlite and kept. */
export async function packTemplate(): Promise<string> {
  const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
  const manifest = readFileSync(join(modules, '@electric-sql/pglite/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const directory = join(modules, '.cache/overgang');
  const path = join(directory, `pglite-${version}.tar`);
  if (existsSync(path)) return path;
  const database = await PGlite.create();
  const packed = await database.dumpDataDir('none');
  await database.close();
  mkdirSync(directory, { recursive: true });
  // Moved into place whole: another run may be looking.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await packed.arrayBuffer()));
  renameSync(unfinished, path);
  return path;
}
