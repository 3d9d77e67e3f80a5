import { Redis } from 'ioredis';
import { systemClock } from '../adapters/clock.ts';
import { openQueueSystem } from '../adapters/queue/system.ts';
import type { Config } from '../config.ts';
import { type Check, codeOf, fail, ok, warn } from './check.ts';

const answerMs = 3_000;
const oldest: readonly [number, number] = [6, 2];

/** Facts of INFO, by their names in Redis. */
const askRedis = async (url: string): Promise<ReadonlyMap<string, string>> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: answerMs,
    commandTimeout: answerMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let fault: Error | undefined;
  redis.on('error', (error: Error) => {
    fault = error;
  });
  try {
    await redis.connect();
    const lines = (await redis.info()).split(/\r?\n/);
    return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1)]));
  } catch (error) {
    // "Connection is closed" says less than what closed it.
    throw fault ?? error;
  } finally {
    redis.disconnect();
  }
};

/** Redis answers with a word before its text: NOAUTH, WRONGPASS, LOADING. */
const redisCode = (error: unknown): string => {
  const word = error instanceof Error ? /^([A-Z]{4,})\b/.exec(error.message)?.[1] : undefined;
  return word ?? codeOf(error);
};

const advice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'start Redis, or correct host and port in REDIS_URL',
  ENOTFOUND: 'correct the host in REDIS_URL',
  NOAUTH: 'put the password into REDIS_URL',
  WRONGPASS: 'correct user and password in REDIS_URL',
  LOADING: 'Redis is reading its data: ask again in a while',
};

const judgeVersion = (version: string): Check | undefined => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return isNewEnough
    ? undefined
    : fail('queue', `Redis ${version} is too old`, 'upgrade to Redis 6.2 or newer');
};

/** The queue's store as the gateway would use it. On PostgreSQL there is nothing to ask but the database itself. */
export const checkQueue = async ({ REDIS_URL }: Config): Promise<readonly Check[]> => {
  if (REDIS_URL === undefined) return [ok('queue', 'in the database, as REDIS_URL is not set')];
  let facts: ReadonlyMap<string, string>;
  try {
    facts = await askRedis(REDIS_URL);
  } catch (error) {
    const code = redisCode(error);
    const todo = advice[code] ?? 'check REDIS_URL, and the log of Redis for this code';
    return [
      fail('queue', `Redis cannot be asked (${code})`, `${todo}. What is accepted meanwhile is not lost`),
    ];
  }
  const version = facts.get('redis_version') ?? 'unknown';
  const tooOld = judgeVersion(version);
  if (tooOld !== undefined) return [tooOld];
  const queues = await openQueueSystem(
    { redisUrl: REDIS_URL },
    { definitions: [], clock: systemClock, random: () => 0, answerMs },
  );
  try {
    await queues.ping();
    const eviction = await queues.evictionPolicy();
    const isAppending = facts.get('aof_enabled') === '1';
    return [
      eviction?.safe === true
        ? ok('queue', `Redis ${version} answers, eviction policy ${eviction.policy}`)
        : fail(
            'queue',
            `Redis ${version} may throw jobs away: eviction policy ${eviction?.policy ?? 'unknown'}`,
            'set maxmemory-policy noeviction',
          ),
      ...(isAppending
        ? []
        : [
            warn(
              'queue',
              'Redis forgets its jobs when it restarts (appendonly is off)',
              'set appendonly yes; without it the sweep has to find the work again, which takes longer',
            ),
          ]),
    ];
  } catch (error) {
    return [fail('queue', `Redis does not answer the queue (${redisCode(error)})`, 'check the log of Redis')];
  } finally {
    await queues.close({ drain: false });
  }
};
