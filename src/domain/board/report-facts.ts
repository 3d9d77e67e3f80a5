import { addDays, osloDate } from '../calendar.ts';
import type { HerId } from '../ids.ts';
import type { Language } from '../texts.ts';
import type { Figure, FigureRow } from './figure.ts';
import type { Indicator } from './indicator.ts';
import { periodEnd } from './periods.ts';
import type { ChapterComment, ChapterId, ReportPeriod } from './report.ts';
import { sumFigures } from './standing.ts';

/** What a report is made of: rows of figures as they are published, and what the board has said and decided. */

/** A decision of the board, in words. */
export interface ReportDecision {
  /** ISO date. */
  readonly day: string;
  readonly what: string;
  readonly change: string;
  readonly validFrom: string;
  readonly reason: string;
}

export interface ReportFacts extends ReportPeriod {
  readonly language: Language;
  /** First day of the period before. */
  readonly before: string;
  readonly madeAt: Date;
  readonly indicators: readonly Indicator[];
  readonly organisations: ReadonlyMap<HerId, string>;
  /** The organisations chosen; empty: all. */
  readonly chosen: readonly HerId[];
  /** Of this period and the one before. */
  readonly county: readonly FigureRow[];
  readonly enterprises: readonly FigureRow[];
  readonly traffic: readonly FigureRow[];
  readonly causes: readonly FigureRow[];
  /** Of the county, the twelve months that end with the period. */
  readonly months: readonly FigureRow[];
  readonly comments: Readonly<Partial<Record<ChapterId, ChapterComment>>>;
  readonly decisions: readonly ReportDecision[];
}

/** The rows of an indicator in a period; those without a part say that the period is not closed. */
export const rowsOf = (
  rows: readonly FigureRow[],
  id: string,
  period: string,
  enterprise?: HerId,
): readonly FigureRow[] =>
  rows.filter(
    (row) =>
      row.period === period &&
      (row.part === id || row.part === undefined) &&
      (enterprise === undefined || row.enterprise === enterprise),
  );

/** One figure of an indicator: of several types, the sum of those that are shown. */
export const figureOf = (
  { grain, madeAt }: Pick<ReportFacts, 'grain' | 'madeAt'>,
  rows: readonly FigureRow[],
  { id, settleDays }: Indicator,
  of: { readonly period: string; readonly grain?: 'month'; readonly enterprise?: HerId },
): Figure => {
  const figure = sumFigures(rowsOf(rows, id, of.period, of.enterprise).map((row) => row.figure));
  if (figure.shown || figure.why !== 'none') return figure;
  // Nothing is published of what may still change, which is not the same as nothing to count.
  const isSettled = addDays(periodEnd(of.grain ?? grain, of.period), settleDays) < osloDate(madeAt);
  return isSettled ? figure : { shown: false, why: 'not-closed' };
};

/** True when some of what a sum is of is hidden. */
export const isPartial = (rows: readonly FigureRow[]): boolean =>
  rows.some(({ figure }) => figure.shown) &&
  rows.some(({ figure }) => !figure.shown && figure.why === 'small');

/** True when there is anything to compare with. */
export const hasBefore = ({ county, before }: Pick<ReportFacts, 'county' | 'before'>): boolean =>
  county.some(({ period, figure }) => period === before && figure.shown);
