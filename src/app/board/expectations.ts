import type { FigureRow } from '../../domain/board/figure.ts';
import type { Grain } from '../../domain/board/measure.ts';
import { periodAfter, periodStart } from '../../domain/board/periods.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { Services } from '../services.ts';
import { choosablePeriods } from './choosable.ts';
import { type FigureServices, readFigures, type Viewer } from './figures.ts';

/** What became of all that should come, together: never a case. */

export interface ExpectationsQuery {
  readonly grain: Extract<Grain, 'month' | 'quarter' | 'year'>;
  /** Any day of the period; without it, the newest that organisations' figures are published of. */
  readonly period?: string;
}

/** `part` of each row: the expectation, with its case after a slash. */
export interface ExpectationsGone {
  /** First day of the period. */
  readonly period: string;
  /** First days of the periods to choose among, the newest first. */
  readonly choices: readonly string[];
  readonly county: readonly FigureRow[];
  /** By whoever owes. */
  readonly enterprises: readonly FigureRow[];
  /** By who owes and who is owed. */
  readonly pairs: readonly FigureRow[];
}

type ExpectationsServices = FigureServices & { readonly store: Pick<Services['store'], 'measuredDays'> };

/** How far back the newest published period is looked for. */
const periodsBack = 6;

const newest = (rows: readonly FigureRow[]): string | undefined =>
  rows
    .flatMap(({ figure, period, own }) => (figure.shown && !own ? [period] : []))
    .toSorted()
    .at(-1);

/** The county's, organisations' and pairs' figures of one period, as far as the viewer may see them. */
export const readExpectations = async (
  services: ExpectationsServices,
  viewer: Viewer,
  { grain, period: asked }: ExpectationsQuery,
): Promise<ExpectationsGone> => {
  const running = periodStart(grain, osloDate(services.clock.now()));
  const measure = 'expectation';
  const last = asked === undefined ? running : periodStart(grain, asked);
  const from = asked === undefined ? periodAfter(grain, running, -periodsBack) : last;
  const [enterprises, choices] = await Promise.all([
    readFigures(services, viewer, { measure, grain, from, to: last, by: 'enterprise' }),
    choosablePeriods(services, grain),
  ]);
  const period = asked === undefined ? (newest(enterprises) ?? periodAfter(grain, running, -1)) : last;
  const of = { measure, grain, from: period, to: period } as const;
  const [county, pairs] = await Promise.all([
    readFigures(services, viewer, { ...of, by: 'county' }),
    readFigures(services, viewer, { ...of, by: 'pair' }),
  ]);
  return {
    period,
    choices,
    county,
    enterprises: enterprises.filter((row) => row.period === period),
    pairs,
  };
};
