import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageFlags } from '../../src/app/reading-age.ts';
import type { Patient } from '../../src/domain/message.ts';
import { born, shifts } from '../domain/numbers.ts';
import { readingWith } from '../helpers/readings.ts';

const withNumber = (kind: 'FNR' | 'DNR', id: string, dateOfBirth?: string): Patient => ({
  idents: [{ id, type: { v: kind } }],
  ...(dateOfBirth !== undefined && { dateOfBirth }),
});
const bornOn = (dateOfBirth: string): Patient => ({ idents: [], dateOfBirth });
const noon = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** Whole years on a day, counted birthday by birthday. */
const yearsOn = (birth: string, day: string): number => {
  const [year, month, date] = birth.split('-').map(Number) as [number, number, number];
  let years = -1;
  while (new Date(Date.UTC(year + years + 1, month - 1, date)) <= new Date(`${day}T00:00:00Z`)) years += 1;
  return years;
};
const expected = (birth: string, day: string): readonly string[] => {
  const years = yearsOn(birth, day);
  if (years < 0) return [];
  return [...(years < 18 ? ['under-18'] : []), ...(years < 23 ? ['under-23'] : [])];
};

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the age of a patient', () => {
  it.each([
    ['FNR', 0, 0],
    ['DNR', 40, 0],
    ...shifts.map(([series, month]) => [`FNR of ${series}`, 0, month] as const),
    ...shifts.map(([series, month]) => [`DNR of ${series}`, 40, month] as const),
  ] as const)('is told by a %s on any day', (kind, ofDay, ofMonth) => {
    fc.assert(
      fc.property(born(ofDay, ofMonth), day, ({ iso, text }, today) => {
        const patient = withNumber(kind.startsWith('DNR') ? 'DNR' : 'FNR', text);
        expect(ageFlags(patient, noon(today))).toEqual(expected(iso, today));
      }),
    );
  });

  it('is told by the date of birth, to the day', () => {
    expect(ageFlags(bornOn('2008-11-19'), noon('2026-11-18'))).toEqual(['under-18', 'under-23']);
    expect(ageFlags(bornOn('2008-11-19'), noon('2026-11-19'))).toEqual(['under-23']);
    expect(ageFlags(bornOn('2003-11-20'), noon('2026-11-19'))).toEqual(['under-23']);
    expect(ageFlags(bornOn('2003-11-19'), noon('2026-11-19'))).toEqual([]);
  });

  it('is that of the day in Norway', () => {
    const midnight = new Date('2026-11-18T23:00:00Z');
    expect(ageFlags(bornOn('2008-11-19'), midnight)).toEqual(['under-23']);
    expect(ageFlags(bornOn('2008-11-19'), new Date(midnight.getTime() - 1))).toEqual([
      'under-18',
      'under-23',
    ]);
  });

  it('changes on 1 March for those of 29 February, where there is none', () => {
    expect(ageFlags(bornOn('2008-02-29'), noon('2026-02-28'))).toEqual(['under-18', 'under-23']);
    expect(ageFlags(bornOn('2008-02-29'), noon('2026-03-01'))).toEqual(['under-23']);
  });

  it('is told by a number that can be right before a date that was typed, and by the date where the number is wrong', () => {
    const right = '17843908209';
    expect(ageFlags(withNumber('FNR', right, '2020-01-01'), noon('2026-11-19'))).toEqual([]);
    expect(ageFlags(withNumber('FNR', `${right.slice(0, -1)}0`, '2020-01-01'), noon('2026-11-19'))).toEqual([
      'under-18',
      'under-23',
    ]);
  });

  it('is not known of a patient without either, of nobody, and of one who is not born', () => {
    expect(ageFlags({ idents: [] }, noon('2026-11-19'))).toEqual([]);
    expect(ageFlags(undefined, noon('2026-11-19'))).toEqual([]);
    expect(ageFlags(bornOn('2027-01-01'), noon('2026-11-19'))).toEqual([]);
  });

  it('is that at the time of the message, and only its limits are in the reading', () => {
    const id = /<Id>\d{11}<\/Id>/;
    const birth = /<DateOfBirth>[^<]*<\/DateOfBirth>/;
    const of = (date: string) =>
      readingWith('log-innlagt-1.6/full', [id, '<Id></Id>'], [birth, `<DateOfBirth>${date}</DateOfBirth>`]);
    expect(of('2010-04-17').flags).toEqual(['under-18', 'under-23']);
    expect(JSON.stringify(of('2010-04-17'))).not.toContain('2010-04');
    expect(of('1940-04-17').flags).toEqual([]);
  });
});
