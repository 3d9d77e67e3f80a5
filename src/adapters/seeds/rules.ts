import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { severities } from '../../domain/finding.ts';
import { type Mark, tellings } from '../../domain/mark.ts';
import { type Rule, type RuleLevel, ruleLevels, type Vocabulary } from '../../domain/rule.ts';
import { soughtSchema, vocabularyFields, wordingFields } from './wording.ts';

/**
 * Reads rule rows and marks from seeds/rules/*.yaml. A row may leave out what is usual: the severity is its level's,
 * content is judged in new and changed messages, never in a cancellation.
 */

const text = z.string().trim().min(1);
const wording = z.strictObject({ title: text, mend: text });
const levels = Object.keys(ruleLevels) as RuleLevel[];

/** Id of a rule. */
export const ruleId = z.string().regex(/^[a-z][a-z\d]*(-[a-z\d]+)+$/, 'an id is words in kebab-case');

const range = {
  id: ruleId,
  types: z.array(text).default([]),
  families: z.array(z.enum(['msghead', 'message'])).default([]),
  functions: z
    .array(z.string().regex(/^[A-Z][A-Z_-]*$/, 'not a code of 8279'))
    .min(1)
    .exactOptional(),
  statuses: z.array(z.enum(['N', 'M', 'C'])).default(['N', 'M']),
};

const hasRange = (row: {
  readonly types: readonly string[];
  readonly families: readonly string[];
}): boolean => row.types.length + row.families.length > 0;
const rangeless = { error: 'it applies to nothing: give types or families', path: ['types'] };

const common = {
  ...range,
  level: z.enum(levels),
  severity: z.enum(severities).exactOptional(),
  block: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/, 'a block is words in kebab-case')
    .exactOptional(),
  source: z.strictObject({ document: text, section: text }),
  validFrom: z.iso.date(),
  at: text.exactOptional(),
  explained: z.strictObject({ in: text, by: z.array(text).min(1) }).exactOptional(),
  texts: z.strictObject({ nb: wording, nn: wording, en: wording }),
};

/** A row of `rules`; one of kind wording still lacks its vocabulary. */
export const rowSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('xpath'), assert: text }),
    z.strictObject({
      ...common,
      kind: z.literal('check'),
      check: text,
      params: z.record(z.string(), z.unknown()).default({}),
    }),
    z.strictObject({ ...common, ...wordingFields }),
  ])
  .refine(hasRange, rangeless)
  .transform((row) => ({ ...row, severity: row.severity ?? ruleLevels[row.level] }));

const tells = z.enum(tellings);
const markSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...range, tells, kind: z.literal('xpath'), assert: text }),
    z.strictObject({ ...range, tells, kind: z.literal('wording'), find: soughtSchema }),
  ])
  .refine(hasRange, rangeless);

/** Rows that rules are compiled from. */
interface RuleRows {
  readonly rules: readonly Rule[];
  readonly marks: readonly Mark[];
}

const fileSchema = z
  .strictObject({
    ...vocabularyFields,
    rules: z.array(rowSchema).default([]),
    marks: z.array(markSchema).default([]),
  })
  .transform(({ words, excuses, rules, marks }): RuleRows => {
    const vocabulary: Vocabulary = { words, excuses };
    return {
      rules: rules.map((row): Rule => (row.kind === 'wording' ? { ...row, vocabulary } : row)),
      marks: marks.map((mark): Mark => (mark.kind === 'wording' ? { ...mark, vocabulary } : mark)),
    };
  });

/** Id of the row that a path leads into, so that a fault names its row as people know it. */
const rowId = (content: unknown, path: readonly PropertyKey[]): string => {
  const [list, at] = path;
  if (list !== 'rules' && list !== 'marks') return '';
  const rows = (content as Readonly<Record<string, unknown>> | null)?.[list];
  const row: unknown = Array.isArray(rows) && typeof at === 'number' ? rows[at] : undefined;
  const id = (row as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? ` (${id})` : '';
};

const readFile = (dir: string, file: string): RuleRows => {
  let content: unknown;
  try {
    content = parse(readFileSync(join(dir, file), 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${file} ${z.core.toDotPath(path)}${rowId(content, path)}: ${message}`,
  );
  throw new Error(faults.join('\n'));
};

/**
 * All rule rows and marks in the YAML files of a folder, in the order of the files' names. Throws one Error that names
 * file, row and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readRuleRows = (dir: string): RuleRows => {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (files.length === 0) throw new Error(`${dir} holds no .yaml file with rules`);
  const read = files.map((file) => readFile(dir, file));
  return { rules: read.flatMap(({ rules }) => rules), marks: read.flatMap(({ marks }) => marks) };
};

/** The rule rows alone. Throws as `readRuleRows` does. */
export const readRules = (dir: string): readonly Rule[] => readRuleRows(dir).rules;
