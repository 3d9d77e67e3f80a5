import { sql } from 'kysely';
import type { Db } from './database.ts';
import { partitionedTables } from './partitions.ts';

/** Rows of one default partition are counted up to this: more than none is a fault, however many. */
const countedAtMost = 10_000;

const counts = {
  /** Deliveries that nobody has processed, and how many messages they belong to. */
  received: sql`select count(*) from deliveries where transport = 'received'`,
  unprocessed: sql`select count(distinct message_id) from deliveries where transport = 'received'`,
  queued: inState('queued'),
  sent: inState('sent'),
  /** Deliveries that wait for a person's decision. */
  quarantinedDeliveries: inState('quarantined'),
  parked: sql`select count(*) from deliveries where parked_for is not null`,
  /** Without a time there is nobody to wait: those messages were imported. */
  waitingReceipts: sql`select count(*) from deliveries where receipt = 'waiting' and receipt_due is not null`,
  /** Events that the state they met did not allow. */
  anomalies: sql`select count(*) from events where not possible`,
  /** Documents that were kept out. */
  quarantined: sql`select count(*) from quarantine`,
  unsentNotices: sql`select count(*) from notices where sent_at is null`,
  openBreakers: sql`select count(*) from breakers where state <> 'closed'`,
  /** What is expected and has not come, by how pressing it is; of the living, not of imported history. */
  expected: expectedAt(0),
  dueSoon: expectedAt(1),
  late: expectedAt(2),
  escalated: expectedAt(3),
  /** Seconds since the first time that passed without its handover being looked at. */
  followLag: sql`select coalesce(greatest(0, extract(epoch from now() - min(check_at))), 0) from follow_subjects`,
  /** Rows whose month has no partition. */
  defaultPartitionRows: sql`select count(*) from (${sql.join(
    partitionedTables.map(
      (table) => sql`(select from ${sql.table(`${table}_default`)} limit ${sql.lit(countedAtMost)})`,
    ),
    sql` union all `,
  )}) as strays`,
};

function expectedAt(level: number) {
  return sql`select count(*) from expectations where level = ${sql.lit(level)} and not historic`;
}

function inState(transport: string) {
  // The longer list is the condition of the partial index that holds them.
  return sql`select count(*) from deliveries
    where transport in ('received', 'queued', 'sent', 'quarantined') and transport = ${sql.lit(transport)}`;
}

/** `UpkeepStore.gauges`: the counts above by their names, all as of one moment. */
export const gauges = async (db: Db): Promise<Readonly<Record<keyof typeof counts, number>>> => {
  const selected = Object.entries(counts).map(([name, count]) => sql`(${count})::float8 as ${sql.ref(name)}`);
  const found = await sql<Record<keyof typeof counts, number>>`select ${sql.join(selected)}`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new Error('a SELECT without FROM gave no row');
  return row;
};
