import { z } from 'zod';
import type { JobOutcome, QueueDefinition } from '../../../src/app/jobs.ts';

/** What a job of the killable queue does. */
export type Work = (id: string) => Promise<JobOutcome>;

/** A queue that a doomed process and its survivor share: one job at a time, tried twice. */
export const killableQueue: QueueDefinition<{ id: string }, Work> = {
  name: 'killable',
  payload: z.strictObject({ id: z.string() }),
  options: { concurrency: 1, attempts: 2, backoff: { firstMs: 10, maxMs: 10 } },
  run: ({ id }, work) => work(id),
};
