import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTrafficRules } from '../../../src/adapters/seeds/traffic.ts';
import { driftOf } from '../../../src/domain/alerts/drift.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { atHour, daysOf, type Sender, type Traffic } from './sender.ts';

const [rules] = readTrafficRules('seeds/traffic.yaml');
if (rules === undefined) throw new Error('no rules');

const ward: Sender = { seed: 11, working: 40, free: 10, slack: 10, hours: [7, 22], rejected: 2 };

const driftOn = (today: string, sender: Sender, change?: Traffic) =>
  driftOf(
    {
      type: 'EPIKRISE',
      days: daysOf(sender, addDays(today, -90), addDays(today, -1), change),
      liveFrom: addDays(today, -90),
    },
    atHour(today, 3),
    rules,
  );

/** What holds from a day on. */
const from =
  (first: string, rest: Partial<Sender>): Traffic =>
  (sender, day) =>
    day >= first ? { ...sender, ...rest } : sender;

describe('drift', () => {
  it('is not found of who goes on as before, at any time of the year', () => {
    const anySender = fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      working: fc.integer({ min: 1, max: 150 }),
      free: fc.integer({ min: 0, max: 40 }),
      // Busy or empty between the holidays: neither is a change.
      slack: fc.integer({ min: 0, max: 150 }),
      hours: fc.constant([7, 22] as const),
      rejected: fc.integer({ min: 0, max: 20 }),
    });
    const anyDay = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-06-01', days));
    fc.assert(
      fc.property(anySender, anyDay, (sender, today) => {
        expect(driftOn(today, sender)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is found when a quarter is rejected that was not before', () => {
    expect(driftOn('2026-11-17', ward, from('2026-11-10', { rejected: 25 }))).toEqual(['rejections']);
  });

  it('is not found when many are rejected, but no more than before', () => {
    expect(driftOn('2026-11-17', { ...ward, rejected: 25 })).toEqual([]);
  });

  it('is found when a third comes of what came before, or five times as much', () => {
    expect(driftOn('2026-11-17', ward, from('2026-11-10', { working: 13 }))).toEqual(['volume']);
    expect(driftOn('2026-11-17', ward, from('2026-11-10', { working: 200 }))).toEqual(['volume']);
  });

  it('is not found over Easter, when a week is no measure', () => {
    expect(driftOn('2027-03-30', ward, from('2027-03-22', { working: 0 }))).toEqual([]);
  });

  it('is over when the new figures have become the usual ones', () => {
    const change = from('2026-09-01', { working: 120 });
    expect(driftOn('2026-09-08', { ...ward, working: 20 }, change)).toEqual(['volume']);
    expect(driftOn('2026-11-17', { ...ward, working: 20 }, change)).toEqual([]);
  });

  it('is not judged of who is new', () => {
    const days = daysOf({ ...ward, rejected: 40 }, '2026-11-01', '2026-11-16');
    const series = { type: 'X', days, liveFrom: '2026-11-01' };
    expect(driftOf(series, atHour('2026-11-17', 3), rules)).toEqual([]);
  });

  it('is not judged by days that were imported, in part or all', () => {
    const days = daysOf({ ...ward, rejected: 2 }, '2026-08-19', '2026-11-11');
    const series = { type: 'X', days };
    const at = atHour('2026-11-17', 3);
    expect(driftOf({ ...series, liveFrom: '2026-11-10' }, at, rules)).toEqual(['volume']);
    expect(driftOf({ ...series, liveFrom: '2026-11-11' }, at, rules)).toEqual([]);
    expect(driftOf(series, at, rules)).toEqual([]);
  });
});
