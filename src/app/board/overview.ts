import type { Figure, FigureRow } from '../../domain/board/figure.ts';
import type { Indicator } from '../../domain/board/indicator.ts';
import { periodAfter, periodEnd, periodStart, periodsBetween } from '../../domain/board/periods.ts';
import {
  type Change,
  changeBetween,
  figuresByEnterprise,
  type Ranking,
  rank,
  sumFigures,
} from '../../domain/board/standing.ts';
import { addDays, osloDate } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Services } from '../services.ts';
import { type BoardChange, changesOf } from './changes.ts';
import { choosablePeriods } from './choosable.ts';
import { type LateNow, lateNow, readFigures, type Viewer } from './figures.ts';

/** What the first page says: each indicator against the month before, its trend, who needs help, and what has changed. */

/** A figure of a month, what it was the month before, and the twelve months that end with it, in order. */
export interface Course {
  readonly period: string;
  readonly figure: Figure;
  readonly before: Figure;
  readonly change?: Change;
  readonly trend: readonly { readonly period: string; readonly figure: Figure }[];
  /** When it was published, or counted; undefined when nothing was. */
  readonly asOf?: Date;
}

/** How an indicator stands. */
export interface IndicatorStanding {
  readonly indicator: Indicator;
  readonly county: Course;
  /** The county's figure by type of message, where it is counted so. */
  readonly types: readonly { readonly type: string; readonly figure: Figure }[];
  /** Of the viewer's own organisation, if it has any. */
  readonly own?: Course;
  /** Among the organisations, in the last month that theirs are published of. */
  readonly ranking: Ranking & { readonly period: string };
}

export interface Overview {
  /** First day of the month that was asked for, else of the running one. */
  readonly month: string;
  /** Months to choose among, the newest first. */
  readonly months: readonly string[];
  readonly own?: HerId;
  readonly indicators: readonly IndicatorStanding[];
  readonly late: LateNow;
  readonly changes: readonly BoardChange[];
}

const trendMonths = 12;
/** Months that may pass before an indicator is settled and its figures published; two more to compare with. */
const settlingMonths = 4;

/**
 * A month's figure out of its rows; nothing of a month that may still change is not the same as nothing to count. Of
 * one's own, which are as of now, no `today` is given.
 */
const figureIn = (
  rows: readonly FigureRow[],
  { settleDays }: Indicator,
  { period, today }: { readonly period: string; readonly today: string | undefined },
): Figure => {
  const figure = sumFigures(rows.filter((row) => row.period === period).map((row) => row.figure));
  const isSettled = today === undefined || addDays(periodEnd('month', period), settleDays) < today;
  return figure.shown || figure.why !== 'none' || isSettled ? figure : { shown: false, why: 'not-closed' };
};

const courseOf = (
  rows: readonly FigureRow[],
  indicator: Indicator,
  { period, today }: { readonly period: string; readonly today: string | undefined },
): Course => {
  const of = (month: string): Figure => figureIn(rows, indicator, { period: month, today });
  const first = periodAfter('month', period, 1 - trendMonths);
  const figure = of(period);
  const before = of(periodAfter('month', period, -1));
  const change = changeBetween(before, figure);
  const asOf = rows.find((row) => row.period === period && row.figure.shown)?.asOf;
  return {
    period,
    figure,
    before,
    ...(change && { change }),
    trend: periodsBetween('month', first, period).map((month) => ({
      period: month,
      figure: of(month),
    })),
    ...(asOf !== undefined && { asOf }),
  };
};

/** The latest month with a shown figure; the latest full one when there is none. */
const latestShown = (rows: readonly FigureRow[], month: string): string => {
  const shown = rows.filter(({ figure, own }) => figure.shown && !own).map(({ period }) => period);
  return shown.toSorted().at(-1) ?? periodAfter('month', month, -1);
};

interface Rows {
  readonly county: readonly FigureRow[];
  readonly enterprises: readonly FigureRow[];
  readonly own: readonly FigureRow[];
}

interface Asked {
  readonly month: string;
  readonly today: string;
  readonly isChosen: boolean;
}

const standingOf = (
  indicator: Indicator,
  rows: Rows,
  { month, today, isChosen }: Asked,
): IndicatorStanding => {
  const period = isChosen ? month : latestShown(rows.county, month);
  const closed = isChosen ? month : latestShown(rows.enterprises, month);
  const of = (when: string) => figuresByEnterprise(rows.enterprises.filter((row) => row.period === when));
  const types = rows.county.flatMap((row) =>
    row.period === period && row.type !== undefined ? [{ type: row.type, figure: row.figure }] : [],
  );
  return {
    indicator,
    county: courseOf(rows.county, indicator, { period, today }),
    types,
    ...(rows.own.some(({ figure }) => figure.shown) && {
      own: courseOf(rows.own, indicator, { period, today: undefined }),
    }),
    ranking: { period: closed, ...rank(indicator, of(closed), of(periodAfter('month', closed, -1))) },
  };
};

/** What is asked for: any day of a month, and the organisations there are. */
export interface OverviewQuery {
  readonly month?: string;
  readonly organisations: readonly HerId[];
}

/**
 * The overview of a month; without one, the newest that is published of each indicator: the running month for the county
 * as soon as it has an edition, the last closed one for organisations.
 */
export const readOverview = async (
  services: Services,
  viewer: Viewer,
  { month: asked, organisations }: OverviewQuery,
): Promise<Overview> => {
  const today = osloDate(services.clock.now());
  const running = periodStart('month', today);
  const month = asked === undefined ? running : periodStart('month', asked);
  const isChosen = asked !== undefined;
  const [own] = viewer.enterprises;
  const figures = (months: number, by: 'county' | 'enterprise', enterprises?: readonly HerId[]) =>
    readFigures(services, viewer, {
      measure: 'indicator',
      grain: 'month',
      from: periodAfter('month', month, 1 - months),
      to: month,
      by,
      ...(enterprises && { enterprises }),
    });
  const span = trendMonths + settlingMonths;
  const [county, enterprises, ofOwn, late, months] = await Promise.all([
    figures(span, 'county'),
    figures(settlingMonths, 'enterprise'),
    own === undefined ? [] : figures(span, 'enterprise', [own]),
    lateNow(services, viewer),
    choosablePeriods(services, 'month'),
  ]);
  // Rows without a part say that a period is not closed.
  const byPart = (rows: readonly FigureRow[]) => {
    const parts = Map.groupBy(rows, ({ part }) => part);
    return ({ id }: Indicator): readonly FigureRow[] => [
      ...(parts.get(id) ?? []),
      ...(parts.get(undefined) ?? []),
    ];
  };
  const [countyOf, enterprisesOf, ownOf] = [byPart(county), byPart(enterprises), byPart(ofOwn)];
  const rowsOf = (indicator: Indicator): Rows => ({
    county: countyOf(indicator),
    enterprises: enterprisesOf(indicator),
    own: ownOf(indicator),
  });
  const indicators = services.indicators.map((indicator) =>
    standingOf(indicator, rowsOf(indicator), { month, today, isChosen }),
  );
  const changes = await changesOf(services, viewer, {
    month,
    isChosen,
    indicators,
    enterprises,
    organisations,
  });
  return { month, months, ...(own !== undefined && { own }), indicators, late, changes };
};
