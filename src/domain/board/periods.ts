import { addDays } from '../calendar.ts';
import type { Grain } from './measure.ts';

/** Periods by the Oslo dates (YYYY-MM-DD) that they begin on. Weeks are those of ISO 8601. */

const dayMs = 86_400_000;
/** 1970-01-05 was a Monday. */
const mondayMs = 4 * dayMs;
const weekMs = 7 * dayMs;

const monthsOf: Readonly<Record<'month' | 'quarter' | 'year', number>> = { month: 1, quarter: 3, year: 12 };

/** First day of the month so many months after that of a date. */
const monthAfter = (date: string, months: number): string => {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7)) - 1 + months;
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
};

/** First day of the period that a date lies in. */
export const periodStart = (grain: Grain, date: string): string => {
  if (grain === 'day') return date;
  if (grain === 'week') {
    const since = Date.parse(date) - mondayMs;
    return addDays(date, -Math.round((((since % weekMs) + weekMs) % weekMs) / dayMs));
  }
  const months = monthsOf[grain];
  return monthAfter(date, -((Number(date.slice(5, 7)) - 1) % months));
};

/** First day of the period so many periods after the one that a date lies in; before it, when negative. */
export const periodAfter = (grain: Grain, date: string, periods: number): string => {
  const start = periodStart(grain, date);
  if (grain === 'day') return addDays(start, periods);
  if (grain === 'week') return addDays(start, 7 * periods);
  return monthAfter(start, monthsOf[grain] * periods);
};

/** Last day of the period that a date lies in. */
export const periodEnd = (grain: Grain, date: string): string => addDays(periodAfter(grain, date, 1), -1);

/** First day of the period before the one that a date lies in. */
export const previous = (grain: Grain, date: string): string => periodAfter(grain, date, -1);

/** First days of all periods that any day from one to another lies in, both included; none when they stand in wrong order. */
export const periodsBetween = (grain: Grain, from: string, to: string): readonly string[] => {
  const starts: string[] = [];
  for (let start = periodStart(grain, from); start <= to; start = periodAfter(grain, start, 1))
    starts.push(start);
  return from <= to ? starts : [];
};
