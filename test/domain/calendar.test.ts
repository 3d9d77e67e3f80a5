import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  addWorkingDays,
  easterSunday,
  endOfDay,
  isHoliday,
  isWorkingDay,
  osloDate,
  publicHolidays,
  startOfDay,
  usualWorkingDays,
} from '../../src/domain/calendar.ts';
import { resolveDateTime } from '../../src/domain/norwegian-time.ts';

const oslo = (text: string): Date => resolveDateTime(text)!;

describe('public holidays', () => {
  it.each([
    [1990, '1990-04-15'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
    [2100, '2100-03-28'],
  ])('Easter of %i is %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });

  it('are the twelve of the holiday acts, in order', () => {
    expect(publicHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-04-02',
      '2026-04-03',
      '2026-04-05',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-17',
      '2026-05-24',
      '2026-05-25',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  it('stand once where two fall on a day: Whit Monday of 2027 is Constitution Day', () => {
    expect(publicHolidays(2027)).toHaveLength(11);
    expect(isHoliday('2027-05-17')).toBe(true);
  });

  it('are Sundays too', () => {
    expect(isHoliday('2026-11-22')).toBe(true);
    expect(isHoliday('2026-11-21')).toBe(false);
  });
});

describe('working days', () => {
  it.each([
    [10, '2027-03-18', '2027-04-06'],
    [10, '2027-05-03', '2027-05-19'],
    [10, '2026-12-18', '2027-01-05'],
  ])('%i from %s end on %s', (days, from, to) => {
    expect(addWorkingDays(from, days, usualWorkingDays)).toBe(to);
  });

  it('do not count the first day, and none of them is that day itself', () => {
    expect(addWorkingDays('2026-11-20', 1, usualWorkingDays)).toBe('2026-11-23');
    expect(addWorkingDays('2026-11-21', 1, usualWorkingDays)).toBe('2026-11-23');
    expect(addWorkingDays('2026-11-21', 0, usualWorkingDays)).toBe('2026-11-21');
    expect(addWorkingDays('2026-11-23', -1, usualWorkingDays)).toBe('2026-11-20');
  });

  it.each([
    ['a Saturday', 'saturday', '2026-11-21', false],
    ['24 December', 'christmasEve', '2026-12-24', true],
    ['31 December', 'newYearsEve', '2026-12-31', true],
  ] as const)('%s is one or not, as is decided', (_what, rule, date, usually) => {
    expect(isWorkingDay(date, usualWorkingDays)).toBe(usually);
    expect(isWorkingDay(date, { ...usualWorkingDays, [rule]: true })).toBe(true);
    expect(isWorkingDay(date, { ...usualWorkingDays, [rule]: false })).toBe(false);
  });

  it('a Saturday that is a holiday is none, whatever is decided', () => {
    expect(isWorkingDay('2026-12-26', { ...usualWorkingDays, saturday: true })).toBe(false);
  });
});

describe('dates and instants', () => {
  it.each([
    ['2026-07-01T00:00:00', '2026-07-01'],
    ['2026-06-30T23:59:59', '2026-06-30'],
    ['2026-12-31T23:59:59', '2026-12-31'],
  ])('%s in Oslo is on %s', (time, date) => {
    expect(osloDate(oslo(time))).toBe(date);
  });

  it('a day is 23 hours long in March and 25 in October', () => {
    const length = (date: string): number =>
      (endOfDay(date).getTime() + 1 - startOfDay(date).getTime()) / 3_600_000;
    expect(['2027-03-28', '2026-10-25', '2026-11-21'].map(length)).toEqual([23, 25, 24]);
  });

  it('a day ends with its last millisecond', () => {
    expect(endOfDay('2026-11-21').toISOString()).toBe('2026-11-21T22:59:59.999Z');
    expect(endOfDay('2027-03-28').toISOString()).toBe('2027-03-28T21:59:59.999Z');
  });

  it.each([
    ['2027-03-27T12:00:00', '2027-03-28T13:00:00'],
    ['2026-10-24T12:00:00', '2026-10-25T11:00:00'],
  ])('24 hours from %s end at %s, for they are elapsed hours', (from, to) => {
    expect(addHours(oslo(from), 24)).toEqual(oslo(to));
  });

  it('calendar days pass over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', 'today'])('%j is a defect', (date) => {
    for (const reckon of [addDays, startOfDay, isHoliday]) {
      expect(() => reckon(date, 1)).toThrow(RangeError);
    }
  });
});
