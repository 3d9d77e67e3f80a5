import type { MonthFigure } from './quality.ts';

/** A line over months; where a month is hidden it has a hole. */
export interface Point {
  readonly month: string;
  /** NaN where nothing is shown, which makes the hole. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly few: boolean;
}

export const pointsOf = (months: readonly string[], course: readonly MonthFigure[]): readonly Point[] =>
  months.map((month) => {
    const figure = course.find(({ period }) => period === month)?.figure;
    return figure?.shown === true
      ? { month, share: figure.share, low: figure.low, high: figure.high, few: figure.few }
      : { month, share: Number.NaN, low: Number.NaN, high: Number.NaN, few: false };
  });

/** So many months are drawn even when the first of them are empty. */
const leastMonths = 6;

/** The months from the first that anything is shown of. */
export const monthsFrom = (months: readonly string[], figures: readonly MonthFigure[]): readonly string[] => {
  const first = months.findIndex((month) =>
    figures.some(({ period, figure }) => period === month && figure.shown),
  );
  return first < 0 ? months : months.slice(Math.max(0, Math.min(first, months.length - leastMonths)));
};

export const isShown = ({ share }: Point): boolean => !Number.isNaN(share);

/** The least range of shares that is drawn: less would make much of little. */
const leastRange = 0.2;

/** From below this, what is drawn begins at 0. */
const nearZero = 0.15;

/** Shares from and to which there is something to draw, intervals of few included; within 0 and 1. */
export const rangeOf = (points: readonly Point[]): readonly [number, number] => {
  const shown = points.filter(isShown);
  const low = Math.min(1, ...shown.map((point) => (point.few ? point.low : point.share)));
  const high = Math.max(0, ...shown.map((point) => (point.few ? point.high : point.share)));
  const missing = Math.max(0, leastRange - (high - low));
  const from = Math.min(low - missing / 2, 1 - leastRange);
  const bottom = from < nearZero ? 0 : from;
  return [bottom, Math.min(1, Math.max(high, bottom + leastRange))];
};
