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
  'handover_readings',
] as const;

/** Months with partitions, counted from the present one. */
const firstMonth = -1;
const lastMonth = 3;
const advisoryLock = 7_316_001;
const lockTimeout = '2s';
const checkViolation = '23514';
const lockNotAvailable = '55P03';

/** The lowest UUIDv7 of an instant (RFC 9562 §5.7: 48 bits of milliseconds since 1970 come first; before that, of 1970). */
export const uuidLowerBound = (at: Date): string => {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};

/** When a UUIDv7 was made, milliseconds since 1970. */
export const uuidTime = (id: string): number => Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16);

/** A month of one table. Bounds are in UTC: `from` belongs to it, `to` does not. */
export interface MonthPartition {
  readonly table: (typeof partitionedTables)[number];
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const monthOf = (at: Date, offset = 0): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));

/** One month of every table; `start` is its first instant in UTC. */
const partitionsOf = (start: Date): readonly MonthPartition[] => {
  const month = start.toISOString().slice(0, 7).replace('-', '_');
  const bounds = { from: uuidLowerBound(start), to: uuidLowerBound(monthOf(start, 1)) };
  return partitionedTables.map((table) => ({ table, name: `${table}_${month}`, ...bounds }));
};

/** The partitions there should be at a time: last month's, this month's and the next three of every table. */
export const wantedPartitions = (now: Date): readonly MonthPartition[] => {
  const offsets = Array.from({ length: lastMonth - firstMonth + 1 }, (_, at) => firstMonth + at);
  return offsets.flatMap((offset) => partitionsOf(monthOf(now, offset)));
};

/**
 * Makes the partitions that are missing. A month of which the default partition holds rows already stays there:
 * nothing is moved, and the gauge `defaultPartitionRows` tells. Behind a long reader (a dump, say) it gives up
 * after a moment, rather than let all traffic queue up behind itself: there are months in which to try again.
 */
export const ensurePartitions = async (db: Db, now: Date): Promise<void> => {
  await createMissing(db, wantedPartitions(now));
};

/** More would make every question that is asked of all months slow; older messages lie in the default partitions. */
const mostPastMonths = 120;
/** What is imported cannot be moved afterwards, so a table that is in use is tried again. */
const tries = 5;

/**
 * Makes the partitions of the months that these instants lie in, up to ten years back; what has no partition is taken
 * in by the default ones. Instants after `now` are left to `ensurePartitions`.
 */
export const ensurePastPartitions = async (db: Db, instants: readonly Date[], now: Date): Promise<void> => {
  const oldest = monthOf(now, -mostPastMonths).getTime();
  const months = new Set(instants.map((at) => monthOf(at).getTime()));
  const wanted = [...months]
    .filter((month) => month >= oldest && month <= now.getTime())
    .sort((a, b) => a - b)
    .flatMap((month) => partitionsOf(new Date(month)));
  if (wanted.length === 0) return;
  for (let tried = 0; tried < tries; tried += 1) {
    if (await createMissing(db, wanted)) return;
  }
};

/** False when it gave up behind somebody. */
const createMissing = async (db: Db, wanted: readonly MonthPartition[]): Promise<boolean> => {
  const missing = await sql<{ name: string }>`
    select name from unnest(${wanted.map(({ name }) => name)}::text[]) as name where to_regclass(name) is null
  `.execute(db);
  const names = new Set(missing.rows.map(({ name }) => name));
  for (const partition of wanted) {
    if (names.has(partition.name) && (await create(db, partition)) === 'locked') return false;
  }
  return true;
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
