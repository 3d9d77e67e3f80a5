import { addDays } from '../../../domain/calendar.ts';

/** Oslo dates, the first and the last, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Months as they are written in any of the three languages; `mai` and `may` are the fifth. */
const months = [
  /jan(?:uar|uary)?/,
  /feb(?:ruar|ruary)?/,
  /mar(?:s|ch)?/,
  /apr(?:il)?/,
  /mai|may/,
  /juni?|june/,
  /juli?|july/,
  /aug(?:ust)?/,
  /sept?(?:ember)?/,
  /o[kc]t(?:ober)?/,
  /nov(?:ember)?/,
  /de[sc](?:ember)?/,
];
const monthWord = months.map(({ source }) => `(${source})`).join('|');
const year = String.raw`(20\d\d)`;
const day = String.raw`(?:\d{1,2}\.\d{1,2}\.20\d\d|20\d\d-\d\d-\d\d)`;

const two = (value: string | number): string => String(value).padStart(2, '0');

/** An ISO date of the calendar; undefined for one that there is not, such as the 31st of February. */
const dateOf = (text: string): string | undefined => {
  const [, dayOf, monthOf, yearOf] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const iso = dayOf === undefined ? text : `${yearOf}-${two(monthOf ?? '')}-${two(dayOf)}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
};

const wholeMonth = (yearOf: number, month: number): Period => {
  const next = month === 12 ? `${yearOf + 1}-01-01` : `${yearOf}-${two(month + 1)}-01`;
  return { from: `${yearOf}-${two(month)}-01`, to: addDays(next, -1) };
};

/** Week 1 of ISO 8601 holds the 4th of January. */
const wholeWeek = (yearOf: number, week: number): Period => {
  const fourth = `${yearOf}-01-04`;
  const weekday = (new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7;
  const from = addDays(fourth, (week - 1) * 7 - weekday);
  return { from, to: addDays(from, 6) };
};

const between = (a: string, b: string): Period | undefined => {
  const [from, to] = [dateOf(a), dateOf(b)].toSorted();
  return from === undefined || to === undefined ? undefined : { from, to };
};

interface Way {
  readonly pattern: RegExp;
  readonly period: (found: RegExpExecArray, today: string) => Period | undefined;
}

const alone = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d.-])(?:${pattern})(?![\\p{L}\\d-])`, 'iu');

const ways: readonly Way[] = [
  {
    pattern: alone(String.raw`(${day})\s*(?:–|-|til|to)\s*(${day})`),
    period: ([, a = '', b = '']) => between(a, b),
  },
  { pattern: alone(`(${day})`), period: ([, a = '']) => between(a, a) },
  {
    pattern: alone(String.raw`(?:veke|uke|week)\s*(\d{1,2})(?:\s+${year})?`),
    period([, week = '', yearOf], today) {
      const number = Number(week);
      return number < 1 || number > 53 ? undefined : wholeWeek(Number(yearOf ?? today.slice(0, 4)), number);
    },
  },
  {
    pattern: alone(String.raw`(?:siste|last)\s+(\d{1,3})\s+(?:dagar|dager|døgn|days)`),
    period: ([, days = ''], today) =>
      days === '0' ? undefined : { from: addDays(today, 1 - Number(days)), to: today },
  },
  { pattern: alone('i dag|today'), period: (_, today) => ({ from: today, to: today }) },
  {
    pattern: alone('i går|yesterday'),
    period: (_, today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  },
  {
    pattern: alone(String.raw`(?:${monthWord})(?:\.?\s+${year})?`),
    period(found, today) {
      const month = found.slice(1, 13).findIndex((name) => name !== undefined) + 1;
      const isPast = month <= Number(today.slice(5, 7));
      // A month without a year is the last one of that name that has begun.
      return wholeMonth(Number(found[13] ?? Number(today.slice(0, 4)) - (isPast ? 0 : 1)), month);
    },
  },
  {
    pattern: alone(String.raw`${year}-(\d\d)`),
    period: ([, yearOf, month]) =>
      Number(month) < 1 || Number(month) > 12 ? undefined : wholeMonth(Number(yearOf), Number(month)),
  },
  { pattern: alone(year), period: ([, yearOf = '']) => ({ from: `${yearOf}-01-01`, to: `${yearOf}-12-31` }) },
];

/** Finds a period in a text: dates, a span of them, a week, a month, a year, today. `rest`: the words around it. */
export const periodIn = (
  text: string,
  today: string,
): { readonly period: Period; readonly rest: string } | undefined => {
  for (const { pattern, period } of ways) {
    const found = pattern.exec(text);
    const read = found === null ? undefined : period(found, today);
    if (found === null || read === undefined) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
    return { period: read, rest: rest.replaceAll(/\s+/g, ' ').trim() };
  }
  return undefined;
};
