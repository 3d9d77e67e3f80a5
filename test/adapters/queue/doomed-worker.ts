/**
 * A worker that will be killed: enqueues three jobs, starts on the first, says `running` and never ends it.
 * Its one argument is a JSON object with the stores' places.
 */
import { openEmbeddedPool } from '../../../src/adapters/embedded/pool.ts';
import { openPostgresPool } from '../../../src/adapters/postgres/pool.ts';
import { openQueueSystem, type QueueStore } from '../../../src/adapters/queue/system.ts';
import { killableQueue } from './killable-queue.ts';

interface Places {
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly redisUrl?: string;
  readonly prefix?: string;
}

async function storeAt({ dataDir, databaseUrl, redisUrl }: Places): Promise<QueueStore> {
  if (redisUrl !== undefined) return { redisUrl };
  if (databaseUrl !== undefined) {
    return { pool: openPostgresPool({ connectionString: databaseUrl, applicationName: 'doomed' }) };
  }
  const opened = await openEmbeddedPool({ dataDir });
  if (!opened.ok) throw new Error(opened.fault.code);
  return { pool: opened.value };
}

const places = JSON.parse(process.argv[2] ?? '{}') as Places;
const queues = await openQueueSystem(await storeAt(places), {
  definitions: [killableQueue],
  clock: { now: () => new Date() },
  random: Math.random,
  lockMs: 1_000,
  ...(places.prefix === undefined ? {} : { prefix: places.prefix }),
});
for (const id of ['1', '2', '3']) await queues.enqueue('killable', { id });
await queues.startWorkers(() => {
  process.stdout.write('running\n');
  return new Promise(() => undefined);
});
// The embedded database holds nothing open by itself.
setInterval(() => undefined, 60_000);
