import {
  type BoardDecision,
  type NewBoardDecision,
  type Proposal,
  standing,
} from '../../domain/board/decisions.ts';
import { type ProposalFault, proposalFaults } from '../../domain/board/decisions-check.ts';
import { osloDate } from '../../domain/calendar.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Rule } from '../../domain/rule.ts';
import { shownFunction } from '../../messages/recognise.ts';
import type { Services } from '../services.ts';

export type DecideServices = Pick<Services, 'clock' | 'store' | 'handoverRules' | 'directory' | 'board'>;

const knows = (code: string): boolean => shownFunction(code) === code;

/** Every reason why a proposal cannot be decided, or tried; none: it can. `rules`: as delivered. */
export const checkProposal = async (
  { clock, store, handoverRules, directory }: DecideServices,
  rules: readonly Rule[],
  proposal: Proposal,
): Promise<readonly ProposalFault[]> =>
  proposalFaults(proposal, {
    rules,
    expectations: handoverRules,
    directory,
    decided: standing(await store.decisions()),
    today: osloDate(clock.now()),
    knows,
  });

/**
 * Makes a decision: stored for good, and in force in this process at once; others take it up within a minute. Fails with
 * every reason why it cannot be made.
 */
export const decide = async (
  services: DecideServices,
  rules: readonly Rule[],
  proposal: Proposal,
  { by, role, reason }: Pick<NewBoardDecision, 'by' | 'role' | 'reason'>,
): Promise<Result<BoardDecision, readonly ProposalFault[]>> => {
  for (;;) {
    // Somebody may have decided something else elsewhere a moment ago, and may again while we look: then we look anew.
    const last = (await services.store.decisions()).at(-1)?.seq ?? 0;
    await services.board.takeUp();
    const faults = await checkProposal(services, rules, proposal);
    if (faults.length > 0) return fail(faults);
    const decidedAt = services.clock.now();
    const decision = await services.store.decide({ ...proposal, by, role, reason, decidedAt }, last);
    if (decision === undefined) continue;
    await services.board.takeUp();
    return ok(decision);
  }
};
