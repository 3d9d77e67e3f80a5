import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createLog } from '../../src/adapters/log.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readConfig } from '../../src/config.ts';
import type { Organisation } from '../../src/domain/directory.ts';
import { messageId } from '../../src/domain/ids.ts';
import { isActive } from '../../src/domain/lifecycle.ts';
import type { Clock } from '../../src/domain/ports.ts';
import type { LoadedMessage } from '../../src/domain/store.ts';
import { type Gateway, startGateway } from '../../src/main.ts';
import type { Backend } from './backends.ts';
import { createClient, type GatewayClient } from './gateway-client.ts';
import { waitFor } from './wait-for.ts';

/** A clock that stands still until it is told to go on. */
interface TestClock extends Clock {
  advance(ms: number): void;
}

/** Later than every fixture was made, so that none is from the future. */
export const testNow = new Date('2026-11-20T18:00:00Z');

/** A clock that shows this until it is moved. */
export const createTestClock = (start: Date = testNow): TestClock => {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
};

/** Keys as the environment gives them; made anew in every test process. */
export const testKeys = {
  PAYLOAD_KEYS: `test:${randomBytes(32).toString('base64')}`,
  PSEUDONYM_KEY: randomBytes(32).toString('base64'),
} as const;

export interface GatewayOptions {
  readonly clock?: TestClock;
  readonly environment?: Readonly<Record<string, string>>;
  /** The sandbox's organisations, changed. */
  readonly directory?: (organisations: readonly Organisation[]) => readonly Organisation[];
}

/** A whole gateway in this process, over real HTTP. */
export interface TestGateway extends GatewayClient {
  readonly gateway: Gateway;
  readonly clock: TestClock;
  /** Every log line, down to debug. */
  readonly logs: readonly string[];
  /** Resolves when a message has been processed, rests with every receiver, and so do its receipts. */
  untilSettled(id: string): Promise<LoadedMessage>;
  close(): Promise<void>;
}

/** The pool as the gateway may have it: it stays open when the gateway closes. */
const lent = (pool: SqlPool): SqlPool =>
  new Proxy(pool, {
    get(target, name) {
      if (name === 'end') return async () => undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** Migrates a database and fills its directory with the sandbox's organisations, or a change of them. */
export const prepareDatabase = async (
  pool: SqlPool,
  directory: GatewayOptions['directory'] = (organisations) => organisations,
): Promise<void> => {
  await migrate(pool);
  const seeds = readOrganisations(join(import.meta.dirname, '../../seeds/organisations'));
  await createStore(pool).replaceOrganisations(directory(seeds));
};

/** Starts a gateway on a backend. Closing it leaves the backend as it is, for another to go on with. */
export const openGateway = async (
  backend: Pick<Backend, 'pool' | 'databaseUrl' | 'redisUrl' | 'redisPrefix'>,
  options: GatewayOptions = {},
): Promise<TestGateway> => {
  const clock = options.clock ?? createTestClock();
  const logs: string[] = [];
  const config = readConfig({
    ...testKeys,
    PORT: '0',
    HOST: '127.0.0.1',
    AUTH_MODE: 'none',
    // The tests sweep by themselves, when they have moved the clock.
    SWEEP_SECONDS: '3600',
    STUCK_SECONDS: '1',
    JOB_LOCK_SECONDS: '5',
    DATABASE_URL: backend.databaseUrl,
    REDIS_URL: backend.redisUrl,
    ...options.environment,
  });
  if (!config.ok) throw new Error(config.fault.join('\n'));
  await prepareDatabase(backend.pool, options.directory);
  const gateway = await startGateway(config.value, {
    clock,
    pool: lent(backend.pool),
    queuePrefix: backend.redisPrefix,
    log: createLog({ level: 'debug', destination: { write: (line) => logs.push(line) } }),
  });
  if (gateway.url === undefined) throw new Error('the gateway does not listen');
  return {
    ...createClient(gateway.url),
    gateway,
    clock,
    logs,
    untilSettled: (id) =>
      waitFor(`message ${id} to settle`, () => settled(gateway, id), { withinMs: 20_000 }),
    close: () => gateway.stop(),
  };
};

const settled = async ({ store }: Gateway, id: string): Promise<LoadedMessage | undefined> => {
  const key = messageId(id);
  const loaded = key && (await store.load(key));
  if (loaded?.message.processedAt === undefined) return undefined;
  const rests = loaded.deliveries.every(
    ({ state, parkedFor }) => parkedFor !== undefined || !isActive(state.transport),
  );
  return rests ? loaded : undefined;
};
