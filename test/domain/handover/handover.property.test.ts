import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expected } from '../../../src/domain/handover/expected.ts';
import type { HandoverAct, HandoverMessage } from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import type { Handovers } from '../../../src/domain/handover/handover.ts';
import { handoverMoves } from '../../../src/domain/handover/table.ts';
import { actsAbout, hourMs, past, someTime, story, told } from './any-pathway.ts';
import { idOf, message, rules } from './pathway.ts';
import { expectSame, longest, runs } from './runs.ts';

const hours = fc.integer({ min: -10, max: 2500 });
const fold = (messages: readonly HandoverMessage[], acts: readonly HandoverAct[], now: Date): Handovers =>
  foldHandovers(messages, acts, rules, now);

/** A pathway with acts about it, and a time to look at it. */
const anyCase = story().chain((one) => {
  const messages = told(one);
  return fc.record({
    messages: fc.constant(messages),
    order: fc.shuffledSubarray([...messages], { minLength: messages.length }),
    acts: actsAbout(messages),
    now: hours.map((each) => someTime(messages, each)),
  });
});

const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** What comes back of what was stored: as text, its times made times again. */
const stored = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_key, each) =>
    typeof each === 'string' && isTime.test(each) ? new Date(each) : each,
  );

const frozen = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
};

describe('handovers folded from a set of messages', { timeout: longest }, () => {
  it('are the same in whatever order the messages and acts are given, and when some are given twice', () => {
    fc.assert(
      fc.property(anyCase, ({ messages, order, acts, now }) => {
        const again = fold([...order, ...order.slice(1)], [...acts, ...acts].reverse(), now);
        expectSame(again, fold(messages, acts, now));
      }),
      runs('given in any order, and twice', 20),
    );
  });

  it('are the same when folded again from what was stored, and leave that as it was', () => {
    fc.assert(
      fc.property(anyCase, ({ messages, acts, now }) => {
        const first = fold(frozen(messages), frozen(acts), now);
        expectSame(fold(messages, acts, now), first);
        expectSame(fold(stored(messages), stored(acts), now), first);
        expectSame(stored(first), first);
      }),
      runs('folded again', 12),
    );
  });

  it('are the same in whatever order the messages came', () => {
    const cases = story().chain((one) => {
      const plans = one.plans.map((each) => ({ ...each, after: each.after + 1, told: 0 }));
      const messages = told({ ...one, plans });
      return fc.record({
        messages: fc.constant(messages),
        order: fc.shuffledSubarray([...messages], { minLength: messages.length }),
      });
    });
    /** What is told of a set that came in an order, an hour late, in MsgIds: arrival gives everything else its id. */
    const said = (messages: readonly HandoverMessage[], order: readonly HandoverMessage[]) => {
      const came = messages.map((one) => {
        const at = order.findIndex(({ msgId }) => msgId === one.msgId);
        const receivedAt = new Date(Math.max(...messages.map(({ sentAt }) => sentAt.getTime())) + at);
        return { ...one, id: idOf(`${at + 10}`), receivedAt };
      });
      const nameOf = (id: string | undefined) => came.find((one) => one.id === id)?.msgId;
      const fates = (expected: readonly Expected[]) =>
        expected
          .map((one) => [one.expectation, one.case, one.round, nameOf(one.trigger.message), one.state])
          .sort();
      const { handovers, ofMessages, parked } = fold(came, [], past(came, 3000));
      const inOrder = <One>(all: readonly One[]) =>
        [...all].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
      return {
        // Of two that began on the same day, when nothing tells the hour, arrival decides which is first.
        handovers: inOrder(
          handovers.map(({ state, municipality, late, steps, messages: own, expected, readmission }) => ({
            state,
            municipality,
            late,
            readmission,
            steps: steps.map(({ message: id, event, from, to, remark }) => [
              nameOf(id),
              event,
              from,
              to,
              remark,
            ]),
            own: own.map(({ id, confidence }) => [nameOf(id), confidence]),
            fates: fates(expected),
          })),
        ),
        ofMessages: ofMessages.map((one) => [nameOf(one.message), fates(one.expected)]).sort(),
        parked: parked.map((one) => nameOf(one.message)).sort(),
      };
    };
    fc.assert(
      fc.property(cases, ({ messages, order }) => {
        expectSame(said(messages, order), said(messages, messages));
      }),
      runs('come in any order', 14),
    );
  });

  it('do not change when a message is sent again under its MsgId', () => {
    fc.assert(
      fc.property(anyCase, fc.nat(), ({ messages, acts, now }, pick) => {
        const one = messages[pick % messages.length]!;
        const copy = {
          ...one,
          id: message('zz', one.type, '2026-01-01 00:00').id,
          receivedAt: new Date(one.receivedAt.getTime() + hourMs),
        };
        expectSame(fold([copy, ...messages], acts, now), fold(messages, acts, now));
      }),
      runs('sent again', 12),
    );
  });

  it('take only steps that the table has, and name every expectation once', () => {
    fc.assert(
      fc.property(anyCase, ({ messages, acts, now }) => {
        const folded = fold(messages, acts, now);
        for (const { steps, expected, id } of folded.handovers) {
          let state = 'none';
          for (const { event, from, to, remark } of steps) {
            expect(from).toBe(state);
            const move = handoverMoves[event][from];
            const isInferred = from === 'none' && to === 'admitted';
            const isKept = from === to && remark !== undefined;
            expect(isInferred || isKept || ('to' in move && move.to === to)).toBe(true);
            state = to;
          }
          expect(new Set(expected.map(({ key }) => key)).size).toBe(expected.length);
          expect(id).toMatch(/^[\da-f-]{36}\.\d+$/);
        }
        const ids = folded.handovers.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { key } of folded.ofMessages.flatMap(({ expected }) => expected)) expect(key).not.toBe('');
      }),
      runs('steps of the table', 10),
    );
  });
});
