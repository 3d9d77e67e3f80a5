import { deliverQueue } from './deliver.ts';
import { processQueue } from './process.ts';

/** Every queue of the gateway: the only registration. */
export const queues = [processQueue, deliverQueue] as const;
