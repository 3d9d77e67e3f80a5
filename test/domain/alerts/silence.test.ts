import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTrafficRules } from '../../../src/adapters/seeds/traffic.ts';
import { isSilent } from '../../../src/domain/alerts/silence.ts';
import { dayClass, type TrafficDay } from '../../../src/domain/alerts/traffic.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { atHour, countedBefore, daysOf, type Sender } from './sender.ts';

const [rules] = readTrafficRules('seeds/traffic.yaml');
if (rules === undefined) throw new Error('no rules');

const silentAt = (days: readonly TrafficDay[], day: string, hour: number): boolean =>
  isSilent(countedBefore(days, day, hour), atHour(day, hour), rules);

/** First hour of some days at which the sender is found silent. */
const firstSilence = (days: readonly TrafficDay[], from: string, to: string): string | undefined => {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    for (let hour = 0; hour < 24; hour += 1) {
      if (silentAt(days, day, hour)) return `${day} ${String(hour).padStart(2, '0')}`;
    }
  }
  return undefined;
};

const office: Sender = { seed: 7, working: 48, free: 0, slack: 0, hours: [8, 16] };

const anyOffice: fc.Arbitrary<Sender> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  working: fc.integer({ min: 1, max: 80 }),
  free: fc.constant(0),
  slack: fc.constantFrom(0, 20),
  hours: fc.constantFrom([8, 16] as const, [7, 22] as const, [9, 10] as const),
});

/** Free days on which somebody who never sends then must not be asked why. */
const holidays = [
  ['an ordinary weekend', '2026-11-12', '2026-11-17'],
  ['Christmas', '2026-12-19', '2027-01-05'],
  ['Christmas in the middle of the week', '2030-12-20', '2031-01-05'],
  ['Easter', '2027-03-18', '2027-03-31'],
  ['an early Easter', '2035-03-15', '2035-03-29'],
  ['May', '2027-04-29', '2027-05-19'],
] as const;

describe('silence', () => {
  it.each(holidays)('is not found over %s of who never sends then', (_title, from, to) => {
    fc.assert(
      fc.property(anyOffice, (sender) => {
        expect(firstSilence(daysOf(sender, addDays(from, -70), to), from, to)).toBeUndefined();
      }),
      { numRuns: 8 },
    );
  });

  it('is found by the end of the next ordinary working day, whenever a sender of 24 a day or more stops', () => {
    const anyStop = fc.record({
      sender: fc.record({
        seed: fc.integer({ min: 1, max: 1_000_000 }),
        working: fc.integer({ min: 24, max: 120 }),
        free: fc.integer({ min: 0, max: 20 }),
        slack: fc.constant(10),
        hours: fc.constantFrom([8, 16] as const, [7, 22] as const),
      }),
      after: fc.integer({ min: 0, max: 60 }),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    fc.assert(
      fc.property(anyStop, ({ sender, after, hour }) => {
        const stop = addDays('2026-09-21', after);
        const days = countedBefore(daysOf(sender, '2026-06-01', stop), stop, hour).days;
        let by = addDays(stop, 1);
        while (dayClass(by) !== 'working') by = addDays(by, 1);
        expect(silentAt(days, addDays(by, 1), 0)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('of a busy sender is found the same day, within the hours in which twelve should have come', () => {
    const days = countedBefore(daysOf(office, '2026-08-03', '2026-11-17'), '2026-11-17', 10).days;
    // Six an hour: twelve are missed at noon.
    expect(firstSilence(days, '2026-11-17', '2026-11-19')).toMatch(/^2026-11-17 1[23]$/);
  });

  it('of a Friday afternoon weighs nothing until Monday', () => {
    const days = countedBefore(daysOf(office, '2026-08-03', '2026-11-13'), '2026-11-13', 15).days;
    expect(firstSilence(days, '2026-11-13', '2026-11-20')).toMatch(/^2026-11-16 (09|1[0-2])$/);
  });

  it('lasts as long as nothing comes, though the days without traffic grow many, until nobody asks any more', () => {
    const days = daysOf(office, '2026-06-01', '2026-09-30');
    for (const day of ['2026-10-02', '2026-10-20', '2026-11-27']) expect(silentAt(days, day, 0)).toBe(true);
    expect(silentAt(days, '2026-12-20', 0)).toBe(false);
  });

  it('ends with the first message', () => {
    const stopped = daysOf(office, '2026-08-03', '2026-10-30');
    const again = { ...stopped[0]!, day: '2026-11-10' };
    expect(silentAt(stopped, '2026-11-10', 17)).toBe(true);
    expect(silentAt([...stopped, again], '2026-11-10', 17)).toBe(false);
  });

  it('is not found of a sender that is new, or sends little', () => {
    expect(silentAt(daysOf(office, '2026-10-12', '2026-11-02'), '2026-11-10', 17)).toBe(false);
    const rare = { ...office, working: 0.5 };
    expect(silentAt(daysOf(rare, '2026-08-03', '2026-11-02'), '2026-11-10', 17)).toBe(false);
  });

  it('is not found of who sends a batch once a week, before a batch is missing', () => {
    const weekly = daysOf(office, '2026-08-03', '2026-11-23').filter(
      ({ day }) => new Date(day).getUTCDay() === 1,
    );
    expect(firstSilence(weekly, '2026-10-19', '2026-11-23')).toBeUndefined();
  });

  it('weighs an outage that is over as an exception, not as a habit', () => {
    const days = daysOf(office, '2026-08-03', '2026-11-17').filter(
      ({ day }) => day < '2026-10-12' || day > '2026-10-16',
    );
    expect(firstSilence(countedBefore(days, '2026-11-17', 10).days, '2026-11-17', '2026-11-19')).toMatch(
      /^2026-11-17/,
    );
  });
});
