import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../adapters/clock.ts';
import { createLog } from '../adapters/log.ts';
import { pendingMigrations } from '../adapters/postgres/migrate.ts';
import { wantedPartitions } from '../adapters/postgres/partitions.ts';
import type { SqlPool } from '../adapters/postgres/pool.ts';
import { createStore, type Store } from '../adapters/postgres/store.ts';
import { secretVariable } from '../adapters/transports/secrets.ts';
import { CannotStart } from '../cannot-start.ts';
import type { Config } from '../config.ts';
import type { Keys } from '../keys.ts';
import { openStorage } from '../storage.ts';
import { type Check, codeOf, fail, ok, warn } from './check.ts';
import { hasOsloTime } from './machine.ts';

const oldestServer = 150_000;
const clockToleranceMs = 5_000;

/** What to do about a connection that fails, by the error's code. */
const connectionAdvice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'start the server, or correct host and port in DATABASE_URL',
  ENOTFOUND: 'correct the host in DATABASE_URL',
  EAI_AGAIN: 'the host in DATABASE_URL cannot be looked up now: check the name service',
  timeout: 'nothing answers there: check host, port and firewall',
  '28P01': 'correct user and password in DATABASE_URL',
  '28000': 'let this user in (pg_hba.conf), or correct DATABASE_URL',
  '3D000': 'create the database, or correct its name in DATABASE_URL',
  '53300': 'the server has no connections left: raise max_connections, or lower DATABASE_POOL',
};

interface ServerFacts {
  readonly version: string;
  readonly number: number;
  readonly now: number;
  readonly mayCreate: boolean;
  readonly oslo: boolean;
}

const askServer = async (pool: SqlPool): Promise<ServerFacts & { readonly offMs: number }> => {
  const before = systemClock.now().getTime();
  const { rows } = await pool.query<ServerFacts>(`
    SELECT current_setting('server_version') AS version,
      current_setting('server_version_num')::int AS number,
      (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
      has_schema_privilege('public', 'CREATE') AND has_database_privilege(current_database(), 'CREATE')
        AS "mayCreate",
      EXISTS (SELECT FROM pg_timezone_names WHERE name = 'Europe/Oslo') AS oslo`);
  const after = systemClock.now().getTime();
  const [facts] = rows;
  if (facts === undefined) throw new Error('a SELECT without FROM gave no row');
  return { ...facts, offMs: facts.now - (before + after) / 2 };
};

const judgeVersion = ({ version, number }: ServerFacts, kind: string): Check =>
  number >= oldestServer
    ? ok('storage', `${kind} ${version}`)
    : fail('storage', `${kind} ${version} is too old`, 'upgrade the server to PostgreSQL 15 or newer');

/** How far the database's clock is from ours: deadlines and ids stand on both. */
export const judgeClock = (offMs: number, hasZone: boolean): Check => {
  const seconds = (Math.abs(offMs) / 1000).toFixed(1);
  if (!hasZone) {
    return warn(
      'clock',
      'no time zone data of Europe/Oslo',
      'install tzdata where the database and this process run',
    );
  }
  return Math.abs(offMs) > clockToleranceMs
    ? warn(
        'clock',
        `the database's clock is ${seconds} s ${offMs > 0 ? 'ahead' : 'behind'}`,
        'synchronise both machines (NTP)',
      )
    : ok('clock', `within ${seconds} s of the database's, Europe/Oslo known`);
};

const checkMigrations = async (pool: SqlPool, { mayCreate }: ServerFacts): Promise<Check> => {
  const pending = await pendingMigrations(pool);
  if (pending.length === 0) return ok('migrations', 'up to date');
  const found = `${pending.length} pending: ${pending.join(', ')}`;
  return mayCreate
    ? warn('migrations', found, 'run the migrate command; a start does it too')
    : fail('migrations', found, 'grant the user CREATE on the database and on its schema public');
};

const checkPartitions = async (pool: SqlPool, store: Store): Promise<Check> => {
  const wanted = wantedPartitions(systemClock.now()).map(({ name }) => name);
  const { rows } = await pool.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NULL',
    [wanted],
  );
  const { defaultPartitionRows = 0 } = await store.gauges();
  if (defaultPartitionRows > 0) {
    return warn(
      'partitions',
      `${defaultPartitionRows} rows lie in default partitions`,
      'a worker was away for months; they are served, but old months cannot be dropped as a whole',
    );
  }
  return rows.length === 0
    ? ok('partitions', `made until ${wanted.at(-1)?.slice(-7).replace('_', '-')}`)
    : warn('partitions', `${rows.length} missing, ${rows[0]?.name} first`, 'start a worker: it makes them');
};

const checkDirectory = async (config: Config, store: Store): Promise<readonly Check[]> => {
  const organisations = await store.organisations();
  if (organisations.length === 0) {
    return [
      config.DATABASE_URL === undefined
        ? ok('directory', 'empty; the first start fills it from the seeds')
        : fail('directory', 'empty: nobody can send or receive', 'run the seed command'),
    ];
  }
  const parties = organisations.flatMap((organisation) => organisation.parties);
  const lacking = parties.flatMap(({ herId, endpoint }) => {
    if (endpoint.channel !== 'webhook') return [];
    const variable = secretVariable(endpoint.secretRef);
    return (config.environment[variable] ?? '') === '' ? [`${variable} (HER-id ${herId})`] : [];
  });
  return [
    ok('directory', `${organisations.length} organisations, ${parties.length} communication parties`),
    ...(lacking.length === 0
      ? []
      : [
          fail(
            'directory',
            `webhooks without a secret: ${[...new Set(lacking)].join(', ')}`,
            'set the variables; until then these receivers get nothing',
          ),
        ]),
  ];
};

/** The newest payload tells whether the key that sealed it is still on the ring. */
const checkRing = async (pool: SqlPool, keys: Keys | undefined): Promise<readonly Check[]> => {
  const { rows } = await pool.query<{ key: string }>(
    'SELECT key_id AS key FROM payloads ORDER BY message_id DESC LIMIT 1',
  );
  const key = rows[0]?.key;
  if (key === undefined || keys === undefined || keys.ring.keys.has(key)) return [];
  return [
    fail(
      'keys',
      `stored payloads are sealed with key ${key}, which is not among the keys`,
      'put that key back: without it these messages cannot be read or delivered',
    ),
  ];
};

/** Looks at an open database; changes nothing in it. `kind` is what it is called. Throws what the database throws. */
export const checkDatabase = async (
  config: Config,
  keys: Keys | undefined,
  pool: SqlPool,
  kind: string,
): Promise<readonly Check[]> => {
  const facts = await askServer(pool);
  const version = judgeVersion(facts, kind);
  if (version.verdict === 'fail') return [version];
  const migrations = await checkMigrations(pool, facts);
  const clock = judgeClock(facts.offMs, facts.oslo && hasOsloTime());
  if (migrations.verdict !== 'ok') return [version, migrations, clock];
  const store = createStore(pool);
  return [
    version,
    migrations,
    ...(await checkRing(pool, keys)),
    await checkPartitions(pool, store),
    ...(await checkDirectory(config, store)),
    clock,
  ];
};

/** Connects to the database and looks at what is in it; changes nothing. An embedded one is not made for it. */
export const checkStorage = async (config: Config, keys: Keys | undefined): Promise<readonly Check[]> => {
  const isEmbedded = config.DATABASE_URL === undefined;
  if (isEmbedded && !existsSync(join(config.DATA_DIR, 'db'))) {
    return [ok('storage', `embedded, none yet: the first start makes it in ${config.DATA_DIR}`)];
  }
  let pool: SqlPool;
  try {
    pool = await openStorage(config, createLog({ level: 'silent' }));
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    const todo =
      'a running gateway holds it, and tells at /readyz how it is; stop it to have the rest checked';
    return [warn('storage', `embedded in ${config.DATA_DIR}, in use by another process`, todo)];
  }
  try {
    return await checkDatabase(config, keys, pool, isEmbedded ? 'embedded PostgreSQL' : 'PostgreSQL');
  } catch (error) {
    const code = codeOf(error);
    const todo = connectionAdvice[code] ?? 'see the log of the database server for this code';
    return [fail('storage', `cannot be asked (${code})`, todo)];
  } finally {
    await pool.end();
  }
};
