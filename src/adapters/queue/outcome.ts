import { DelayedError, UnrecoverableError } from 'bullmq';
import type { JobOutcome, QueueDefinition, QueueOptions } from '../../app/jobs.ts';
import type { Clock } from '../../domain/ports.ts';

/** What a run needs of BullMQ's job. */
export interface RunningJob {
  readonly id?: string | undefined;
  readonly data: unknown;
  /** When this run began, in milliseconds of BullMQ's own clock. */
  readonly processedOn?: number | undefined;
  readonly attemptsMade: number;
  moveToDelayed(timestamp: number, token?: string): Promise<void>;
}

/** How one run of a job ended: the outcome, or what kept it from having one. */
export interface JobRun {
  readonly queue: string;
  readonly jobId: string;
  /** 1 for the first run. */
  readonly attempt: number;
  readonly ending: JobOutcome['kind'] | 'defect' | 'invalid';
  readonly code?: string;
  /** What was thrown, when `ending` is `defect`: its message may hold content, so log its name and place only. */
  readonly error?: unknown;
}

/** Failure of a run as BullMQ keeps it: a stable code for a message and no stack, so never any content. */
class JobFault extends Error {
  constructor(code: string) {
    super(code);
    this.name = 'JobFault';
  }
}

/** Reason kept of a job whose payload its queue's schema refuses. */
const PAYLOAD_INVALID = 'payload_invalid';
/** Reason kept of a job whose processor threw. */
const DEFECT = 'defect';

/**
 * Runs a job, and turns its outcome into queue control. This is the only place that does: `done` returns, `wait`
 * moves the job back and throws DelayedError, `retry` throws (BullMQ applies `backoffMs`), `never` and a
 * payload that the schema refuses throw UnrecoverableError.
 */
export async function runJob<P, D>(
  definition: QueueDefinition<P, D>,
  deps: D,
  job: RunningJob,
  token: string | undefined,
  clock: Clock,
  report: (run: JobRun) => void,
): Promise<void> {
  const began = clock.now().getTime();
  const run = { queue: definition.name, jobId: job.id ?? '', attempt: job.attemptsMade + 1 };
  const payload = definition.payload.safeParse(job.data);
  if (!payload.success) {
    report({ ...run, ending: 'invalid', code: PAYLOAD_INVALID });
    throw new UnrecoverableError(PAYLOAD_INVALID);
  }
  let outcome: JobOutcome;
  try {
    outcome = await definition.run(payload.data, deps);
  } catch (error) {
    report({ ...run, ending: 'defect', code: DEFECT, error });
    throw new JobFault(DEFECT);
  }
  report({ ...run, ending: outcome.kind, ...('code' in outcome ? { code: outcome.code } : {}) });
  switch (outcome.kind) {
    case 'done':
      return;
    case 'wait': {
      // BullMQ has a clock of its own: the wait is carried over to it as a length of time from this run's start.
      const wait = outcome.until.getTime() - began;
      await job.moveToDelayed((job.processedOn ?? began) + wait, token);
      throw new DelayedError();
    }
    case 'retry':
      throw new JobFault(outcome.code);
    case 'never':
      throw new UnrecoverableError(outcome.code);
  }
}

/**
 * Pause before the next run, in milliseconds: doubles from `firstMs` up to `maxMs`, of which jitter takes up to
 * half, so that what failed together does not come back together. `random` is uniform in [0, 1).
 */
export function backoffMs(backoff: QueueOptions['backoff'], attemptsMade: number, random: number): number {
  const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** Math.max(attemptsMade - 1, 0));
  return Math.round(full / 2 + (full / 2) * random);
}
