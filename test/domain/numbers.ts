import fc from 'fast-check';
import type { SyntheticSeries } from '../../src/domain/identifiers.ts';

/** Appends both check digits to nine digits; undefined when one of them would be 10. */
export const completed = (nine: string): string | undefined => {
  const next = (text: string, weights: readonly number[]): string | undefined => {
    const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
    const digit = sum % 11 === 0 ? 0 : 11 - (sum % 11);
    return digit === 10 ? undefined : `${text}${digit}`;
  };
  const ten = next(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
  return ten === undefined ? undefined : next(ten, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
};

/** Appends the check digit of an organisation number to eight digits; undefined when it would be 10. */
export const organisation = (eight: string): string | undefined => {
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, at) => total + weight * Number(eight[at]), 0);
  const digit = sum % 11 === 0 ? 0 : 11 - (sum % 11);
  return digit === 10 ? undefined : `${eight}${digit}`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Nine digits of a birth number or D-number, with what they should read as. */
export const born = (day = 0, month = 0) =>
  fc
    .record({
      date: fc.date({ min: new Date('1855-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }),
      pick: fc.nat(999),
    })
    .map(({ date, pick }) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, ofYear, ofMonth] = iso.split('-').map(Number) as [number, number, number];
      const [from, to] =
        year < 1900 ? [500, 749] : year < 1940 ? [0, 499] : year < 2000 ? [900, 999] : [500, 999];
      const individual = from + (pick % (to - from + 1));
      const digits = `${two(ofMonth + day)}${two(ofYear + month)}${two(year % 100)}${String(individual).padStart(3, '0')}`;
      return { iso, individual, text: completed(digits) };
    })
    .filter((made): made is typeof made & { text: string } => made.text !== undefined);

/** Series and what they add to the month. */
export const shifts: readonly [SyntheticSeries, number][] = [
  ['tenor', 80],
  ['nhn', 65],
  ['nav', 40],
];
