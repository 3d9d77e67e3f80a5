import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkIdent,
  commonHelpNumberOid,
  readPersonNumber,
  type SyntheticSeries,
  syntheticSeries,
} from '../../src/domain/identifiers.ts';
import type { Ident } from '../../src/domain/message.ts';

const ident = (v: string, id: string): Ident => ({ id, type: { v } });

/** Appends both check digits to nine digits; undefined when one of them would be 10. */
const completed = (nine: string): string | undefined => {
  const next = (text: string, weights: readonly number[]): string | undefined => {
    const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
    const digit = sum % 11 === 0 ? 0 : 11 - (sum % 11);
    return digit === 10 ? undefined : `${text}${digit}`;
  };
  const ten = next(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
  return ten === undefined ? undefined : next(ten, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Nine digits of a birth number or D-number, with what they should read as. */
const born = (day = 0, month = 0) =>
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

describe('a person number', () => {
  it.each([
    ['01015000232', { kind: 'FNR', checkDigits: true, birthDate: '1950-01-01', sex: 'female' }],
    ['13116900216', { kind: 'FNR', checkDigits: true, birthDate: '1969-11-13', sex: 'female' }],
    ['70019950032', { kind: 'DNR', checkDigits: true, birthDate: '1899-01-30', sex: 'female' }],
    ['80001443511', { kind: 'FHN', checkDigits: true }],
    ['25436000305', { kind: 'HNR', checkDigits: false }],
    ['01015000322', { kind: 'FNR', checkDigits: false, birthDate: '1950-01-01', sex: 'male' }],
    ['01015002322', { kind: 'FNR', checkDigits: false, birthDate: '1950-01-01', sex: 'male' }],
  ])('%s is read by its layout and its modulus 11 digits', (text, expected) => {
    expect(readPersonNumber(text, [])).toEqual(expected);
  });

  it('is a woman’s when the third digit of its individual number is even', () => {
    expect(readPersonNumber('01015000232', [])?.sex).toBe('female');
    expect(readPersonNumber('01015000100', [])?.sex).toBe('male');
  });

  it('is eleven digits and nothing else', () => {
    for (const text of ['', '0101500023', '010150002322', '0101500023x', ' 01015000232', '010150 00232']) {
      expect(readPersonNumber(text, syntheticSeries)).toBeUndefined();
    }
  });

  it('tells birth date and century from year and individual number', () => {
    fc.assert(
      fc.property(born(), ({ text, iso, individual }) => {
        expect(readPersonNumber(text, [])).toEqual({
          kind: 'FNR',
          checkDigits: true,
          birthDate: iso,
          sex: individual % 2 === 0 ? 'female' : 'male',
        });
      }),
    );
  });

  it('is a D-number when 40 is added to the day', () => {
    fc.assert(
      fc.property(born(40), ({ text, iso }) => {
        expect(readPersonNumber(text, [])).toMatchObject({ kind: 'DNR', checkDigits: true, birthDate: iso });
      }),
    );
  });

  it.each([
    ['000', '00', 1900],
    ['499', '99', 1999],
    ['500', '39', 2039],
    ['500', '40', undefined],
    ['500', '54', undefined],
    ['500', '55', 1855],
    ['749', '99', 1899],
    ['750', '99', undefined],
    ['750', '39', 2039],
    ['899', '40', undefined],
    ['900', '40', 1940],
    ['999', '99', 1999],
    ['999', '39', 2039],
  ])('with individual number %s and year %s is of %s', (individual, year, expected) => {
    const { birthDate } = readPersonNumber(`0101${year}${individual}00`, []) ?? {};
    expect(birthDate).toBe(expected && `${expected}-01-01`);
  });

  it('has no birth date where the century rule gives none, and none that the calendar lacks', () => {
    expect(readPersonNumber('01015080000', [])?.birthDate).toBeUndefined();
    expect(readPersonNumber('31025000000', [])?.birthDate).toBeUndefined();
    expect(readPersonNumber('01005000000', [])?.birthDate).toBeUndefined();
    expect(readPersonNumber('29020050000', [])?.birthDate).toBe('2000-02-29');
  });

  it('fails its check when any one digit is changed', () => {
    fc.assert(
      fc.property(born(), fc.nat(10), fc.integer({ min: 1, max: 9 }), ({ text }, at, add) => {
        const changed = [...text].map((digit, index) => (index === at ? (Number(digit) + add) % 10 : digit));
        const number = readPersonNumber(changed.join(''), []);
        expect(number?.checkDigits ?? false).toBe(false);
      }),
    );
  });

  const shifts: readonly [SyntheticSeries, number][] = [
    ['tenor', 80],
    ['nhn', 65],
    ['nav', 40],
  ];
  it.each(shifts)(
    'of the %s series has %i added to its month, and is read only when the series is accepted',
    (series, shift) => {
      fc.assert(
        fc.property(born(0, shift), ({ text, iso }) => {
          expect(readPersonNumber(text, [series])).toMatchObject({
            kind: 'FNR',
            birthDate: iso,
            synthetic: series,
            checkDigits: true,
          });
          expect(readPersonNumber(text, [])?.kind).toBe(series === 'nav' ? 'HNR' : undefined);
        }),
      );
    },
  );

  it('of a synthetic series may be a D-number too', () => {
    fc.assert(
      fc.property(born(40, 80), ({ text }) => {
        expect(readPersonNumber(text, ['tenor'])).toMatchObject({ kind: 'DNR', synthetic: 'tenor' });
      }),
    );
  });
});

describe('checking an identifier against its type', () => {
  it.each([
    ['FNR', '01015000232', undefined],
    ['FNR', ' 01015000232 ', undefined],
    ['FNR', '01015000322', 'check-digits'],
    ['FNR', '70019950032', 'kind'],
    ['FNR', '1950', 'form'],
    ['DNR', '70019950032', undefined],
    ['HNR', '25036000305', 'kind'],
    ['FHN', '80001443511', undefined],
    [commonHelpNumberOid, '80001443511', undefined],
    ['ENH', '974744570', undefined],
    ['ENH', '971318864', undefined],
    ['ENH', '999888777', 'check-digits'],
    ['ENH', '97474457', 'form'],
    ['DUF', '201512345678', undefined],
    ['DUF', '2015', 'form'],
    ['HPR', '000123', undefined],
    ['HER', 'anything', undefined],
    ['XXX', '', undefined],
  ])('%s %s: %s', (type, id, expected) => {
    expect(checkIdent(ident(type, id), [])).toBe(expected);
  });

  it('finds a birth number whose check digits are right but whose day does not exist', () => {
    const text = ['310250000', '310250001', '310250002', '310250003']
      .map(completed)
      .find((it) => it !== undefined);
    expect(checkIdent(ident('FNR', text!), [])).toBe('birth-date');
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.constantFrom('FNR', 'DNR', 'HNR', 'FHN', 'ENH', 'DUF', 'X'), fc.string(), (type, id) => {
        expect(() => checkIdent(ident(type, id), syntheticSeries)).not.toThrow();
      }),
    );
  });
});
