import type { FigureQuery, FigureRow } from '../../domain/board/figure.ts';
import type { Grain } from '../../domain/board/measure.ts';
import { periodAfter, periodEnd, periodStart, periodsBetween } from '../../domain/board/periods.ts';
import { intervalOf } from '../../domain/board/wilson.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Services } from '../services.ts';
import { choosablePeriods } from './choosable.ts';
import { type FigureServices, readFigures, type Viewer } from './figures.ts';

/** What messages hold and how they are worded: never a message, never a word of one. */

type QualityServices = FigureServices & { readonly store: Pick<Services['store'], 'measuredDays'> };

/** `content`: the parts are blocks; `rule`: rules that found something. */
export type QualityMeasure = 'content' | 'rule';

export interface QualityQuery {
  readonly measure: QualityMeasure;
  /** 8279 */
  readonly type: string;
  readonly grain: Extract<Grain, 'month' | 'quarter' | 'year'>;
  /** Any day of the period; without it, the newest that is closed and published. */
  readonly period?: string;
}

interface PartsQuery extends QualityQuery {
  /** Those that there are. */
  readonly parts: readonly string[];
}

export interface Quality {
  /** First day of the period. */
  readonly period: string;
  /** First days of the periods to choose among, the newest first. */
  readonly choices: readonly string[];
  /** A row for each part. */
  readonly county: readonly FigureRow[];
  /** Of senders, a row for each part. */
  readonly enterprises: readonly FigureRow[];
}

/** How far back the newest published period is looked for. */
const periodsBack = 6;

/** Months of a course: a year, and the month to compare its last one with. */
const courseMonths = 13;

const isOfPart = ({ part }: FigureRow): boolean => part !== undefined;

/** The newest period that a sender's figure is shown of, else that any was judged of: before it closes none is. */
const newestClosed = (rows: readonly FigureRow[]): string | undefined => {
  const published = rows.filter((row) => !row.own && isOfPart(row));
  const shown = published.filter(({ figure }) => figure.shown);
  return (shown.length > 0 ? shown : published)
    .map(({ period }) => period)
    .toSorted()
    .at(-1);
};

const placeOf = ({ period, enterprise, system }: FigureRow): string =>
  JSON.stringify([period, enterprise, system]);

/**
 * Own counts know only the rules that found something: of the others, that they found nothing in as many messages.
 * Published figures say so themselves.
 */
const withZeroes = (rows: readonly FigureRow[], parts: readonly string[]): readonly FigureRow[] => {
  const own = Map.groupBy(
    rows.filter((row) => row.own && isOfPart(row)),
    placeOf,
  );
  const zeroes = [...own.values()].flatMap((of): readonly FigureRow[] => {
    const [first] = of;
    if (first?.figure.shown !== true) return [];
    const { medianMinutes: _, p90Minutes: __, ...figure } = first.figure;
    const { n } = figure;
    const found = new Set(of.map(({ part }) => part));
    return parts
      .filter((part) => !found.has(part))
      .map((part) => ({
        ...first,
        part,
        figure: { ...figure, hits: 0, share: 0, ...intervalOf(n, 0), leftOut: {} },
      }));
  });
  return [...rows, ...zeroes];
};

const periodOf = async (
  services: QualityServices,
  viewer: Viewer,
  { measure, type, grain, period, parts }: PartsQuery,
): Promise<string> => {
  if (period !== undefined) return periodStart(grain, period);
  const running = periodStart(grain, osloDate(services.clock.now()));
  const rows = await readFigures(services, viewer, {
    measure,
    grain,
    from: periodAfter(grain, running, -periodsBack),
    to: running,
    by: 'enterprise',
    types: [type],
    parts,
  });
  return newestClosed(rows) ?? periodAfter(grain, running, -1);
};

/** Figures of a type's parts in a period, as far as the viewer may see them. */
export const readQuality = async (
  services: QualityServices,
  viewer: Viewer,
  query: PartsQuery,
): Promise<Quality> => {
  const { measure, type, grain, parts } = query;
  const [period, choices] = await Promise.all([
    periodOf(services, viewer, query),
    choosablePeriods(services, grain),
  ]);
  const of = { measure, grain, from: period, to: period, types: [type] } as const;
  const [county, enterprises] = await Promise.all([
    readFigures(services, viewer, { ...of, by: 'county' }),
    readFigures(services, viewer, { ...of, by: 'enterprise' }),
  ]);
  const isAsked = ({ part }: FigureRow): boolean => part !== undefined && parts.includes(part);
  return {
    period,
    choices,
    county: county.filter(isAsked),
    enterprises: (measure === 'rule' ? withZeroes(enterprises, parts) : enterprises).filter(isAsked),
  };
};

interface QualityPartQuery extends QualityQuery {
  /** A block or a rule. */
  readonly part: string;
  /** Rules that look for it. */
  readonly rules: readonly string[];
  /** Whose course is shown beside the county's. */
  readonly enterprise?: HerId;
}

/** One part: who has it, how it went, what writes it, and what its rules found. */
export interface QualityPart extends Quality {
  /** First days of the months of the courses, in order; the last is the last of the period that is begun. */
  readonly months: readonly string[];
  readonly countyCourse: readonly FigureRow[];
  readonly enterpriseCourse: readonly FigureRow[];
  /** By the record system that wrote the messages: the county's, and the viewer's own. */
  readonly systems: readonly FigureRow[];
  /** What the rules found: in the county, and with the enterprise. */
  readonly found: readonly FigureRow[];
}

/** Everything there is to tell of one part, as far as the viewer may see it. */
export const readQualityPart = async (
  services: QualityServices,
  viewer: Viewer,
  query: QualityPartQuery,
): Promise<QualityPart> => {
  const { measure, type, grain, part, rules, enterprise } = query;
  const quality = await readQuality(services, viewer, { ...query, parts: [part] });
  const { period } = quality;
  const months = periodsBetween('month', period, periodEnd(grain, period));
  const today = osloDate(services.clock.now());
  const last = months.findLast((month) => month <= today) ?? period;
  const first = periodAfter('month', last, 1 - courseMonths);
  const course = { measure, grain: 'month', from: first, to: last, types: [type] } as const;
  const now = { grain, from: period, to: period, types: [type] } as const;
  const figures = (asked: FigureQuery) => readFigures(services, viewer, asked);
  const whose = enterprise === undefined ? [] : [enterprise];

  const [countyCourse, enterpriseCourse, systems, foundInCounty, foundWithIt] = await Promise.all([
    figures({ ...course, by: 'county', parts: [part] }),
    // Of all parts, for those of which there is nothing say out of how much.
    enterprise === undefined ? [] : figures({ ...course, by: 'enterprise', enterprises: whose }),
    figures({ ...now, measure, by: 'system', ...(measure === 'content' && { parts: [part] }) }),
    figures({ ...now, measure: 'rule', by: 'county', parts: rules }),
    enterprise === undefined
      ? []
      : figures({ ...now, measure: 'rule', by: 'enterprise', enterprises: whose }),
  ]);
  const isIt = (row: FigureRow): boolean => row.part === part;
  const whole = (rows: readonly FigureRow[]): readonly FigureRow[] =>
    (measure === 'rule' ? withZeroes(rows, [part]) : rows).filter(isIt);
  return {
    ...quality,
    months: periodsBetween('month', first, last),
    countyCourse: countyCourse.filter(isIt),
    enterpriseCourse: whole(enterpriseCourse),
    systems: whole(systems).filter(({ system }) => system !== undefined),
    found: [...foundInCounty, ...withZeroes(foundWithIt, rules)].filter(
      (row) => row.part !== undefined && rules.includes(row.part),
    ),
  };
};
