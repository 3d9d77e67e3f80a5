import type { JobsOptions, Processor } from 'bullmq';

/** What the queue system needs of a BullMQ queue, whichever store is under it. */
export interface BackendQueue {
  add(name: string, data: unknown, options?: JobsOptions): Promise<unknown>;
  getJobCounts(...types: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What the queue system needs of a BullMQ worker. */
export interface BackendWorker {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Waits for active jobs to end unless forced. */
  close(force?: boolean): Promise<void>;
}

/** How a worker runs; times in milliseconds. */
export interface WorkerSettings {
  readonly concurrency: number;
  /** A job whose worker died is taken again after at most twice this. */
  readonly lockMs: number;
  /** Pause before run `attemptsMade + 1`. */
  readonly backoff: (attemptsMade: number) => number;
}

/** How Redis gives up memory. Anything but `noeviction` may drop jobs. */
export interface EvictionPolicy {
  readonly policy: string;
  readonly safe: boolean;
}

/** The store under the queues. */
export interface QueueBackend {
  makeQueue(name: string): BackendQueue;
  makeWorker(name: string, processor: Processor, settings: WorkerSettings): BackendWorker;
  /** Rejects when the store cannot be reached. */
  ping(): Promise<void>;
  /** Redis only: `undefined` for PostgreSQL, which drops nothing. */
  evictionPolicy(): Promise<EvictionPolicy | undefined>;
  /** Closes what the backend itself opened; a pool it was given stays open. */
  close(): Promise<void>;
}

/** BullMQ's worker options that follow from ours, the same on every store. */
export const workerOptions = ({ concurrency, lockMs, backoff }: WorkerSettings) => ({
  concurrency,
  lockDuration: lockMs,
  // A stalled job is seen at one check and taken back at the next.
  stalledInterval: Math.ceil(lockMs / 2),
  // A job that was cut off is run again, but not for ever: it may be what kills the process.
  maxStalledCount: 5,
  // After a fault of the connection, look again soon.
  runRetryDelay: 1_000,
  settings: { backoffStrategy: backoff },
});

/** What BullMQ keeps of finished jobs: nothing of the good ones, a bounded number of the failed, no stack traces. */
export const jobDefaults = {
  removeOnComplete: true,
  removeOnFail: { age: 14 * 24 * 3_600, count: 1_000 },
  stackTraceLimit: 0,
} as const;
