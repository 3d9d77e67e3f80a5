import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDay, osloDate } from '../../../src/domain/calendar.ts';
import { type Expected, isPending } from '../../../src/domain/handover/expected.ts';
import type { HandoverAct, HandoverMessage } from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import { type Handovers, nextCheckAt } from '../../../src/domain/handover/handover.ts';
import { actsAbout, hourMs, type Plan, past, plan, type Story, story, told } from './any-pathway.ts';
import { message, patient, rules } from './pathway.ts';
import { expectSame, longest, runs } from './runs.ts';

const hours = fc.integer({ min: 0, max: 200 });
const fold = (messages: readonly HandoverMessage[], acts: readonly HandoverAct[], now: Date): Handovers =>
  foldHandovers(messages, acts, rules, now);

/** A pathway with acts about it, and how long after its end it is looked at. */
const anyCase = story().chain((one) => {
  const messages = told(one);
  return fc.record({ messages: fc.constant(messages), acts: actsAbout(messages), wait: hours });
});

const allOf = ({ handovers, ofMessages }: Handovers): readonly Expected[] =>
  [...handovers, ...ofMessages].flatMap(({ expected }) => expected);

/** Every expectation, under a name for good. */
const byName = ({ handovers, ofMessages }: Handovers): ReadonlyMap<string, Expected> =>
  new Map([
    ...handovers.flatMap(({ id, expected }) => expected.map((one) => [`${id} ${one.key}`, one] as const)),
    ...ofMessages.flatMap(({ message: id, expected }) =>
      expected.map((one) => [`${id} ${one.key}`, one] as const),
    ),
  ]);

describe('a deadline', { timeout: longest }, () => {
  it('is never before what started its clock, which somebody has told', () => {
    fc.assert(
      fc.property(anyCase, ({ messages, acts, wait }) => {
        const times = messages.flatMap((one) => [
          one.sentAt,
          one.receivedAt,
          ...one.events.flatMap(({ at }) => [at, endOfDay(osloDate(at))]),
          ...one.receivers.flatMap(({ receipt }) => [receipt?.at, receipt?.timedOutAt]),
        ]);
        const known = [...times, ...acts.map(({ at }) => at)].flatMap((at) => at?.getTime() ?? []);
        // The day of an unanswered notice ends by itself.
        const dayEnds = times.flatMap((at) => (at === undefined ? [] : [endOfDay(osloDate(at)).getTime()]));
        for (const { clockAt, warnAt, dueAt, escalateAt } of allOf(
          fold(messages, acts, past(messages, wait)),
        )) {
          if (clockAt === undefined) {
            expect([warnAt, dueAt, escalateAt]).toEqual([undefined, undefined, undefined]);
            continue;
          }
          expect([...known, ...dayEnds]).toContain(clockAt.getTime());
          const steps = [clockAt, warnAt, dueAt, escalateAt].flatMap((at) => at?.getTime() ?? []);
          expect(steps).toEqual([...steps].sort((a, b) => a - b));
        }
      }),
      runs('deadlines after their clocks', 8),
    );
  });
});

describe('as time passes', { timeout: longest }, () => {
  const order = ['open', 'due-soon', 'late'];

  it('what is expected only moves from open to due soon to late, and nothing that is over changes', () => {
    fc.assert(
      fc.property(anyCase, fc.integer({ min: 0, max: 2000 }), ({ messages, acts, wait }, more) => {
        // Nobody reports what has not been done.
        const now = new Date(Math.max(past(messages, wait).getTime(), ...acts.map(({ at }) => at.getTime())));
        const before = byName(fold(messages, acts, now));
        const later = byName(fold(messages, acts, new Date(now.getTime() + more * hourMs)));
        for (const [name, one] of before) {
          const then = later.get(name);
          if (isPending(one))
            expect(order.indexOf(then?.state ?? '')).toBeGreaterThanOrEqual(order.indexOf(one.state));
          else expectSame(then, one);
          expect(then?.wasLate || !one.wasLate).toBe(true);
        }
      }),
      runs('time passes', 8),
    );
  });

  it('nothing changes before the next check', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }),
        ({ messages, wait }, parts) => {
          const now = past(messages, wait);
          const folded = fold(messages, [], now);
          const checks = [...folded.handovers, ...folded.ofMessages].flatMap(
            (one) => nextCheckAt(one, now)?.getTime() ?? [],
          );
          const next = Math.min(...checks, now.getTime() + 3000 * hourMs);
          expect(next).toBeGreaterThan(now.getTime());
          for (const part of [...parts, 1]) {
            const then = new Date(Math.floor(now.getTime() + part * (next - 1 - now.getTime())));
            expectSame(fold(messages, [], then), folded);
          }
          if (checks.length > 0)
            expect(isDeepStrictEqual(fold(messages, [], new Date(next)), folded)).toBe(false);
        },
      ),
      runs('next check', 4),
    );
  });
});

/** Ids of handovers that a further hospital is found to have been part of. */
const widened = (before: Handovers, then: Handovers): readonly string[] => {
  const known = new Map(before.handovers.map(({ id, hospitals }) => [id, hospitals.length]));
  return then.handovers
    .filter(({ id, hospitals }) => hospitals.length > (known.get(id) ?? hospitals.length))
    .map(({ id }) => id);
};

/**
 * The same expectation once more is known: in its handover, or in the one that this has become part of. Undefined when
 * what opened it turns out to be no part of either: it was only guessed to be.
 */
const heir = ({ handovers, ofMessages }: Handovers, name: string, opener?: string): Expected | undefined => {
  const [id = '', key = ''] = name.split(/ (.*)/);
  const own = handovers.find((one) => one.id === id);
  const municipality = id.split('.')[1];
  const there =
    own ??
    handovers.find(
      (one) =>
        String(one.municipality) === municipality && one.messages.some((message) => message.id === opener),
    );
  const isPart = opener === undefined || there?.messages.some((message) => message.id === opener) === true;
  const expected =
    municipality === undefined ? ofMessages.find(({ message: of }) => of === id)?.expected : there?.expected;
  if (municipality !== undefined && !isPart) return undefined;
  return expected?.find((one) => one.key === key);
};

describe('a message more, sent after all others', { timeout: longest }, () => {
  const cases = fc.record({ one: story(), last: plan(['N']), later: fc.integer({ min: 0, max: 800 }) });
  const extended = ({ one: first, last, later }: { one: Story; last: Plan; later: number }) => {
    const messages = told(first);
    const end = Math.max(...messages.map(({ sentAt }) => sentAt.getTime()));
    const [one] = told({ ...first, plans: [{ ...last, told: 0, dateOnly: false }] });
    const at = new Date(end + (later + 1) * hourMs);
    const more: HandoverMessage = {
      ...one!,
      id: message('zz', one!.type, '2026-01-01 00:00').id,
      msgId: 'zz',
      patient,
      sentAt: at,
      receivedAt: at,
      events: one!.events.map((event) => ({ ...event, at })),
    };
    return { messages, more, now: new Date(at.getTime() + hourMs) };
  };

  it('never makes what was late be on time', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { messages, more, now } = extended(given);
        const [before, then] = [fold(messages, [], now), fold([...messages, more], [], now)];
        // That another hospital had the patient too may tell that something sent before was in time.
        const wider = widened(before, then);
        for (const [name, { wasLate, dueAt, trigger }] of byName(before)) {
          if (wider.some((id) => name.startsWith(id))) continue;
          const still = heir(then, name, trigger.message);
          if (wasLate && dueAt !== undefined && dueAt < more.sentAt && still !== undefined)
            expect(still.wasLate).toBe(true);
        }
      }),
      runs('lateness stays', 7),
    );
  });

  it('never opens again what is void', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { messages, more, now } = extended(given);
        const grown = fold([...messages, more], [], now);
        for (const [name, one] of byName(fold(messages, [], now))) {
          if (one.state !== 'void') continue;
          const { state, why, at } = one;
          const then = heir(grown, name, one.trigger.message);
          // What a cancellation took away may come back, under its usual name, when the stay is told of anew.
          if (then === undefined) continue;
          // That another hospital had the patient too tells that something sent before had met it.
          if ((then.state === 'met' || then.state === 'met-late') && then.evidence.at <= at) continue;
          expect(then).toMatchObject({ state, why, at });
        }
      }),
      runs('void stays void', 5),
    );
  });
});
