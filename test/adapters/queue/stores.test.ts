import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { QueueDefinition } from '../../../src/app/jobs.ts';
import { type Backend, describeBackends } from '../../helpers/backends.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const queue: QueueDefinition<{ id: string }, undefined> = {
  name: 'leaky',
  payload: z.strictObject({ id: z.string() }),
  options: { concurrency: 1, attempts: 1, backoff: { firstMs: 10, maxMs: 10 } },
  run: () => Promise.reject(new Error('Kari Testpasient')),
};

/** Everything the queue's store holds, as text. */
async function storedText(backend: Backend): Promise<string> {
  if (backend.redisUrl === undefined) {
    const { rows } = await backend.pool.query(
      'SELECT job::text FROM bullmq.job UNION ALL SELECT event::text FROM bullmq.event',
    );
    return JSON.stringify(rows);
  }
  const redis = new Redis(backend.redisUrl);
  const texts: unknown[] = [];
  for (const key of await redis.keys(`${backend.redisPrefix}:*`)) {
    const type = await redis.type(key);
    if (type === 'hash') texts.push(await redis.hgetall(key));
    if (type === 'stream') texts.push(await redis.xrange(key, '-', '+'));
  }
  redis.disconnect();
  return JSON.stringify(texts);
}

describeBackends('What a queue keeps', (open) => {
  test('of a processor that throws is its code: neither the message nor the stack', async () => {
    const backend = await open();
    const queues = await backend.openQueues({ definitions: [queue] });
    await queues.startWorkers(undefined);
    await queues.enqueue('leaky', { id: 'a' });
    await waitFor('the failure', async () => (await queues.depths()).leaky?.failed === 1);
    const stored = await storedText(backend);
    expect(stored).toContain('defect');
    expect(stored).not.toContain('Kari');
    expect(stored).not.toContain('outcome.ts');
    await queues.close({ drain: true });
  });
});

describeBackends('The schema of the queues', (open) => {
  test('is made once when many processes start at once', async () => {
    const backend = await open();
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => backend.openQueues({ definitions: [queue] })),
    );
    await Promise.all(opened.map((queues) => queues.ping()));
    await Promise.all(opened.map((queues) => queues.close({ drain: true })));
  });

  test('does not start where a table of ours would hide one of BullMQ’s, and minds none where it would not', async () => {
    const backend = await open();
    await backend.pool.query('CREATE TABLE public.event (id int)');
    const opening = backend.openQueues({ definitions: [queue] });
    if (backend.redisUrl === undefined) await expect(opening).rejects.toThrow('belong to BullMQ: event');
    else await (await opening).close({ drain: true });
  });
});

describeBackends('Workers', (open) => {
  test('go on when the database drops every connection', async () => {
    const backend = await open();
    const seen: string[] = [];
    const steady = {
      ...queue,
      name: 'steady',
      run: async ({ id }: { id: string }) => {
        seen.push(id);
        return { kind: 'done' } as const;
      },
    };
    const queues = await backend.openQueues({ definitions: [steady] });
    await queues.startWorkers(undefined);
    await queues.enqueue('steady', { id: 'before' });
    await waitFor('the job before', () => seen.includes('before'));
    if (backend.databaseUrl !== undefined) await dropConnections(backend.databaseUrl);
    await waitFor('the store to answer', () =>
      queues.enqueue('steady', { id: 'after' }).then(
        () => true,
        () => false,
      ),
    );
    await waitFor('the job after', () => seen.includes('after'));
    await queues.close({ drain: true });
  });
});

/** Cuts everyone else off from the database, as a restart of the server would. */
async function dropConnections(databaseUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await admin.end();
}
