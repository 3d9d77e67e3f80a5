import { DelayedError, UnrecoverableError } from 'bullmq';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { backoffMs, type JobRun, type RunningJob, runJob } from '../../../src/adapters/queue/outcome.ts';
import type { JobOutcome, QueueDefinition } from '../../../src/app/jobs.ts';

const now = new Date('2026-11-21T12:00:00Z');
const clock = { now: () => now };

function definition(run: () => Promise<JobOutcome>): QueueDefinition<{ id: string }, undefined> {
  const options = { concurrency: 1, attempts: 3, backoff: { firstMs: 10, maxMs: 100 } };
  return { name: 'q', payload: z.strictObject({ id: z.string() }), options, run };
}

function job(data: unknown, moved: number[] = []): RunningJob {
  return {
    id: '7',
    data,
    processedOn: 5_000,
    attemptsMade: 0,
    moveToDelayed: async (timestamp) => {
      moved.push(timestamp);
    },
  };
}

async function ends(
  run: () => Promise<JobOutcome>,
  of: RunningJob,
): Promise<{ runs: JobRun[]; error: unknown }> {
  const runs: JobRun[] = [];
  const report = (run: JobRun) => runs.push(run);
  const error = await runJob(definition(run), undefined, of, 'token', clock, report).catch(
    (thrown: unknown) => thrown,
  );
  return { runs, error };
}

describe('runJob', () => {
  test('done returns', async () => {
    const { runs, error } = await ends(async () => ({ kind: 'done' }), job({ id: 'a' }));
    expect(error).toBeUndefined();
    expect(runs).toEqual([{ queue: 'q', jobId: '7', attempt: 1, ending: 'done' }]);
  });

  test('wait moves the job by the length of the wait on the clock of BullMQ', async () => {
    const moved: number[] = [];
    const until = new Date(now.getTime() + 60_000);
    const { error } = await ends(async () => ({ kind: 'wait', until }), job({ id: 'a' }, moved));
    expect(error).toBeInstanceOf(DelayedError);
    expect(moved).toEqual([65_000]);
  });

  test('retry throws the code and nothing else, and can be retried', async () => {
    const { error } = await ends(async () => ({ kind: 'retry', code: 'receiver_away' }), job({ id: 'a' }));
    expect(error).toMatchObject({ message: 'receiver_away' });
    expect(error).not.toBeInstanceOf(UnrecoverableError);
  });

  test('never throws the code as unrecoverable', async () => {
    const { error } = await ends(async () => ({ kind: 'never', code: 'no_such_message' }), job({ id: 'a' }));
    expect(error).toBeInstanceOf(UnrecoverableError);
    expect(error).toMatchObject({ message: 'no_such_message' });
  });

  test('a thrown error leaves only the code "defect" for the queue to keep', async () => {
    const thrown = new Error('Kari Testpasient 13116900216');
    const { runs, error } = await ends(() => Promise.reject(thrown), job({ id: 'a' }));
    expect(error).toMatchObject({ message: 'defect' });
    expect(JSON.stringify([error, (error as Error).stack])).not.toContain('Kari');
    expect(runs).toMatchObject([{ ending: 'defect', error: thrown }]);
  });

  test('a payload the schema refuses is unrecoverable, and the processor never sees it', async () => {
    let ran = false;
    const run = async (): Promise<JobOutcome> => {
      ran = true;
      return { kind: 'done' };
    };
    const { runs, error } = await ends(run, job({ id: 'a', patient: 'Kari' }));
    expect(error).toBeInstanceOf(UnrecoverableError);
    expect(error).toMatchObject({ message: 'payload_invalid' });
    expect(runs).toMatchObject([{ ending: 'invalid', code: 'payload_invalid' }]);
    expect(ran).toBe(false);
  });
});

describe('backoffMs', () => {
  const sizes = fc.record({
    firstMs: fc.integer({ min: 1, max: 10_000 }),
    maxMs: fc.integer({ min: 1, max: 10_000_000 }),
  });
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test('lies between half and all of the doubled pause, and never above the cap', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 200 }), chance, (backoff, attempts, random) => {
        const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (attempts - 1));
        const pause = backoffMs(backoff, attempts, random);
        expect(pause).toBeGreaterThanOrEqual(Math.floor(full / 2));
        expect(pause).toBeLessThanOrEqual(Math.ceil(full));
      }),
    );
  });
});
