import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drafted, type ExpectationDraft } from '../../../src/domain/expectation-draft.ts';
import {
  type Change,
  type Changed,
  compareJudgements,
  concernsIn,
  type Judgement,
} from '../../../src/domain/handover/compare.ts';
import type { HandoverAct, HandoverMessage } from '../../../src/domain/handover/facts.ts';
import { foldHandovers } from '../../../src/domain/handover/fold.ts';
import type { HandoverRules } from '../../../src/domain/handover/ground.ts';
import { actsAbout, someTime, story, told } from './any-pathway.ts';
import { rules } from './pathway.ts';
import { runs } from './runs.ts';

/** Any messages and acts judged by any draft beside the rules in force. */

const rows = rules.catalogue.expectations;
const anyDraft: fc.Arbitrary<ExpectationDraft> = fc.record({
  expectations: fc.constant([]),
  retire: fc.uniqueArray(fc.constantFrom(...rows.map(({ id }) => id)), { maxLength: 3 }).map((ids) =>
    // One that another replaces stays.
    ids.filter((id) => !rows.some(({ replaces }) => replaces === id)),
  ),
  thresholds: fc
    .uniqueArray(
      fc.record({
        row: fc.constantFrom(...rows),
        pick: fc.nat(),
        amount: fc.integer({ min: 1, max: 300 }),
        validFrom: fc.constantFrom('2026-10-01', '2026-10-25', '2026-11-10'),
      }),
      { maxLength: 4, selector: ({ row }) => row.id },
    )
    .map((all) =>
      all.flatMap(({ row, pick, amount, validFrom }) => {
        const each = row.cases[pick % row.cases.length]!;
        // What looks back keeps the days that it looks back.
        if (each.fulfilments.some((one) => one.by === 'message' && one.since === 'look-back')) return [];
        return [
          {
            expectation: row.id,
            ...(each.name !== undefined && { case: each.name }),
            validFrom,
            deadline: { kind: 'hours' as const, amount },
          },
        ];
      }),
    ),
  settings: fc.constantFrom([], [{ ...rules.catalogue.settings[0]!, parkedHours: 2, readmissionDays: 1 }]),
});

const byDraft = (draft: ExpectationDraft): HandoverRules => {
  const retire = new Set(draft.retire);
  const kept = draft.thresholds.filter(({ expectation }) => !retire.has(expectation));
  const made = drafted(rules, { ...draft, thresholds: kept }, () => true);
  if (!made.ok) throw new Error(JSON.stringify(made.fault));
  return { ...made.value, reports: rules.reports };
};

const judge = (
  messages: readonly HandoverMessage[],
  acts: readonly HandoverAct[],
  by: HandoverRules,
  now: Date,
): Judgement => {
  const parties = new Map(
    messages.map(({ id, sender, receivers }) => [
      id,
      [sender, ...receivers].flatMap(({ enterprise }) => enterprise ?? []),
    ]),
  );
  return { ...foldHandovers(messages, acts, by, now), enterprises: (id) => parties.get(id) ?? [] };
};

const cases = story().chain((plans) => {
  const messages = told(plans);
  return fc.record({
    messages: fc.constant(messages),
    acts: actsAbout(messages),
    draft: anyDraft.map(byDraft),
    now: fc.integer({ min: 0, max: 2500 }).map((hours) => someTime(messages, hours)),
  });
});

const opposite = { earlier: 'later', later: 'earlier', set: 'dropped', dropped: 'set' } as const;

/** The change that undoes a change. */
const mirrored = ({ kind, from, to, moved }: Change): Change => ({
  kind: kind === 'added' ? 'gone' : kind === 'gone' ? 'added' : kind,
  ...(to !== undefined && { from: to }),
  ...(from !== undefined && { to: from }),
  ...(moved !== undefined && { moved: opposite[moved] }),
});

const inOrder = (changes: readonly unknown[]): readonly string[] =>
  changes.map((each) => JSON.stringify(each)).sort();

const named = ({ change, holder, expectation, case: name, role, enterprise }: Changed) => ({
  kind: change.kind,
  from: change.from,
  to: change.to,
  moved: change.moved,
  holder,
  expectation,
  name,
  role,
  enterprise,
});

const few = runs('judged by drafts', 3);

describe('judging by other rules', () => {
  it('changes nothing when they are the rules in force', () => {
    fc.assert(
      fc.property(cases, ({ messages, acts, now }) => {
        const [one, other] = [judge(messages, acts, rules, now), judge(messages, acts, rules, now)];
        expect(compareJudgements(one, other)).toEqual([]);
      }),
      few,
    );
  });

  it('and back again changes the same things the other way about', () => {
    fc.assert(
      fc.property(cases, ({ messages, acts, draft, now }) => {
        const before = judge(messages, acts, rules, now);
        const after = judge(messages, acts, draft, now);
        const there = compareJudgements(before, after);
        const back = compareJudgements(after, before);
        expect(inOrder(back.map(named))).toEqual(
          inOrder(there.map((one) => named({ ...one, change: mirrored(one.change) }))),
        );
      }),
      few,
    );
  });

  it('tells of every expectation once, and adds and takes away what there is more and less of', () => {
    fc.assert(
      fc.property(cases, ({ messages, acts, draft, now }) => {
        const before = judge(messages, acts, rules, now);
        const after = judge(messages, acts, draft, now);
        const kinds = compareJudgements(before, after).map(({ change }) => change.kind);
        const count = (kind: string) => kinds.filter((each) => each === kind).length;
        expect(concernsIn(before).length + count('added') - count('gone')).toBe(concernsIn(after).length);
      }),
      few,
    );
  });
});
