import { expect, test } from 'vitest';
import { z } from 'zod';
import type { JobRun } from '../../src/adapters/queue/outcome.ts';
import type { JobOutcome, QueueDefinition, QueueOptions } from '../../src/app/jobs.ts';
import type { Backend } from '../helpers/backends.ts';
import { expected, waitFor } from '../helpers/wait-for.ts';

type Payload = { id: string };
/** What the jobs of these tests do; each test gives its own. */
type Work = (payload: Payload) => JobOutcome | Promise<JobOutcome>;

const done: JobOutcome = { kind: 'done' };

/** A queue of one's own, whose jobs do what the worker's deps say. */
function queueOf(name: string, options: Partial<QueueOptions> = {}): QueueDefinition<Payload, Work> {
  return {
    name,
    payload: z.strictObject({ id: z.string() }),
    options: { concurrency: 5, attempts: 3, backoff: { firstMs: 20, maxMs: 100 }, ...options },
    run: async (payload, work) => work(payload),
  };
}

/** What everything that enqueues and works expects of the queues, on whatever store. */
export function queueContract(open: () => Promise<Backend>): void {
  /** Opens queues, and closes them when the test ends, whatever its end. */
  const started = async (
    definition: QueueDefinition<Payload, Work>,
    settings: { onRun?: (run: JobRun) => void; lockMs?: number; answerMs?: number } = {},
  ) => {
    const backend = await open();
    const queues = await backend.openQueues({ definitions: [definition], ...settings });
    return Object.assign(queues, { [Symbol.asyncDispose]: () => queues.close({ drain: true }) });
  };
  /** Waits until nothing of the queue is left but failed jobs. */
  const settled = (queues: Awaited<ReturnType<typeof started>>, name: string) =>
    waitFor(`${name} to settle`, async () => {
      const depth = (await queues.depths())[name];
      return depth?.waiting === 0 && depth.active === 0 && depth.delayed === 0 && depth;
    });

  test('a job runs once, with its payload', async () => {
    await using queues = await started(queueOf('once'));
    const seen: string[] = [];
    await queues.startWorkers(({ id }) => {
      seen.push(id);
      return done;
    });
    await queues.enqueue('once', { id: 'a' });
    expect(await settled(queues, 'once')).toMatchObject({ failed: 0 });
    expect(seen).toEqual(['a']);
  });

  test('a job told to wait runs again at its time, and that uses up no attempt', async () => {
    const runs: JobRun[] = [];
    await using queues = await started(queueOf('patient', { attempts: 1 }), {
      onRun: (run) => runs.push(run),
    });
    // By the clock that the times are given in. A queue may wake a job some tens of milliseconds before its time.
    const times: number[] = [];
    const waits: number[] = [];
    await queues.startWorkers(() => {
      times.push(Date.now());
      waits.push(Date.now() + 300);
      return times.length < 4 ? { kind: 'wait', until: new Date(waits.at(-1)!) } : done;
    });
    await queues.enqueue('patient', { id: 'a' });
    await waitFor('the fourth run', () => times.length === 4);
    expect(await settled(queues, 'patient')).toMatchObject({ failed: 0 });
    for (let i = 1; i < times.length; i += 1) expect(times[i]).toBeGreaterThan((waits[i - 1] ?? 0) - 100);
    expect(runs.map(({ ending, attempt }) => [ending, attempt])).toEqual([
      ['wait', 1],
      ['wait', 1],
      ['wait', 1],
      ['done', 1],
    ]);
  });

  test('a job that fails for now is run again until its attempts are used, then kept as failed', async () => {
    const runs: JobRun[] = [];
    await using queues = await started(queueOf('stubborn'), { onRun: (run) => runs.push(run) });
    await queues.startWorkers(() => ({ kind: 'retry', code: 'receiver_away' }));
    await queues.enqueue('stubborn', { id: 'a' });
    await waitFor('the third run', () => runs.length === 3);
    expect(await settled(queues, 'stubborn')).toMatchObject({ failed: 1 });
    expect(runs.map(({ ending, attempt, code }) => [ending, attempt, code])).toEqual([
      ['retry', 1, 'receiver_away'],
      ['retry', 2, 'receiver_away'],
      ['retry', 3, 'receiver_away'],
    ]);
  });

  test('a job that fails for good is not run again', async () => {
    const runs: JobRun[] = [];
    await using queues = await started(queueOf('hopeless'), { onRun: (run) => runs.push(run) });
    await queues.startWorkers(() => ({ kind: 'never', code: 'receiver_unknown' }));
    await queues.enqueue('hopeless', { id: 'a' });
    await waitFor('the run', () => runs.length === 1);
    expect(await settled(queues, 'hopeless')).toMatchObject({ failed: 1 });
    expect(runs).toHaveLength(1);
  });

  test('a processor that throws is a defect: retried, and told as it is', async () => {
    const runs: JobRun[] = [];
    await using queues = await started(queueOf('broken', { attempts: 2 }), {
      onRun: (run) => runs.push(run),
    });
    const fault = new TypeError('on purpose');
    await queues.startWorkers(() => {
      throw fault;
    });
    await queues.enqueue('broken', { id: 'a' });
    await waitFor('the second run', () => runs.length === 2);
    expect(await settled(queues, 'broken')).toMatchObject({ failed: 1 });
    expect(runs).toMatchObject([
      { ending: 'defect', code: 'defect', error: fault },
      { ending: 'defect', code: 'defect', error: fault },
    ]);
  });

  test('a payload with anything but what its schema names is refused at the door, unquoted', async () => {
    await using queues = await started(queueOf('strict'));
    await expect(queues.enqueue('strict', { id: 'a', name: 'Kari Testpasient' })).rejects.toThrow(
      /^payload does not fit queue strict$/,
    );
    await expect(queues.enqueue('unheard-of', { id: 'a' })).rejects.toThrow('no queue is called unheard-of');
    expect(await queues.depths()).toEqual({ strict: { waiting: 0, active: 0, delayed: 0, failed: 0 } });
  });

  test('a delayed job does not run before its time', async () => {
    await using queues = await started(queueOf('later'));
    const ran = expected<number>('the delayed job');
    await queues.startWorkers(() => {
      ran.arrive(performance.now());
      return done;
    });
    const enqueued = performance.now();
    await queues.enqueue('later', { id: 'a' }, { delayMs: 300 });
    expect(await queues.depths()).toMatchObject({ later: { delayed: 1, waiting: 0 } });
    expect((await ran.promise) - enqueued).toBeGreaterThan(280);
  });

  test('while a job with a key waits, no second one is added; after it, one is', async () => {
    const key = 'process-6f1c0a52-8a53-4f0e-9a3b-2f6c3f3e2d11';
    await using queues = await started(queueOf('keyed'));
    const seen: string[] = [];
    for (const id of ['a', 'b', 'c']) await queues.enqueue('keyed', { id }, { key });
    await queues.enqueue('keyed', { id: 'other' }, { key: 'another' });
    expect(await queues.depths()).toMatchObject({ keyed: { waiting: 2 } });
    await queues.startWorkers(({ id }) => {
      seen.push(id);
      return done;
    });
    await settled(queues, 'keyed');
    await queues.enqueue('keyed', { id: 'd' }, { key });
    await waitFor('the job after', () => seen.length === 3);
    expect(seen).toEqual(['a', 'other', 'd']);
  });

  test('a wake-up that comes while its key’s job runs is run once after it', async () => {
    await using queues = await started(queueOf('overtaken'));
    const seen: string[] = [];
    const running = expected<void>('the first run');
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    await queues.startWorkers(async ({ id }) => {
      seen.push(id);
      running.arrive();
      await mayEnd;
      return done;
    });
    await queues.enqueue('overtaken', { id: 'a' }, { key: 'k' });
    await running.promise;
    for (const id of ['b', 'c']) await queues.enqueue('overtaken', { id }, { key: 'k' });
    expect(seen).toEqual(['a']);
    end();
    await waitFor('the second run', () => seen.length === 2);
    await settled(queues, 'overtaken');
    expect(seen).toEqual(['a', 'c']);
  });

  test('jobs enqueued while no worker runs wait, over a restart too, and then run', async () => {
    {
      await using before = await started(queueOf('patience'));
      for (const id of ['a', 'b']) await before.enqueue('patience', { id });
    }
    await using after = await started(queueOf('patience', { concurrency: 1 }));
    expect(await after.depths()).toEqual({ patience: { waiting: 2, active: 0, delayed: 0, failed: 0 } });
    const seen: string[] = [];
    await after.startWorkers(({ id }) => {
      seen.push(id);
      return done;
    });
    await waitFor('both', () => seen.length === 2);
    expect(seen).toEqual(['a', 'b']);
  });

  test('500 jobs on two sets of workers all run, each once', async () => {
    const definition = queueOf('crowd', { concurrency: 10 });
    // All at once on one embedded session: the last of them wait their turn for longer than a request would.
    const patient = { answerMs: 30_000 };
    await using one = await started(definition, patient);
    await using two = await started(definition, patient);
    const seen: string[] = [];
    const work: Work = ({ id }) => {
      seen.push(id);
      return done;
    };
    const ids = Array.from({ length: 500 }, (_, n) => String(n));
    await Promise.all([
      one.startWorkers(work),
      two.startWorkers(work),
      ...ids.map((id) => one.enqueue('crowd', { id })),
    ]);
    await waitFor('500 runs', () => seen.length >= 500, { withinMs: 20_000 });
    await settled(one, 'crowd');
    expect(seen.length).toBe(500);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  test('closing with drain lets the active job end and starts no other', async () => {
    const queues = await started(queueOf('drained', { concurrency: 1 }));
    const ended: string[] = [];
    const running = expected<void>('the first run');
    await queues.startWorkers(async ({ id }) => {
      running.arrive();
      // Long enough for close to be waiting on it.
      await new Promise((resolve) => setTimeout(resolve, 200));
      ended.push(id);
      return done;
    });
    for (const id of ['a', 'b']) await queues.enqueue('drained', { id });
    await running.promise;
    await queues.close({ drain: true });
    expect(ended).toEqual(['a']);
    await using after = await started(queueOf('drained'));
    expect(await after.depths()).toMatchObject({ drained: { waiting: 1, active: 0 } });
  });

  test('a job whose worker went away in the middle of it is taken again by another', async () => {
    const gone = await started(queueOf('orphan'), { lockMs: 1_000 });
    const running = expected<void>('the first run');
    const never = new Promise<JobOutcome>(() => undefined);
    await gone.startWorkers(() => {
      running.arrive();
      return never;
    });
    await gone.enqueue('orphan', { id: 'a' });
    await running.promise;
    await gone.close({ drain: false });
    await using other = await started(queueOf('orphan'), { lockMs: 1_000 });
    expect(await other.depths()).toMatchObject({ orphan: { active: 1 } });
    const seen: string[] = [];
    await other.startWorkers(({ id }) => {
      seen.push(id);
      return done;
    });
    await waitFor('the second run', () => seen.length === 1);
    expect(await settled(other, 'orphan')).toMatchObject({ failed: 0 });
    expect(seen).toEqual(['a']);
  });

  test('the store answers a ping', async () => {
    await using queues = await started(queueOf('reachable'));
    await expect(queues.ping()).resolves.toBeUndefined();
  });
}
