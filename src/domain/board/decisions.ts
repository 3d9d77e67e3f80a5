import { type Deadline, type Figure, figures } from '../deadline.ts';
import type { Severity } from '../finding.ts';
import type { HerId } from '../ids.ts';
import type { Role } from '../roles.ts';

/**
 * What the board has decided of rules and expectations: never changed and never taken away. A later decision on the same
 * thing ends what was decided before it from its own first day on.
 */

/** What is judged with: a rule on what messages say, or an expectation of what should come. */
export const decisionSubjects = ['rule', 'expectation'] as const;
type DecisionSubject = (typeof decisionSubjects)[number];

/** A deadline is changed for expectations alone, and for one case of a row that has several. */
export type DecidedChange =
  | { readonly what: 'switch'; readonly on: boolean }
  | { readonly what: 'severity'; readonly severity: Severity }
  | { readonly what: 'deadline'; readonly case?: string; readonly deadline: Deadline };

/** A change that may be decided, or tried first. */
export interface Proposal {
  readonly subject: DecisionSubject;
  /** Id of the rule or the expectation. */
  readonly item: string;
  /** HER-id of the only one that a switch is for: the sender's enterprise, or who would owe. Everybody without it. */
  readonly enterprise?: HerId;
  readonly change: DecidedChange;
  /** First day it holds, YYYY-MM-DD in Norway: of messages received and clocks started. */
  readonly validFrom: string;
}

/** A proposal that was decided: who, when and why. */
export interface NewBoardDecision extends Proposal {
  readonly decidedAt: Date;
  /** Name of the person, or of the program where no person is known. */
  readonly by: string;
  readonly role: Role;
  readonly reason: string;
}

export interface BoardDecision extends NewBoardDecision {
  /** Place in the order in which decisions were made. */
  readonly seq: number;
}

/** Two proposals with the same key are about the same thing: the later replaces the other. */
const keyOf = ({ subject, item, enterprise, change }: Proposal): string =>
  JSON.stringify([
    subject,
    item,
    enterprise ?? null,
    change.what,
    change.what === 'deadline' ? (change.case ?? null) : null,
  ]);

/**
 * Those that hold, or will, in order of their first day: a decision ends earlier ones on the same thing from its first
 * day on, also those that were to begin later.
 */
export const standing = <Decided extends Proposal & { readonly seq: number }>(
  decisions: readonly Decided[],
): readonly Decided[] => {
  const kept = new Map<string, readonly Decided[]>();
  for (const decision of decisions.toSorted((one, other) => one.seq - other.seq)) {
    const key = keyOf(decision);
    const before = (kept.get(key) ?? []).filter(({ validFrom }) => validFrom < decision.validFrom);
    kept.set(key, [...before, decision]);
  }
  return [...kept.values()]
    .flat()
    .sort((one, other) => one.validFrom.localeCompare(other.validFrom) || one.seq - other.seq);
};

/** Of decisions that stand the one on the same thing as a proposal that holds on a date. */
export const heldOn = <Decided extends Proposal>(
  decided: readonly Decided[],
  about: Proposal,
  date: string,
): Decided | undefined => {
  const key = keyOf(about);
  return decided.findLast((each) => each.validFrom <= date && keyOf(each) === key);
};

/** How a rule counts in a message: as it says itself (undefined), with another severity, or not at all. */
type RuleWeight = Severity | 'off' | undefined;
/** What is decided of rules for a message: by id. */
export type RuleWeights = (rule: string) => RuleWeight;

/** The weights of all rules on a date, for messages of an enterprise; undefined where nothing is decided of any. */
export const ruleWeights = (
  decided: readonly BoardDecision[],
): ((date: string, enterprise: HerId | undefined) => RuleWeights | undefined) => {
  const ofRules = decided.filter(({ subject }) => subject === 'rule');
  const byRule = new Map<string, readonly BoardDecision[]>();
  for (const each of ofRules) byRule.set(each.item, [...(byRule.get(each.item) ?? []), each]);
  if (byRule.size === 0) return () => undefined;
  return (date, enterprise) => (rule) => {
    const held = (byRule.get(rule) ?? []).filter(({ validFrom }) => validFrom <= date);
    const switched = (whose: HerId | undefined): boolean => {
      const last = held.findLast((each) => each.change.what === 'switch' && each.enterprise === whose);
      return last?.change.what === 'switch' && !last.change.on;
    };
    if (switched(undefined) || (enterprise !== undefined && switched(enterprise))) return 'off';
    const weighed = held.findLast(({ change }) => change.what === 'severity');
    return weighed?.change.what === 'severity' ? weighed.change.severity : undefined;
  };
};

const figureOf = (deadline: Deadline, figure: Figure): string =>
  JSON.stringify((deadline as Readonly<Partial<Record<Figure, unknown>>>)[figure] ?? null);

/** The figures in which a deadline differs from another. */
export const changedFigures = (before: Deadline, after: Deadline): readonly Figure[] =>
  figures.filter((figure) => figureOf(before, figure) !== figureOf(after, figure));
