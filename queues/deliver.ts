import { z } from 'zod';
import { deliver } from '../src/app/deliver.ts';
import type { QueueDefinition } from '../src/app/jobs.ts';
import { queueNames, type Services } from '../src/app/services.ts';
import { herId, messageId } from '../src/domain/ids.ts';

const payload = z.strictObject({
  messageId: z.uuid(),
  receiver: z.int().positive(),
  requestId: z.string().max(64),
});

/** Brings one message one step further towards one receiver. */
export const deliverQueue: QueueDefinition<z.infer<typeof payload>, Services> = {
  name: queueNames.deliver,
  payload,
  options: { concurrency: 24, attempts: 8, backoff: { firstMs: 1_000, maxMs: 60_000 } },
  run: async (job, services) => {
    const id = messageId(job.messageId);
    const receiver = herId(job.receiver);
    return id === undefined || receiver === undefined
      ? { kind: 'never', code: 'message-not-found' }
      : deliver(services, { messageId: id, receiver, requestId: job.requestId });
  },
};
