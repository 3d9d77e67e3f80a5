import type { Count, LeftOut, Spread } from './measure.ts';
import { leftOuts } from './measure.ts';

/** Durations, added up without losing any: a spread of two periods is that of both. */

/** No duration at all. */
const noSpread: Spread = { minutes: [], times: [] };

/** The spread of durations in minutes, in any order. */
export const spreadOf = (minutes: readonly number[]): Spread =>
  mergeSpreads(minutes.map((each) => ({ minutes: [each], times: [1] })));

/** All durations of some spreads in one. */
export const mergeSpreads = (spreads: readonly Spread[]): Spread => {
  const [first, ...others] = spreads;
  if (first === undefined) return noSpread;
  if (others.length === 0) return first;
  const seen = new Map<number, number>();
  for (const { minutes, times } of spreads) {
    for (const [at, minute] of minutes.entries())
      seen.set(minute, (seen.get(minute) ?? 0) + (times[at] ?? 0));
  }
  const minutes = [...seen.keys()].sort((a, b) => a - b);
  return { minutes, times: minutes.map((minute) => seen.get(minute) ?? 0) };
};

/** How many durations there are. */
export const spreadSize = ({ times }: Spread): number => times.reduce((sum, each) => sum + each, 0);

/**
 * The duration that at least such a part of all is no longer than, and that is one of them (nearest rank: of n, the
 * ⌈part × n⌉th, and the first for 0). `part` is from 0 to 1; 0.5 gives the median, of two the shorter. Undefined of none.
 */
export const quantile = (spread: Spread, part: number): number | undefined => {
  const rank = Math.max(1, Math.ceil(part * spreadSize(spread)));
  let seen = 0;
  for (const [at, minute] of spread.minutes.entries()) {
    seen += spread.times[at] ?? 0;
    if (seen >= rank) return minute;
  }
  return undefined;
};

/** Nothing counted. */
export const noCount: Count = { n: 0, hits: 0, spread: noSpread, leftOut: {} };

/** Counts of different things added up. */
export const mergeCounts = (counts: readonly Count[]): Count => {
  const leftOut: Partial<Record<LeftOut, number>> = {};
  for (const each of leftOuts) {
    const sum = counts.reduce((all, count) => all + (count.leftOut[each] ?? 0), 0);
    if (sum > 0) leftOut[each] = sum;
  }
  return {
    n: counts.reduce((all, { n }) => all + n, 0),
    hits: counts.reduce((all, { hits }) => all + hits, 0),
    spread: mergeSpreads(counts.map(({ spread }) => spread)),
    leftOut,
  };
};
