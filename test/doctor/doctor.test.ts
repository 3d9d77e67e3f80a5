import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { createLog } from '../../src/adapters/log.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { seed } from '../../src/commands/seed.ts';
import { readConfig } from '../../src/config.ts';
import { checkDatabase } from '../../src/doctor/storage.ts';
import type { Organisation } from '../../src/domain/directory.ts';
import { loadKeys } from '../../src/keys.ts';
import { seedsDir } from '../../src/standards.ts';
import { openStorage } from '../../src/storage.ts';
import { openTerminal, type TestTerminal } from '../demo/terminal.ts';
import { describeBackends } from '../helpers/backends.ts';

const secrets = {
  PAYLOAD_KEYS: `k1:${Buffer.alloc(32, 0xa1).toString('base64')}`,
  PSEUDONYM_KEY: Buffer.alloc(32, 0xb2).toString('base64'),
  METRICS_TOKEN: 'metrics-token-that-nobody-may-see',
  WEBHOOK_SECRET_X: `whsec_${Buffer.alloc(32, 0xc3).toString('base64')}`,
};
const password = 'passord-som-ingen-skal-se';

/** Nothing that was printed, to either side, holds a secret. */
const expectNoSecret = ({ printed, complained }: TestTerminal): void => {
  const said = [...printed, ...complained].join('\n');
  for (const secret of [...Object.values(secrets), password]) {
    expect(said).not.toContain(secret.replace(/^(k1:|whsec_)/, ''));
  }
};

interface Row {
  readonly check: string;
  readonly verdict: string;
  readonly found: string;
  readonly todo: string | null;
}

/** Asks the doctor for JSON, and for text too, and sees that both keep quiet of secrets and agree. */
const ask = async (environment: Readonly<Record<string, string>>, terminal?: TestTerminal) => {
  const asked = terminal ?? (await openTerminal(environment));
  const json = { ...asked, environment: { ...asked.environment, ...environment }, printed: [] as string[] };
  const code = await doctor({ ...json, out: (line) => void json.printed.push(line) }, { json: true });
  const text = { ...json, printed: [] as string[] };
  expect(await doctor({ ...text, out: (line) => void text.printed.push(line) })).toBe(code);
  expectNoSecret(json);
  expectNoSecret(text);
  const rows = json.printed.map((line) => JSON.parse(line) as Row);
  for (const { todo } of rows) if (todo !== null) expect(text.printed.join('\n')).toContain(`→ ${todo}`);
  const hasFailed = rows.some(({ verdict }) => verdict === 'fail');
  const isUnusable = rows.length === 1;
  expect(code).toBe(isUnusable ? 2 : hasFailed ? 1 : 0);
  const of = (check: string): readonly Row[] => rows.filter((row) => row.check === check);
  return {
    code,
    rows,
    of,
    verdict: (check: string) =>
      of(check)
        .map(({ verdict }) => verdict)
        .join(' '),
  };
};

/** Servers of the tests let everyone in, whatever the password. */
const withPassword = (address: string): string => {
  const url = new URL(address);
  url.password = password;
  return url.href;
};

/** The checks of a database that is open here, in the shape that the command prints. */
const lookInto = async (environment: Readonly<Record<string, string>>, pool: SqlPool) => {
  const config = readConfig(environment);
  if (!config.ok) throw new Error(config.fault.join());
  const checks = await checkDatabase(config.value, await loadKeys(config.value), pool, 'embedded PostgreSQL');
  return (name: string): readonly Row[] =>
    checks
      .filter((check) => check.name === name)
      .map(({ verdict, found, todo = null }) => ({ check: name, verdict, found, todo }));
};

const byWebhook = (organisation: Organisation): Organisation => ({
  ...organisation,
  parties: organisation.parties.map((party) => ({
    ...party,
    endpoint: { channel: 'webhook', url: 'https://epj.example.no', secretRef: 'epj-a' },
  })),
});

test('before the first start of the sandbox the doctor finds nothing wrong and makes nothing', async () => {
  const terminal = await openTerminal(secrets);
  const { code, verdict, of } = await ask(secrets, terminal);
  expect(code).toBe(0);
  expect(verdict('storage')).toBe('ok');
  expect(of('storage')[0]?.found).toContain('none yet');
  expect(verdict('disk')).not.toBe('fail');
  expect(await readdir(terminal.environment.DATA_DIR ?? '')).toEqual([]);
});

test('a sandbox that has run is looked into, unless a gateway has it open', async () => {
  const terminal = await openTerminal();
  expect(await seed(terminal, {})).toBe(0);
  const looked = await ask({}, terminal);
  expect(looked.code).toBe(0);
  expect(looked.rows.map(({ check }) => check)).toEqual([
    'configuration',
    'keys',
    'standards',
    'storage',
    'migrations',
    'partitions',
    'directory',
    'clock',
    'queue',
    'disk',
    'port',
  ]);
  expect(looked.rows.filter(({ verdict }) => verdict === 'fail')).toEqual([]);

  const config = readConfig(terminal.environment);
  if (!config.ok) throw new Error(config.fault.join());
  const pool = await openStorage(config.value, createLog({ level: 'silent' }));
  try {
    const busy = await ask({}, terminal);
    expect(busy.code).toBe(0);
    expect(busy.of('storage')[0]).toMatchObject({
      verdict: 'warn',
      todo: expect.stringContaining('/readyz'),
    });
  } finally {
    await pool.end();
  }

  await chmod(join(terminal.environment.DATA_DIR ?? '', 'keys.json'), 0o644);
  const open = await ask({}, terminal);
  expect(open.code).toBe(1);
  expect(open.of('keys')[0]).toMatchObject({ verdict: 'fail', found: expect.stringContaining('chmod 600') });
});

test('sandbox keys that cannot be read are a failure', async () => {
  const terminal = await openTerminal();
  await writeFile(join(terminal.environment.DATA_DIR ?? '', 'keys.json'), '{', { mode: 0o600 });
  const { code, of } = await ask({}, terminal);
  expect(code).toBe(1);
  expect(of('keys')[0]).toMatchObject({ verdict: 'fail', found: expect.stringContaining('not JSON') });
});

test.each([
  ['a key of the wrong length', { PAYLOAD_KEYS: 'k1:c2hvcnQ=' }, 'PAYLOAD_KEYS'],
  ['a port that is none', { PORT: 'eighty' }, 'PORT'],
  ['Redis without a database', { REDIS_URL: 'redis://localhost' }, 'DATABASE_URL'],
])('a wrong configuration, here %s, ends with 2 and names the variable', async (_what, environment, name) => {
  const { code, rows } = await ask({ ...secrets, ...environment } as Record<string, string>);
  expect(code).toBe(2);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ check: 'configuration', verdict: 'fail' });
  expect(rows[0]?.found).toContain(`${name}:`);
});

test('servers that nobody answers for are failures that say what to do, and not what the password is', async () => {
  const { code, of } = await ask({
    ...secrets,
    DATABASE_URL: `postgres://overgang:${password}@127.0.0.1:1/overgang`,
    REDIS_URL: `redis://:${password}@127.0.0.1:1`,
  });
  expect(code).toBe(1);
  expect(of('storage')).toEqual([
    expect.objectContaining({ verdict: 'fail', found: 'cannot be asked (ECONNREFUSED)' }),
  ]);
  expect(of('storage')[0]?.todo).toContain('start the server');
  expect(of('queue')).toEqual([
    expect.objectContaining({ verdict: 'fail', found: 'Redis cannot be asked (ECONNREFUSED)' }),
  ]);
});

test('schemas that cannot be loaded are a failure that names the file', async () => {
  const terminal = await openTerminal();
  const { code, of } = await ask({ SCHEMA_DIR: terminal.environment.DATA_DIR ?? '' }, terminal);
  expect(code).toBe(1);
  expect(of('standards')[0]).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining('catalog.json'),
  });
});

describeBackends('doctor', (open) => {
  test('follows a database from empty to in use, and changes nothing in it', async () => {
    const { pool, databaseUrl, redisUrl } = await open();
    const environment = {
      ...secrets,
      ...(databaseUrl !== undefined && { DATABASE_URL: withPassword(databaseUrl) }),
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    };
    /** Over the command where there is a server to connect to; PGlite is open in this process already. */
    const look = async () =>
      databaseUrl === undefined ? lookInto(environment, pool) : (await ask(environment)).of;

    let of = await look();
    expect(of('storage')[0]).toMatchObject({ verdict: 'ok', found: expect.stringMatching(/PostgreSQL \d+/) });
    expect(of('migrations')[0]).toMatchObject({ verdict: 'warn' });
    expect(of('clock')[0]).toMatchObject({ verdict: 'ok' });
    const { rows } = await pool.query(
      "SELECT FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'bullmq')",
    );
    expect(rows).toEqual([]);

    await migrate(pool);
    const store = createStore(pool);
    of = await look();
    expect(of('migrations')[0]).toMatchObject({ verdict: 'ok' });
    expect(of('partitions')[0]).toMatchObject({ verdict: 'warn' });
    expect(of('directory')[0]).toMatchObject(
      databaseUrl === undefined
        ? { verdict: 'ok', found: expect.stringContaining('the first start fills it') }
        : { verdict: 'fail', todo: 'run the seed command' },
    );

    await store.ensurePartitions(systemClock.now());
    const organisations = readOrganisations(join(seedsDir, 'organisations'));
    await store.replaceOrganisations(organisations);
    of = await look();
    expect(of('partitions')[0]).toMatchObject({ verdict: 'ok' });
    expect(of('directory')).toMatchObject([{ verdict: 'ok' }]);
    expect(of('keys').filter(({ verdict }) => verdict === 'fail')).toEqual([]);

    await store.replaceOrganisations(organisations.map(byWebhook));
    of = await look();
    expect(of('directory')[1]).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('WEBHOOK_SECRET_EPJ_A'),
    });

    await pool.query(
      "INSERT INTO payloads (message_id, key_id, nonce, data) VALUES ('01936f6e-0000-7000-8000-000000000000', 'k0', '', '')",
    );
    of = await look();
    expect(of('keys').at(-1)).toMatchObject({
      verdict: 'fail',
      found: expect.stringContaining('sealed with key k0'),
    });
    expect(of('partitions')[0]?.found).toContain('1 rows lie in default partitions');
  });
});
