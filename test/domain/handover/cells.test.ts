import { describe, expect, it } from 'vitest';
import type { HandoverMessage } from '../../../src/domain/handover/facts.ts';
import {
  type HandoverEvent,
  type HandoverState,
  handoverEvents,
  handoverMoves,
} from '../../../src/domain/handover/table.ts';
import { fold, goodStay, health, idOf, message, reply, without } from './pathway.ts';

/** Every state as messages lead to it, by Friday the 6th at noon. */
const led: Readonly<Record<Exclude<HandoverState, 'none'>, readonly HandoverMessage[]>> = {
  admitted: goodStay.slice(0, 1),
  planning: goodStay.slice(0, 4),
  ready: [...goodStay.slice(0, 4), message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-06 09:00')],
  accepted: goodStay.slice(0, 6),
  'overdue-stay': goodStay.slice(0, 5),
  discharged: without('uts'),
  complete: goodStay,
  'closed-death': [
    ...goodStay.slice(0, 5),
    message('mors', 'LOG_UTSKREVET', '2026-11-05 08:00', { died: true }),
  ],
};

/** What comes next, a week later so that whatever may be of a later stay is. */
const at = '2026-11-06 15:00';
const next: Readonly<Partial<Record<HandoverEvent, HandoverMessage>>> = {
  admission: message('ny', 'LOG_INNLAGT', at),
  'first-notice': health('ny', '1', at),
  update: health('ny', '2', at),
  'admission-report': message('ny', 'INNLEGGELSESRAPPORT', at),
  ready: message('ny', 'LOG_UTSKRIVNINGSKLAR', at),
  can: message('ny', 'DIALOG_NOTAT', at, { reply: 'can' }),
  cannot: reply('ny', 'cannot', at),
  reply: message('ny', 'LOG_TILBAKEMELDING', at),
  withdrawal: message('ny', 'LOG_AVMELDING', at),
  discharge: message('ny', 'LOG_UTSKREVET', at),
  died: message('ny', 'LOG_UTSKREVET', at, { died: true }),
  report: message('ny', 'UTSKRIVNINGSRAPPORT', at),
  summary: message('ny', 'EPIKRISE', at, { copies: [goodStay[0]!.receivers[0]!] }),
  'death-told': message('ny', 'LOG_DOD', at),
};
/** Of these the table asks whether they tell of a later stay: of the others that come a day after the end, all do. */
const tellsOfOldStay: readonly HandoverEvent[] = ['update'];
const now = '2026-11-06 16:00';

describe.each(handoverEvents.filter((event) => next[event] !== undefined))('messages of %s', (event) => {
  const sent = next[event]!;

  it.each(Object.entries(led))('in %s do what the table says', (state, before) => {
    const told = fold({ messages: [...before, sent], now });
    const old = told.handovers[0]!;
    const step = old.steps.find((each) => each.message === sent.id);
    // Complete is what a discharged handover is called when all has come; whatever comes, it was discharged.
    const move = handoverMoves[event][state as HandoverState];
    const from = state === 'complete' ? 'discharged' : state;
    if ('parks' in move) {
      expect([step, told.parked.map((one) => one.message)]).toEqual([undefined, [idOf('ny')]]);
    } else if ('begins' in move && (move.begins === 'always' || !tellsOfOldStay.includes(event))) {
      expect([step, told.handovers.length]).toEqual([undefined, 2]);
      expect(told.handovers[1]!.steps[0]!.message).toBe(sent.id);
    } else {
      const to = 'to' in move && move.to !== state ? move.to : from;
      const remark = 'remark' in move ? move.remark : undefined;
      expect([told.handovers.length, step]).toMatchObject([1, { event, from, to }]);
      expect(step?.remark).toBe(remark);
    }
  });

  it('start a handover, or wait, or do nothing', () => {
    const move = handoverMoves[event].none;
    const told = fold({ messages: [sent], now });
    const state = 'to' in move ? move.to : 'none';
    const states = told.handovers.map((one) => one.steps.at(-1)?.to);
    expect(states).toEqual(state === 'none' ? [] : [state]);
    expect(told.handovers.map(({ inferred }) => inferred)).toEqual(states.map(() => event !== 'admission'));
    expect(told.parked.length).toBe('parks' in move ? 1 : 0);
  });
});
