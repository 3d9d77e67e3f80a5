import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarse } from '../../../src/app/board/trial.ts';
import {
  type BoardDecision,
  changedFigures,
  heldOn,
  ruleWeights,
  standing,
} from '../../../src/domain/board/decisions.ts';
import { decidedExpectations, openFigures } from '../../../src/domain/board/decisions-expected.ts';
import { expectationState, ruleState } from '../../../src/domain/board/decisions-state.ts';
import { herId } from '../../../src/domain/ids.ts';
import { rules } from '../handover/pathway.ts';

const molde = herId(9150600)!;
const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

const change = fc.oneof(
  fc.record({ what: fc.constant('switch' as const), on: fc.boolean() }),
  fc.record({ what: fc.constant('severity' as const), severity: fc.constantFrom(...severities) }),
);
const made = fc
  .record({
    item: fc.constantFrom('one', 'other'),
    isOwn: fc.boolean(),
    change,
    validFrom: fc.integer({ min: 1, max: 9 }).map((day) => `2026-12-0${day}`),
  })
  .map(({ isOwn, ...rest }) => ({
    ...rest,
    ...(isOwn && rest.change.what === 'switch' && { enterprise: molde }),
    subject: 'rule' as const,
    decidedAt: new Date('2026-11-22T10:00:00Z'),
    by: 'Kari Rad',
    role: 'board-member' as const,
    reason: 'Vedtak.',
  }));
const history = fc
  .array(made, { maxLength: 12 })
  .map((all) => all.map((one, at): BoardDecision => ({ ...one, seq: at + 1 })));
const day = fc.integer({ min: 1, max: 9 }).map((each) => `2026-12-0${each}`);

describe('decisions', () => {
  it('hold on a day by the last that was made of those that had begun, unless a later one ended it', () => {
    fc.assert(
      fc.property(history, day, (decisions, date) => {
        const decided = standing(decisions);
        for (const about of decisions) {
          // What was decided last counts, from its first day on; earlier ones count before that day only.
          const same = decisions.filter((one) => heldOn([one], about, '2099-01-01') !== undefined);
          const wins = same.findLast((one) => one.validFrom <= date);
          expect(heldOn(decided, about, date)).toEqual(wins);
        }
      }),
    );
  });

  it('do not depend on the order in which they are read', () => {
    fc.assert(
      fc.property(history, (decisions) => {
        expect(standing(decisions.toReversed())).toEqual(standing(decisions));
      }),
    );
  });

  it('of one enterprise leave all others as they were', () => {
    fc.assert(
      fc.property(history, day, (decisions, date) => {
        const others = decisions.filter(({ enterprise }) => enterprise === undefined);
        const [all, shared] = [ruleWeights(standing(decisions)), ruleWeights(standing(others))];
        for (const rule of ['one', 'other']) {
          expect(all(date, herId(9150500))?.(rule)).toEqual(shared(date, herId(9150500))?.(rule));
        }
      }),
    );
  });

  it('are shown of a rule as they count in messages', () => {
    fc.assert(
      fc.property(history, day, (decisions, date) => {
        const decided = standing(decisions);
        const weight = ruleWeights(decided)(date, undefined)?.('one');
        const { isOn, severity, offFor, planned } = ruleState({ id: 'one', severity: 'low' }, decided, date);
        expect(isOn).toBe(weight !== 'off');
        if (isOn) expect(severity).toBe(weight ?? 'low');
        for (const each of offFor) expect(ruleWeights(decided)(date, each)?.('one')).toBe('off');
        expect(planned.every(({ validFrom }) => validFrom > date)).toBe(true);
      }),
    );
  });
});

describe('decisions on expectations', () => {
  const row = (id: string) => rules.catalogue.expectations.find((each) => each.id === id)!;
  const decision = (more: Partial<BoardDecision>, seq = 1): BoardDecision => ({
    seq,
    subject: 'expectation',
    item: 'change-update',
    change: { what: 'switch', on: false },
    validFrom: '2026-12-01',
    decidedAt: new Date('2026-11-22T10:00:00Z'),
    by: 'Kari Rad',
    role: 'board-member',
    reason: 'Vedtak.',
    ...more,
  });
  const apply = (...decisions: readonly BoardDecision[]) => {
    const applied = decidedExpectations(rules, standing(decisions), () => true);
    if (!applied.ok) throw new Error(JSON.stringify(applied.fault));
    return applied.value;
  };
  const stateOn = (date: string, ...decisions: readonly BoardDecision[]) => {
    const decided = apply(...decisions);
    const after = decided.catalogue.expectations.find(({ id }) => id === 'change-update')!;
    return expectationState(after, decided, standing(decisions), date);
  };

  it('that there are none of leave the rules as they are', () => {
    expect(apply()).toEqual({ catalogue: rules.catalogue, switchedOff: rules.switchedOff });
  });

  it('switch off until they are switched on again', () => {
    const off = decision({});
    const on = decision({ change: { what: 'switch', on: true }, validFrom: '2027-01-01' }, 2);
    expect(
      ['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'].map((date) => stateOn(date, off, on).isOn),
    ).toEqual([true, false, false, true]);
  });

  it('weigh from their day on', () => {
    const weighed = decision({ change: { what: 'severity', severity: 'low' } });
    expect(['2026-11-30', '2026-12-01'].map((date) => stateOn(date, weighed).severity)).toEqual([
      'high',
      'low',
    ]);
  });

  it('say of a deadline who decided which figures, and leave what holds before', () => {
    const deadline = { kind: 'hours', amount: 12 } as const;
    const { catalogue } = apply(decision({ change: { what: 'deadline', deadline } }));
    const [each] = catalogue.expectations.find(({ id }) => id === 'change-update')!.cases;
    expect(each!.deadlines).toEqual([
      ...row('change-update').cases[0]!.deadlines,
      {
        validFrom: '2026-12-01',
        deadline,
        decided: { figures: ['kind', 'amount'], reason: 'Vedtak.', approver: 'Kari Rad' },
      },
    ]);
  });

  it('about what is no longer in the catalogue are passed over', () => {
    expect(apply(decision({ item: 'gone-long-ago' }))).toEqual(apply());
  });

  it('are not for the figures that a law gives', () => {
    const open = (id: string) => openFigures(row(id), row(id).cases[0]!.deadlines[0]!);
    expect(open('early-warning')).toEqual(['warn', 'escalate']);
    expect(open('change-update')).toEqual(['kind', 'amount', 'warn', 'escalate']);
    expect(open('admission-report')).toContain('amount');
    const held = row('early-warning').cases[0]!.deadlines[0]!.deadline;
    expect(changedFigures(held, { ...held, kind: 'hours', amount: 48 })).toEqual(['amount']);
  });
});

describe('numbers for a board that tries something', () => {
  it('tell no count from one to four, and none closer than to the nearest five', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        const shown = coarse(count);
        if (count === 0) expect(shown).toBe(0);
        else if (count < 5) expect(shown).toBeUndefined();
        else {
          expect(shown! % 5).toBe(0);
          expect(Math.abs(shown! - count)).toBeLessThanOrEqual(2.5);
        }
      }),
    );
  });
});
