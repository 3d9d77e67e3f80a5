import { sql } from 'kysely';
import type { Indicator } from '../../../domain/board/indicator.ts';
import { measures } from '../../../domain/board/measure.ts';
import { addDays, startOfDay } from '../../../domain/calendar.ts';
import type { Db } from '../database.ts';
import { uuidLowerBound } from '../partitions.ts';
import { instant } from '../rows/written.ts';
import { type CellRow, cell, counted, countsOf, putCells, sameCell, toldColumns } from './cells.ts';
import { handoverFacts, handoversOf, type IndicatorOf } from './count-handovers.ts';
import { type DayBounds, messageFacts, messagesOf, type OrderRules } from './count-messages.ts';

const boundsOf = (day: string): DayBounds => {
  const [from, to] = [startOfDay(day), startOfDay(addDays(day, 1))];
  return {
    day,
    from: instant(from),
    to: instant(to),
    fromId: uuidLowerBound(from),
    toId: uuidLowerBound(to),
  };
};

const keysOf = (indicators: readonly Indicator[]): readonly IndicatorOf[] =>
  indicators.flatMap(({ id, from }) =>
    'expectations' in from ? from.expectations.map((key) => ({ indicator: id, key })) : [],
  );

const orderRulesOf = (indicators: readonly Indicator[]): OrderRules =>
  indicators.map(({ from }) => from).find((from) => 'rules' in from) ?? { rules: [], types: [] };

const timesTold = sql.join(
  toldColumns.map(
    (column) =>
      sql`coalesce(sum(times) filter (where told = ${sql.lit(column.replace('_', '-'))}), 0)::integer`,
  ),
);

/**
 * What follows from messages. A day on which messages were counted, and of which none is there any more since its
 * partition is gone, stays as it was counted last.
 */
const ofMessages = sql`(measure in ('content', 'rule', 'traffic', 'transit', 'cause', 'version') or (
  measure = 'indicator' and part in ('completeness', 'order-wording', 'delivery', 'medication-list')))`;

/** Of more changed cells than these it is not told which. */
export const mostTold = 2_000;

/**
 * Counts one Oslo day anew, in the transaction that it is given, and gives the cells that changed, at most one more than
 * `mostTold`. The numbers depend on what is stored alone; what is as it was is not written again.
 */
export const countDay = async (
  db: Db,
  day: string,
  indicators: readonly Indicator[],
): Promise<readonly CellRow[]> => {
  const bounds = boundsOf(day);
  const known = await sql<{ readonly gone: boolean }>`
    select exists (select from measures where grain = 'day' and start = ${day}::date and measure = 'traffic')
      and not exists (
        select from messages where id >= ${bounds.fromId}::uuid and id < ${bounds.toId}::uuid
      ) as gone`.execute(db);
  const stays = known.rows[0]?.gone === true ? ofMessages : sql`false`;
  const counts = countsOf(
    sql`
      select ${cell}, sum(n)::integer, sum(hits)::integer, ${timesTold} from facts group by ${cell}
      having sum(n) > 0 or sum(hits) > 0 or bool_or(told is not null)`,
    sql`
      select ${cell}, minute, count(*)::integer from facts where minute is not null group by ${cell}, minute`,
  );
  const changed = await sql<CellRow>`
    with ${messagesOf(bounds)},
    ${handoversOf(bounds, keysOf(indicators))},
    facts as materialized (
      select * from (
        select ${cell}, n, hits, minute, told, times from (${handoverFacts}) as h
        union all
        select ${cell}, n, hits, minute, told, times from (${messageFacts(orderRulesOf(indicators))}) as m
      ) as f where not ${stays}
    ),
    now as materialized (select ${cell}, ${counted} from (${counts}) as counts),
    before as materialized (
      select ${cell}, ${counted} from measures
      where measure = any(${measures}::text[]) and grain = 'day' and start = ${day}::date and not ${stays}
    ),
    gone as (
      delete from measures m using (select ${cell} from before except select ${cell} from now) as g
      where m.grain = 'day' and m.start = ${day}::date and ${sameCell('m', 'g')}
      returning m.measure, m.enterprise, m.other, m.type, m.part, m.system
    ),
    put as (
      ${putCells('day', day, sql`select * from now except select * from before`)}
      returning ${cell}
    )
    select ${cell} from gone union all select ${cell} from put limit ${mostTold + 1}`.execute(db);
  return changed.rows;
};
