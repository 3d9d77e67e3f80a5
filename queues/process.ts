import { z } from 'zod';
import type { QueueDefinition } from '../src/app/jobs.ts';
import { processMessage } from '../src/app/process.ts';
import { queueNames, type Services } from '../src/app/services.ts';
import { messageId } from '../src/domain/ids.ts';

const payload = z.strictObject({ messageId: z.uuid(), requestId: z.string().max(64) });

/** Checks, decides and routes one stored message. */
export const processQueue: QueueDefinition<z.infer<typeof payload>, Services> = {
  name: queueNames.process,
  payload,
  options: { concurrency: 4, attempts: 8, backoff: { firstMs: 1_000, maxMs: 60_000 } },
  run: async (job, services) => {
    const id = messageId(job.messageId);
    return id === undefined
      ? { kind: 'never', code: 'message-not-found' }
      : processMessage(services, { messageId: id, requestId: job.requestId });
  },
};
