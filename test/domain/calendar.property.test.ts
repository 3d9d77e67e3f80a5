import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  easterSunday,
  endOfDay,
  isHoliday,
  isWorkingDay,
  osloDate,
  publicHolidays,
  startOfDay,
  type WorkingDays,
} from '../../src/domain/calendar.ts';

// An independent calendar: Easter by Gauss, every day listed, weekdays and Oslo time by Intl.

const gaussEaster = (year: number): string => {
  const a = year % 19;
  const k = Math.floor(year / 100);
  const m = (15 - Math.floor((13 + 8 * k) / 25) + k - Math.floor(k / 4)) % 30;
  const n = (4 + k - Math.floor(k / 4)) % 7;
  const d = (19 * a + m) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
  const late = 22 + d + e;
  const isException = (d === 29 && e === 6) || (d === 28 && e === 6 && (11 * m + 11) % 30 < 19);
  return new Date(Date.UTC(year, 2, isException ? late - 7 : late)).toISOString().slice(0, 10);
};

const weekdayFormat = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'short' });
const shifted = (date: string, days: number): string => {
  const day = new Date(`${date}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};

const years = Array.from({ length: 111 }, (_, at) => 1990 + at);
const holidaysOf = new Map(
  years.map((year) => {
    const easter = gaussEaster(year);
    const movable = [-3, -2, 0, 1, 39, 49, 50].map((days) => shifted(easter, days));
    const fixed = ['01-01', '05-01', '05-17', '12-25', '12-26'].map((each) => `${year}-${each}`);
    return [year, new Set([...movable, ...fixed])];
  }),
);

const days = years.flatMap((year) => {
  const list: { date: string; weekday: string; free: boolean }[] = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekday = weekdayFormat.format(at);
    list.push({ date, weekday, free: weekday === 'Sun' || holidaysOf.get(year)!.has(date) });
  }
  return list;
});

const worked = (rules: WorkingDays): readonly string[] =>
  days
    .filter(
      ({ date, weekday, free }) =>
        !(
          free ||
          (weekday === 'Sat' && !rules.saturday) ||
          (weekday !== 'Sat' && date.endsWith('12-24') && !rules.christmasEve) ||
          (weekday !== 'Sat' && date.endsWith('12-31') && !rules.newYearsEve)
        ),
    )
    .map(({ date }) => date);

const anyRules = [true, false].flatMap((saturday) =>
  [true, false].flatMap((christmasEve) =>
    [true, false].map((newYearsEve): WorkingDays => ({ saturday, christmasEve, newYearsEve })),
  ),
);

describe('the calendar, 1990 to 2100, beside one made otherwise', () => {
  it('has the same Easter every year', () => {
    expect(years.map(easterSunday)).toEqual(years.map(gaussEaster));
  });

  it('has the same holidays', () => {
    for (const year of years) {
      expect(publicHolidays(year)).toEqual([...holidaysOf.get(year)!].sort());
    }
    expect(days.filter(({ date }) => isHoliday(date)).map(({ date }) => date)).toEqual(
      days.filter(({ free }) => free).map(({ date }) => date),
    );
  });

  const title = 'counts the same days, Saturday $saturday, 24 Dec. $christmasEve, 31 Dec. $newYearsEve';
  it.each(anyRules)(title, (rules) => {
    const listed = worked(rules);
    expect(days.filter(({ date }) => isWorkingDay(date, rules)).map(({ date }) => date)).toEqual(listed);

    const last = days.length - 400;
    fc.assert(
      fc.property(fc.integer({ min: 400, max: last }), fc.integer({ min: 1, max: 100 }), (at, count) => {
        const { date } = days[at]!;
        const next = listed.findIndex((each) => each > date);
        expect(addWorkingDays(date, count, rules)).toBe(listed[next + count - 1]);
        const before = listed.findLastIndex((each) => each < date);
        expect(addWorkingDays(date, -count, rules)).toBe(listed[before - count + 1]);
      }),
      { numRuns: 300 },
    );
  });

  it('adds days as the list of days has them', () => {
    fc.assert(
      fc.property(fc.nat(days.length - 1), fc.nat(days.length - 1), (from, to) => {
        expect(addDays(days[from]!.date, to - from)).toBe(days[to]!.date);
      }),
    );
  });
});

// The rule of summer time has held since 1996.
const osloFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const since1996 = days.filter(({ date }) => date >= '1996');

describe('the days of Oslo, 1996 to 2100, beside the time zone database', () => {
  it('begin at midnight and end a millisecond before the next', () => {
    for (const { date } of since1996) {
      const start = startOfDay(date);
      const end = endOfDay(date);
      expect([osloFormat.format(start), osloFormat.format(end), end.getUTCMilliseconds()]).toEqual([
        `${date} 00:00:00`,
        `${date} 23:59:59`,
        999,
      ]);
    }
  });

  it('are the dates of their instants', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1996-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
        (instant) => {
          expect(osloDate(instant)).toBe(osloFormat.format(instant).slice(0, 10));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
