import type { Language } from '../texts.ts';
import type { ShownFigure } from './figure.ts';
import type { ReportPeriod, Unit } from './report.ts';
import { fill, type ReportTexts, type ReportWord } from './report-texts.ts';

/** Numbers, dates and periods as a report writes them in its language. */

const locales: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nb-NO', en: 'en-GB' };

export interface Wording {
  readonly texts: ReportTexts;
  readonly word: (word: ReportWord) => string;
  readonly number: (value: number) => string;
  /** A share from 0 to 1, or what a hundred have, as its unit wants it. */
  readonly value: (share: number, unit: Unit) => string;
  /** From an ISO date: 21.11.2026. */
  readonly date: (date: string) => string;
  readonly period: (period: ReportPeriod) => string;
  /** A month by its first day: november 2026. */
  readonly month: (date: string) => string;
  /** a, b og c */
  readonly list: (items: readonly string[]) => string;
}

/** The first letter as a line begins. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('nb') + text.slice(1);

/** How a language writes. */
export const wordingOf = (language: Language, texts: ReportTexts): Wording => {
  const locale = locales[language];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
  const word = (name: ReportWord): string => texts.words[name];
  return {
    texts,
    word,
    number: (value) => number.format(value),
    value: (share, unit) => (unit === 'share' ? percent.format(share) : number.format(share * 100)),
    date: (day) => date.format(new Date(`${day.slice(0, 10)}T00:00:00Z`)),
    period: ({ grain, period }) =>
      fill(texts.periods[grain], {
        year: period.slice(0, 4),
        number: String(Math.ceil(Number(period.slice(5, 7)) / 3)),
      }),
    month: (day) => `${texts.months[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`,
    list: (items) =>
      items.length < 2
        ? items.join('')
        : `${items.slice(0, -1).join(', ')} ${word('and')} ${items.at(-1) ?? ''}`,
  };
};

/** From where to where a share may as well lie: «87–94 %». */
export const intervalText = (
  { value }: Wording,
  { low, high }: Pick<ShownFigure, 'low' | 'high'>,
  unit: Unit,
): string => {
  const [from, to] = [value(low, unit), value(high, unit)];
  return from === to ? from : `${from.replace(/\s?%$/, '')}–${to}`;
};
