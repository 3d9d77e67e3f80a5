import type { z } from 'zod';
import { fail, ok, type Result } from '../domain/result.ts';
import type { XmlElement } from '../xml/dom.ts';
import type { RuleInput, RuleReference, RuleType } from './input.ts';

/** Whether all is well; or the elements where it is not, none of them when it is. */
export type Verdict = boolean | readonly XmlElement[];

/** What a check is bound to beside its row: the type whose messages it will judge, and reference data. */
interface Bound {
  readonly type: RuleType;
  readonly reference: RuleReference;
}

/** What XPath 1.0 cannot say, or not cheaply, by name. A check is pure. */
export interface Check {
  /** Takes a row's params; a fault names each that is wrong. */
  readonly bind: (params: unknown, bound: Bound) => Result<(input: RuleInput) => Verdict, string>;
}

/** A check of what `schema` reads from a row's params. */
export const check = <Params>(
  schema: z.ZodType<Params>,
  judge: (input: RuleInput, params: Params) => Verdict,
): Check => ({
  bind: (params) => {
    const parsed = schema.safeParse(params);
    if (parsed.success) return ok((input) => judge(input, parsed.data));
    const faults = parsed.error.issues.map(
      (issue) => `${['params', ...issue.path].join('.')}: ${issue.message}`,
    );
    return fail(faults.join('; '));
  },
});
