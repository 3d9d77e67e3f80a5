import type { Proposal } from '../../domain/board/decisions.ts';
import { draftOf } from '../../domain/board/decisions-expected.ts';
import { osloDate, startOfDay } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Rule } from '../../domain/rule.ts';
import type { DraftFault, DraftReader, ReplayServices, RuleDraft } from '../replay/drafts.ts';
import {
  type ExpectationChange,
  type ExpectationReplay,
  replayExpectations,
} from '../replay/expectations.ts';
import { type FindingChange, type RuleReplay, replayRules } from '../replay/rules.ts';
import type { ReplayRequest } from '../replay/run.ts';

/** Tries a proposal on stored traffic before it is decided, as though it had held from the first day of a window on. */

/** Counts as the board may see them: in fives, and `undefined` for one to four. */
export type Coarse = number | undefined;

const fives = 5;

/**
 * A number in fives, and none at all for one to four, so that neither a number nor the difference of two tells of a
 * patient, whatever is tried. 0 is 0.
 */
export const coarse = (count: number): Coarse => {
  if (count === 0) return 0;
  return count < fives ? undefined : Math.round(count / fives) * fives;
};

/** A change, without what tells which handovers or messages. */
export type TrialChange =
  | ({ readonly subject: 'expectation' } & Omit<ExpectationChange, 'examples' | 'ofMessage'>)
  | ({ readonly subject: 'rule' } & Omit<FindingChange, 'examples'>);

export interface Trial extends Pick<ExpectationReplay, 'looked' | 'seconds' | 'cut'> {
  readonly from: Date;
  readonly to: Date;
  /** Of expectations: what was late in all by the rules in force, and by the proposal. */
  readonly late?: ExpectationReplay['late'];
  /** Of rules: messages in which it finds something, in force and by the proposal. */
  readonly found?: RuleReplay['found'];
  readonly changes: readonly TrialChange[];
}

type Window = Pick<ReplayRequest, 'own' | 'most' | 'mostMs'> & { readonly from: Date; readonly to: Date };

/** The draft that a proposal about a rule comes to. `delivered`: the rows, also of rules that are off. */
const ruleDraft = (
  { item, change }: Proposal,
  delivered: readonly Rule[],
  inForce: readonly Rule[],
): RuleDraft => {
  if (change.what === 'switch') {
    return change.on
      ? { rules: delivered.filter(({ id }) => id === item), retire: [] }
      : { rules: [], retire: [item] };
  }
  // What is off stays off, whatever it would weigh.
  const rows = change.what === 'severity' ? inForce.filter(({ id }) => id === item) : [];
  return {
    rules: rows.map((row) => (change.what === 'severity' ? { ...row, severity: change.severity } : row)),
    retire: [],
  };
};

/** Reads nothing: the proposal is the draft. */
const readerOf = (services: ReplayServices, proposal: Proposal, delivered: readonly Rule[]): DraftReader => ({
  expectations: () => ok(draftOf(services.handoverRules, [{ ...proposal, reason: 'forsøk', by: 'forsøk' }])),
  rules: () => ok(ruleDraft(proposal, delivered, services.rules)),
});

const isOf =
  (enterprise: HerId | undefined) =>
  (one: HerId | undefined): boolean =>
    enterprise === undefined || one === enterprise;

/**
 * What a proposal would change in the traffic of a window. Nothing is stored. `own` in the window: as that enterprise
 * sees it; else of all, and the caller must make the numbers coarse before anybody sees them.
 */
export const tryProposal = async (
  services: ReplayServices,
  delivered: readonly Rule[],
  proposal: Proposal,
  window: Window,
): Promise<Result<Trial, readonly DraftFault[]>> => {
  const { from, to } = window;
  const tried: Proposal = { ...proposal, validFrom: osloDate(from) };
  const asked: ReplayRequest = { ...window, draft: undefined, examples: 0 };
  const isMeant = isOf(proposal.enterprise);
  const trying: ReplayServices = {
    ...services,
    handoverRules: services.handoverRules,
    rules: services.rules,
    drafts: readerOf(services, tried, delivered),
  };
  if (proposal.subject === 'expectation') {
    const replayed = await replayExpectations(trying, asked);
    if (!replayed.ok) return replayed;
    const { looked, seconds, cut, late, changes } = replayed.value;
    return ok({
      ...{ from, to, looked, seconds, late },
      ...(cut !== undefined && { cut }),
      changes: changes.map(({ examples: _, ofMessage: __, ...change }) => ({
        subject: 'expectation' as const,
        ...change,
      })),
    });
  }
  const replayed = await replayRules(trying, asked);
  if (!replayed.ok) return replayed;
  const { looked, seconds, cut, found, changes } = replayed.value;
  return ok({
    ...{ from, to, looked, seconds },
    // What others send is looked at too.
    ...(proposal.enterprise === undefined && { found }),
    ...(cut !== undefined && { cut }),
    changes: changes
      .filter(({ sender }) => isMeant(sender))
      .map(({ examples: _, ...change }) => ({ subject: 'rule' as const, ...change })),
  });
};

/** The first instant of the window that a board may try something on: whole months, so that two tell of no day. */
export const monthsBack = (now: Date, months: number): Date => {
  const [year = 0, month = 1] = osloDate(now).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
  return startOfDay(first);
};
