/**
 * The script's own reckoning of Norwegian time, in milliseconds since 1970, by other means than the gateway: what it says
 * is held against what the gateway says. It knows no holidays but those of the simulated months.
 */

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Public holidays on weekdays from March 2027 to the end of that year: Easter is on 28 March. */
const holidays = ['2027-03-25', '2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17'];

/** 01:00 UTC on the last Sunday of a month (counted from 0) that has 31 days: when clocks are set. */
const clocksSet = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month, 31, 1));
  return last.getTime() - last.getUTCDay() * dayMs;
};

const isSummer = (at: number): boolean => {
  const year = new Date(at).getUTCFullYear();
  return at >= clocksSet(year, 2) && at < clocksSet(year, 9);
};

const offsetAt = (at: number): number => (isSummer(at) ? 2 : 1) * hourMs;

/** The Oslo date of an instant. */
export const dateOf = (at: number): string => new Date(at + offsetAt(at)).toISOString().slice(0, 10);

/** Hour of the day in Oslo, with its fractions. */
export const hourOf = (at: number): number => ((at + offsetAt(at)) % dayMs) / hourMs;

/** The date so many days later. */
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** An hour of an Oslo date, with its fractions; the clock is not set at any hour that is asked for. */
export const oslo = (date: string, hour = 0): number => {
  const local = Date.parse(`${date}T00:00:00Z`) + Math.round(hour * hourMs);
  const winter = local - hourMs;
  return isSummer(winter - hourMs) || isSummer(winter) ? winter - hourMs : winter;
};

/** The last millisecond of the date so many days after that of an instant. */
export const endOfDay = (at: number, days = 0): number => oslo(daysAfter(dateOf(at), days + 1)) - 1;

/** True on Saturdays, Sundays and public holidays. */
export const isFree = (date: string): boolean => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || holidays.includes(date);
};

/** The last millisecond of the nth working day after that of an instant. */
export const endOfWorkingDay = (at: number, days: number): number => {
  let date = dateOf(at);
  for (let left = days; left > 0; ) {
    date = daysAfter(date, 1);
    if (!isFree(date)) left -= 1;
  }
  return oslo(daysAfter(date, 1)) - 1;
};

/** The first day of every script: a Monday in March, with Easter, summer time and the holidays of May before it. */
export const firstDay = '2027-03-01';

/** The first tick: everything from before is there at once. */
export const firstTick = oslo(firstDay);
