import { addDays } from '../calendar.ts';
import type { Directory } from '../directory.ts';
import type { HandoverRules } from '../handover/ground.ts';
import type { Rule } from '../rule.ts';
import { type BoardDecision, changedFigures, heldOn, type Proposal } from './decisions.ts';
import { caseOf, deadlineOn, decidedExpectations, openFigures } from './decisions-expected.ts';

/** What keeps a proposal from being decided. */

/** What a proposal is seen against. */
export interface DecisionGround {
  /** The rules as delivered. */
  readonly rules: readonly Pick<Rule, 'id' | 'severity'>[];
  /** The expectations in force. */
  readonly expectations: Omit<HandoverRules, 'reports'>;
  readonly directory: Pick<Directory, 'organisation'>;
  /** Those that stand. */
  readonly decided: readonly BoardDecision[];
  /** Today in Norway. */
  readonly today: string;
  /** The functions of 8279 that can pass. */
  readonly knows: (code: string) => boolean;
}

/** A field of the proposal, and what should stand there. */
export interface ProposalFault {
  readonly where: 'item' | 'enterprise' | 'validFrom' | 'change';
  readonly expected: string;
}

/** Decisions are not made for another board's time. */
const mostDaysAhead = 366;

const fault = (where: ProposalFault['where'], expected: string): ProposalFault => ({ where, expected });

const dayFaults = ({ validFrom }: Proposal, today: string): readonly ProposalFault[] =>
  validFrom < today || validFrom > addDays(today, mostDaysAhead)
    ? [fault('validFrom', `a day from ${today}, at most ${mostDaysAhead} days ahead`)]
    : [];

const enterpriseFaults = (
  { enterprise, change }: Proposal,
  { directory }: DecisionGround,
): readonly ProposalFault[] => {
  if (enterprise === undefined) return [];
  if (change.what !== 'switch') return [fault('enterprise', 'none: it holds for everybody')];
  return directory.organisation(enterprise) === undefined
    ? [fault('enterprise', "an enterprise's HER-id")]
    : [];
};

/** True when it would leave all as it is. */
const isIdle = (proposal: Proposal, was: { readonly on: boolean; readonly severity: string }): boolean => {
  const { change } = proposal;
  if (change.what === 'switch') return change.on === was.on;
  return change.what === 'severity' && change.severity === was.severity;
};

const idle = fault('change', 'another value than what holds on that day');

const deadlineFaults = (
  { item, change, validFrom }: Proposal,
  { expectations }: DecisionGround,
): readonly ProposalFault[] => {
  const row = expectations.catalogue.expectations.find(({ id }) => id === item);
  if (change.what !== 'deadline' || row === undefined) return [];
  const each = caseOf(row, change);
  const held = each && deadlineOn(each, validFrom);
  if (held === undefined) return [fault('change', 'one of the cases that the expectation has')];
  const changed = changedFigures(held.deadline, change.deadline);
  if (changed.length === 0) return [idle];
  const open = openFigures(row, held);
  return changed
    .filter((figure) => !open.includes(figure))
    .map((figure) => fault('change', `no other ${figure}: the law gives it`));
};

const ruleFaults = (proposal: Proposal, ground: DecisionGround): readonly ProposalFault[] => {
  const rule = ground.rules.find(({ id }) => id === proposal.item);
  if (rule === undefined) return [fault('item', 'the id of a rule')];
  if (proposal.change.what === 'deadline') return [fault('change', 'a switch or a severity')];
  const held = heldOn(ground.decided, proposal, proposal.validFrom)?.change;
  const was = {
    on: held?.what === 'switch' ? held.on : true,
    severity: held?.what === 'severity' ? held.severity : rule.severity,
  };
  return isIdle(proposal, was) ? [idle] : [];
};

const expectationFaults = (proposal: Proposal, ground: DecisionGround): readonly ProposalFault[] => {
  const { expectations, knows } = ground;
  const { item, enterprise, validFrom } = proposal;
  const row = expectations.catalogue.expectations.find(({ id }) => id === item);
  if (row === undefined) return [fault('item', 'the id of an expectation')];
  const isOff = expectations.switchedOff.some(
    (off) =>
      off.expectation === item &&
      off.enterprise === enterprise &&
      off.from <= validFrom &&
      (off.to === undefined || validFrom < off.to),
  );
  const severity = row.weighed?.findLast((weight) => weight.validFrom <= validFrom)?.severity ?? row.severity;
  if (isIdle(proposal, { on: !isOff, severity })) return [idle];
  const faults = deadlineFaults(proposal, ground);
  if (faults.length > 0) return faults;
  const made = decidedExpectations(expectations, [{ ...proposal, reason: '', by: '' }], knows);
  return made.ok ? [] : made.fault.map(({ message }) => fault('change', message));
};

/** Every reason why a proposal cannot be decided as it is; none: it can. */
export const proposalFaults = (proposal: Proposal, ground: DecisionGround): readonly ProposalFault[] => [
  ...dayFaults(proposal, ground.today),
  ...enterpriseFaults(proposal, ground),
  ...(proposal.subject === 'rule' ? ruleFaults : expectationFaults)(proposal, ground),
];
