import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from '../../../src/domain/alerts/quiet.ts';
import { formatOslo } from '../../../src/domain/norwegian-time.ts';
import { anyInstant, anyQuiet } from './any-alert.ts';

const night = { from: '20:00', to: '07:00', freeDays: false };
const nightAndFree = { ...night, freeDays: true };
const lunch = { from: '11:00', to: '12:30', freeDays: false };

const table = [
  // Oslo is at +01:00 in winter, +02:00 in summer.
  ['a Tuesday evening', night, '2026-11-24T21:30:00+01:00', '2026-11-25T07:00:00+01:00'],
  ['just before the night', night, '2026-11-24T19:59:59+01:00', undefined],
  ['the first instant of the night', night, '2026-11-24T20:00:00+01:00', '2026-11-25T07:00:00+01:00'],
  ['the last second of the night', night, '2026-11-25T06:59:59+01:00', '2026-11-25T07:00:00+01:00'],
  ['the end of the night', night, '2026-11-25T07:00:00+01:00', undefined],
  ['midday', lunch, '2026-11-24T11:45:00+01:00', '2026-11-24T12:30:00+01:00'],
  ['a Saturday that is not quiet', night, '2026-11-21T12:00:00+01:00', undefined],
  ['a Saturday that is', nightAndFree, '2026-11-21T12:00:00+01:00', '2026-11-23T07:00:00+01:00'],
  ['a Friday night before free days', nightAndFree, '2026-11-20T23:00:00+01:00', '2026-11-23T07:00:00+01:00'],
  ['Easter from Maundy Thursday', nightAndFree, '2027-03-25T10:00:00+01:00', '2027-03-30T07:00:00+02:00'],
  ['the night in which March skips an hour', night, '2027-03-27T22:00:00+01:00', '2027-03-28T07:00:00+02:00'],
  [
    'the night in which October has an hour twice',
    night,
    '2026-10-24T22:00:00+02:00',
    '2026-10-25T07:00:00+01:00',
  ],
  [
    'an end in the hour that October has twice: the first time',
    { from: '22:00', to: '02:30', freeDays: false },
    '2026-10-25T02:00:00+02:00',
    '2026-10-25T02:30:00+02:00',
  ],
  [
    'that hour the second time',
    { from: '22:00', to: '02:30', freeDays: false },
    '2026-10-25T02:10:00+01:00',
    undefined,
  ],
  [
    'an end in the hour that March skips',
    { from: '22:00', to: '02:30', freeDays: false },
    '2027-03-28T01:30:00+01:00',
    '2027-03-28T03:30:00+02:00',
  ],
  [
    '1 May, a Saturday, and the night after',
    nightAndFree,
    '2027-05-01T12:00:00+02:00',
    '2027-05-03T07:00:00+02:00',
  ],
] as const;

describe('quiet hours', () => {
  it.each(table)('hold on %s until they end', (_title, quiet, at, until) => {
    const found = quietUntil(new Date(at), quiet);
    expect(found && formatOslo(found)).toBe(until);
  });

  it('always end, at an instant that is not quiet, within ten days', () => {
    fc.assert(
      fc.property(anyInstant, anyQuiet, (at, quiet) => {
        const until = quietUntil(at, quiet);
        if (until === undefined) return;
        expect(until > at).toBe(true);
        expect(quietUntil(until, quiet)).toBeUndefined();
        expect(until.getTime() - at.getTime()).toBeLessThan(10 * 86_400_000);
        // Every instant before the end is quiet too.
        const between = new Date((at.getTime() + until.getTime()) / 2);
        expect(quietUntil(between, quiet)).toEqual(until);
      }),
      { numRuns: 500 },
    );
  });
});
