import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkIdent,
  commonHelpNumberOid,
  readPersonNumber,
  syntheticSeries,
} from '../../src/domain/identifiers.ts';
import type { Ident } from '../../src/domain/message.ts';
import { born, completed, shifts } from './numbers.ts';

const ident = (v: string, id: string): Ident => ({ id, type: { v } });

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
      fc.property(born(40), ({ text, iso, individual }) => {
        expect(readPersonNumber(text, [])).toEqual({
          kind: 'DNR',
          checkDigits: true,
          birthDate: iso,
          sex: individual % 2 === 0 ? 'female' : 'male',
        });
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

  it.each([
    ['00', '01', 'FNR'],
    ['31', '12', 'FNR'],
    ['39', '19', 'FNR'],
    ['41', '01', 'DNR'],
    ['71', '12', 'DNR'],
    ['01', '41', 'HNR'],
    ['31', '52', 'HNR'],
    ['01', '59', 'HNR'],
    ['80', '00', 'FHN'],
    ['99', '99', 'FHN'],
    ['01', '20', undefined],
    ['01', '39', undefined],
    ['01', '60', undefined],
  ])('that begins with %s and has %s for its month is laid out as %s', (day, month, expected) => {
    expect(readPersonNumber(`${day}${month}5000000`, [])?.kind).toBe(expected);
  });

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

  it.each([
    ['FHN', undefined],
    ['FHN', commonHelpNumberOid],
    ['XXX', commonHelpNumberOid],
    [commonHelpNumberOid, undefined],
  ])('takes %s of system %s for a common help number', (v, s) => {
    const of = (id: string): Ident => ({ id, type: { v, ...(s !== undefined && { s }) } });
    expect(checkIdent(of('80001443511'), [])).toBeUndefined();
    expect(checkIdent(of('80001443512'), [])).toBe('check-digits');
    expect(checkIdent(of('01015000232'), [])).toBe('kind');
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
