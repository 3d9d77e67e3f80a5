import type { Rule, RuleLevel, WordingRule } from '../../../domain/rule.ts';
import { codesOf } from '../rules.ts';

/** Which parts messages of a type are looked at for. */

/** How binding each is, the most first. */
const levels: readonly RuleLevel[] = ['must', 'check', 'note', 'hint', 'form'];

/** Credit is counted where it is given; that it is not there says nothing of the message (count-messages.ts). */
const isCredit = (rule: Rule): boolean => rule.kind === 'wording' && rule.sign === 'credit';

/** The rules that messages of a type (8279) are judged by. */
export const rulesOf = (rules: readonly Rule[], type: string): readonly Rule[] =>
  rules.filter((rule) => codesOf(rule).includes(type));

/** A block, and how binding the most binding of its rules is. */
interface PartOfType {
  readonly part: string;
  readonly level: RuleLevel;
}

/** The blocks that rules ask for in a type, the most binding first, and else as the rules stand. */
export const blocksOf = (rules: readonly Rule[], type: string): readonly PartOfType[] => {
  const found = new Map<string, RuleLevel>();
  for (const rule of rulesOf(rules, type)) {
    if (rule.block === undefined || isCredit(rule)) continue;
    const known = found.get(rule.block);
    if (known === undefined || levels.indexOf(rule.level) < levels.indexOf(known)) {
      found.set(rule.block, rule.level);
    }
  }
  return [...found]
    .map(([part, level]) => ({ part, level }))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
};

/** The types whose content or wording is looked at. */
export const qualityTypes = (rules: readonly Rule[]): readonly string[] => {
  const looked = rules.filter((rule) => rule.block !== undefined || rule.kind === 'wording');
  return [...new Set(looked.flatMap(codesOf))].sort();
};

/** The rules on wording that messages of a type are judged by. */
export const wordingOf = (rules: readonly Rule[], type: string): readonly WordingRule[] =>
  rulesOf(rules, type).filter((rule): rule is WordingRule => rule.kind === 'wording');
