import { deliverQueue } from './deliver.ts';
import { followQueue } from './follow.ts';
import { processQueue } from './process.ts';

/** Every queue of the gateway: the only registration. */
export const queues = [processQueue, deliverQueue, followQueue] as const;
