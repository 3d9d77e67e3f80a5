import { sql } from 'kysely';
import { measures } from '../../../domain/board/measure.ts';
import { periodEnd } from '../../../domain/board/periods.ts';
import type { Db } from '../database.ts';
import { type CellRow, cell, countsOf, putCells, toldColumns } from './cells.ts';

const sumsOfTold = sql.join(toldColumns.map((column) => sql`sum(${sql.ref(column)})::integer`));

/**
 * Adds up the days of the month that begins on a day, in the transaction that it is given: all its cells, or those that
 * have changed on some day.
 */
export const countMonth = async (
  db: Db,
  month: string,
  changed: 'all' | readonly CellRow[],
): Promise<void> => {
  const among =
    changed === 'all'
      ? sql`true`
      : sql`(${cell}) in (
          select ${cell} from json_to_recordset(${JSON.stringify(changed)}::json)
            as c (measure text, enterprise integer, other integer, type text, part text, system text))`;
  await sql`
    delete from measures
    where measure = any(${measures}::text[]) and grain = 'month' and start = ${month}::date and ${among}`.execute(
    db,
  );
  const counts = countsOf(
    sql`select ${cell}, sum(n)::integer, sum(hits)::integer, ${sumsOfTold} from days group by ${cell}`,
    sql`
      select ${cell}, minute, sum(each.times)::integer
      from days cross join unnest(days.minutes, days.times) as each (minute, times)
      group by ${cell}, minute`,
  );
  await sql`
    with days as materialized (
      select * from measures
      where measure = any(${measures}::text[]) and grain = 'day'
        and start between ${month}::date and ${periodEnd('month', month)}::date and ${among}
    )
    ${putCells('month', month, counts)}`.execute(db);
};
