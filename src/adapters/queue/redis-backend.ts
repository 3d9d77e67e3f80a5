import { once } from 'node:events';
import { createRedisBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { jobDefaults, type QueueBackend, workerOptions } from './backend.ts';

/** Which Redis, and under which key prefix. */
export interface RedisBackendOptions {
  readonly url: string;
  readonly prefix: string;
  /** How long a producer waits for one answer, in milliseconds. */
  readonly commandTimeoutMs: number;
  /** Takes faults of the connections, as when the server restarts. */
  readonly onError: (error: Error) => void;
}

/**
 * BullMQ on Redis (6.2 or newer). Producers fail fast when Redis is away; workers wait for it as long as it
 * takes. Both reconnect for ever.
 */
export function openRedisBackend(options: RedisBackendOptions): QueueBackend {
  const retryStrategy = (times: number): number => Math.min(100 * 2 ** Math.min(times, 6), 5_000);
  const producers = new Redis(options.url, {
    retryStrategy,
    connectTimeout: options.commandTimeoutMs,
    commandTimeout: options.commandTimeoutMs,
    // Not kept in memory for later: whoever enqueues is told now, and the sweep sees to it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
  });
  producers.setMaxListeners(0);
  producers.on('error', options.onError);
  let workers: Redis | undefined;
  const forWorkers = (): Redis => {
    if (workers) return workers;
    // BullMQ blocks on duplicates of this one, so a command may take as long as it likes.
    workers = new Redis(options.url, { retryStrategy, maxRetriesPerRequest: null });
    workers.setMaxListeners(0);
    workers.on('error', options.onError);
    return workers;
  };
  /** At its first connecting a command may wait; later, when Redis is away, it fails at once. */
  const firstConnected = async (): Promise<Redis> => {
    if (producers.status === 'connecting' || producers.status === 'connect') await once(producers, 'ready');
    return producers;
  };
  const { prefix } = options;
  return {
    makeQueue: (name) =>
      new Queue(name, { connection: producers, prefix, defaultJobOptions: jobDefaults }, createRedisBackend),
    makeWorker: (name, processor, settings) =>
      new Worker(
        name,
        processor,
        { connection: forWorkers(), prefix, ...workerOptions(settings) },
        createRedisBackend,
      ),
    async ping() {
      await (await firstConnected()).ping();
    },
    async evictionPolicy() {
      const memory = await (await firstConnected()).info('memory');
      const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'unknown';
      return { policy, safe: policy === 'noeviction' };
    },
    async close() {
      producers.disconnect();
      workers?.disconnect();
    },
  };
}
