import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that tests need besides this process. */
export type ServerKind = 'postgres' | 'redis';

/** A server of one's own, running. */
export interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The oldest versions the gateway supports. */
const OLDEST: Record<ServerKind, readonly [number, number]> = { postgres: [15, 0], redis: [6, 2] };
const PROGRAMS: Record<ServerKind, readonly string[]> = {
  postgres: ['postgres', 'initdb'],
  redis: ['redis-server'],
};

/**
 * Starts a server of the tests' own on a free port of the loopback interface, from binaries on PATH (or in
 * Debian's and Homebrew's places for PostgreSQL). Gives `undefined` when there are none new enough.
 * `port` is for bringing a stopped server back to where it was.
 */
export async function startServer(kind: ServerKind, port?: number): Promise<TestServer | undefined> {
  const binDir = findBinaries(kind);
  if (binDir === undefined) return undefined;
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL('server-keeper.ts', import.meta.url)), kind, binDir],
    { stdio: 'pipe', env: { ...process.env, ...(port === undefined ? {} : { KEEPER_PORT: String(port) }) } },
  );
  const url = await firstLine(keeper, kind);
  return {
    url,
    async stop() {
      if (keeper.exitCode !== null) return;
      const gone = once(keeper, 'exit');
      keeper.stdin.end();
      await gone;
    },
  };
}

function firstLine(keeper: ChildProcessWithoutNullStreams, kind: ServerKind): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    keeper.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    keeper.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(out.trim());
    });
    keeper.once('error', reject);
    keeper.once('exit', () => reject(new Error(`${kind} for the tests did not start: ${errors.trim()}`)));
  });
}

function findBinaries(kind: ServerKind): string | undefined {
  return candidates(kind).find(
    (directory) =>
      PROGRAMS[kind].every((program) => existsSync(join(directory, program))) && isNewEnough(kind, directory),
  );
}

function candidates(kind: ServerKind): string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  if (kind === 'redis') return onPath;
  // A link on PATH may stand alone; beside the file it points to are the other programs.
  const linked = onPath.map((directory) => join(directory, 'postgres')).filter((file) => existsSync(file));
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...onPath,
    ...linked.map((file) => dirname(realpathSync(file))),
    ...versions.map((version) => join(debian, version, 'bin')),
    '/opt/homebrew/bin',
    '/usr/local/pgsql/bin',
  ];
}

function isNewEnough(kind: ServerKind, directory: string): boolean {
  const { stdout } = spawnSync(join(directory, PROGRAMS[kind][0] ?? ''), ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /(?:\) |v=)(\d+)\.(\d+)/.exec(stdout) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST[kind];
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}
