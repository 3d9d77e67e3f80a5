import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDay, usualWorkingDays } from '../../src/domain/calendar.ts';
import {
  type DatedDeadline,
  type Deadline,
  deadlineOf,
  spanEnd,
  validOn,
} from '../../src/domain/deadline.ts';
import { resolveDateTime } from '../../src/domain/norwegian-time.ts';

const oslo = (text: string): Date => resolveDateTime(text)!;
const lastOf = (date: string): Date => endOfDay(date);
const due = (deadline: Deadline, start: string) => deadlineOf(deadline, oslo(start), usualWorkingDays);

describe('a deadline', () => {
  it.each([
    ['2027-03-27T12:00:00', '2027-03-28T13:00:00'],
    ['2026-10-24T12:00:00', '2026-10-25T11:00:00'],
    ['2026-11-21T23:30:00', '2026-11-22T23:30:00'],
  ])('of 24 hours runs by night, in weekends and through a change of clocks: %s to %s', (from, to) => {
    expect(due({ kind: 'hours', amount: 24 }, from)).toEqual({ dueAt: oslo(to) });
  });

  it.each([
    ['2027-03-18T09:00:00', '2027-04-06'],
    ['2027-05-03T23:59:59', '2027-05-19'],
    ['2026-12-18T00:00:00', '2027-01-05'],
  ])('of ten working days from %s ends with %s', (from, to) => {
    expect(due({ kind: 'workingDays', amount: 10 }, from)).toEqual({ dueAt: lastOf(to) });
  });

  it('of days counts from the Oslo date, not from the date of UTC', () => {
    expect(due({ kind: 'days', amount: 3 }, '2026-07-01T00:30:00')).toEqual({ dueAt: lastOf('2026-07-04') });
  });

  it('of the same day ends with the date, also for what began in its last minute', () => {
    expect(due({ kind: 'sameDay' }, '2026-10-25T23:59:30')).toEqual({ dueAt: lastOf('2026-10-25') });
  });

  it('at once is asked after when it warns, and late when it is taken further', () => {
    const deadline: Deadline = {
      kind: 'atOnce',
      warn: { gone: { kind: 'hours', amount: 2 } },
      escalate: { kind: 'sameDay' },
    };
    expect(due(deadline, '2026-11-21T10:00:00')).toEqual({
      warnAt: oslo('2026-11-21T12:00:00'),
      dueAt: lastOf('2026-11-21'),
      escalateAt: lastOf('2026-11-21'),
    });
    expect(due(deadline, '2026-11-21T23:00:00').warnAt).toEqual(lastOf('2026-11-21'));
  });

  it('warns when so much is left, and at the start where that is more than there is', () => {
    const left = (amount: number): Deadline => ({
      kind: 'workingDays',
      amount: 3,
      warn: { left: { kind: 'workingDays', amount } },
    });
    expect(due(left(1), '2026-11-19T10:00:00')).toEqual({
      warnAt: lastOf('2026-11-23'),
      dueAt: lastOf('2026-11-24'),
    });
    expect(due(left(5), '2026-11-19T10:00:00').warnAt).toEqual(oslo('2026-11-19T10:00:00'));
  });

  it('is taken further after it is due, never before', () => {
    const until = (amount: number): Deadline => ({
      kind: 'hours',
      amount: 4,
      escalate: { kind: 'hours', amount },
    });
    expect(due(until(6), '2026-11-21T10:00:00').escalateAt).toEqual(oslo('2026-11-21T16:00:00'));
    expect(due(until(2), '2026-11-21T10:00:00').escalateAt).toEqual(oslo('2026-11-21T14:00:00'));
  });

  it('before something is due when that happens, and looks back no further than it says', () => {
    expect(due({ kind: 'before' }, '2026-11-21T10:00:00')).toEqual({ dueAt: oslo('2026-11-21T10:00:00') });
    expect(due({ kind: 'before', amount: 14 }, '2026-11-01T10:00:00')).toEqual({
      dueAt: oslo('2026-11-01T10:00:00'),
      notBefore: oslo('2026-10-18T00:00:00'),
    });
  });

  it('that is none never comes', () => {
    expect(due({ kind: 'none' }, '2026-11-21T10:00:00')).toEqual({});
  });
});

const amounts = fc.integer({ min: 1, max: 100 });
const counted = fc.record({
  kind: fc.constantFrom('hours' as const, 'days' as const, 'workingDays' as const),
  amount: amounts,
});
const spans = fc.oneof(counted, fc.constant({ kind: 'sameDay' as const }));
const warnings = fc.oneof(fc.record({ gone: spans }), fc.record({ left: counted }));
const deadlines: fc.Arbitrary<Deadline> = fc.oneof(
  fc
    .tuple(spans, fc.option(warnings, { nil: undefined }), fc.option(spans, { nil: undefined }))
    .map(([span, warn, escalate]) => ({ ...span, ...(warn && { warn }), ...(escalate && { escalate }) })),
  fc.record({ kind: fc.constant('atOnce' as const), warn: warnings, escalate: spans }),
);
const instants = fc.date({
  min: new Date('1996-01-01'),
  max: new Date('2099-01-01'),
  noInvalidDate: true,
});
const rules = fc.record({ saturday: fc.boolean(), christmasEve: fc.boolean(), newYearsEve: fc.boolean() });

describe('any deadline', () => {
  it('warns between its start and its end, and goes further only after', () => {
    fc.assert(
      fc.property(deadlines, instants, rules, (deadline, start, calendar) => {
        const { dueAt, warnAt = dueAt, escalateAt = dueAt } = deadlineOf(deadline, start, calendar);
        expect(dueAt!.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(warnAt!.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(warnAt!.getTime()).toBeLessThanOrEqual(dueAt!.getTime());
        expect(escalateAt!.getTime()).toBeGreaterThanOrEqual(dueAt!.getTime());
      }),
      { numRuns: 2000 },
    );
  });

  it('that starts later ends no earlier', () => {
    fc.assert(
      fc.property(deadlines, instants, fc.nat(40 * 86_400_000), rules, (deadline, start, ms, calendar) => {
        const later = new Date(start.getTime() + ms);
        const at = (from: Date): number => deadlineOf(deadline, from, calendar).dueAt!.getTime();
        expect(at(later)).toBeGreaterThanOrEqual(at(start));
      }),
      { numRuns: 2000 },
    );
  });

  it('of more ends no earlier, and on the last millisecond of a day unless it counts hours', () => {
    fc.assert(
      fc.property(counted, instants, rules, (span, start, calendar) => {
        const end = spanEnd(span, start, calendar);
        const longer = spanEnd({ ...span, amount: span.amount + 1 }, start, calendar);
        expect(longer.getTime()).toBeGreaterThan(end.getTime());
        if (span.kind === 'hours') expect(end.getTime() - start.getTime()).toBe(span.amount * 3_600_000);
        else {
          const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', timeStyle: 'medium' });
          expect([clock.format(end), end.getUTCMilliseconds()]).toEqual(['23:59:59', 999]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('dated deadlines', () => {
  const rows: readonly DatedDeadline[] = [
    { validFrom: '2020-01-01', deadline: { kind: 'hours', amount: 1 } },
    { validFrom: '2026-03-01', deadline: { kind: 'hours', amount: 3 } },
    { validFrom: '2024-01-01', deadline: { kind: 'hours', amount: 2 } },
  ];

  it.each([
    ['2019-12-31', undefined],
    ['2020-01-01', 1],
    ['2025-12-31', 2],
    ['2026-03-01', 3],
    ['2030-01-01', 3],
  ])('the newest that holds on %s is the one of %s hours, in whatever order they stand', (date, amount) => {
    const deadline = validOn(rows, date)?.deadline;
    expect(deadline).toEqual(amount === undefined ? undefined : { kind: 'hours', amount });
    expect(validOn(rows.toReversed(), date)?.deadline).toEqual(deadline);
  });
});
