import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { type DraftFault, type DraftReader, faultAt } from '../../app/replay/drafts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Rule, Vocabulary } from '../../domain/rule.ts';
import { date, datedDeadline, decision, name, row, settings } from './expectations.ts';
import { herIdSchema } from './organisations.ts';
import { rowSchema, ruleId } from './rules.ts';
import { vocabularyFields } from './wording.ts';

/** Reads drafts of what stands in seeds/expectations.yaml and seeds/rules/*.yaml: the same rows, and as few as are to change. */

const notEmpty = (draft: object): boolean =>
  Object.values(draft).some((part) => (Array.isArray(part) ? part.length > 0 : part !== undefined));

const expectationDraft = z
  .strictObject({
    expectations: z.array(row).default([]),
    retire: z.array(name).default([]),
    thresholds: z
      .array(z.strictObject({ expectation: name, case: name.exactOptional(), ...datedDeadline.shape }))
      .default([]),
    settings: z.array(settings).default([]),
    switchedOff: z
      .array(
        z.strictObject({
          expectation: name,
          enterprise: herIdSchema.exactOptional(),
          from: date,
          to: date.exactOptional(),
          decided: z.strictObject(decision).exactOptional(),
        }),
      )
      .exactOptional(),
  })
  .refine(notEmpty, 'it changes nothing: give expectations, retire, thresholds, settings or switchedOff');

const ruleDraft = z
  .strictObject({
    ...vocabularyFields,
    rules: z.array(rowSchema).default([]),
    retire: z.array(ruleId).default([]),
  })
  .refine(
    ({ rules, retire }) => rules.length + retire.length > 0,
    'it changes nothing: give rules or retire',
  );

/** JSON is YAML too. The parser's first line names the place; what follows quotes the draft. */
const contentOf = (draft: unknown): Result<unknown, readonly DraftFault[]> => {
  if (typeof draft !== 'string') return ok(draft);
  try {
    return ok(parse(draft));
  } catch (error) {
    const at = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const where = at === undefined ? '' : `line ${at.line}, column ${at.col}`;
    return fail([{ where, reason: 'it is not YAML' }]);
  }
};

const read = <Draft>(schema: z.ZodType<Draft>, draft: unknown): Result<Draft, readonly DraftFault[]> => {
  const value = contentOf(draft);
  if (!value.ok) return value;
  const parsed = schema.safeParse(value.value ?? {});
  return parsed.success ? ok(parsed.data) : fail(parsed.error.issues.map(faultAt));
};

/** Rows of kind wording with what they are written with: what is in force, and on top of it the draft's own. */
const withVocabulary = (
  rules: readonly z.output<typeof rowSchema>[],
  vocabulary: Vocabulary,
): readonly Rule[] => rules.map((each): Rule => (each.kind === 'wording' ? { ...each, vocabulary } : each));

/** Drafts as YAML or JSON, checked as seeds are, and as strictly. */
export const draftReader: DraftReader = {
  expectations: (draft) => read(expectationDraft, draft),
  rules(draft, inForce) {
    const parsed = read(ruleDraft, draft);
    if (!parsed.ok) return parsed;
    const { words, excuses, rules, retire } = parsed.value;
    const vocabulary: Vocabulary = {
      words: { ...inForce.words, ...words },
      excuses: { ...inForce.excuses, ...excuses },
    };
    return ok({ rules: withVocabulary(rules, vocabulary), retire });
  },
};
