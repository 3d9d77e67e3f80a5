import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { severities } from '../../domain/finding.ts';
import { type Rule, type RuleLevel, ruleLevels, type Vocabulary } from '../../domain/rule.ts';
import { vocabularyFields, wordingFields } from './wording.ts';

/**
 * Reads rule rows from seeds/rules/*.yaml. A row may leave out what is usual: the severity is its level's, content is
 * judged in new and changed messages, never in a cancellation.
 */

const text = z.string().trim().min(1);
const wording = z.strictObject({ title: text, mend: text });
const levels = Object.keys(ruleLevels) as RuleLevel[];

const common = {
  id: z.string().regex(/^[a-z][a-z\d]*(-[a-z\d]+)+$/, 'an id is words in kebab-case'),
  types: z.array(text).default([]),
  families: z.array(z.enum(['msghead', 'message'])).default([]),
  functions: z
    .array(z.string().regex(/^[A-Z][A-Z_-]*$/, 'not a code of 8279'))
    .min(1)
    .exactOptional(),
  statuses: z.array(z.enum(['N', 'M', 'C'])).default(['N', 'M']),
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

const rowSchema = z
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
  .refine((row) => row.types.length + row.families.length > 0, {
    error: 'it applies to nothing: give types or families',
    path: ['types'],
  })
  .transform((row) => ({ ...row, severity: row.severity ?? ruleLevels[row.level] }));

const fileSchema = z
  .strictObject({ ...vocabularyFields, rules: z.array(rowSchema) })
  .transform(({ words, excuses, rules }): readonly Rule[] => {
    const vocabulary: Vocabulary = { words, excuses };
    return rules.map((row): Rule => (row.kind === 'wording' ? { ...row, vocabulary } : row));
  });

/** Id of the row that a path leads into, so that a fault names its row as people know it. */
const rowId = (content: unknown, path: readonly PropertyKey[]): string => {
  const at = path[1];
  const rows = (content as { rules?: unknown } | null)?.rules;
  const row: unknown = Array.isArray(rows) && typeof at === 'number' ? rows[at] : undefined;
  const id = (row as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? ` (${id})` : '';
};

const readFile = (dir: string, file: string): readonly Rule[] => {
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
 * All rule rows in the YAML files of a folder, in the order of the files' names. Throws one Error that names file,
 * row and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readRules = (dir: string): readonly Rule[] => {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (files.length === 0) throw new Error(`${dir} holds no .yaml file with rules`);
  return files.flatMap((file) => readFile(dir, file));
};
