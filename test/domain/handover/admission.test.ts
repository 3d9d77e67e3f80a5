import { describe, expect, it } from 'vitest';
import { nextCheckAt } from '../../../src/domain/handover/handover.ts';
import {
  act,
  all,
  became,
  caseOffice,
  fold,
  goodStay,
  handover,
  health,
  idOf,
  message,
  oslo,
  ward,
} from './pathway.ts';

const later = '2026-11-30 12:00';

describe('a stay in which everything comes', () => {
  const told = handover({ messages: goodStay, now: later });

  it('is complete, and nothing in it was late', () => {
    expect([told.state, told.late, told.inferred, told.round]).toEqual(['complete', false, false, 1]);
  });

  it('meets everything but what nobody reports', () => {
    expect(all(told.expected)).toEqual({
      'admission-notice@1': 'met',
      'admission-report@1': 'met',
      'early-warning@1': 'met',
      'ready-precondition@1': 'met',
      'ready-notice@1': 'met',
      'municipal-reply@1': 'met',
      'discharge-notice@1': 'met',
      'discharge-report@1': 'met',
      'epikrise-at-discharge@1': 'met',
      'epikrise-1d@1': 'met',
      'epikrise-7d@1': 'met',
      'medication-list/admission@1': 'met',
      'medication-list/discharge@1': 'met',
      'what-matters@1': 'not-observable no-acts-reported',
    });
  });

  it('takes the reports before the notice of discharge as usual', () => {
    expect(told.steps.map(({ event, to, remark }) => [event, to, remark])).toEqual([
      ['admission', 'admitted', undefined],
      ['admission-report', 'admitted', undefined],
      ['first-notice', 'planning', undefined],
      ['update', 'planning', undefined],
      ['ready', 'ready', undefined],
      ['can', 'accepted', undefined],
      ['report', 'accepted', undefined],
      ['summary', 'accepted', undefined],
      ['discharge', 'discharged', undefined],
    ]);
  });

  it('waits for nothing more', () => {
    expect(nextCheckAt(told, oslo(later))).toBeUndefined();
  });
});

describe('an early warning', () => {
  const stay = [goodStay[0]!];

  it('is open, soon due from four hours before, and late when a day has gone', () => {
    const at = (now: string) => became(handover({ messages: stay, now }).expected, 'early-warning');
    expect(at('2026-11-03 03:59')).toEqual(['open']);
    expect(at('2026-11-03 04:00')).toEqual(['due-soon']);
    expect(at('2026-11-03 08:00')).toEqual(['due-soon']);
    expect(at('2026-11-03 08:01')).toEqual(['late']);
  });

  it('that comes late is met late, and the handover stays late', () => {
    const told = handover({ messages: [...stay, health('hel1', '1', '2026-11-03 09:00')], now: later });
    expect(became(told.expected, 'early-warning')).toEqual(['met-late']);
    expect(told.late).toBe(true);
  });

  it('that was sent in time is met, also when the gateway has it too late', () => {
    const slow = health('hel1', '1', '2026-11-03 07:00', { received: '2026-11-03 12:00' });
    const told = handover({ messages: [...stay, slow], now: later });
    expect(told.expected.find(({ expectation }) => expectation === 'early-warning')).toMatchObject({
      state: 'met',
      wasLate: false,
      deliveredLate: true,
    });
  });

  it('is missed when an update comes first', () => {
    const told = handover({ messages: [...stay, health('hel2', '2', '2026-11-02 12:00')], now: later });
    expect(told.state).toBe('planning');
    expect(told.steps.at(-1)?.remark).toBe('first-notice-missing');
    expect(became(told.expected, 'early-warning')).toEqual(['late']);
  });

  it('of version 1.5, which has no type, counts', () => {
    const old = message('hel', 'HELSEOPPL_SOKNAD', '2026-11-02 12:00');
    expect(became(handover({ messages: [...stay, old], now: later }).expected, 'early-warning')).toEqual([
      'met',
    ]);
  });

  it('that is rejected counts for nothing but its receipt', () => {
    const rejected = health('hel1', '1', '2026-11-02 12:00', {
      stands: false,
      receipt: { state: 'rejected', at: oslo('2026-11-02 12:05') },
    });
    const { handovers, ofMessages } = fold({ messages: [...stay, rejected], now: '2026-11-03 09:00' });
    expect(became(handovers[0]!.expected, 'early-warning')).toEqual(['late']);
    expect(ofMessages.map(({ message: id, expected }) => [id, all(expected)])).toEqual([
      [
        idOf('hel1'),
        { [`apprec#${caseOffice.herId}`]: 'met', [`apprec-negative/critical#${caseOffice.herId}`]: 'late' },
      ],
    ]);
  });

  it('is void when the stay ends within the day and nursing does not follow up', () => {
    const home = message('utskr', 'LOG_UTSKREVET', '2026-11-02 20:00');
    const told = handover({ messages: [...stay, home], now: later });
    expect(became(told.expected, 'early-warning')).toEqual(['void stay-ended']);
    expect(became(told.expected, 'admission-report')).toEqual(['void stay-ended']);
  });

  it('is still owed when the stay ends within the day and nursing follows up', () => {
    const home = message('utskr', 'LOG_UTSKREVET', '2026-11-02 20:00');
    const report = message('inn', 'INNLEGGELSESRAPPORT', '2026-11-02 10:00');
    const told = handover({ messages: [...stay, report, home], now: later });
    expect(became(told.expected, 'early-warning')).toEqual(['late']);
  });

  it('counts from when the need became clear, while it is open', () => {
    const acts = [act('need-identified', '2026-11-02 20:00', 'innl')];
    const sent = health('hel1', '1', '2026-11-03 18:00');
    expect(
      became(handover({ messages: [...stay, sent], acts, now: later }).expected, 'early-warning'),
    ).toEqual(['met']);
    const tooLate = [act('need-identified', '2026-11-03 10:00', 'innl')];
    expect(
      became(handover({ messages: [...stay, sent], acts: tooLate, now: later }).expected, 'early-warning'),
    ).toEqual(['met-late']);
  });

  it('gives way to a deferred one, which is never late', () => {
    const acts = [act('early-warning-deferred', '2026-11-02 20:00', 'innl')];
    const told = handover({ messages: stay, acts, now: later });
    expect(became(told.expected, 'early-warning')).toEqual(['void replaced']);
    expect(became(told.expected, 'early-warning-deferred')).toEqual(['open']);
  });

  it('is nobody’s duty in a municipal acute unit', () => {
    const unit = { ...ward, roles: ['acute-unit' as const] };
    const told = handover({
      messages: [message('innl', 'LOG_INNLAGT', '2026-11-02 08:00', { sender: unit })],
      now: later,
    });
    expect(became(told.expected, 'early-warning')).toEqual([]);
    expect(became(told.expected, 'admission-report')).toEqual(['late']);
  });
});
