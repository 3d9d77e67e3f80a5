import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Indicator, namedCounts } from '../../domain/board/indicator.ts';
import { caseKey, type ExpectationCatalogue } from '../../domain/expectation.ts';
import { confidences } from '../../domain/expectation-vocabulary.ts';
import { languages } from '../../domain/texts.ts';

/** Reads seeds/indicators.yaml. */

const text = z.string().trim().min(1);
const id = z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/, 'an id is words in kebab-case');
const sentence = text.regex(/\.$/, 'a sentence ends with a full stop');

const texts = z.strictObject({
  name: text.regex(/[^.]$/, 'a name has no full stop'),
  definition: sentence,
  numerator: sentence,
  denominator: sentence,
  leftOut: sentence,
  why: sentence,
});

const from = z.union(
  [
    z.strictObject({ expectations: z.array(text).min(1) }),
    z.strictObject({
      count: z.literal('order-wording'),
      rules: z.array(text).min(1),
      types: z.array(text).min(1),
    }),
    z.strictObject({ count: z.enum(namedCounts).exclude(['order-wording']) }),
  ],
  { error: `from is { expectations } or { count }, with a count of ${namedCounts.join(', ')}` },
);

const target = z
  .strictObject({
    share: z.number().positive().max(1),
    source: text.exactOptional(),
    decided: z.strictObject({ reason: text, approver: text }).exactOptional(),
  })
  .refine(({ source, decided }) => (source === undefined) !== (decided === undefined), {
    error: 'a target has a source, or says who decided it and why',
  });

const row = z.strictObject({
  id,
  from,
  better: z.enum(['higher', 'lower', 'none']),
  unit: z.enum(['share', 'per-hundred']),
  target: target.exactOptional(),
  settleDays: z.int().nonnegative().max(100),
  source: text,
  confidence: z.enum(confidences),
  texts: z.strictObject({ nb: texts, nn: texts, en: texts }),
});

const fileSchema = z.strictObject({ indicators: z.array(row).min(1) });

/** What is wrong with rows that are each well made. */
const faultsOf = (
  indicators: readonly Indicator[],
  { expectations }: Pick<ExpectationCatalogue, 'expectations'>,
  knowsRule: (id: string) => boolean,
): readonly string[] => {
  const keys = new Set(
    expectations.flatMap((each) => [each.id, ...each.cases.map((one) => caseKey(each, one))]),
  );
  const seen = new Set<string>();
  return indicators.flatMap((each) => {
    const faults: string[] = seen.has(each.id) ? ['stands twice'] : [];
    seen.add(each.id);
    if ('expectations' in each.from) {
      for (const key of each.from.expectations) if (!keys.has(key)) faults.push(`${key} is no expectation`);
    } else {
      if (each.from.count !== each.id) faults.push(`counts ${each.from.count}, whose id is its name`);
      if ('rules' in each.from) {
        for (const rule of each.from.rules) if (!knowsRule(rule)) faults.push(`${rule} is no rule`);
      }
    }
    for (const language of languages) {
      const others = languages.filter((other) => other !== language);
      if (others.some((other) => each.texts[other].definition === each.texts[language].definition)) {
        faults.push(`its definition is the same in ${language} and another language`);
      }
    }
    return faults.map((fault) => `${each.id}: ${fault}`);
  });
};

/**
 * The indicators in a file. `catalogue`: the expectations that they may count; `knowsRule`: the rules. Throws one Error
 * that names file, row and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readIndicators = (
  path: string,
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  knowsRule: (id: string) => boolean,
): readonly Indicator[] => {
  const file = basename(path);
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  const parsed = fileSchema.safeParse(content);
  const faults = parsed.success
    ? faultsOf(parsed.data.indicators, catalogue, knowsRule)
    : parsed.error.issues.map((each) => `${z.core.toDotPath(each.path)}: ${each.message}`);
  if (parsed.success && faults.length === 0) return parsed.data.indicators;
  throw new Error(faults.map((fault) => `${file} ${fault}`).join('\n'));
};
