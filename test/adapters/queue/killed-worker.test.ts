import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmbeddedPool } from '../../../src/adapters/embedded/pool.ts';
import { openQueueSystem, type QueueStore } from '../../../src/adapters/queue/system.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { startDoomed } from '../../helpers/doomed.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { killableQueue } from './killable-queue.ts';

/** Works until all three jobs of the killed worker have run here; gives their order. */
async function survive(store: QueueStore, prefix?: string): Promise<string[]> {
  const queues = await openQueueSystem(store, {
    definitions: [killableQueue],
    clock: { now: () => new Date() },
    random: Math.random,
    lockMs: 1_000,
    ...(prefix === undefined ? {} : { prefix }),
  });
  const seen: string[] = [];
  await queues.startWorkers(async (id) => {
    seen.push(id);
    return { kind: 'done' };
  });
  await waitFor('all three jobs', () => new Set(seen).size === 3);
  await waitFor('an empty queue', async () => {
    const depth = (await queues.depths()).killable;
    return depth?.waiting === 0 && depth.active === 0 && depth.delayed === 0;
  });
  expect((await queues.depths()).killable?.failed).toBe(0);
  await queues.close({ drain: true });
  return seen;
}

describeBackends('A worker killed with -9', (open) => {
  test('loses no job: what it held and what it had not begun are run by another', async () => {
    const backend = await open();
    const dataDir = mkdtempSync(join(tmpdir(), 'overgang-killed-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const places = {
      redisUrl: backend.redisUrl,
      databaseUrl: backend.databaseUrl,
      prefix: backend.redisPrefix,
      dataDir,
    };
    const doomed = startDoomed(new URL('doomed-worker.ts', import.meta.url), places);
    await doomed.says('running');
    await doomed.kill();
    let store: QueueStore = { pool: backend.pool };
    if (backend.redisUrl !== undefined) store = { redisUrl: backend.redisUrl };
    if (backend.databaseUrl === undefined) {
      // PGlite: the survivor opens the killed process' own directory.
      const opened = await openEmbeddedPool({ dataDir });
      if (!opened.ok) throw new Error(opened.fault.code);
      store = { pool: opened.value };
      onTestFinished(() => opened.value.end());
    }
    expect((await survive(store, backend.redisPrefix)).sort()).toEqual(['1', '2', '3']);
  });
});
