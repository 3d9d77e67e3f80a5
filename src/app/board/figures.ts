import type { Figure, FigureQuery, FigureRow } from '../../domain/board/figure.ts';
import type { Count } from '../../domain/board/measure.ts';
import type { Dimension } from '../../domain/board/measure-store.ts';
import { periodStart, periodsBetween } from '../../domain/board/periods.ts';
import type { Scope } from '../../domain/board/publication.ts';
import type { LateBand, LateCount, PublishedRow } from '../../domain/board/publication-store.ts';
import { quantile } from '../../domain/board/spread.ts';
import { intervalOf } from '../../domain/board/wilson.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import { type Role, scopeOf } from '../../domain/roles.ts';
import type { Services } from '../services.ts';

/** The only way out for figures: what is published for everybody, and one's own as they are. */

/** Who looks, and which enterprises are her own. */
export interface Viewer {
  readonly role: Role;
  readonly enterprises: readonly HerId[];
}

export type FigureServices = Pick<Services, 'clock'> & {
  readonly store: Pick<Services['store'], 'readMeasures' | 'readPublished' | 'countLate' | 'readLate'>;
};

/** Below so many, a share is never ranked. */
const fewBelow = 30;

const shownFigure = (
  { n, hits, leftOut }: Pick<Count, 'n' | 'hits' | 'leftOut'>,
  durations: { readonly medianMinutes?: number; readonly p90Minutes?: number },
): Figure => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  ...intervalOf(n, hits),
  few: n < fewBelow,
  ...durations,
  leftOut,
});

const publishedFigure = ({ figure, rounded }: PublishedRow): Figure => {
  if (figure === undefined) return { shown: false, why: 'small' };
  const { medianMinutes, p90Minutes } = figure;
  const shown = shownFigure(figure, {
    ...(medianMinutes !== undefined && { medianMinutes }),
    ...(p90Minutes !== undefined && { p90Minutes }),
  });
  return rounded && shown.shown ? { ...shown, rounded } : shown;
};

const ownFigure = (count: Count): Figure => {
  if (count.n === 0) return { shown: false, why: 'none' };
  const medianMinutes = quantile(count.spread, 0.5);
  const p90Minutes = quantile(count.spread, 0.9);
  return shownFigure(count, {
    ...(medianMinutes !== undefined && { medianMinutes }),
    ...(p90Minutes !== undefined && { p90Minutes }),
  });
};

const dimensionsOf: Readonly<Record<Exclude<FigureQuery['by'], 'county'>, readonly Dimension[]>> = {
  enterprise: ['enterprise'],
  pair: ['enterprise', 'other'],
  system: ['enterprise', 'system'],
};

/** The viewer's own enterprises among those asked for, if its role has any figures of its own. */
const ownOf = ({ role, enterprises }: Viewer, asked?: readonly HerId[]): readonly HerId[] => {
  const scope = scopeOf(role, 'figures.own');
  if (scope === undefined) return [];
  return asked === undefined ? enterprises : enterprises.filter((each) => asked.includes(each));
};

const readOwn = async (
  { store, clock }: FigureServices,
  viewer: Viewer,
  query: FigureQuery,
): Promise<readonly FigureRow[]> => {
  const { by, measure, grain, from, to, types, parts } = query;
  const enterprises = ownOf(viewer, query.enterprises);
  if (by === 'county' || enterprises.length === 0) return [];
  const asOf = clock.now();
  const rows = await store.readMeasures({
    measure,
    grain,
    from,
    to,
    enterprises,
    ...(types !== undefined && { types }),
    ...(parts !== undefined && { parts }),
    by: ['period', ...dimensionsOf[by], 'type', 'part'],
  });
  return rows.map(({ count, period = '', ...key }) => ({
    ...key,
    period,
    figure: ownFigure(count),
    own: true,
    asOf,
  }));
};

const publishedRow = (row: PublishedRow): FigureRow => ({
  period: row.start,
  ...(row.enterprise !== undefined && { enterprise: row.enterprise }),
  ...(row.other !== undefined && { other: row.other }),
  ...(row.system !== undefined && { system: row.system }),
  ...(row.type !== '' && { type: row.type }),
  ...(row.part !== '' && { part: row.part }),
  figure: publishedFigure(row),
  own: false,
  asOf: row.publishedAt,
});

/** Periods after the newest that is published, up to today: all that is told is that they are to come. */
const notClosed = (
  rows: readonly PublishedRow[],
  { grain, from, to }: FigureQuery,
  now: Date,
): readonly FigureRow[] => {
  const today = osloDate(now);
  const newest = rows.at(-1)?.start ?? '';
  return periodsBetween(grain, from, to)
    .filter((period) => period > newest && period <= today)
    .map((period) => ({ period, figure: { shown: false, why: 'not-closed' }, own: false, asOf: now }));
};

/**
 * Figures that a viewer may see, by period. Of its own enterprises, where its role has those: all, as of now. Of all
 * others what is published; what is there but hidden comes without a number. A period that is not closed has one row
 * without a place.
 */
export const readFigures = async (
  services: FigureServices,
  viewer: Viewer,
  query: FigureQuery,
): Promise<readonly FigureRow[]> => {
  const { by, grain, from, to, measure, types, parts, enterprises } = query;
  const scope: Scope = by;
  const [published, own] = await Promise.all([
    services.store.readPublished({
      measure,
      scope,
      grain,
      from: periodStart(grain, from),
      to,
      ...(types !== undefined && { types }),
      ...(parts !== undefined && { parts }),
      // What is the county's, or a record system's, is nobody's own.
      ...((by === 'enterprise' || by === 'pair') && enterprises !== undefined && { enterprises }),
    }),
    readOwn(services, viewer, query),
  ]);
  const mine = new Set(by === 'county' ? [] : ownOf(viewer));
  return [
    ...published
      .filter(({ enterprise }) => enterprise === undefined || !mine.has(enterprise))
      .map(publishedRow),
    ...own,
    ...notClosed(published, query, services.clock.now()),
  ].toSorted((a, b) => Number(a.period > b.period) - Number(a.period < b.period));
};

/** What is late now: over the county in bands, of one's own exactly. */
export interface LateNow {
  readonly county: readonly LateBand[];
  /** When the county's were counted; undefined before they were for the first time. */
  readonly asOf?: Date;
  /** What the viewer's own enterprises owe. */
  readonly own?: readonly LateCount[];
}

/** What is late now, by kind: the county as of this morning, the viewer's own enterprises as of now. */
export const lateNow = async ({ store }: FigureServices, viewer: Viewer): Promise<LateNow> => {
  const enterprises = ownOf(viewer);
  const [county, own] = await Promise.all([
    store.readLate(),
    enterprises.length === 0 ? undefined : store.countLate(enterprises),
  ]);
  return {
    county: county?.late ?? [],
    ...(county !== undefined && { asOf: county.at }),
    ...(own !== undefined && { own }),
  };
};
