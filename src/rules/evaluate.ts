import type { RuleWeights } from '../domain/board/decisions.ts';
import type { Finding, Severity } from '../domain/finding.ts';
import type { Telling } from '../domain/mark.ts';
import type { ServiceStatus } from '../domain/message.ts';
import type { Rule } from '../domain/rule.ts';
import { text, type XmlElement } from '../xml/dom.ts';
import { path } from '../xml/path.ts';
import { selectElements, type XPath } from '../xml/xpath.ts';
import type { BlockTally, StandingOf } from './blocks.ts';
import type { Verdict } from './check.ts';
import type { RuleInput, RuleType } from './input.ts';
import type { CompiledMark } from './marks.ts';

/** One rule made ready for one message type. */
export interface CompiledRule {
  readonly id: string;
  readonly severity: Severity;
  /** Start of its first day; messages made before it are not judged by it. */
  readonly validFrom: number;
  readonly judge: (input: RuleInput) => Verdict;
  readonly at?: XPath;
  readonly explained?: { readonly in: XPath; readonly by: RegExp };
  /** The part of the content that it is about, and what its verdict says of that. */
  readonly block?: { readonly name: string; readonly standing: StandingOf };
}

/** `unread`: the type has a status field, and what stands there is none of N, M, C. */
export type RuleStatus = ServiceStatus | 'unread';

/** All rules made ready, by what a message is. */
export interface CompiledRules {
  /** The rows by id, for their wording and source. */
  readonly rows: ReadonlyMap<string, Rule>;
  /** In order of id, by `situation`. */
  readonly bySituation: ReadonlyMap<string, readonly CompiledRule[]>;
  /** As they stand in their files, by `situation`. */
  readonly marks: ReadonlyMap<string, readonly CompiledMark[]>;
}

/** Key of the index: type, 8279 code ('' for any other than the type's own) and status. */
export const situation = (type: string, code: string, status: RuleStatus): string =>
  `${type} ${code} ${status}`;

/** A fault that stands in hundreds of places is told of this many times. */
const maxPoints = 10;

const statusOf = ({ content, envelope }: RuleInput, type: RuleType): RuleStatus => {
  const status = content.serviceStatus ?? envelope.serviceStatus;
  return status ?? (type.statuses === undefined ? 'N' : 'unread');
};

/** What an index has for a message; its type is the same for functions that have nothing of their own. */
const foundFor = <T>(index: ReadonlyMap<string, readonly T[]>, input: RuleInput): readonly T[] => {
  const { type, envelope } = input;
  const status = statusOf(input, type);
  return (
    index.get(situation(type.key, envelope.type.v, status)) ??
    index.get(situation(type.key, '', status)) ??
    []
  );
};

const isExplained = ({ explained }: CompiledRule, { payload }: RuleInput): boolean =>
  explained !== undefined &&
  selectElements(explained.in, payload).some((element) => explained.by.test(text(element)));

/** Where a rule is broken: the elements its check found, those its row points at, or the payload's root; nowhere when it is explained. */
const pointsOf = (rule: CompiledRule, verdict: Verdict, input: RuleInput): readonly XmlElement[] => {
  if (verdict === true) return [];
  if (verdict !== false) return verdict;
  if (isExplained(rule, input)) return [];
  const points = rule.at === undefined ? [] : selectElements(rule.at, input.payload);
  return points.length > 0 ? points : [input.payload];
};

/**
 * Judges one message by all rules that apply to it: its type, function, status and date. Findings come in order of
 * rule id and document, hold no content, and never say that a message is rejected. Never throws: a rule that cannot
 * be evaluated is named to `onDefect` and the others go on. `tally` collects what they say of the parts of the content.
 * `weights`: what is decided of rules for this message; one that is off is not asked.
 */
export const evaluateRules = (
  compiled: CompiledRules,
  input: RuleInput,
  onDefect?: (rule: string) => void,
  tally?: BlockTally,
  weights?: RuleWeights,
): readonly Finding[] => {
  const findings: Finding[] = [];
  // A sender's clock may be years behind: what comes today is judged by the rules of today.
  const made = (input.receivedAt ?? input.envelope.genInstant).getTime();
  for (const rule of foundFor(compiled.bySituation, input)) {
    if (rule.validFrom > made) continue;
    const weight = weights?.(rule.id);
    if (weight === 'off') continue;
    try {
      const verdict = rule.judge(input);
      const points = pointsOf(rule, verdict, input);
      for (const point of points.slice(0, maxPoints)) {
        findings.push({ rule: rule.id, severity: weight ?? rule.severity, path: path(point) });
      }
      if (tally === undefined || rule.block === undefined) continue;
      const standing = rule.block.standing(verdict, points.length === 0, input);
      if (standing !== undefined) tally.add(rule.block.name, standing);
    } catch {
      onDefect?.(rule.id);
    }
  }
  return findings;
};

/**
 * What the marks of a message's type tell of it: no word of it, and no place. Never throws: a mark that cannot be
 * evaluated is named to `onDefect`.
 */
export const findMarks = (
  { marks }: CompiledRules,
  input: RuleInput,
  onDefect?: (mark: string) => void,
): ReadonlySet<Telling> => {
  const told = new Set<Telling>();
  for (const { id, tells, isFound } of foundFor(marks, input)) {
    try {
      if (!told.has(tells) && isFound(input)) told.add(tells);
    } catch {
      onDefect?.(id);
    }
  }
  return told;
};
