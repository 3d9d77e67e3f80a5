import { describe, expect, it } from 'vitest';
import { nextCheckAt } from '../../../src/domain/handover/handover.ts';
import {
  act,
  became,
  cancel,
  fold,
  goodStay,
  handover,
  idOf,
  message,
  municipality,
  oslo,
  reply,
  without,
} from './pathway.ts';

const later = '2026-11-30 12:00';

describe('a notice of readiness', () => {
  const before = without('klar', 'svar', 'uts', 'epi', 'utskr');
  const klar = goodStay.find(({ msgId }) => msgId === 'klar')!;

  it('that nobody answers leads to an overdue stay when the day ends', () => {
    const open = handover({ messages: [...before, klar], now: '2026-11-04 23:59' });
    expect([open.state, became(open.expected, 'municipal-reply')]).toEqual(['ready', ['due-soon']]);
    expect(nextCheckAt(open, oslo('2026-11-04 23:59'))).toEqual(oslo('2026-11-05 00:00'));
    const silent = handover({ messages: [...before, klar], now: '2026-11-05 00:00' });
    expect([silent.state, became(silent.expected, 'municipal-reply')]).toEqual(['overdue-stay', ['late']]);
    expect(silent.overdue).toEqual([
      {
        readyAt: oslo('2026-11-04 09:00'),
        since: new Date(oslo('2026-11-05 00:00').getTime() - 1),
        why: 'silent',
      },
    ]);
  });

  it('that is refused leads to an overdue stay until the municipality is ready', () => {
    const cannot = reply('nei', 'cannot', '2026-11-04 11:00');
    const refused = handover({ messages: [...before, klar, cannot], now: '2026-11-05 09:00' });
    expect([refused.state, refused.late]).toEqual(['overdue-stay', false]);
    expect(became(refused.expected, 'municipal-offer-ready')).toEqual(['not-observable no-acts-reported']);
    const can = reply('ja', 'can', '2026-11-06 12:00');
    const told = handover({ messages: [...before, klar, cannot, can], now: '2026-11-06 13:00' });
    expect(told.state).toBe('accepted');
    expect(told.overdue).toEqual([
      {
        readyAt: oslo('2026-11-04 09:00'),
        since: oslo('2026-11-04 11:00'),
        until: oslo('2026-11-06 12:00'),
        why: 'refused',
      },
    ]);
    expect(became(told.expected, 'municipal-offer-ready')).toEqual(['met']);
  });

  it('starts the clock for word of a place when the place is reported ready', () => {
    const cannot = reply('nei', 'cannot', '2026-11-04 11:00');
    const acts = [act('place-ready', '2026-11-05 10:00', 'klar')];
    const at = (now: string) =>
      became(handover({ messages: [...before, klar, cannot], acts, now }).expected, 'municipal-offer-ready');
    expect(at('2026-11-05 11:59')).toEqual(['open']);
    expect(at('2026-11-05 12:00')).toEqual(['due-soon']);
    expect(at('2026-11-06 00:00')).toEqual(['late']);
  });

  it('is answered by a reply that nobody understood, and the patient waits', () => {
    const told = handover({
      messages: [...before, klar, reply('hm', 'unclear', '2026-11-04 12:00')],
      now: later,
    });
    expect([told.state, became(told.expected, 'municipal-reply')]).toEqual(['ready', ['met']]);
  });

  it('without health information before it is late at once', () => {
    const told = handover({ messages: [goodStay[0]!, klar], now: '2026-11-04 09:01' });
    expect(became(told.expected, 'ready-precondition')).toEqual(['late']);
  });

  it('that is withdrawn ends the round, and the next starts with new clocks', () => {
    const messages = [
      ...before,
      klar,
      message('avm', 'LOG_AVMELDING', '2026-11-04 12:00'),
      message('klar2', 'LOG_UTSKRIVNINGSKLAR', '2026-11-06 09:00'),
    ];
    const told = handover({ messages, now: '2026-11-06 12:00' });
    expect([told.state, told.round, told.readyAt]).toEqual(['ready', 2, oslo('2026-11-06 09:00')]);
    expect(became(told.expected, 'municipal-reply')).toEqual(['void W', 'due-soon']);
    expect(became(told.expected, 'withdrawal')).toEqual(['met']);
    const answered = [...messages, reply('ja', 'can', '2026-11-06 13:00', { ref: 'klar2' })];
    const done = handover({ messages: answered, now: later });
    expect([done.state, became(done.expected, 'municipal-reply')]).toEqual(['accepted', ['void W', 'met']]);
  });

  it('that is cancelled and sent anew counts from the new one, and the old is kept as void', () => {
    const messages = [
      ...before,
      klar,
      cancel('annul', klar, '2026-11-04 09:20'),
      message('klar2', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:30'),
    ];
    const told = handover({ messages, now: '2026-11-04 10:00' });
    expect([told.state, told.readyAt]).toEqual(['ready', oslo('2026-11-04 09:30')]);
    expect(became(told.expected, 'municipal-reply')).toEqual(['open', 'void C']);
  });

  it('that is cancelled after the reply leaves the stay in planning, and the reply answers nothing', () => {
    const messages = [
      ...before,
      klar,
      reply('svar', 'can', '2026-11-04 10:00'),
      cancel('annul', klar, '2026-11-04 11:00'),
    ];
    const told = handover({ messages, now: later });
    expect(told.state).toBe('planning');
    expect(told.steps.at(-1)).toMatchObject({ event: 'can', remark: 'no-open-notice' });
    expect(became(told.expected, 'municipal-reply')).toEqual(['void C']);
    expect(fold({ messages, now: later }).parked).toEqual([]);
  });

  it('that a cancellation overtakes never counts', () => {
    const messages = [
      ...before,
      cancel('annul', klar, '2026-11-04 09:20'),
      { ...klar, receivedAt: oslo('2026-11-04 15:00') },
    ];
    expect(handover({ messages, now: '2026-11-06 10:00' }).state).toBe('planning');
  });

  it('is waited for by a reply and a withdrawal that come before it, and found when it comes', () => {
    const messages = [...before, reply('svar', 'can', '2026-11-04 10:00')];
    const { parked, handovers } = fold({ messages, now: '2026-11-04 11:00' });
    expect(parked).toEqual([
      {
        message: idOf('svar'),
        municipality,
        since: oslo('2026-11-04 10:00'),
        alertAt: oslo('2026-11-05 10:00'),
      },
    ]);
    expect(handovers[0]!.state).toBe('planning');
    const found = fold({ messages: [...messages, klar], now: '2026-11-04 11:00' });
    expect([found.parked, found.handovers[0]!.state]).toEqual([[], 'accepted']);
  });

  it('is answered by what names it, even where the clock that sent the answer was slow', () => {
    const told = handover({
      messages: [...before, klar, reply('svar', 'can', '2026-11-04 08:58')],
      now: later,
    });
    expect([told.state, became(told.expected, 'municipal-reply')]).toEqual(['accepted', ['met']]);
  });
});
