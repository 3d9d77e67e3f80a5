import type { FigureQuery, FigureRow, ShownFigure } from '../../domain/board/figure.ts';
import { periodAfter } from '../../domain/board/periods.ts';
import { type Change, changeBetween, figuresByEnterprise } from '../../domain/board/standing.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Services } from '../services.ts';
import { readFigures, type Viewer } from './figures.ts';
import type { IndicatorStanding } from './overview.ts';
import { type TrafficMark, trafficMarks } from './traffic-marks.ts';

/** What has changed since the month before. */

interface Moved {
  readonly before: ShownFigure;
  readonly figure: ShownFigure;
  readonly change: Change;
  readonly period: string;
}

/** One change worth a line; of the county where no enterprise and no system is named. */
export type BoardChange =
  | (Moved & { readonly kind: 'indicator'; readonly indicator: string; readonly enterprise?: HerId })
  | (Moved & {
      readonly kind: 'content';
      readonly type: string;
      readonly block: string;
      readonly enterprise: HerId;
    })
  | (Moved & {
      readonly kind: 'cause';
      readonly type: string;
      readonly code: string;
      readonly system: string;
    })
  | {
      readonly kind: 'version';
      readonly type: string;
      readonly version: string;
      readonly figure: ShownFigure;
      readonly period: string;
    }
  | ({ readonly kind: 'traffic' } & { readonly mark: TrafficMark });

/** Lines of each kind, so that one kind does not drown the others. */
const mostOfKind = 4;
const versionMonths = 12;
/** The newest month that is published is one of so many. */
const monthsBack = 3;

const movedBetween = (
  before: FigureRow['figure'] | undefined,
  figure: FigureRow['figure'],
  period: string,
): Moved | undefined => {
  const change = changeBetween(before, figure);
  if (change?.sure !== true || before?.shown !== true || !figure.shown) return undefined;
  if (before.few || figure.few) return undefined;
  return { before, figure, change, period };
};

const byPoints = (a: Moved, b: Moved): number => Math.abs(b.change.points) - Math.abs(a.change.points);

/** The newest month that anything is published of. */
const newest = (rows: readonly FigureRow[]): string | undefined =>
  rows
    .flatMap(({ figure, period, own }) => (figure.shown && !own ? [period] : []))
    .toSorted()
    .at(-1);

/** Rows that moved for sure into their newest month, the farthest first; `name` tells what must be the same. */
const movedRows = <Of>(
  rows: readonly FigureRow[],
  name: (row: FigureRow) => string,
  of: (row: FigureRow, moved: Moved) => (Moved & Of) | undefined,
): readonly (Moved & Of)[] => {
  const period = newest(rows);
  if (period === undefined) return [];
  const before = periodAfter('month', period, -1);
  const earlier = new Map(rows.flatMap((row) => (row.period === before ? [[name(row), row.figure]] : [])));
  return rows
    .flatMap((row) => {
      if (row.period !== period) return [];
      const moved = movedBetween(earlier.get(name(row)), row.figure, period);
      return (moved && of(row, moved)) ?? [];
    })
    .toSorted(byPoints);
};

const ofIndicators = (
  standings: readonly IndicatorStanding[],
  rows: readonly FigureRow[],
): readonly BoardChange[] =>
  standings
    .flatMap(({ indicator, county, ranking: { period } }) => {
      const own = rows.filter(({ part }) => part === indicator.id);
      const of = (month: string) => figuresByEnterprise(own.filter((row) => row.period === month));
      const before = of(periodAfter('month', period, -1));
      const ofCounty = movedBetween(county.before, county.figure, county.period);
      return [
        ...(ofCounty ? [{ kind: 'indicator' as const, indicator: indicator.id, ...ofCounty }] : []),
        ...[...of(period)].flatMap(([enterprise, figure]) => {
          const moved = movedBetween(before.get(enterprise), figure, period);
          return moved ? [{ kind: 'indicator' as const, indicator: indicator.id, enterprise, ...moved }] : [];
        }),
      ];
    })
    .toSorted(byPoints);

/** Versions that nobody had sent in the year before; one that only few had is not new. */
const newVersions = (rows: readonly FigureRow[]): readonly BoardChange[] => {
  const period = newest(rows);
  const name = ({ type, part }: FigureRow): string => `${type} ${part}`;
  const seen = new Set(
    rows.flatMap((row) =>
      row.period !== period && (row.figure.shown ? row.figure.hits > 0 : row.figure.why !== 'none')
        ? [name(row)]
        : [],
    ),
  );
  const first = rows.map((row) => row.period).toSorted()[0];
  if (period === undefined || first === period) return [];
  return rows.flatMap((row) =>
    row.period === period &&
    row.figure.shown &&
    row.figure.hits > 0 &&
    !seen.has(name(row)) &&
    row.type !== undefined &&
    row.part !== undefined
      ? [{ kind: 'version' as const, type: row.type, version: row.part, figure: row.figure, period }]
      : [],
  );
};

/** What is looked at: a month, whether it was chosen, and what is read of its indicators already. */
interface Looked {
  readonly month: string;
  readonly isChosen: boolean;
  readonly indicators: readonly IndicatorStanding[];
  /** By enterprise. */
  readonly enterprises: readonly FigureRow[];
  readonly organisations: readonly HerId[];
}

/**
 * What has changed, kind by kind, the greatest first: only changes that chance does not explain, of figures that are not of few. Silence and drift are
 * of now, and so stand with no month that was chosen.
 */
export const changesOf = async (
  services: Services,
  viewer: Viewer,
  { month, isChosen, indicators, enterprises, organisations }: Looked,
): Promise<readonly BoardChange[]> => {
  const figures = (
    measure: 'content' | 'cause' | 'version',
    by: FigureQuery['by'],
    span: Pick<FigureQuery, 'from' | 'to'>,
  ) => readFigures(services, viewer, { measure, grain: 'month', by, ...span });
  // Month by month: these are many, and only the newest that is published and the one before are looked at.
  const newestTwo = async (measure: 'content' | 'cause', by: FigureQuery['by']) => {
    const read = (at: string) => figures(measure, by, { from: at, to: at });
    for (let back = 0; back < (isChosen ? 1 : monthsBack); back += 1) {
      const at = periodAfter('month', month, -back);
      const rows = await read(at);
      if (newest(rows) !== undefined) return [...rows, ...(await read(periodAfter('month', at, -1)))];
    }
    return [];
  };
  const [content, causes, versions, marks] = await Promise.all([
    newestTwo('content', 'enterprise'),
    newestTwo('cause', 'system'),
    figures('version', 'county', { from: periodAfter('month', month, -versionMonths), to: month }),
    isChosen ? [] : trafficMarks(services, organisations),
  ]);
  const blocks = movedRows(
    content,
    ({ enterprise, type, part }) => `${enterprise} ${type} ${part}`,
    ({ enterprise, type, part }, moved) =>
      enterprise === undefined || type === undefined || part === undefined
        ? undefined
        : { ...moved, kind: 'content' as const, enterprise, type, block: part },
  );
  // A system's own figures are the county's; with an enterprise they are the viewer's.
  const codes = movedRows(
    causes.filter(({ enterprise }) => enterprise === undefined),
    ({ system, type, part }) => `${system} ${type} ${part}`,
    ({ system, type, part }, moved) =>
      system === undefined || type === undefined || part === undefined
        ? undefined
        : { ...moved, kind: 'cause' as const, system, type, code: part },
  );
  return [
    marks.map((mark) => ({ kind: 'traffic' as const, mark })),
    ofIndicators(indicators, enterprises),
    blocks,
    codes,
    newVersions(versions),
  ].flatMap((each: readonly BoardChange[]) => each.slice(0, mostOfKind));
};
