import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdent, readPersonNumber } from '../../src/domain/identifiers.ts';
import type { Ident } from '../../src/domain/message.ts';
import { born, completed, organisation, shifts } from './numbers.ts';

const ident = (v: string, id: string): Ident => ({ id, type: { v } });
const made = (texts: fc.Arbitrary<string | undefined>): fc.Arbitrary<string> =>
  texts.filter((text): text is string => text !== undefined);
/** A local help number: a birth date, which may be fictitious, with 40 added to the month. */
const local = born(0, 40).map(({ text }) => text);
const common = made(
  fc.integer({ min: 800_000_000, max: 999_999_999 }).map((nine) => completed(String(nine))),
);
const valid: readonly [string, fc.Arbitrary<string>][] = [
  ['FNR', born().map(({ text }) => text)],
  ['DNR', born(40).map(({ text }) => text)],
  ['HNR', local],
  ['FHN', common],
  ['ENH', made(fc.integer({ min: 10_000_000, max: 99_999_999 }).map((eight) => organisation(String(eight))))],
];

describe('identifiers', () => {
  it.each(valid)('passes every right %s', (type, numbers) => {
    fc.assert(
      fc.property(numbers, (id) => {
        expect(checkIdent(ident(type, id), [])).toBeUndefined();
      }),
    );
  });

  it.each(valid)('catches every change of one digit of a right %s', (type, numbers) => {
    fc.assert(
      fc.property(numbers, (id) => {
        for (const [at, digit] of [...id].entries()) {
          for (let add = 1; add <= 9; add += 1) {
            const other = `${id.slice(0, at)}${(Number(digit) + add) % 10}${id.slice(at + 1)}`;
            expect(checkIdent(ident(type, other), []), other).toBeDefined();
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(valid.filter(([type]) => type !== 'ENH'))(
    'tells a right %s from the other kinds',
    (type, numbers) => {
      fc.assert(
        fc.property(numbers, (id) => {
          expect(readPersonNumber(id, [])).toMatchObject({ kind: type, checkDigits: true });
          for (const [other] of valid) {
            if (other !== type && other !== 'ENH') expect(checkIdent(ident(other, id), [])).toBe('kind');
          }
        }),
      );
    },
  );

  it('reads no date and no sex out of numbers that hold none', () => {
    fc.assert(
      fc.property(fc.oneof(local, common), (id) => {
        const number = readPersonNumber(id, []);
        expect(number?.birthDate).toBeUndefined();
        expect(number?.sex).toBeUndefined();
      }),
    );
  });

  it('checks an H-number the same, whether or not its issuer is named', () => {
    const issuer = '2.16.578.1.12.4.3.1.4.5';
    fc.assert(
      fc.property(local, (id) => {
        expect(checkIdent({ id, type: { v: 'HNR', s: issuer } }, [])).toBeUndefined();
      }),
    );
    expect(checkIdent({ id: '25436000305', type: { v: 'HNR', s: issuer } }, [])).toBe('check-digits');
  });

  it.each(shifts.filter(([series]) => series !== 'nav'))(
    'passes a number of the %s series only where the series is accepted',
    (series, shift) => {
      fc.assert(
        fc.property(born(0, shift), ({ text }) => {
          expect(checkIdent(ident('FNR', text), [series])).toBeUndefined();
          expect(checkIdent(ident('FNR', text), [])).toBe('form');
        }),
      );
    },
  );
});
