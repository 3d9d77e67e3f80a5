import { describe, expect, it } from 'vitest';
import {
  all,
  became,
  cancel,
  fold,
  goodStay,
  handover,
  health,
  idOf,
  message,
  oslo,
  otherHospital,
  surgery,
  ward,
  without,
} from './pathway.ts';

const later = '2026-11-30 12:00';

describe('an admission', () => {
  it('after the discharge is a new handover; within thirty days it is a readmission that supersedes the old', () => {
    const again = message('igjen', 'LOG_INNLAGT', '2026-11-10 08:00');
    const { handovers } = fold({ messages: [...without('uts'), again], now: '2026-11-10 09:00' });
    const [first, second] = handovers;
    expect(handovers.map(({ state }) => state)).toEqual(['discharged', 'admitted']);
    expect([second!.follows, second!.readmission, first!.supersededAt]).toEqual([
      first!.id,
      true,
      oslo('2026-11-10 08:00'),
    ]);
    expect(first!.expected.find(({ expectation }) => expectation === 'discharge-report')).toMatchObject({
      state: 'void',
      why: 'R',
      wasLate: true,
    });
    const much = message('igjen', 'LOG_INNLAGT', '2026-12-10 08:00');
    const rare = fold({ messages: [...goodStay, much], now: '2026-12-10 09:00' }).handovers[1]!;
    expect([rare.follows, rare.readmission]).toEqual([first!.id, false]);
  });

  it('without a notice is inferred from the first warning after a discharge', () => {
    const again = health('nytt', '1', '2026-11-12 10:00', {
      events: [{ code: '1', at: oslo('2026-11-11 16:00'), dateOnly: false }],
    });
    const second = fold({ messages: [...goodStay, again], now: '2026-11-12 11:00' }).handovers[1]!;
    expect([second.state, second.inferred, second.admittedAt]).toEqual([
      'planning',
      true,
      oslo('2026-11-11 16:00'),
    ]);
    expect(became(second.expected, 'early-warning')).toEqual(['met']);
  });

  it('to another unit before the discharge is a transfer, in the same handover', () => {
    const moved = message('flytt', 'LOG_INNLAGT', '2026-11-03 15:00', { sender: surgery });
    const far = message('flytt2', 'LOG_INNLAGT', '2026-11-03 18:00', { sender: otherHospital });
    const told = handover({ messages: [...goodStay, moved, far], now: later });
    expect(told.steps.filter(({ remark }) => remark === 'transferred')).toHaveLength(2);
    expect([told.state, told.admittedAt]).toEqual(['complete', oslo('2026-11-02 08:00')]);
    expect(told.hospitals).toEqual([otherHospital.enterprise, ward.enterprise]);
  });

  it('of which only the date is known starts its clocks when the day ends', () => {
    const told = handover({
      messages: [message('innl', 'LOG_INNLAGT', '2026-11-02 08:30', { event: '2026-11-02' })],
      now: '2026-11-03 09:00',
    });
    expect(became(told.expected, 'early-warning')).toEqual(['open']);
  });

  it('that is cancelled leaves a cancelled handover, everything in it void', () => {
    const told = handover({
      messages: [goodStay[0]!, cancel('annul', goodStay[0]!, '2026-11-02 09:00')],
      now: later,
    });
    expect([told.state, told.late, told.anchor]).toEqual(['cancelled', false, idOf('innl')]);
    expect(new Set(Object.values(all(told.expected)))).toEqual(new Set(['void C']));
  });

  it('whose notice comes after everything else is seen as if it had come first', () => {
    const slow = { ...goodStay[0]!, receivedAt: oslo('2026-11-05 08:00') };
    const told = handover({ messages: [...goodStay.slice(1), slow], now: later });
    expect([told.inferred, told.state]).toEqual([false, 'complete']);
  });
});

describe('a change of health information', () => {
  it('that comes after the deadline does not make the first version late', () => {
    const change = health('hel1b', '1', '2026-11-04 08:00', { status: 'M', ref: 'hel1' });
    const told = handover({ messages: [...goodStay, change], now: later });
    expect(became(told.expected, 'early-warning')).toEqual(['met']);
  });

  it('gives its own content blocks in place of the old', () => {
    const blocks = (missing: string[]) => ({ present: [], missing, explained: ['children'], noted: [] });
    const first = health('hel1', '1', '2026-11-02 14:00', { blocks: blocks(['function', 'unit']) });
    const change = health('hel1b', '1', '2026-11-02 15:00', {
      status: 'M',
      ref: 'hel1',
      blocks: blocks(['unit']),
    });
    const roll = (...messages: (typeof first)[]) =>
      handover({ messages: [goodStay[0]!, ...messages], now: later }).completeness;
    expect(roll(first, change)).toEqual([
      {
        function: 'HELSEOPPL_SOKNAD',
        message: idOf('hel1b'),
        missing: ['unit'],
        explained: ['children'],
        noted: [],
      },
    ]);
    expect(roll(first, change, cancel('annul', change, '2026-11-02 16:00'))).toEqual([]);
  });

  it('that is cancelled takes every earlier version with it', () => {
    const change = health('hel1b', '1', '2026-11-02 15:00', { status: 'M', ref: 'hel1' });
    const messages = [...without('hel2', 'klar', 'svar', 'uts', 'epi', 'utskr'), change];
    const told = handover({
      messages: [...messages, cancel('annul', change, '2026-11-02 16:00', { first: 'hel1' })],
      now: later,
    });
    expect([told.state, became(told.expected, 'early-warning')]).toEqual(['admitted', ['late']]);
  });
});
