import { z } from 'zod';
import { followJob } from '../src/app/follow.ts';
import type { QueueDefinition } from '../src/app/jobs.ts';
import { queueNames, type Services } from '../src/app/services.ts';

/** Nothing: which handovers are due is asked of the database. */
const payload = z.strictObject({});

/** Judges the handovers that are due. */
export const followQueue: QueueDefinition<z.infer<typeof payload>, Services> = {
  name: queueNames.follow,
  payload,
  options: { concurrency: 2, attempts: 3, backoff: { firstMs: 1_000, maxMs: 60_000 } },
  run: (_job, services) => followJob(services),
};
