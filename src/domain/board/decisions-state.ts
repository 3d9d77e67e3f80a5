import { covers } from '../directory.ts';
import type { Expectation } from '../expectation.ts';
import type { Severity } from '../finding.ts';
import type { HandoverRules } from '../handover/ground.ts';
import type { HerId } from '../ids.ts';
import type { Rule } from '../rule.ts';
import { type BoardDecision, ruleWeights } from './decisions.ts';

/** How a rule or an expectation stands on a day. */
export interface ItemState {
  /** False where it is off for everybody. */
  readonly isOn: boolean;
  /** Enterprises that it is off for by themselves. */
  readonly offFor: readonly HerId[];
  readonly severity: Severity;
  /** What is decided for later, in order of its first day. */
  readonly planned: readonly BoardDecision[];
}

const plannedFor = (
  decided: readonly BoardDecision[],
  subject: BoardDecision['subject'],
  item: string,
  today: string,
): readonly BoardDecision[] =>
  decided.filter((each) => each.subject === subject && each.item === item && each.validFrom > today);

/** How a rule stands. `decided`: the decisions that stand. */
export const ruleState = (
  { id, severity }: Pick<Rule, 'id' | 'severity'>,
  decided: readonly BoardDecision[],
  today: string,
): ItemState => {
  const weights = ruleWeights(decided);
  const forAll = weights(today, undefined)?.(id);
  const named = decided.flatMap(({ subject, item, enterprise }) =>
    subject === 'rule' && item === id && enterprise !== undefined ? [enterprise] : [],
  );
  return {
    isOn: forAll !== 'off',
    offFor: [...new Set(named)].filter(
      (enterprise) => forAll !== 'off' && weights(today, enterprise)?.(id) === 'off',
    ),
    severity: forAll === 'off' || forAll === undefined ? severity : forAll,
    planned: plannedFor(decided, 'rule', id, today),
  };
};

/** How an expectation stands, by the rules in force. */
export const expectationState = (
  { id, severity, weighed }: Expectation,
  { switchedOff }: Pick<HandoverRules, 'switchedOff'>,
  decided: readonly BoardDecision[],
  today: string,
): ItemState => {
  const off = switchedOff.filter((each) => each.expectation === id && covers(each, today));
  return {
    isOn: off.every(({ enterprise }) => enterprise !== undefined),
    offFor: off.flatMap(({ enterprise }) => enterprise ?? []),
    severity: weighed?.findLast(({ validFrom }) => validFrom <= today)?.severity ?? severity,
    planned: plannedFor(decided, 'expectation', id, today),
  };
};
