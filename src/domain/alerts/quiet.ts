import { addDays, isHoliday, osloDate, startOfDay } from '../calendar.ts';
import { resolveDateTime } from '../norwegian-time.ts';
import type { QuietHours } from './settings.ts';

/** A stretch of instants: `from` is in it, `to` is not. */
interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** A time of the Oslo clock on a date. In the hour that March skips, what the clock then shows; in October's, the first. */
const clockAt = (date: string, time: string): Date =>
  resolveDateTime(`${date}T${time}:00`) ?? startOfDay(date);

/** The night, or whatever hours they are, that begins on a date. */
const hoursFrom = (date: string, { from, to }: QuietHours): Stretch => ({
  from: clockAt(date, from),
  to: clockAt(to > from ? date : addDays(date, 1), to),
});

const isSaturday = (date: string): boolean => new Date(`${date}T12:00:00Z`).getUTCDay() === 6;

/** True for Saturdays, Sundays and public holidays. */
export const isFreeDay = (date: string): boolean => isSaturday(date) || isHoliday(date);

const stretchesAbout = (date: string, quiet: QuietHours): readonly Stretch[] => [
  hoursFrom(addDays(date, -1), quiet),
  hoursFrom(date, quiet),
  ...(quiet.freeDays && isFreeDay(date)
    ? [{ from: startOfDay(date), to: startOfDay(addDays(date, 1)) }]
    : []),
];

/**
 * The first instant, at or after one that is quiet, that is not; undefined when the given instant is not quiet itself.
 * Quiet hours that meet free days are one.
 */
export const quietUntil = (instant: Date, quiet: QuietHours): Date | undefined => {
  let at = instant;
  for (;;) {
    const within = stretchesAbout(osloDate(at), quiet).filter(({ from, to }) => from <= at && at < to);
    if (within.length === 0) return at === instant ? undefined : at;
    at = new Date(Math.max(...within.map(({ to }) => to.getTime())));
  }
};
