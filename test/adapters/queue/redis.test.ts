import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { openQueueSystem, QueueUnavailable } from '../../../src/adapters/queue/system.ts';
import type { QueueDefinition } from '../../../src/app/jobs.ts';
import { startServer, type TestServer } from '../../helpers/servers.ts';
import { waitFor } from '../../helpers/wait-for.ts';

type Work = (id: string) => unknown;

const queue: QueueDefinition<{ id: string }, Work> = {
  name: 'q',
  payload: z.strictObject({ id: z.string() }),
  options: { concurrency: 2, attempts: 2, backoff: { firstMs: 10, maxMs: 10 } },
  async run({ id }, work) {
    await work(id);
    return { kind: 'done' };
  },
};

const open = (redisUrl: string, prefix: string) =>
  openQueueSystem(
    { redisUrl },
    {
      definitions: [queue],
      clock: { now: () => new Date() },
      random: Math.random,
      prefix,
      lockMs: 1_000,
      answerMs: 500,
    },
  );

// A server of its own: these tests empty it and stop it.
describe.skipIf(inject('redisUrl') === '')('Queues on a Redis that fails', () => {
  let server: TestServer | undefined;
  let url = '';

  beforeAll(async () => {
    server = await startServer('redis');
    url = server?.url ?? '';
    // With REDIS_URL given and no binary here there is nothing to break.
    expect(server, 'redis-server on PATH').toBeDefined();
  });
  afterAll(async () => server?.stop());

  test('a Redis emptied under running workers and producers keeps working for both', async () => {
    const queues = await open(url, 'flushed');
    const seen: string[] = [];
    await queues.startWorkers((id) => seen.push(id));
    await queues.enqueue('q', { id: 'before' }, { key: 'k' });
    await waitFor('the job before', () => seen.includes('before'));
    await queues.enqueue('q', { id: 'lost' }, { key: 'k', delayMs: 60_000 });
    const admin = new Redis(url);
    await admin.flushall();
    await admin.script('FLUSH');
    admin.disconnect();
    expect(await queues.depths()).toEqual({ q: { waiting: 0, active: 0, delayed: 0, failed: 0 } });
    await queues.enqueue('q', { id: 'after' }, { key: 'k' });
    await waitFor('the job after', () => seen.includes('after'));
    expect(seen).toEqual(['before', 'after']);
    await queues.close({ drain: true });
  });

  test('a Redis emptied while a job runs leaves the worker able to run the next', async () => {
    const queues = await open(url, 'emptied');
    const seen: string[] = [];
    await queues.startWorkers(async (id) => {
      if (id === 'held') {
        const admin = new Redis(url);
        await admin.flushall();
        admin.disconnect();
      }
      seen.push(id);
    });
    await queues.enqueue('q', { id: 'held' });
    await waitFor('the held job', () => seen.includes('held'));
    await waitFor('an empty queue', async () => (await queues.depths()).q?.active === 0);
    await queues.enqueue('q', { id: 'next' });
    await waitFor('the next job', () => seen.includes('next'));
    await queues.close({ drain: true });
  });

  test('an enqueue while Redis is away rejects within its time, and works again when Redis is back', async () => {
    const queues = await open(url, 'away');
    const seen: string[] = [];
    await queues.startWorkers((id) => seen.push(id));
    await queues.enqueue('q', { id: 'before' });
    await waitFor('the job before', () => seen.length === 1);
    await server?.stop();
    const asked = performance.now();
    await expect(queues.enqueue('q', { id: 'during' })).rejects.toBeInstanceOf(QueueUnavailable);
    await expect(queues.ping()).rejects.toMatchObject({ code: 'queue_unavailable' });
    expect(performance.now() - asked).toBeLessThan(4_000);
    server = await startServer('redis', Number(new URL(url).port));
    await waitFor('Redis to be reached again', () =>
      queues.enqueue('q', { id: 'after' }).then(
        () => true,
        () => false,
      ),
    );
    await waitFor('the job after', () => seen.includes('after'));
    await queues.close({ drain: true });
  });

  test('a start while Redis is away rejects enqueues within their time, and comes up with Redis', async () => {
    await server?.stop();
    const queues = await open(url, 'late');
    const asked = performance.now();
    await expect(queues.enqueue('q', { id: 'early' })).rejects.toBeInstanceOf(QueueUnavailable);
    expect(performance.now() - asked).toBeLessThan(4_000);
    const seen: string[] = [];
    const starting = queues.startWorkers((id) => seen.push(id));
    server = await startServer('redis', Number(new URL(url).port));
    await starting;
    await waitFor('Redis to be reached', () =>
      queues.enqueue('q', { id: 'now' }).then(
        () => true,
        () => false,
      ),
    );
    await waitFor('the job', () => seen.includes('now'));
    await queues.close({ drain: true });
  });

  test('the eviction policy is told, and only noeviction is safe', async () => {
    const queues = await open(url, 'policy');
    expect(await queues.evictionPolicy()).toEqual({ policy: 'noeviction', safe: true });
    const admin = new Redis(url);
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    admin.disconnect();
    expect(await queues.evictionPolicy()).toEqual({ policy: 'allkeys-lru', safe: false });
    await queues.close({ drain: true });
  });
});
