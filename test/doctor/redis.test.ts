import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { checkQueue } from '../../src/doctor/queue.ts';
import { startServer } from '../helpers/servers.ts';

/** A Redis of one's own, and how to set it up wrong. */
const openRedis = async () => {
  const server = await startServer('redis');
  if (server === undefined) throw new Error('redis was there a moment ago');
  const client = new Redis(server.url);
  onTestFinished(async () => {
    client.disconnect();
    await server.stop();
  });
  return { url: server.url, client };
};

const ask = (redisUrl: string) => {
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/overgang',
    REDIS_URL: redisUrl,
    PAYLOAD_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    PSEUDONYM_KEY: Buffer.alloc(32).toString('base64'),
  });
  if (!config.ok) throw new Error(config.fault.join());
  return checkQueue(config.value);
};

test.skipIf(inject('redisUrl') === '')(
  'Redis must keep its jobs when memory is short, and had better keep them when it restarts',
  async () => {
    const { url, client } = await openRedis();
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    expect(await ask(url)).toEqual([
      {
        name: 'queue',
        verdict: 'fail',
        found: expect.stringContaining('eviction policy allkeys-lru'),
        todo: 'set maxmemory-policy noeviction',
      },
      expect.objectContaining({ verdict: 'warn', todo: expect.stringContaining('appendonly yes') }),
    ]);

    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await client.config('SET', 'appendonly', 'yes');
    // Redis does not stop while it writes the first append-only file.
    onTestFinished(async () => void (await client.config('SET', 'appendonly', 'no')));
    expect(await ask(url)).toEqual([
      { name: 'queue', verdict: 'ok', found: expect.stringMatching(/^Redis \d+\.\d+.*noeviction$/) },
    ]);
  },
);

test.skipIf(inject('redisUrl') === '')(
  'a password that is missing or wrong is said in a word, without it',
  async () => {
    const { url, client } = await openRedis();
    await client.config('SET', 'requirepass', 'right-password');
    const missing = await ask(url);
    expect(missing).toEqual([
      expect.objectContaining({ verdict: 'fail', found: 'Redis cannot be asked (NOAUTH)' }),
    ]);
    const wrong = await ask(url.replace('redis://', 'redis://:wrong-password@'));
    expect(wrong).toEqual([
      expect.objectContaining({ verdict: 'fail', found: 'Redis cannot be asked (WRONGPASS)' }),
    ]);
    expect(JSON.stringify([missing, wrong])).not.toContain('-password');
  },
);
