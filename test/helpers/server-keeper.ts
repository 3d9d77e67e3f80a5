/**
 * A process of its own that keeps one server: starts it, prints its URL on a line, and stops it and removes its
 * files when its standard input closes. That happens also when the test run is killed, so no server stays behind.
 * Usage: server-keeper.ts postgres|redis BIN_DIR
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as a user without rights, and owns its directory. */
function unprivileged(): Owner {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('root, and neither user postgres nor nobody to run PostgreSQL as');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}

/** Resolves when the server says the words that mean it is ready; rejects with its last words when it ends before. */
function saysReady(server: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      if (words.test(said)) resolve();
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`server did not start: ${said}`)));
  });
}

function startPostgres(binDir: string, directory: string, port: number): ChildProcess {
  const owner = unprivileged();
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const settings = { ...owner, cwd: directory, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  const made = spawnSync(
    join(binDir, 'initdb'),
    ['-D', data, '-U', 'overgang', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...settings, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error?.message}`);
  // Test data need not outlive a power cut. OVERGANG_TEST_FSYNC=on is for measuring.
  const fsync = process.env.OVERGANG_TEST_FSYNC === 'on' ? 'on' : 'off';
  const flags = [
    `fsync=${fsync}`,
    `full_page_writes=${fsync}`,
    'max_connections=300',
    'listen_addresses=127.0.0.1',
  ];
  return spawn(
    join(binDir, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      ...[...flags, 'unix_socket_directories='].flatMap((flag) => ['-c', flag]),
    ],
    settings,
  );
}

function startRedis(binDir: string, directory: string, port: number): ChildProcess {
  const flags = ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory];
  const memory = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  return spawn(join(binDir, 'redis-server'), [...flags, ...memory], { cwd: directory });
}

const [kind, binDir = ''] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), `overgang-${kind}-`));
// Ctrl-C reaches the whole group; the end of input that follows does the stopping, in order.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
let server: ChildProcess | undefined;
let status = 0;
const inputClosed = once(process.stdin.resume(), 'close');
try {
  // A redis that was on a fixed port before comes back there (KEEPER_PORT), to test a restart.
  const port = Number(process.env.KEEPER_PORT) || (await freePort());
  server = kind === 'postgres' ? startPostgres(binDir, directory, port) : startRedis(binDir, directory, port);
  await saysReady(
    server,
    kind === 'postgres' ? /ready to accept connections/ : /Ready to accept connections/,
  );
  const url =
    kind === 'postgres' ? `postgres://overgang@127.0.0.1:${port}/postgres` : `redis://127.0.0.1:${port}`;
  process.stdout.write(`${url}\n`);
  await inputClosed;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  status = 1;
} finally {
  if (server && server.exitCode === null && server.signalCode === null) {
    // PostgreSQL: fast shutdown. Redis: stops at once.
    server.kill('SIGINT');
    await once(server, 'exit');
  }
  rmSync(directory, { recursive: true, force: true });
  process.exit(status);
}
