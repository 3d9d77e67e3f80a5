import type { ZodType } from 'zod';

/**
 * Jobs and queues, as the application sees them. A *queue* has a name and one processor; a *job* wakes that
 * processor for one payload. State in PostgreSQL is the truth: a job may come twice, late, or (with Redis lost)
 * not at all until the sweep enqueues it again, so processing a job twice must change nothing.
 */

/** What became of a job's work, as a value. The queue adapter alone turns it into queue control. */
export type JobOutcome =
  /** Nothing more to do. */
  | { readonly kind: 'done' }
  /** Not yet: run again at that time. Uses up no attempt. */
  | { readonly kind: 'wait'; readonly until: Date }
  /** Failed for now: run again after the queue's backoff, while attempts are left. */
  | { readonly kind: 'retry'; readonly code: string }
  /** Failed for good: kept among the failed jobs, not run again. */
  | { readonly kind: 'never'; readonly code: string };

/** How a queue runs its jobs. */
export interface QueueOptions {
  /** Jobs at once in one process. */
  readonly concurrency: number;
  /** Runs of one job at most, `wait` not counted. */
  readonly attempts: number;
  /** Pause before the second run; it doubles with every run up to `maxMs`, with jitter between half and all of it. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
}

/**
 * A queue: `P` is its payload, `D` what its processor works with. The payload schema is a strict object of ids
 * and correlation, never message content (design §2, invariants 1 and 6).
 */
export interface QueueDefinition<P, D> {
  /** Lower case with hyphens; BullMQ allows no colon. */
  readonly name: string;
  readonly payload: ZodType<P>;
  readonly options: QueueOptions;
  /** Runs one job. Throwing is a defect: the job is retried, and only the code `defect` is kept of it. */
  run(payload: P, deps: D): Promise<JobOutcome>;
}

/** How to enqueue one job. */
export interface EnqueueOptions {
  /** Not before this many milliseconds from now. */
  readonly delayMs?: number;
  /**
   * While a job with this key waits or is delayed, no second one is added and the first keeps its time; one
   * added while it runs is run once after it. Ids only; no colon.
   */
  readonly key?: string;
}

/**
 * Puts a job on a queue. Resolves when the queue has it; rejects within seconds, with a stable `code`, when the
 * queue cannot be reached: what was committed stays, and the sweep enqueues it again.
 */
export type Enqueue = (queueName: string, payload: unknown, options?: EnqueueOptions) => Promise<void>;
