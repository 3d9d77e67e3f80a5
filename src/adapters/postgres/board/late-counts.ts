import { sql } from 'kysely';
import type { LateBand, LateCount } from '../../../domain/board/publication-store.ts';
import type { Severity } from '../../../domain/finding.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { Db } from '../database.ts';
import { insertRows, instant, type Written } from '../rows/written.ts';
import type { LateCountsTable } from '../tables-board.ts';

/** The level of an expectation from which it is late. */
const late = 2;

/** `PublicationStore.countLate`. */
export const countLate = async (db: Db, enterprises?: readonly HerId[]): Promise<readonly LateCount[]> => {
  const whose = enterprises === undefined ? sql`` : sql`and owes = any(${enterprises}::integer[])`;
  const found = await sql<{
    readonly expectation: string;
    readonly case: string | null;
    readonly severity: Severity;
    readonly count: number;
  }>`
    select expectation, "case", sum(n)::integer as count,
      (array['low', 'medium', 'high', 'critical'])[max(
        array_position(array['low', 'medium', 'high', 'critical'], severity)
      )] as severity
    from (
      select expectation, "case", severity, count(*) as n from expectations
      where level >= ${sql.lit(late)} and not historic ${whose}
      group by expectation, "case", severity
    ) as counted
    group by expectation, "case" order by expectation, "case"`.execute(db);
  return found.rows.map(({ case: of, ...row }) => ({ ...row, ...(of !== null && { case: of }) }));
};

/** `PublicationStore.saveLate`: what is saved of a day stays. */
export const saveLate = async (db: Db, day: string, bands: readonly LateBand[], now: Date): Promise<void> => {
  const rows = bands.map(
    (each): Written<LateCountsTable> => ({
      day,
      expectation: each.expectation,
      case: each.case ?? '',
      severity: each.severity,
      band: each.band,
      counted_at: instant(now),
    }),
  );
  await sql`
    with first as (
      update publication_state set late_day = ${day}::date, late_at = ${instant(now)}
      where late_day is distinct from ${day}::date returning late_day
    )
    ${insertRows('late_counts', rows, { where: sql`exists (select from first)` })}`.execute(db);
};

/** `PublicationStore.readLate`. */
export const readLate = async (
  db: Db,
): Promise<{ readonly at: Date; readonly late: readonly LateBand[] } | undefined> => {
  const state = await db.selectFrom('publication_state').select('late_at').executeTakeFirst();
  if (state === undefined || state.late_at === null) return undefined;
  const found = await sql<LateCountsTable>`
    select * from late_counts where day = (select late_day from publication_state)
    order by expectation, "case"`.execute(db);
  return {
    at: state.late_at,
    late: found.rows.map(({ expectation, case: of, severity, band }) => ({
      expectation,
      severity,
      band,
      ...(of !== '' && { case: of }),
    })),
  };
};
