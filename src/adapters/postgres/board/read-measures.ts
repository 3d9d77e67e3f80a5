import { type RawBuilder, sql } from 'kysely';
import type { LeftOut, Spread } from '../../../domain/board/measure.ts';
import type { Dimension, MeasureQuery, MeasureRow } from '../../../domain/board/measure-store.ts';
import { periodEnd, periodStart } from '../../../domain/board/periods.ts';
import { mergeSpreads } from '../../../domain/board/spread.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { Db } from '../database.ts';
import { toldColumns } from './cells.ts';

type Told = Readonly<Record<(typeof toldColumns)[number], number>>;
interface CountedRow extends Told {
  readonly period?: string;
  readonly enterprise?: HerId;
  readonly other?: HerId | 0;
  readonly type?: string;
  readonly part?: string;
  readonly system?: string;
  readonly n: number;
  readonly hits: number;
  readonly spreads: readonly (readonly [Spread['minutes'], Spread['times']])[] | null;
}

const dimensions: readonly Dimension[] = ['period', 'enterprise', 'other', 'type', 'part', 'system'];

const sums = sql.join([
  sql`sum(m.n)::integer as n`,
  sql`sum(m.hits)::integer as hits`,
  sql`json_agg(json_build_array(m.minutes, m.times)) filter (where cardinality(m.minutes) > 0) as spreads`,
  ...toldColumns.map((column) => sql`sum(${sql.ref(`m.${column}`)})::integer as ${sql.ref(column)}`),
]);

/** What narrows the rows called `m`; parts excepted. */
const conditions = (query: MeasureQuery): RawBuilder<unknown> => {
  const { measure, grain, from, to, enterprises, others, types, systems } = query;
  const stored = grain === 'day' || grain === 'week' ? 'day' : 'month';
  const among = (column: string, values: readonly (string | number)[] | undefined, type: string) =>
    values === undefined ? [] : [sql`${sql.ref(`m.${column}`)} = any(${values}::${sql.raw(type)}[])`];
  return sql.join(
    [
      sql`m.measure = ${measure}`,
      sql`m.grain = ${stored}`,
      sql`m.start between ${periodStart(grain, from)}::date and ${periodEnd(grain, to)}::date`,
      ...among('enterprise', enterprises, 'integer'),
      ...among('other', others, 'integer'),
      ...among('type', types, 'text'),
      ...among('system', systems, 'text'),
    ],
    sql` and `,
  );
};

const columnOf = (dimension: Dimension, { grain }: MeasureQuery): RawBuilder<unknown> =>
  dimension === 'period'
    ? sql`date_trunc(${grain}, m.start::timestamp)::date::text`
    : sql.ref(`m.${dimension}`);

/** Counts of the rows that a condition leaves, by dimensions. */
const grouped = (
  query: MeasureQuery,
  by: readonly Dimension[],
  also: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  const columns = by.map((dimension) => sql`${columnOf(dimension, query)} as ${sql.ref(dimension)}`);
  const places = by.length === 0 ? sql`` : sql`group by ${sql.join(by.map((_, at) => sql.lit(at + 1)))}`;
  return sql`
    select ${sql.join([...columns, sums])} from measures m where ${conditions(query)} and ${also} ${places}
    having count(*) > 0`;
};

/** Of these measures the rows without a part say out of how many the others are. */
const isOutOfAll = (measure: MeasureQuery['measure']): boolean =>
  measure === 'rule' || measure === 'cause' || measure === 'version';

const statementOf = (query: MeasureQuery): RawBuilder<CountedRow> => {
  const { measure, parts } = query;
  const by = dimensions.filter((dimension) => query.by.includes(dimension));
  const order = by.length === 0 ? sql`` : sql`order by ${sql.join(by.map((each) => sql.ref(each)))}`;
  const chosen = parts === undefined ? sql`true` : sql`m.part = any(${parts}::text[])`;
  if (!isOutOfAll(measure)) return sql<CountedRow>`${grouped(query, by, chosen)} ${order}`;
  if (parts === undefined && !by.includes('part')) {
    return sql<CountedRow>`${grouped(query, by, sql`m.part = ''`)} ${order}`;
  }
  const shared = by.filter((dimension) => dimension !== 'part');
  const join =
    shared.length === 0 ? sql`on true` : sql`using (${sql.join(shared.map((each) => sql.ref(each)))})`;
  const columns = by.map((each) => sql.ref(each));
  const told = toldColumns.map((column) => sql.ref(`p.${column}`));
  return sql<CountedRow>`
    select ${sql.join([...columns, sql`a.n`, sql`p.hits`, sql`p.spreads`, ...told])}
    from (${grouped(query, by, sql`m.part <> '' and ${chosen}`)}) as p
    join (${grouped(query, shared, sql`m.part = ''`)}) as a ${join} ${order}`;
};

const leftOutOf = (row: Told): Partial<Record<LeftOut, number>> =>
  Object.fromEntries(
    toldColumns.flatMap((column) => (row[column] === 0 ? [] : [[column.replace('_', '-'), row[column]]])),
  );

/** `MeasureStore.readMeasures`. Durations are merged here: the database only finds them. */
export const readMeasures = async (db: Db, query: MeasureQuery): Promise<readonly MeasureRow[]> => {
  const { rows } = await statementOf(query).execute(db);
  return rows.map((row) => ({
    ...(row.period !== undefined && { period: row.period }),
    ...(row.enterprise !== undefined && { enterprise: row.enterprise }),
    ...(row.other !== undefined && row.other !== 0 && { other: row.other }),
    ...(row.type !== undefined && row.type !== '' && { type: row.type }),
    ...(row.part !== undefined && row.part !== '' && { part: row.part }),
    ...(row.system !== undefined && row.system !== '' && { system: row.system }),
    count: {
      n: row.n,
      hits: row.hits,
      spread: mergeSpreads((row.spreads ?? []).map(([minutes, times]) => ({ minutes, times }))),
      leftOut: leftOutOf(row),
    },
  }));
};
