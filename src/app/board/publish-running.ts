import type { Count, Measure } from '../../domain/board/measure.ts';
import { periodAfter, periodEnd } from '../../domain/board/periods.ts';
import type { PublishedRow, PublishingTurn } from '../../domain/board/publication-store.ts';
import { isFew } from '../../domain/board/suppress-table.ts';
import { addDays } from '../../domain/calendar.ts';
import type { PublishServices } from './publish.ts';
import type { PublishingTime } from './publish-closed.ts';

/** The county's figures of periods that are not closed: a new edition each Monday, in counts to the nearest five. */

const nearest = 5;
/** Weeks that are counted anew each Monday, and those that are the first time. */
const freshWeeks = 5;
const firstWeeks = 26;
/** Months back in which one may still be open. */
const openMonths = 4;

const round = (count: number): number => Math.round(count / nearest) * nearest;

/**
 * Rounding keeps editions apart: what came between two of them, or between the last and the closed figure, is not known
 * to less than a few.
 */
const rowOf = (
  { measure, now }: { readonly measure: Measure; readonly now: Date },
  grain: 'week' | 'month',
  { type = '', part = '', start, count }: Counted,
): PublishedRow => {
  const isShown = count.n >= nearest && !isFew(count.hits);
  return {
    measure,
    type,
    part,
    scope: 'county',
    grain,
    start,
    told: isShown,
    rounded: true,
    publishedAt: now,
    ...(isShown && { figure: { n: round(count.n), hits: round(count.hits), leftOut: {} } }),
  };
};

interface Counted {
  readonly type?: string;
  readonly part?: string;
  readonly start: string;
  readonly count: Count;
}

/** Publishes the Monday edition of a measure; how many figures. Weeks end on the Sunday before, and so do the months. */
export const publishRunning = async (
  { store }: PublishServices,
  turn: PublishingTurn,
  measure: Measure,
  time: PublishingTime & { readonly monday: string },
): Promise<number> => {
  const { monday, today, settleDays } = time;
  const sunday = addDays(monday, -1);
  const rows: PublishedRow[] = [];
  const weeks = turn.monday === undefined ? firstWeeks : freshWeeks;
  const byWeek = await store.readMeasures({
    measure,
    grain: 'week',
    from: periodAfter('week', monday, -weeks),
    to: periodAfter('week', monday, -1),
    by: ['period', 'type', 'part'],
  });
  for (const { period: start = '', ...row } of byWeek) {
    if (row.count.n > 0) rows.push(rowOf({ measure, now: time.now }, 'week', { ...row, start }));
  }
  for (let back = 0; back < openMonths; back += 1) {
    const start = periodAfter('month', sunday, -back);
    const end = periodEnd('month', start);
    const counted = await store.readMeasures({
      measure,
      grain: 'day',
      from: start,
      to: [end, sunday].toSorted()[0] ?? sunday,
      by: ['type', 'part'],
    });
    for (const row of counted) {
      if (row.count.n === 0 || today > addDays(end, settleDays(measure, row.part ?? ''))) continue;
      rows.push(rowOf({ measure, now: time.now }, 'month', { ...row, start }));
    }
  }
  await store.publish(turn, { cells: [], rows });
  return rows.length;
};
