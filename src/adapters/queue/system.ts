import type pg from 'pg';
import type { Enqueue, EnqueueOptions, QueueDefinition } from '../../app/jobs.ts';
import type { Clock } from '../../domain/ports.ts';
import type { BackendQueue, BackendWorker, EvictionPolicy, QueueBackend } from './backend.ts';
import { withDeadline } from './deadline.ts';
import { backoffMs, type JobRun, runJob } from './outcome.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** Where the queues live: Redis, or the PostgreSQL (served or embedded) of the pool, which stays the caller's. */
export type QueueStore = { readonly redisUrl: string } | { readonly pool: pg.Pool };

/** Jobs of one queue by state. */
interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  /** Waiting for their time: enqueued with a delay, told to wait, or pausing before a retry. */
  readonly delayed: number;
  readonly failed: number;
}

/** Settings of the queue system; times in milliseconds. */
export interface QueueSystemOptions<D> {
  /** Every queue of the system, with its payload type forgotten. Producers need them too: they say how often a job is tried. */
  readonly definitions: readonly QueueDefinition<unknown, D>[];
  readonly clock: Clock;
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
  /** Redis only: what its keys begin with; default `overgang`. */
  readonly prefix?: string;
  /** A job whose worker was killed is taken again after at most twice this; default 15,000. */
  readonly lockMs?: number;
  /** The longest an enqueue, ping or count may take; default 2,000. */
  readonly answerMs?: number;
  /** The longest `close` waits for active jobs; default 25,000. */
  readonly drainMs?: number;
  /** Hears how each run of a job ended. */
  readonly onRun?: (run: JobRun) => void;
  /** Hears faults of queues and connections. BullMQ's texts: ids and states, no payload. */
  readonly onError?: (queue: string | undefined, error: Error) => void;
}

/** Queues in use. */
export interface QueueSystem<D> {
  readonly enqueue: Enqueue;
  /** Starts one worker for each queue and resolves when all are ready. */
  startWorkers(deps: D): Promise<void>;
  depths(): Promise<Record<string, QueueDepth>>;
  /** Rejects with QueueUnavailable when the store does not answer. */
  ping(): Promise<void>;
  /** Redis only, for `doctor`; `undefined` on PostgreSQL. */
  evictionPolicy(): Promise<EvictionPolicy | undefined>;
  /** Workers first, then queues, then connections. With `drain`, active jobs end first; else they run again later. */
  close(options: { readonly drain: boolean }): Promise<void>;
}

/** The queue's store did not take or answer a call in time. Nothing committed is lost by it. */
export class QueueUnavailable extends Error {
  readonly code = 'queue_unavailable';

  constructor(options?: ErrorOptions) {
    super('queue_unavailable', options);
    this.name = 'QueueUnavailable';
  }
}

/** Opens the queues. With a pool, waits for BullMQ's schema; with Redis, returns before the connection is up. */
export async function openQueueSystem<D>(
  store: QueueStore,
  options: QueueSystemOptions<D>,
): Promise<QueueSystem<D>> {
  const { definitions } = options;
  const report = options.onError ?? (() => undefined);
  const answerMs = options.answerMs ?? 2_000;
  const backend = await openBackend(store, options, answerMs, report);
  const workers: BackendWorker[] = [];
  const queues = new Map<string, { definition: QueueDefinition<unknown, D>; queue: BackendQueue }>();
  for (const definition of definitions) {
    const queue = backend.makeQueue(definition.name);
    queue.on('error', (error) => report(definition.name, error));
    queues.set(definition.name, { definition, queue });
  }

  const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await withDeadline(work(), answerMs, () => new Error(`no answer within ${answerMs} ms`));
    } catch (cause) {
      throw new QueueUnavailable({ cause });
    }
  };

  return {
    async enqueue(queueName, payload, enqueueOptions = {}) {
      const known = queues.get(queueName);
      if (!known) throw new Error(`no queue is called ${queueName}`);
      const { definition, queue } = known;
      // The issues are left out: they would name what stands in the payload.
      const checked = definition.payload.safeParse(payload);
      if (!checked.success) throw new Error(`payload does not fit queue ${queueName}`);
      await inTime(() => queue.add(queueName, checked.data, jobOptions(definition, enqueueOptions)));
    },

    async startWorkers(deps) {
      for (const definition of definitions) {
        const worker = backend.makeWorker(
          definition.name,
          (job, token) =>
            runJob(definition, deps, job, token, options.clock, options.onRun ?? (() => undefined)),
          {
            concurrency: definition.options.concurrency,
            lockMs: options.lockMs ?? 15_000,
            backoff: (attemptsMade) => backoffMs(definition.options.backoff, attemptsMade, options.random()),
          },
        );
        worker.on('error', (error) => report(definition.name, error));
        workers.push(worker);
      }
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    },

    async depths() {
      const counted = await inTime(() =>
        Promise.all(
          [...queues].map(async ([name, { queue }]) => {
            const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
            const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
            return [name, { waiting, active, delayed, failed }] as const;
          }),
        ),
      );
      return Object.fromEntries(counted);
    },

    ping: () => inTime(() => backend.ping()),
    evictionPolicy: () => inTime(() => backend.evictionPolicy()),

    async close({ drain }) {
      const bounded = async (work: Promise<unknown>): Promise<void> => {
        try {
          await withDeadline(
            work,
            options.drainMs ?? 25_000,
            () => new Error('queues did not close in time'),
          );
        } catch (error) {
          report(undefined, error instanceof Error ? error : new Error('queues did not close'));
        }
      };
      await bounded(Promise.all(workers.map((worker) => worker.close(!drain))));
      await bounded(Promise.all([...queues.values()].map(({ queue }) => queue.close())));
      await backend.close();
    },
  };
}

function openBackend<D>(
  store: QueueStore,
  options: QueueSystemOptions<D>,
  answerMs: number,
  report: (queue: string | undefined, error: Error) => void,
): Promise<QueueBackend> {
  if ('pool' in store) return openPostgresBackend(store.pool);
  return Promise.resolve(
    openRedisBackend({
      url: store.redisUrl,
      prefix: options.prefix ?? 'overgang',
      commandTimeoutMs: answerMs,
      onError: (error) => report(undefined, error),
    }),
  );
}

function jobOptions<D>({ options }: QueueDefinition<unknown, D>, { delayMs, key }: EnqueueOptions) {
  return {
    attempts: options.attempts,
    backoff: { type: 'capped' },
    ...(delayMs === undefined ? {} : { delay: delayMs }),
    // `keepLastIfActive`: a wake-up that comes while the job runs may be about what the run has already read past.
    ...(key === undefined ? {} : { deduplication: { id: key, keepLastIfActive: true } }),
  };
}
