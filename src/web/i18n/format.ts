import type { Language } from '../../domain/texts.ts';

/** Numbers, dates and durations as people in Norway write them; times are Oslo's whatever the reader's machine says. */

// Chromium knows no nynorsk: bokmål writes numbers, dates and months alike.
const locales = { nb: ['nb-NO'], nn: ['nn-NO', 'nb-NO'], en: ['en-GB'] };
const timeZone = 'Europe/Oslo';

const durationWords = {
  nb: { minutes: 'min', hours: 't', day: 'døgn', days: 'døgn' },
  nn: { minutes: 'min', hours: 't', day: 'døgn', days: 'døgn' },
  en: { minutes: 'min', hours: 'h', day: 'day', days: 'days' },
} as const;

/** Days of the week in nynorsk, by their names in bokmål. */
const daysInNynorsk: Readonly<Record<string, string>> = {
  'man.': 'må.',
  'tir.': 'ty.',
  'ons.': 'on.',
  'tor.': 'to.',
  'fre.': 'fr.',
  'lør.': 'la.',
  'søn.': 'su.',
};

/** 95 → «1 t 35 min»; from two days on days and hours. `minutes` may be negative: the sign is kept. */
const durationIn =
  (language: Language) =>
  (minutes: number): string => {
    const words = durationWords[language];
    const whole = Math.round(Math.abs(minutes));
    const sign = minutes < 0 && whole > 0 ? '−' : '';
    const parts = (...shown: readonly (readonly [number, string])[]) =>
      shown.flatMap(([amount, unit]) => (amount === 0 ? [] : [`${amount} ${unit}`])).join(' ');
    if (whole < 60) return `${sign}${whole} ${words.minutes}`;
    const hours = Math.floor(whole / 60);
    if (hours < 48) return sign + parts([hours, words.hours], [whole % 60, words.minutes]);
    const days = Math.floor(hours / 24);
    return sign + parts([days, days === 1 ? words.day : words.days], [hours % 24, words.hours]);
  };

/** The formats of one language. Dates are given as Date or ISO text. */
export const createFormats = (language: Language) => {
  const locale = locales[language];
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const dated = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (date: Date | string): string => format.format(new Date(date));
  };
  const day = dated({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const weekday = dated({ weekday: 'short', day: '2-digit', month: '2-digit' });
  const time = dated({ hour: '2-digit', minute: '2-digit' });
  return {
    number: (value: number): string => number.format(value),
    /** A share from 0 to 1. */
    percent: (share: number): string => percent.format(share),
    /** 21.11.2026 */
    date: day,
    /** 21.11.2026 kl. 08.15 */
    dateTime: dated({
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
    time,
    /** november 2026 */
    month: dated({ month: 'long', year: 'numeric' }),
    /** nov. */
    shortMonth: dated({ month: 'short' }),
    /** la. 21.11. */
    weekday: (date: Date | string): string =>
      language === 'nn'
        ? weekday(date).replace(/^\p{L}+\./u, (name) => daysInNynorsk[name] ?? name)
        : weekday(date),
    duration: durationIn(language),
  };
};
export type Formats = ReturnType<typeof createFormats>;
