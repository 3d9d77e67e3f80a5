import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Tables that are partitioned by month on their message's UUIDv7. */
export const partitionedTables = [
  'messages',
  'payloads',
  'deliveries',
  'events',
  'findings',
  'receipts',
  'message_references',
] as const;

/** Months with partitions, counted from the present one. */
const firstMonth = -1;
const lastMonth = 3;
const advisoryLock = 7_316_001;
const lockTimeout = '2s';
const checkViolation = '23514';
const lockNotAvailable = '55P03';

/** The lowest UUIDv7 of an instant (RFC 9562 §5.7: 48 bits of milliseconds since 1970 come first). */
export const uuidLowerBound = (at: Date): string => {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** A month of one table. Bounds are in UTC: `from` belongs to it, `to` does not. */
export interface MonthPartition {
  readonly table: (typeof partitionedTables)[number];
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The partitions there should be at a time: last month's, this month's and the next three of every table. */
export const wantedPartitions = (now: Date): readonly MonthPartition[] => {
  const start = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
  const offsets = Array.from({ length: lastMonth - firstMonth + 1 }, (_, at) => firstMonth + at);
  return offsets.flatMap((offset) => {
    const month = start(offset).toISOString().slice(0, 7).replace('-', '_');
    const bounds = { from: uuidLowerBound(start(offset)), to: uuidLowerBound(start(offset + 1)) };
    return partitionedTables.map((table) => ({ table, name: `${table}_${month}`, ...bounds }));
  });
};

/**
 * Makes the partitions that are missing. A month of which the default partition holds rows already stays there:
 * nothing is moved, and the gauge `defaultPartitionRows` tells. Behind a long reader (a dump, say) it gives up
 * after a moment, rather than let all traffic queue up behind itself: there are months in which to try again.
 */
export const ensurePartitions = async (db: Db, now: Date): Promise<void> => {
  const wanted = wantedPartitions(now);
  const missing = await sql<{ name: string }>`
    select name from unnest(${wanted.map(({ name }) => name)}::text[]) as name where to_regclass(name) is null
  `.execute(db);
  const names = new Set(missing.rows.map(({ name }) => name));
  for (const partition of wanted) {
    if (names.has(partition.name) && (await create(db, partition)) === 'locked') return;
  }
};

/** One table at a time in its own transaction, so that never two tables are locked, which could deadlock with traffic. */
const create = async (
  db: Db,
  { table, name, from, to }: MonthPartition,
): Promise<'made' | 'occupied' | 'locked'> => {
  try {
    await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(trx);
      await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(trx);
      await sql`
        create table if not exists ${sql.table(name)} partition of ${sql.table(table)}
        for values from (${sql.lit(from)}) to (${sql.lit(to)})
      `.execute(trx);
    });
    return 'made';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === checkViolation) return 'occupied';
    if (code === lockNotAvailable) return 'locked';
    throw error;
  }
};
