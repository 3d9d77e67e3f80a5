import { type Base, type Edit, remove } from '../mutate.ts';

/** What shows that a rule bites, and where it must not. The unchanged base is always a miss, unless `miss` replaces it. */
export interface RuleCase {
  readonly rule: string;
  readonly base: Base;
  /** Changes that break the rule. */
  readonly hit: readonly Edit[];
  /** Other rules that the same changes break: a fault is told once unless it is two. */
  readonly also?: readonly string[];
  /** Changes after which the rule must keep silent, where that is not plain. */
  readonly miss?: readonly Edit[];
  /** How long the message was under way, in minutes; 1 when left out. */
  readonly minutes?: number;
}

/** Takes a part out; the rule that asks for it must say so. */
export const without = (rule: string, base: string, at: string, more: Partial<RuleCase> = {}): RuleCase => ({
  rule,
  base,
  hit: [remove(at)],
  ...more,
});
