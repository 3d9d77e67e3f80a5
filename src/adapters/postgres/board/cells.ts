import { type RawBuilder, sql } from 'kysely';

/** What the tables of counts have in common: the columns of `measures`. */

/** A cell of a day or a month, as the table has it: 0 and '' stand for none. */
export interface CellRow {
  readonly measure: string;
  readonly enterprise: number;
  readonly other: number;
  readonly type: string;
  readonly part: string;
  readonly system: string;
}

const refs = (columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(column)));

const cellColumns = ['measure', 'enterprise', 'other', 'type', 'part', 'system'] as const;
/** What is told beside `n`, in the order of the table's columns. */
export const toldColumns = [
  'pending',
  'cancelled',
  'not_observable',
  'deferred',
  'rejected',
  'partial',
  'timed_out',
  'resent',
  'copies',
] as const;
const countedColumns = ['n', 'hits', 'minutes', 'times', ...toldColumns] as const;

/** The columns that say which cell, and those that say what is counted of it. */
export const cell = refs(cellColumns);
const told = refs(toldColumns);
export const counted = refs(countedColumns);

/** Holds of rows of the same cell, by the names that the two go by. */
export const sameCell = (one: string, other: string): RawBuilder<unknown> =>
  sql.join(
    cellColumns.map((column) => sql`${sql.ref(`${one}.${column}`)} = ${sql.ref(`${other}.${column}`)}`),
    sql` and `,
  );

/** What is counted by cell: `sums` (n, hits, and what is told), with the durations in `durations` (minute, times). */
export const countsOf = (
  sums: RawBuilder<unknown>,
  durations: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  select ${cell}, n, hits, coalesce(minutes, '{}') as minutes, coalesce(s.times, '{}') as times, ${told}
  from (${sums}) as c (${cell}, n, hits, ${told})
  left join (
    select ${cell}, array_agg(minute order by minute) as minutes, array_agg(times order by minute) as times
    from (${durations}) as b (${cell}, minute, times) group by ${cell}
  ) as s using (${cell})`;

/** Stores what is counted of the cells of a period that begins on a day; what is there of them gives way. */
export const putCells = (
  grain: 'day' | 'month',
  start: string,
  counts: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into measures (grain, start, ${cell}, ${counted})
  select ${grain}, ${start}::date, ${cell}, ${counted} from (${counts}) as counts
  on conflict (measure, grain, start, enterprise, other, type, part, system)
  do update set (${counted}) = (${refs(countedColumns.map((column) => `excluded.${column}`))})`;
