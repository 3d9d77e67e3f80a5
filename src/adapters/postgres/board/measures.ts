import { sql } from 'kysely';
import type { Indicator } from '../../../domain/board/indicator.ts';
import { measures } from '../../../domain/board/measure.ts';
import type { MeasureStore, Refreshed } from '../../../domain/board/measure-store.ts';
import { periodStart } from '../../../domain/board/periods.ts';
import type { Db } from '../database.ts';
import type { CellRow } from './cells.ts';
import { countDay, mostTold } from './count-day.ts';
import { countMonth } from './count-month.ts';
import { readMeasures } from './read-measures.ts';

const advisoryLock = 7_316_009;

/** Counts by day and month, apart from what they are of. */
export const createMeasureStore = (db: Db): MeasureStore => ({
  refreshMeasures: (indicators, limit) => refresh(db, indicators, limit),

  async markMeasures(from, to) {
    const marked = await sql<{ readonly days: number }>`
      with days as (
        select message_day(id) as day from messages
        union select oslo_day(trigger_at) from expectations
        union select oslo_day(discharged_at) from handovers where discharged_at is not null
        union select start from measures where grain = 'day'
      ),
      marked as (
        insert into measure_marks (day)
        select day from days
        where day >= coalesce(${from ?? null}::date, '-infinity') and day <= coalesce(${to ?? null}::date, 'infinity')
        returning day
      )
      select count(*)::integer as days from marked`.execute(db);
    return marked.rows[0]?.days ?? 0;
  },

  readMeasures: (query) => readMeasures(db, query),

  async measuredDays() {
    const found = await sql<{ readonly from: string | null; readonly to: string | null }>`
      select min(span.first)::text as from, max(span.last)::text as to
      from unnest(${measures}::text[]) as each cross join lateral (
        select min(start) as first, max(start) as last from measures where measure = each and grain = 'day'
      ) as span`.execute(db);
    const { from, to } = found.rows[0] ?? {};
    return from === null || from === undefined || to === null || to === undefined ? undefined : { from, to };
  },
});

/**
 * `MeasureStore.refreshMeasures`. Marks that are seen are of changes that are seen: both were committed as one. One that
 * comes after its day was taken stays, and has the day counted again.
 */
const refresh = (db: Db, indicators: readonly Indicator[], limit: number): Promise<Refreshed> =>
  db.transaction().execute(async (trx) => {
    const lock = await sql<{ readonly mine: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(advisoryLock)}) as mine`.execute(trx);
    if (lock.rows[0]?.mine !== true) return { days: [], months: [], more: false };
    const taken = await sql<{ readonly day: string }>`
      with newest as (select distinct day from measure_marks order by day desc limit ${limit}),
      taken as (delete from measure_marks where day in (select day from newest))
      select day::text as day from newest order by day`.execute(trx);
    const days = taken.rows.map(({ day }) => day);
    const changed = new Map<string, Map<string, CellRow>>();
    for (const day of days) {
      const month = periodStart('month', day);
      const cells = changed.get(month) ?? new Map<string, CellRow>();
      changed.set(month, cells);
      for (const cell of await countDay(trx, day, indicators)) cells.set(JSON.stringify(cell), cell);
    }
    for (const [month, cells] of changed) {
      if (cells.size > 0) await countMonth(trx, month, cells.size > mostTold ? 'all' : [...cells.values()]);
    }
    const months = [...changed.keys()];
    const left = await sql<{ readonly more: boolean }>`
      select exists (select from measure_marks) as more`.execute(trx);
    return { days, months, more: left.rows[0]?.more === true };
  });
