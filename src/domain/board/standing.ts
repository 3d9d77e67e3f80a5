import type { HerId } from '../ids.ts';
import type { Figure, FigureRow, Hidden, ShownFigure } from './figure.ts';
import type { Indicator } from './indicator.ts';
import type { LeftOut } from './measure.ts';
import { leftOuts } from './measure.ts';
import { intervalOf } from './wilson.ts';

/** How figures stand: against those before, against a target, and against each other. Of what may be seen alone. */

/** From one figure to the next. `points` is the difference of shares; `sure`: their intervals do not overlap. */
export interface Change {
  readonly points: number;
  readonly sure: boolean;
}

/** What changed from one figure to a later one; undefined unless both are shown. */
export const changeBetween = (before: Figure | undefined, now: Figure): Change | undefined => {
  if (before?.shown !== true || !now.shown) return undefined;
  return { points: now.share - before.share, sure: now.low > before.high || now.high < before.low };
};

/** Why a sum is not shown, when none of its parts is: the reason that tells most. */
const reasons: readonly Hidden[] = ['small', 'not-closed', 'none'];

const sumOfLeftOut = (figures: readonly ShownFigure[]): ShownFigure['leftOut'] =>
  Object.fromEntries(
    leftOuts.flatMap((each): readonly [LeftOut, number][] => {
      const sum = figures.reduce((all, { leftOut }) => all + (leftOut[each] ?? 0), 0);
      return sum === 0 ? [] : [[each, sum]];
    }),
  );

/**
 * Figures of different things as one: of those that are shown, so that it tells nothing that they do not. Durations have
 * no sum and are left out, unless there is but one figure.
 */
export const sumFigures = (figures: readonly Figure[]): Figure => {
  const shown = figures.filter((each) => each.shown);
  const [first, ...others] = shown;
  if (first === undefined) {
    const why = reasons.find((reason) => figures.some((each) => !each.shown && each.why === reason));
    return { shown: false, why: why ?? 'none' };
  }
  if (others.length === 0) return first;
  const n = shown.reduce((sum, each) => sum + each.n, 0);
  const hits = shown.reduce((sum, each) => sum + each.hits, 0);
  return {
    shown: true,
    n,
    hits,
    share: n === 0 ? 0 : hits / n,
    ...intervalOf(n, hits),
    few: n < fewBelow,
    ...(shown.some(({ rounded }) => rounded === true) && { rounded: true as const }),
    leftOut: sumOfLeftOut(shown),
  };
};

/** Below this a share is too uncertain to be ranked (handover-rules, indicators). */
const fewBelow = 30;

/** An organisation's figure among those of others. */
export interface Ranked {
  readonly enterprise: HerId;
  readonly figure: ShownFigure;
  readonly change?: Change;
}

/** The ends of a ranking. `counted`: organisations with anything to count; `ranked`: those with enough of it. */
export interface Ranking {
  readonly counted: number;
  readonly ranked: number;
  /** The farthest from good first. */
  readonly weakest: readonly Ranked[];
  /** The greatest change for the better first; both figures are of enough. */
  readonly improved: readonly Ranked[];
}

/** Fewer than so many are no ranking. */
export const leastRanked = 3;

/** One figure of each organisation: of several types, their sum. */
export const figuresByEnterprise = (rows: readonly FigureRow[]): ReadonlyMap<HerId, Figure> => {
  const byEnterprise = Map.groupBy(rows, ({ enterprise }) => enterprise);
  return new Map(
    [...byEnterprise].flatMap(([enterprise, of]): readonly (readonly [HerId, Figure])[] =>
      enterprise === undefined ? [] : [[enterprise, sumFigures(of.map(({ figure }) => figure))]],
    ),
  );
};

/**
 * Ranks the organisations of a period by an indicator. Those with few are in no ranking, and where fewer than three are
 * left there is none; nor where neither more nor less of it is better.
 */
export const rank = (
  { better }: Pick<Indicator, 'better'>,
  now: ReadonlyMap<HerId, Figure>,
  before: ReadonlyMap<HerId, Figure>,
): Ranking => {
  const counted = [...now.values()].filter((each) => each.shown || each.why !== 'none').length;
  const ranked = [...now].flatMap(([enterprise, figure]): readonly Ranked[] => {
    if (!figure.shown || figure.few) return [];
    const earlier = before.get(enterprise);
    const change = earlier?.shown === true && !earlier.few ? changeBetween(earlier, figure) : undefined;
    return [{ enterprise, figure, ...(change && { change }) }];
  });
  if (better === 'none' || ranked.length < leastRanked) {
    return { counted, ranked: ranked.length, weakest: [], improved: [] };
  }
  const good = better === 'higher' ? 1 : -1;
  const gain = ({ change }: Ranked): number => (change?.points ?? 0) * good;
  return {
    counted,
    ranked: ranked.length,
    weakest: ranked
      .toSorted((a, b) => (a.figure.share - b.figure.share) * good || b.figure.n - a.figure.n)
      .slice(0, leastRanked),
    improved: ranked
      .filter((each) => gain(each) > 0)
      .toSorted((a, b) => gain(b) - gain(a))
      .slice(0, leastRanked),
  };
};
