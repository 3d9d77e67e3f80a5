import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatOslo,
  osloOffsetMinutes,
  resolveDateTime,
  resolveTimestamp,
} from '../../src/domain/norwegian-time.ts';

const iso = (date: Date | undefined): string | undefined => date?.toISOString();
const instants = fc.date({
  min: new Date('1996-01-01T00:00:00Z'),
  max: new Date('2100-12-31T23:00:00Z'),
  noInvalidDate: true,
});

const wallFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const wallOf = (instant: Date): string => wallFormat.format(instant).replace(' ', 'T');

describe('Oslo time by rule', () => {
  it('is what the time zone database says, 1996 to 2100', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(formatOslo(instant).slice(0, 19)).toBe(wallOf(instant));
      }),
      { numRuns: 1000 },
    );
  });

  it('changes on the hour that the time zone database says, every year 1996 to 2100', () => {
    for (let year = 1996; year <= 2100; year += 1) {
      for (const month of [2, 9]) {
        for (let day = 25; day <= 31; day += 1) {
          const before = new Date(Date.UTC(year, month, day, 0, 59, 59));
          const after = new Date(Date.UTC(year, month, day, 1));
          expect(formatOslo(before).slice(0, 19)).toBe(wallOf(before));
          expect(formatOslo(after).slice(0, 19)).toBe(wallOf(after));
        }
      }
    }
  });

  it('is one hour ahead of UTC in winter and two in summer', () => {
    expect(osloOffsetMinutes(new Date('2026-11-21T12:00:00Z'))).toBe(60);
    expect(osloOffsetMinutes(new Date('2026-07-01T12:00:00Z'))).toBe(120);
  });
});

describe('a dateTime', () => {
  it.each([
    ['2026-11-21T10:00:00', '2026-11-21T09:00:00.000Z'],
    ['2026-07-01T10:00:00', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T10:00:00.5', '2026-07-01T08:00:00.500Z'],
    ['2026-07-01T10:00:00.1234567', '2026-07-01T08:00:00.123Z'],
    ['2026-07-01T10:00:00Z', '2026-07-01T10:00:00.000Z'],
    ['2026-07-01T10:00:00+02:00', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T10:00:00.25-05:30', '2026-07-01T15:30:00.250Z'],
    [' 2026-07-01T10:00:00\n', '2026-07-01T08:00:00.000Z'],
    ['2026-06-30T24:00:00', '2026-06-30T22:00:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%j is %s', (text, expected) => {
    expect(iso(resolveDateTime(text))).toBe(expected);
  });

  it.each([
    '',
    '2026-07-01',
    '2026-07',
    '2026',
    '10:00:00',
    '2026-07-01T10:00',
    '2026-07-01 10:00:00',
    '2026-7-1T10:00:00',
    '2026-02-29T10:00:00',
    '2026-13-01T10:00:00',
    '2026-00-01T10:00:00',
    '2026-07-00T10:00:00',
    '2026-07-01T25:00:00',
    '2026-07-01T24:00:01',
    '2026-07-01T24:00:00.001',
    '2026-07-01T10:60:00',
    '2026-07-01T10:00:60',
    '2026-07-01T10:00:00+14:01',
    '2026-07-01T10:00:00+01:60',
    '2026-07-01T10:00:00+0100',
    '2026-07-01T10:00:00 Z',
  ])('%j is none', (text) => {
    expect(resolveDateTime(text)).toBeUndefined();
  });

  it('in the hour that October has twice is the summer one, or the one nearest to when it came', () => {
    const text = '2026-10-25T02:30:00';
    expect(iso(resolveDateTime(text))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(resolveDateTime(text, new Date('2026-10-25T00:31:00Z')))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(resolveDateTime(text, new Date('2026-10-25T01:31:00Z')))).toBe('2026-10-25T01:30:00.000Z');
    expect(iso(resolveDateTime(text, new Date('2026-10-25T01:00:00Z')))).toBe('2026-10-25T00:30:00.000Z');
  });

  it('in the hour that March skips is read with the offset before it', () => {
    expect(iso(resolveDateTime('2026-03-29T01:59:59'))).toBe('2026-03-29T00:59:59.000Z');
    expect(iso(resolveDateTime('2026-03-29T02:30:00'))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(resolveDateTime('2026-03-29T03:00:00'))).toBe('2026-03-29T01:00:00.000Z');
  });

  it('written for an instant is read back as that instant, with its zone or, near enough, without', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const second = new Date(Math.floor(instant.getTime() / 1000) * 1000);
        const text = formatOslo(instant);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/);
        expect(resolveDateTime(text)).toEqual(second);
        expect(resolveDateTime(text.slice(0, 19), second)).toEqual(second);
      }),
    );
  });

  it('is never made of a text that the rule does not cover', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const date = resolveTimestamp(text);
        expect(date === undefined || !Number.isNaN(date.getTime())).toBe(true);
      }),
    );
  });
});

describe('a TS value', () => {
  it.each([
    ['2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['2026-12-01', '2026-11-30T23:00:00.000Z'],
    ['2026-07', '2026-06-30T22:00:00.000Z'],
    ['2026', '2025-12-31T23:00:00.000Z'],
    ['2026-07-01Z', '2026-07-01T00:00:00.000Z'],
    ['2026-07-01T10:00:00', '2026-07-01T08:00:00.000Z'],
  ])('%s is the start of it in Oslo', (text, expected) => {
    expect(iso(resolveTimestamp(text))).toBe(expected);
  });

  it.each(['10:00:00', '2026-02-30', '2026-13', '26', ''])('%j is none', (text) => {
    expect(resolveTimestamp(text)).toBeUndefined();
  });
});
