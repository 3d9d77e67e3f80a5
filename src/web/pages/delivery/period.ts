import type { Speech } from '../../i18n/language.tsx';
import type { Grain } from './delivery.ts';

const dayMs = 86_400_000;

/** Number and year of the ISO 8601 week that begins on a Monday: that of its Thursday. */
export const isoWeek = (monday: string): { readonly week: number; readonly year: number } => {
  const thursday = new Date(Date.parse(monday) + 3 * dayMs);
  const year = thursday.getUTCFullYear();
  return { week: Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs)) + 1, year };
};

/** A period by its first day, in words: «veke 47, 2026», «oktober 2026», «4. kvartal 2026», «2026». */
export const periodName = (
  { t, format }: Pick<Speech, 't' | 'format'>,
  grain: Grain,
  start: string,
): string => {
  const year = start.slice(0, 4);
  switch (grain) {
    case 'week':
      return t('delivery.periods.week', isoWeek(start));
    case 'month':
      return format.month(start);
    case 'quarter':
      return t('delivery.periods.quarter', { quarter: Math.ceil(Number(start.slice(5, 7)) / 3), year });
    case 'year':
      return year;
  }
};

/** The same, as short as an axis needs it. */
export const periodTick = (
  { t, format }: Pick<Speech, 't' | 'format'>,
  grain: Grain,
  start: string,
): string => {
  if (grain === 'week') return String(isoWeek(start).week);
  if (grain === 'month') return format.shortMonth(start);
  if (grain === 'year') return start.slice(0, 4);
  const quarter = Math.ceil(Number(start.slice(5, 7)) / 3);
  return t('delivery.periods.shortQuarter', { quarter, year: start.slice(2, 4) });
};
