import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Example } from '../../domain/board/example.ts';
import { languages } from '../../domain/texts.ts';

/** Reads seeds/examples. */

const text = z.string().trim().min(1);

const texts = z
  .strictObject({
    why: text.regex(/\.$/, 'why is a sentence, and ends with a full stop'),
    before: text,
    after: text,
  })
  .refine(({ before, after }) => before !== after, { error: 'after is the same as before' });

const partSchema = z
  .strictObject({ nb: texts, nn: texts, en: texts })
  .refine((each) => new Set(languages.map((language) => each[language].after)).size === languages.length, {
    error: 'after is the same in two languages',
  });

const fileSchema = z.strictObject({
  /** Functions (8279) that the file is for; all others have what stands in the file that names none. */
  types: z
    .array(z.string().regex(/^[A-Z0-9_]+$/))
    .min(1)
    .exactOptional(),
  parts: z.record(z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/), partSchema),
});

const contentOf = (path: string, file: string): unknown => {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
};

/**
 * The examples in a folder. `knowsPart`: whether there is such a block or rule. Throws one Error that names file, part
 * and fault, one line a fault: a faulty seed is a defect of the delivery, not of a run.
 */
export const readExamples = (dir: string, knowsPart: (part: string) => boolean): readonly Example[] => {
  const faults: string[] = [];
  const examples: Example[] = [];
  const seen = new Set<string>();
  for (const file of readdirSync(dir).sort()) {
    if (!file.endsWith('.yaml')) continue;
    const parsed = fileSchema.safeParse(contentOf(join(dir, file), file));
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        faults.push(`${file} ${z.core.toDotPath(path)}: ${message}`);
      }
      continue;
    }
    const { types, parts } = parsed.data;
    for (const [part, each] of Object.entries(parts)) {
      if (!knowsPart(part)) faults.push(`${file} ${part}: is no block and no rule`);
      for (const type of types ?? ['']) {
        if (seen.has(`${type} ${part}`)) faults.push(`${file} ${part}: stands twice`);
        seen.add(`${type} ${part}`);
      }
      examples.push({ part, texts: each, ...(types && { types }) });
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return examples;
};
