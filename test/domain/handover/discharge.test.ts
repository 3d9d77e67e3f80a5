import { describe, expect, it } from 'vitest';
import {
  act,
  became,
  dps,
  goodStay,
  handover,
  message,
  municipality,
  oslo,
  ward,
  without,
} from './pathway.ts';

const later = '2026-11-30 12:00';

describe('a discharge', () => {
  it('straight from planning is legal, and a forgotten report is late from midnight', () => {
    const messages = without('klar', 'svar', 'uts');
    const told = handover({ messages, now: '2026-11-05 00:00' });
    expect([told.state, told.late]).toEqual(['discharged', true]);
    expect(became(told.expected, 'discharge-report')).toEqual(['late']);
  });

  it('is complete when what was late has come, and still late', () => {
    const late = message('uts', 'UTSKRIVNINGSRAPPORT', '2026-11-06 09:00', { holds: ['medicines'] });
    const told = handover({ messages: [...without('uts'), late], now: later });
    expect([told.state, told.late, became(told.expected, 'discharge-report')]).toEqual([
      'complete',
      true,
      ['met-late'],
    ]);
  });

  it('whose report says that there are no medicines has told of them', () => {
    const report = (explained: readonly string[], missing: readonly string[]) =>
      message('uts', 'UTSKRIVNINGSRAPPORT', '2026-11-04 12:00', {
        blocks: { present: [], missing, explained, noted: [] },
      });
    const lists = (uts: ReturnType<typeof report>) =>
      handover({ messages: [...without('uts', 'epi'), uts], now: later }).expected.find(
        ({ expectation, case: name }) => expectation === 'medication-list' && name === 'discharge',
      )?.state;
    expect(lists(report(['medicines'], []))).toBe('met');
    expect(lists(report([], ['medicines']))).toBe('late');
  });

  it('that only a report tells of leaves the notice open, without a deadline', () => {
    const told = handover({ messages: without('utskr'), now: later });
    const notice = told.expected.find(({ expectation }) => expectation === 'discharge-notice');
    expect([told.state, notice?.state, notice?.dueAt]).toEqual(['accepted', 'open', undefined]);
  });

  it('of one who died closes the handover: no report is expected, the epikrise is', () => {
    const dead = message('utskr', 'LOG_UTSKREVET', '2026-11-04 14:30', { died: true });
    const told = handover({
      messages: [...without('klar', 'svar', 'uts', 'epi', 'utskr', 'inn'), dead],
      now: later,
    });
    expect([told.state, told.diedAt]).toEqual(['closed-death', oslo('2026-11-04 14:30')]);
    expect(became(told.expected, 'discharge-report')).toEqual([]);
    expect(became(told.expected, 'admission-report')).toEqual(['void D']);
    expect(became(told.expected, 'epikrise-7d')).toEqual(['late']);
    expect(became(told.expected, 'death-info')).toEqual(['late']);
  });

  it('whose patient dies at home leaves only what survives death', () => {
    const messages = [...without('uts', 'epi'), message('dod', 'LOG_DOD', '2026-11-04 22:00')];
    const told = handover({ messages, now: later });
    expect(told.state).toBe('closed-death');
    expect(became(told.expected, 'discharge-report')).toEqual(['void D']);
    expect(became(told.expected, 'epikrise-1d')).toEqual(['late']);
    expect(became(told.expected, 'death-info')).toEqual(['met']);
  });

  it('of one in the group for close follow-up starts what those who follow up report', () => {
    const acts = [
      act('follow-up-group-set', '2026-11-03 12:00', 'innl'),
      act('contact-made', '2026-11-06 12:00', 'utskr'),
    ];
    const reports = new Map([
      [municipality, new Set(['contact-made' as const, 'deterioration-plan-available' as const])],
    ]);
    const told = handover({ messages: goodStay, acts, rules: { reports }, now: later });
    expect(became(told.expected, 'primary-contact-3d')).toEqual(['met']);
    expect(became(told.expected, 'deterioration-plan/held')).toEqual(['late']);
    expect(became(told.expected, 'gp-check-2w')).toEqual(['not-observable no-acts-reported']);
  });

  it('from mental health care asks for a named next contact', () => {
    const messages = goodStay.map((one) => (one.sender === ward ? { ...one, sender: dps } : one));
    const acts = [act('next-contact-named', '2026-11-04 12:00', 'klar')];
    expect(became(handover({ messages, acts, now: later }).expected, 'rop-bridge')).toEqual(['met']);
    expect(became(handover({ messages: goodStay, acts, now: later }).expected, 'rop-bridge')).toEqual([]);
  });
});
