import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPending } from '../../../src/domain/handover/expected.ts';
import type { HandoverAct, HandoverMessage } from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import type { Handover } from '../../../src/domain/handover/handover.ts';
import { expectationChanges, type TimelineEvent, timelineOf } from '../../../src/domain/handover/timeline.ts';
import { actsAbout, someTime, story, told } from './any-pathway.ts';
import { act, handover, idOf, message, municipality, oslo, rules, without } from './pathway.ts';
import { runs } from './runs.ts';

const all = (messages: readonly HandoverMessage[], acts: readonly HandoverAct[], one: Handover, now: Date) =>
  timelineOf({ messages, acts, steps: one.steps, expected: one.expected }, now);

const changes = (timeline: readonly TimelineEvent[], key: string): readonly (readonly [string, string])[] =>
  timeline.flatMap((event) =>
    event.type === 'expectation' && event.expected.key === key
      ? [[event.planned ? `planned ${event.change}` : event.change, event.at.toISOString()] as const]
      : [],
  );

const at = (text: string): string => oslo(text).toISOString();

describe('the line of time of a handover', () => {
  const messages = without('inn', 'klar', 'svar', 'uts', 'epi', 'utskr');

  it('tells what will be due when, until it has come', () => {
    const now = '2026-11-02 12:00';
    const timeline = all(messages, [], handover({ messages, now }), oslo(now));
    expect(changes(timeline, 'admission-report@1')).toEqual([
      ['opened', at('2026-11-02 08:00')],
      ['planned due-soon', at('2026-11-03 04:00')],
      ['planned due', at('2026-11-03 08:00')],
    ]);
  });

  it('tells what became late, and that it was met late', () => {
    const report = message('inn', 'INNLEGGELSESRAPPORT', '2026-11-03 20:00', { ref: 'innl' });
    const sent = [...messages, report];
    const now = '2026-11-04 08:00';
    const timeline = all(sent, [], handover({ messages: sent, now }), oslo(now));
    expect(changes(timeline, 'admission-report@1')).toEqual([
      ['opened', at('2026-11-02 08:00')],
      ['due-soon', at('2026-11-03 04:00')],
      ['late', at('2026-11-03 08:00')],
      ['met-late', at('2026-11-03 20:00')],
    ]);
  });

  it('tells of what takes longer than long, and what is still to be told further', () => {
    const ready = [...messages, message('klar', 'LOG_UTSKRIVNINGSKLAR', '2026-11-04 09:00')];
    const whole = (now: string) => all(ready, [], handover({ messages: ready, now }), oslo(now));
    const dayEnd = new Date(oslo('2026-11-05 00:00').getTime() - 1).toISOString();
    expect(changes(whole('2026-11-04 10:00'), 'municipal-reply@1')).toEqual([
      ['opened', at('2026-11-04 09:00')],
      ['planned due-soon', at('2026-11-04 11:00')],
      ['planned due', dayEnd],
      ['planned escalated', dayEnd],
    ]);
    expect(changes(whole('2026-11-05 10:00'), 'municipal-reply@1')).toEqual([
      ['opened', at('2026-11-04 09:00')],
      ['due-soon', at('2026-11-04 11:00')],
      ['late', dayEnd],
      ['escalated', dayEnd],
    ]);
  });

  it('has a receipt that was given up and came after all as two events', () => {
    const sent = messages.map((one) => ({
      ...one,
      receivers: one.receivers.map((receiver) => ({
        ...receiver,
        receipt: { state: 'ok' as const, at: oslo('2026-11-07 09:00'), timedOutAt: oslo('2026-11-06 09:00') },
      })),
    }));
    const now = '2026-11-08 08:00';
    const timeline = all(sent, [], handover({ messages: sent, now }), oslo(now));
    const receipts = timeline.flatMap((event) =>
      event.type === 'receipt' && event.message === idOf('innl')
        ? [[event.outcome, event.at.toISOString()]]
        : [],
    );
    expect(receipts).toEqual([
      ['timedOut', at('2026-11-06 09:00')],
      ['ok', at('2026-11-07 09:00')],
    ]);
  });

  it('shows acts among what they led to', () => {
    const acts = [act('plan-changed', '2026-11-03 12:00', 'innl', { by: municipality })];
    const now = '2026-11-03 13:00';
    const timeline = all(messages, acts, handover({ messages, acts, now }), oslo(now));
    const place = timeline.findIndex((event) => event.type === 'act');
    expect(timeline.slice(place, place + 2)).toMatchObject([
      { type: 'act', at: oslo('2026-11-03 12:00'), planned: false },
      { type: 'expectation', change: 'opened', expected: { expectation: 'change-update' } },
    ]);
  });
});

const anyHandover = story()
  .chain((given) => {
    const messages = told(given);
    return fc.record({
      messages: fc.constant(messages),
      acts: messages.length === 0 ? fc.constant([]) : actsAbout(messages),
      now: fc.integer({ min: 0, max: 2500 }).map((hours) => someTime(messages, hours)),
    });
  })
  .map(({ messages, acts, now }) => {
    const came = messages.filter(({ receivedAt }) => receivedAt <= now);
    const done = acts.filter((one) => one.at <= now);
    return { messages: came, acts: done, now, handovers: foldHandovers(came, done, rules, now).handovers };
  });

describe('the line of time of any handover', () => {
  it('is in order, with all that is planned still to come and nothing else', () => {
    fc.assert(
      fc.property(anyHandover, ({ messages, acts, now, handovers }) => {
        for (const one of handovers) {
          const timeline = all(messages, acts, one, now);
          for (const [place, event] of timeline.entries()) {
            const next = timeline[place + 1];
            if (next !== undefined) expect(event.at.getTime()).toBeLessThanOrEqual(next.at.getTime());
            if (event.planned) expect(event.at.getTime()).toBeGreaterThanOrEqual(now.getTime());
            else if (event.type === 'expectation')
              expect(event.at.getTime()).toBeLessThanOrEqual(Math.max(now.getTime(), endOf(event)));
          }
        }
      }),
      runs('timeline-order', 5),
    );
  });

  it('has every message, act, step and receipt once, and of every expectation one beginning and at most one end', () => {
    fc.assert(
      fc.property(anyHandover, ({ messages, acts, now, handovers }) => {
        for (const one of handovers) {
          const timeline = all(messages, acts, one, now);
          const ids = timeline.flatMap((event) => {
            if (event.type === 'message') return [`message ${event.message.id}`];
            return event.type === 'act' ? [`act ${event.act.id}`] : [];
          });
          const given = [
            ...messages.map((message) => `message ${message.id}`),
            ...acts.map((reported) => `act ${reported.id}`),
          ];
          expect(ids.sort()).toEqual(given.sort());
          const steps = timeline.flatMap((event) => (event.type === 'step' ? [event.step] : []));
          expect(new Set(steps)).toEqual(new Set(one.steps));
          expect(steps).toHaveLength(one.steps.length);
          const settled = messages.flatMap(({ receivers }) =>
            receivers.flatMap(({ receipt }) => {
              if (receipt === undefined || receipt.state === 'waiting') return [];
              return receipt.timedOutAt !== undefined && receipt.state !== 'timedOut' ? [1, 1] : [1];
            }),
          );
          expect(timeline.filter(({ type }) => type === 'receipt')).toHaveLength(settled.length);
          for (const expected of one.expected) {
            const life = timeline.flatMap((event) =>
              event.type === 'expectation' && event.expected === expected ? [event] : [],
            );
            const told = life.map(({ change }) => change);
            expect(told[0]).toBe('opened');
            expect(new Set(told).size).toBe(told.length);
            const ends = told.filter((change) =>
              ['met', 'met-late', 'void', 'not-observable'].includes(change),
            );
            expect(ends).toEqual(isPending(expected) ? [] : [expected.state]);
            expect(told.includes('late')).toBe(expected.wasLate);
            expect(told.includes('due')).toBe(
              isPending(expected) && !expected.wasLate && expected.dueAt !== undefined,
            );
            expect(life.some(({ planned, change }) => !planned && change === 'escalated')).toBe(
              expected.escalated,
            );
            const order = told.map((change) => expectationChanges.indexOf(change));
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        }
      }),
      runs('timeline-whole', 5),
    );
  });
});

/** What was sent with a clock ahead of ours is told at the time that it says. */
const endOf = (event: Extract<TimelineEvent, { readonly type: 'expectation' }>): number => {
  const { expected } = event;
  if (expected.state === 'met' || expected.state === 'met-late') return expected.evidence.at.getTime();
  return expected.state === 'void' ? expected.at.getTime() : 0;
};
