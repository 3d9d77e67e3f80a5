import { sql } from 'kysely';
import { type LeftOut, leftOuts } from '../../../domain/board/measure.ts';
import type { Decided, FrozenCell } from '../../../domain/board/publication.ts';
import type {
  NewPublications,
  PublicationStore,
  PublishedRow,
  PublishingTurn,
} from '../../../domain/board/publication-store.ts';
import type { Db } from '../database.ts';
import { insertRows, instant, type Written } from '../rows/written.ts';
import type { PublicationCellsTable, PublicationsTable } from '../tables-board.ts';
import { countLate, readLate, saveLate } from './late-counts.ts';
import { createPublishedCache } from './published-cache.ts';

/** What the board may see. */
export const createPublicationStore = (db: Db): PublicationStore => ({
  async takePublishing(token, now, until) {
    const taken = await sql<{
      readonly run: number;
      readonly day: string | null;
      readonly monday: string | null;
    }>`
      update publication_state set run = run + 1, lease = ${token}::uuid, lease_until = ${instant(until)}
      where lease is null or lease_until <= ${instant(now)}
      returning run, day::text as day, monday::text as monday`.execute(db);
    const [row] = taken.rows;
    if (row === undefined) return undefined;
    return {
      run: row.run,
      token,
      ...(row.day !== null && { day: row.day }),
      ...(row.monday !== null && { monday: row.monday }),
    };
  },

  async endPublishing(token, done) {
    await sql`
      update publication_state set lease = null, lease_until = null,
        day = coalesce(${done?.day ?? null}::date, day), monday = coalesce(${done?.monday ?? null}::date, monday)
      where lease = ${token}::uuid`.execute(db);
  },

  async frozenSums(measure) {
    const found = await sql<{ type: string; part: string; month: string; n: number; hits: number }>`
      select type, part, month::text as month, sum(n)::integer as n, sum(hits)::integer as hits
      from publication_cells where measure = ${measure} group by 1, 2, 3`.execute(db);
    return found.rows;
  },

  async readLedger(measure, type, year) {
    const within = sql`between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`;
    const cells = await sql<PublicationCellsTable>`
      select part, month::text as month, enterprise, other, system, run, n, hits, left_out from publication_cells
      where measure = ${measure} and type = ${type} and month ${within}`.execute(db);
    const rows = await sql<PublicationsTable>`
      select part, scope, enterprise, other, system, grain, start::text as start, run, told, shown, left_out
      from publications where measure = ${measure} and type = ${type} and start ${within} and not rounded`.execute(
      db,
    );
    const byPart = new Map<string, { readonly cells: FrozenCell[]; readonly ledger: Decided[] }>();
    const of = (part: string) => {
      const known = byPart.get(part) ?? { cells: [], ledger: [] };
      byPart.set(part, known);
      return known;
    };
    for (const row of cells.rows) of(row.part).cells.push(cellFrom(row));
    for (const row of rows.rows) of(row.part).ledger.push(...decidedFrom(row));
    return byPart;
  },

  publish: (turn, added) => publish(db, turn, added),
  readPublished: createPublishedCache(db),
  countLate: (enterprises) => countLate(db, enterprises),
  saveLate: (day, late, now) => saveLate(db, day, late, now),
  readLate: () => readLate(db),
});

const cellFrom = (row: PublicationCellsTable): FrozenCell => ({
  enterprise: row.enterprise,
  ...(row.other !== 0 && { other: row.other }),
  ...(row.system !== '' && { system: row.system }),
  month: row.month,
  run: row.run,
  n: row.n,
  hits: row.hits,
  leftOut: row.left_out,
});

const decidedFrom = (row: PublicationsTable): readonly Decided[] => {
  if (row.grain !== 'month' && row.grain !== 'quarter' && row.grain !== 'year') return [];
  const isLeftOut = (name: string): name is LeftOut => leftOuts.some((each) => each === name);
  return [
    {
      scope: row.scope,
      ...(row.enterprise !== 0 && { enterprise: row.enterprise }),
      ...(row.other !== 0 && { other: row.other }),
      ...(row.system !== '' && { system: row.system }),
      grain: row.grain,
      start: row.start,
      run: row.run,
      told: row.told,
      shown: row.shown,
      leftOut: Object.keys(row.left_out).filter(isLeftOut),
    },
  ];
};

const rowOf = (row: PublishedRow, run: number): Written<PublicationsTable> => ({
  measure: row.measure,
  type: row.type,
  part: row.part,
  scope: row.scope,
  enterprise: row.enterprise ?? 0,
  other: row.other ?? 0,
  system: row.system ?? '',
  grain: row.grain,
  start: row.start,
  run,
  told: row.told,
  shown: row.figure !== undefined,
  rounded: row.rounded,
  n: row.figure?.n ?? null,
  hits: row.figure?.hits ?? null,
  median: row.figure?.medianMinutes ?? null,
  p90: row.figure?.p90Minutes ?? null,
  left_out: row.figure?.leftOut ?? {},
  published_at: instant(row.publishedAt),
});

/** `PublicationStore.publish`: one statement, so that nothing is shown of which the counts are not kept. */
const publish = async (
  db: Db,
  { run, token }: PublishingTurn,
  { cells, rows }: NewPublications,
): Promise<void> => {
  // Whoever takes over waits for this, and so reads all that was published before it.
  const where = sql`exists (select from mine)`;
  const frozen = cells.map(
    (cell): PublicationCellsTable => ({
      measure: cell.measure,
      type: cell.type,
      part: cell.part,
      month: cell.month,
      enterprise: cell.enterprise,
      other: cell.other ?? 0,
      system: cell.system ?? '',
      run: cell.run,
      n: cell.n,
      hits: cell.hits,
      left_out: cell.leftOut,
    }),
  );
  const published = rows.map((row) => rowOf(row, run));
  await sql`
    with mine as materialized (select from publication_state where lease = ${token}::uuid for share),
    frozen as (${insertRows('publication_cells', frozen, { where })})
    ${insertRows('publications', published, { where })}`.execute(db);
};
