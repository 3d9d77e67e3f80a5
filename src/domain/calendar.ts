import { osloOffsetMinutes } from './norwegian-time.ts';

/**
 * The Norwegian calendar: Oslo dates, public holidays and working days. A date is YYYY-MM-DD, which sorts as text.
 * Hours are elapsed time on instants; days are Oslo dates. Dates that do not exist throw a RangeError: it is a defect to
 * reckon with one.
 */

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/**
 * What the law leaves open: no health act defines virkedag. The holiday act (LOV-1995-02-24-12) counts Saturday as a
 * working day, other rules do not.
 */
export interface WorkingDays {
  readonly saturday: boolean;
  /** 24 December, when it is a weekday. */
  readonly christmasEve: boolean;
  /** 31 December, when it is a weekday. */
  readonly newYearsEve: boolean;
}

/** What holds until the board decides otherwise: Monday to Friday but for public holidays. */
export const usualWorkingDays: WorkingDays = { saturday: false, christmasEve: true, newYearsEve: true };

/** Days since 1970-01-01 of a date. */
const dayNumber = (date: string): number => {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`${date} is no date`);
  }
  return ms / dayMs;
};

const dateOf = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** 0 Sunday to 6 Saturday; 1970-01-01 was a Thursday. */
const weekday = (number: number): number => (((number + 4) % 7) + 7) % 7;

/** Day number of Easter Sunday (Gregorian; the anonymous method that Meeus gives, Astronomical Algorithms ch. 8). */
const easterOf = (year: number): number => {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((century + 8) / 25);
  const g = Math.floor((century - f + 1) / 3);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / dayMs;
};

/** Month and day of the holidays that are no Sundays by themselves (LOV-1995-02-24-12 § 2, LOV-1947-04-26-1). */
const fixedHolidays = [
  [1, 1],
  [5, 1],
  [5, 17],
  [12, 25],
  [12, 26],
] as const;

/** Days from Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension Day, Whitsun. */
const movableHolidays = [-3, -2, 0, 1, 39, 49, 50] as const;

/** Easter Sunday of a year. */
export const easterSunday = (year: number): string => dateOf(easterOf(year));

/** The public holidays of a year in order, Sundays that are nothing else left out. Two may fall on one day. */
export const publicHolidays = (year: number): readonly string[] => {
  const easter = easterOf(year);
  const days = [
    ...fixedHolidays.map(([month, day]) => Date.UTC(year, month - 1, day) / dayMs),
    ...movableHolidays.map((each) => easter + each),
  ];
  return [...new Set(days)].sort((one, other) => one - other).map(dateOf);
};

const isFree = (number: number): boolean => {
  if (weekday(number) === 0) return true;
  const date = new Date(number * dayMs);
  const month = date.getUTCMonth() + 1;
  const day = date.getUTCDate();
  if (fixedHolidays.some((each) => each[0] === month && each[1] === day)) return true;
  const days = number - easterOf(date.getUTCFullYear());
  return movableHolidays.some((each) => each === days);
};

const isWorked = (number: number, rules: WorkingDays): boolean => {
  if (isFree(number)) return false;
  if (weekday(number) === 6) return rules.saturday;
  const date = new Date(number * dayMs);
  if (date.getUTCMonth() !== 11) return true;
  const day = date.getUTCDate();
  return (day !== 24 || rules.christmasEve) && (day !== 31 || rules.newYearsEve);
};

/** True for public holidays and all Sundays. */
export const isHoliday = (date: string): boolean => isFree(dayNumber(date));

/** True for the days that count in a deadline of working days. */
export const isWorkingDay = (date: string, rules: WorkingDays): boolean => isWorked(dayNumber(date), rules);

/** The Oslo date on which an instant falls. */
export const osloDate = (instant: Date): string =>
  dateOf(Math.floor((instant.getTime() + osloOffsetMinutes(instant) * minuteMs) / dayMs));

/** First instant of an Oslo date, by its number. The clocks change at 01:00 UTC, when that date has begun. */
const startOf = (number: number): Date => {
  const nearly = new Date(number * dayMs - 2 * hourMs);
  return new Date(number * dayMs - osloOffsetMinutes(nearly) * minuteMs);
};

/** First instant of an Oslo date. */
export const startOfDay = (date: string): Date => startOf(dayNumber(date));

/** Last instant of an Oslo date: 23:59:59.999. */
export const endOfDay = (date: string): Date => new Date(startOf(dayNumber(date) + 1).getTime() - 1);

/** The date so many calendar days later, or earlier when negative. */
export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/**
 * The date of the nth working day after a date, or before it when negative. The date itself is never counted; zero gives
 * it back, working day or not.
 */
export const addWorkingDays = (date: string, days: number, rules: WorkingDays): string => {
  const step = Math.sign(days);
  let number = dayNumber(date);
  for (let left = Math.abs(days); left > 0; ) {
    number += step;
    if (isWorked(number, rules)) left -= 1;
  }
  return dateOf(number);
};

/** The instant so many elapsed hours later, whatever the clocks do meanwhile. */
export const addHours = (instant: Date, hours: number): Date => new Date(instant.getTime() + hours * hourMs);
