/**
 * Time in messages. A time without a zone is Norwegian local time, whatever the transport presumes (HIS 80601:2006).
 * Summer time by rule: from the last Sunday of March until the last Sunday of October, 01:00 UTC
 * (FOR-2007-12-14-1420). The rule has held since 1996 and is used for all years.
 */

const minute = 60_000;
const hour = 60 * minute;
const winter = 1 * hour;
const summer = 2 * hour;

/** Instant of a wall clock reading in UTC; undefined when no such day or time exists. Takes years below 100 as they are. */
const utc = (
  year: number,
  month: number,
  day: number,
  hours = 0,
  minutes = 0,
  seconds = 0,
): number | undefined => {
  if (hours > 24 || minutes > 59 || seconds > 59) return undefined;
  // xs:dateTime allows 24:00:00 for the midnight that ends a day.
  if (hours === 24 && (minutes > 0 || seconds > 0)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.setUTCHours(hours, minutes, seconds);
};

const lastSunday = (year: number, month: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.getTime() + hour;
};

const offsetAt = (instant: number): number => {
  const year = new Date(instant).getUTCFullYear();
  return instant >= lastSunday(year, 3) && instant < lastSunday(year, 10) ? summer : winter;
};

/** Instant of Oslo wall clock time, given as if it were UTC. */
const fromOslo = (wall: number, near: number | undefined): number => {
  const early = wall - summer;
  const late = wall - winter;
  const isSummer = offsetAt(early) === summer;
  const isWinter = offsetAt(late) === winter;
  if (isSummer && isWinter) {
    return near !== undefined && Math.abs(near - late) < Math.abs(near - early) ? late : early;
  }
  // The hour that March skips is read with the offset before it: 02:30 is what the clock then shows as 03:30.
  return isSummer ? early : late;
};

const zonePattern = '(Z|[+-]\\d{2}:\\d{2})?';
const dateTimePattern = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d+))?${zonePattern}$`,
);
const datePattern = new RegExp(`^(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?${zonePattern}$`);

/** Milliseconds east of UTC; undefined beyond the 14 hours that XML Schema allows. */
const zoneOffset = (zone: string): number | undefined => {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * hour + minutes * minute);
};

const resolveWall = (
  wall: number | undefined,
  zone: string | undefined,
  near: Date | undefined,
): Date | undefined => {
  if (wall === undefined) return undefined;
  if (zone === undefined) return new Date(fromOslo(wall, near?.getTime()));
  const offset = zoneOffset(zone);
  return offset === undefined ? undefined : new Date(wall - offset);
};

/**
 * Instant of an xs:dateTime; fraction (to the millisecond) and zone optional, years 0000 to 9999.
 * In the hour that October has twice, the one nearest to `near` (when the message was received), else +02:00.
 * Undefined for anything else, also a date without a time.
 */
export const resolveDateTime = (text: string, near?: Date): Date | undefined => {
  const match = dateTimePattern.exec(text.trim());
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map(Number);
  const whole = utc(year, month, day, hours, minutes, seconds);
  if (whole === undefined) return undefined;
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return hours === 24 && millis > 0 ? undefined : resolveWall(whole + millis, match[8], near);
};

/**
 * Instant of a TS value: a dateTime as above, or the start, in Oslo, of a date, a month (gYearMonth) or a year (gYear).
 * Undefined for a bare time of day and for what is no date.
 */
export const resolveTimestamp = (text: string, near?: Date): Date | undefined => {
  const match = datePattern.exec(text.trim());
  if (match === null) return resolveDateTime(text, near);
  const [, year, month = '01', day = '01', zone] = match;
  return resolveWall(utc(Number(year), Number(month), Number(day)), zone, near);
};

/** Minutes that Oslo is ahead of UTC at an instant: 60, or 120 in summer time. */
export const osloOffsetMinutes = (instant: Date): number => offsetAt(instant.getTime()) / minute;

/** An instant as an xs:dateTime of Oslo, with seconds and offset: 2026-11-21T10:00:00+01:00. Parts of a second are cut. */
export const formatOslo = (instant: Date): string => {
  const offset = offsetAt(instant.getTime());
  const wall = new Date(instant.getTime() + offset).toISOString();
  return `${wall.slice(0, 19)}${offset === summer ? '+02:00' : '+01:00'}`;
};
