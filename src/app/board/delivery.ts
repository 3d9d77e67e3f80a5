import type { FigureQuery, FigureRow } from '../../domain/board/figure.ts';
import type { Grain } from '../../domain/board/measure.ts';
import { periodAfter, periodStart } from '../../domain/board/periods.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Services } from '../services.ts';
import { choosablePeriods } from './choosable.ts';
import { readFigures, type Viewer } from './figures.ts';
import { type EnterpriseHeard, lastHeard, type TrafficMark, trafficMarks } from './traffic-marks.ts';

/** How messages come through: how many, what became of them, why some do not, between whom, and in which versions. */

export interface DeliveryQuery {
  readonly grain: Exclude<Grain, 'day'>;
  /** Any day of the period; without it, the newest that is published. */
  readonly period?: string;
  /** 8279; without it, all types. */
  readonly type?: string;
  /** Whose messages; without it, everybody's. */
  readonly enterprise?: HerId;
  /** Those there are, for what is the matter with their traffic. */
  readonly organisations: readonly HerId[];
}

export interface Delivery {
  /** First day of the period that all but the courses are of. */
  readonly period: string;
  /** First days of the periods up to it, in order: of the courses. */
  readonly periods: readonly string[];
  /** First days of the periods to choose among, the newest first. */
  readonly choices: readonly string[];
  /** Messages and their receipts by period and type: the enterprise's as sender, or the county's. */
  readonly traffic: readonly FigureRow[];
  /** Types there is traffic of, whatever type was asked for. */
  readonly types: readonly string[];
  /** Traffic, and how it came, by pair and type; the enterprise at either end. */
  readonly links: readonly FigureRow[];
  readonly transit: readonly FigureRow[];
  /** Negative receipts by code: of the enterprise as sender, or of the county by system too. */
  readonly causes: readonly FigureRow[];
  readonly causesBySystem: readonly FigureRow[];
  /** Versions of each type in the county, by period, and by system in this one. */
  readonly versions: readonly FigureRow[];
  readonly versionsBySystem: readonly FigureRow[];
  readonly marks: readonly TrafficMark[];
  readonly heard: readonly EnterpriseHeard[];
}

/** Periods of a course, by grain. */
const coursePeriods = { week: 13, month: 13, quarter: 9, year: 5 } as const;

/**
 * The newest period of which anything is published, and of others than weeks all of it; the one before the running one
 * when nothing is.
 */
const newestShown = (rows: readonly FigureRow[], running: string, grain: Grain): string =>
  rows
    .flatMap(({ figure, period, own }) =>
      figure.shown && !own && (grain === 'week' || figure.rounded !== true) ? [period] : [],
    )
    .toSorted()
    .at(-1) ?? periodAfter(grain, running, -1);

const isOf =
  (enterprise: HerId | undefined) =>
  (row: FigureRow): boolean =>
    enterprise === undefined || row.enterprise === enterprise || row.other === enterprise;

const isOfCounty = (row: FigureRow): boolean => row.enterprise === undefined;

/** The page of deliveries. Pairs, causes and organisations have figures of closed periods only; weeks are the county's. */
export const readDelivery = async (
  services: Services,
  viewer: Viewer,
  { grain, period: asked, type, enterprise, organisations }: DeliveryQuery,
): Promise<Delivery> => {
  const running = periodStart(grain, osloDate(services.clock.now()));
  const count = coursePeriods[grain];
  const whose = enterprise === undefined ? {} : { enterprises: [enterprise] };
  const scope = enterprise === undefined ? 'county' : 'enterprise';
  const figures = (query: Omit<FigureQuery, 'grain'>) => readFigures(services, viewer, { ...query, grain });

  const courseTo = asked === undefined ? running : periodStart(grain, asked);
  const course = { from: periodAfter(grain, courseTo, -count), to: courseTo };
  const allTraffic = await figures({ measure: 'traffic', by: scope, ...course, ...whose });
  const period = asked === undefined ? newestShown(allTraffic, running, grain) : courseTo;
  const first = periodAfter(grain, period, 1 - count);
  const within = ({ period: each }: FigureRow): boolean => each >= first && each <= period;
  const traffic = allTraffic.filter(within);
  const narrowed = type === undefined ? {} : { types: [type] };
  const now = { from: period, to: period, ...narrowed };
  const ofType = (row: FigureRow): boolean => type === undefined || row.type === type;

  const [links, transit, causes, causesBySystem, versions, versionsBySystem, marks, heard, choices] =
    await Promise.all([
      figures({ measure: 'traffic', by: 'pair', ...now }),
      figures({ measure: 'transit', by: 'pair', ...now }),
      figures({ measure: 'cause', by: scope, ...now, ...whose }),
      enterprise === undefined ? figures({ measure: 'cause', by: 'system', ...now }) : [],
      figures({ measure: 'version', by: 'county', ...now, from: first }),
      figures({ measure: 'version', by: 'system', ...now }),
      trafficMarks(services, organisations),
      lastHeard(services),
      choosablePeriods(services, grain),
    ]);
  return {
    period,
    periods: Array.from({ length: count }, (_, index) => periodAfter(grain, first, index)),
    choices,
    traffic: traffic.filter(ofType),
    types: [...new Set(traffic.flatMap((row) => row.type ?? []))].toSorted(),
    links: links.filter(isOf(enterprise)),
    transit: transit.filter(isOf(enterprise)),
    causes,
    // With an enterprise they are the viewer's own.
    causesBySystem: causesBySystem.filter(isOfCounty),
    versions,
    versionsBySystem: versionsBySystem.filter(isOfCounty),
    marks,
    heard,
  };
};
