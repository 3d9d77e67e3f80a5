import { sql } from 'kysely';
import type { PublishedQuery, PublishedRow } from '../../../domain/board/publication-store.ts';
import type { Db } from '../database.ts';
import type { PublicationsTable } from '../tables-board.ts';

/** `PublicationStore.readPublished`: of each place the newest that is shown and exact, else shown, else the newest; by period. */
export const readPublished = async (db: Db, query: PublishedQuery): Promise<readonly PublishedRow[]> => {
  const { measure, scope, grain, from, to, types, parts, enterprises } = query;
  const among = (column: string, values: readonly (string | number)[] | undefined, type: string) =>
    values === undefined ? sql`` : sql`and ${sql.ref(column)} = any(${values}::${sql.raw(type)}[])`;
  const found = await sql<PublicationsTable>`
    select type, part, enterprise, other, system, start::text as start, run, told, shown, rounded, n, hits, median,
      p90, left_out, published_at
    from publications
    where measure = ${measure} and scope = ${scope} and grain = ${grain}
      and start between ${from}::date and ${to}::date
      ${among('type', types, 'text')} ${among('part', parts, 'text')}
      ${among('enterprise', enterprises, 'integer')}
    order by start, run`.execute(db);
  const newest = new Map<string, PublicationsTable>();
  for (const row of found.rows) {
    const key = `${row.start} ${row.type} ${row.part} ${row.enterprise} ${row.other} ${row.system}`;
    const known = newest.get(key);
    if (known === undefined || isBefore(known, row)) newest.set(key, row);
  }
  return [...newest.values()].map((row) => publishedFrom(row, query));
};

/** True when a later row takes an earlier one's place: a closed period's that of a running one, what is shown any. */
const isBefore = (earlier: PublicationsTable, later: PublicationsTable): boolean => {
  if (earlier.rounded !== later.rounded) return earlier.rounded;
  return later.shown || later.rounded || !earlier.shown;
};

const publishedFrom = (row: PublicationsTable, { measure, scope, grain }: PublishedQuery): PublishedRow => ({
  measure,
  scope,
  grain,
  type: row.type,
  part: row.part,
  ...(row.enterprise !== 0 && { enterprise: row.enterprise }),
  ...(row.other !== 0 && { other: row.other }),
  ...(row.system !== '' && { system: row.system }),
  start: row.start,
  told: row.told,
  rounded: row.rounded,
  publishedAt: row.published_at,
  ...(row.n !== null &&
    row.hits !== null && {
      figure: {
        n: row.n,
        hits: row.hits,
        leftOut: row.left_out,
        ...(row.median !== null && { medianMinutes: row.median }),
        ...(row.p90 !== null && { p90Minutes: row.p90 }),
      },
    }),
});
