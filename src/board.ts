import { readFileSync } from 'node:fs';
import { draftReader } from './adapters/seeds/draft.ts';
import type { WeightsFor } from './app/inspect.ts';
import { faultAt } from './app/replay/drafts.ts';
import type { Services } from './app/services.ts';
import { CannotStart, readOrCannotStart } from './cannot-start.ts';
import { type BoardDecision, ruleWeights, standing } from './domain/board/decisions.ts';
import { decidedExpectations } from './domain/board/decisions-expected.ts';
import { osloDate } from './domain/calendar.ts';
import { drafted, type ExpectationDraft } from './domain/expectation-draft.ts';
import type { HerId } from './domain/ids.ts';
import type { Party } from './domain/message.ts';
import type { Rule } from './domain/rule.ts';
import { shownFunction } from './messages/recognise.ts';
import type { Standards } from './standards.ts';

const knows = (code: string): boolean => shownFunction(code) === code;

/** What nobody has answered for: `where` it stands. */
const undecided = ({ thresholds, switchedOff = [] }: ExpectationDraft): readonly string[] => [
  ...thresholds.flatMap(({ decided }, at) => (decided === undefined ? [`thresholds[${at}]`] : [])),
  ...switchedOff.flatMap(({ decided }, at) => (decided === undefined ? [`switchedOff[${at}]`] : [])),
];

/**
 * What handovers are judged by: the delivered catalogue, and on top of it what the board has decided, in a file of the
 * form that drafts are tried in. Throws CannotStart with every fault in the file, a line each.
 */
export const loadHandoverRules = (
  file: string | undefined,
  { expectations }: Pick<Standards, 'expectations'>,
): Services['handoverRules'] => {
  const delivered = { catalogue: expectations, switchedOff: [] };
  if (file === undefined) return delivered;
  const fail = (lines: readonly string[]): never => {
    throw new CannotStart(lines.map((line) => `EXPECTATIONS_FILE ${file} ${line}`).join('\n'));
  };
  const draft = draftReader.expectations(readOrCannotStart(() => readFileSync(file, 'utf8')));
  if (!draft.ok) return fail(draft.fault.map(({ where, reason }) => `${where}: ${reason}`));
  const loose = undecided(draft.value);
  if (loose.length > 0) {
    return fail(loose.map((where) => `${where}.decided: who decided it, and why, must be said`));
  }
  const rules = drafted(delivered, draft.value, knows);
  if (rules.ok) return rules.value;
  return fail(rules.fault.map((fault) => faultAt(fault)).map(({ where, reason }) => `${where}: ${reason}`));
};

/** What is judged by, with the board's decisions on top as they stand in storage; taken up anew now and then. */
export interface LiveBoard extends Pick<Services, 'board' | 'handoverRules'>, Pick<Standards, 'codes'> {
  /** What is decided of rules for a message. */
  readonly weightsFor: WeightsFor;
  /** The rules as they are for everybody's messages that come today. */
  readonly rules: readonly Rule[];
}

/** What a process knows of decisions. */
interface Known {
  readonly last: number;
  readonly handoverRules: Services['handoverRules'];
  readonly weights: ReturnType<typeof ruleWeights>;
}

const senderOf = (
  { unit, enterprise }: Party,
  directory: Pick<Services['directory'], 'party'>,
): HerId | undefined => {
  const party = unit?.herId === undefined ? undefined : directory.party(unit.herId);
  return party?.organisation.herId ?? enterprise.herId;
};

/** Opens the decisions in storage on top of what is delivered, and of EXPECTATIONS_FILE where there is one. */
export const openBoard = async (
  file: string | undefined,
  { expectations, rules, codes }: Pick<Standards, 'expectations' | 'rules' | 'codes'>,
  { store, directory, clock, log }: Pick<Services, 'store' | 'directory' | 'clock' | 'log'>,
): Promise<LiveBoard> => {
  const delivered = loadHandoverRules(file, { expectations });
  let known: Known = { last: 0, handoverRules: delivered, weights: ruleWeights([]) };

  const knownFrom = (decisions: readonly BoardDecision[], last: number): Known | undefined => {
    const decided = standing(decisions);
    const made = decidedExpectations(delivered, decided, knows);
    return made.ok ? { last, handoverRules: made.value, weights: ruleWeights(decided) } : undefined;
  };
  const takeUp = async (): Promise<boolean> => {
    const decisions = await store.decisions();
    const last = decisions.at(-1)?.seq ?? 0;
    // Another look may have begun later and be done: what it found is newer.
    if (last <= known.last) return true;
    const next = knownFrom(decisions, last);
    if (next === undefined) {
      log.error({ last }, 'the decisions in storage make no sense together: those before them hold');
      return false;
    }
    known = next;
    log.info({ last }, 'the board has decided: other rules hold');
    return true;
  };
  await takeUp();

  return {
    board: { takeUp },
    codes,
    get handoverRules() {
      return known.handoverRules;
    },
    weightsFor: (at, sender) => known.weights(osloDate(at), senderOf(sender, directory)),
    get rules() {
      const weights = known.weights(osloDate(clock.now()), undefined);
      if (weights === undefined) return rules;
      return rules.flatMap((rule) => {
        const weight = weights(rule.id);
        return weight === 'off' ? [] : [{ ...rule, severity: weight ?? rule.severity }];
      });
    },
  };
};
