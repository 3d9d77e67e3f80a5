import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grains } from '../../../src/domain/board/measure.ts';
import {
  periodAfter,
  periodEnd,
  periodStart,
  periodsBetween,
  previous,
} from '../../../src/domain/board/periods.ts';
import { addDays } from '../../../src/domain/calendar.ts';

const day = fc.integer({ min: -10_000, max: 40_000 }).map((number) => addDays('1990-01-01', number));
const grain = fc.constantFrom(...grains);

/** ISO 8601 by its own words: the Thursday of a week says which year it is of. */
const isoWeek = (date: string): string => {
  const thursday = new Date(`${date}T00:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return `${year}-${Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)}`;
};
const names = {
  day: (date: string) => date,
  week: isoWeek,
  month: (date: string) => date.slice(0, 7),
  quarter: (date: string) => `${date.slice(0, 4)}-${Math.floor((Number(date.slice(5, 7)) - 1) / 3)}`,
  year: (date: string) => date.slice(0, 4),
};

describe('Periods', () => {
  it.each([
    ['week', '2027-01-03', '2026-12-28', '2027-01-03'],
    ['week', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
    ['year', '2026-01-01', '2026-01-01', '2026-12-31'],
  ] as const)('the %s of %s is from %s to %s', (each, date, start, end) => {
    expect(periodStart(each, date)).toBe(start);
    expect(periodEnd(each, date)).toBe(end);
  });

  it('hold exactly the days of one name', () => {
    fc.assert(
      fc.property(grain, day, (each, date) => {
        const [start, end] = [periodStart(each, date), periodEnd(each, date)];
        const name = names[each];
        expect(start <= date && date <= end).toBe(true);
        expect([name(start), name(end)]).toEqual([name(date), name(date)]);
        expect(name(addDays(start, -1))).not.toBe(name(date));
        expect(name(addDays(end, 1))).not.toBe(name(date));
      }),
    );
  });

  it('follow each other without gap or overlap', () => {
    fc.assert(
      fc.property(grain, day, fc.integer({ min: 0, max: 900 }), (each, from, days) => {
        const to = addDays(from, days);
        const starts = periodsBetween(each, from, to);
        expect(starts[0]).toBe(periodStart(each, from));
        expect(starts.at(-1)).toBe(periodStart(each, to));
        for (const [at, start] of starts.entries()) {
          const next = starts[at + 1];
          if (next === undefined) continue;
          expect(addDays(periodEnd(each, start), 1)).toBe(next);
          expect(previous(each, next)).toBe(start);
        }
      }),
    );
  });

  it('are as many away as was asked for, there and back', () => {
    fc.assert(
      fc.property(grain, day, fc.integer({ min: -60, max: 60 }), (each, date, count) => {
        const there = periodAfter(each, date, count);
        expect(periodAfter(each, there, -count)).toBe(periodStart(each, date));
        const [from, to] = count < 0 ? [there, periodStart(each, date)] : [periodStart(each, date), there];
        expect(periodsBetween(each, from, to)).toHaveLength(Math.abs(count) + 1);
      }),
    );
  });

  it('are none between days in the wrong order', () => {
    expect(periodsBetween('month', '2026-11-22', '2026-11-21')).toEqual([]);
  });
});
