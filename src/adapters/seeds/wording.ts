import { z } from 'zod';
import { excusePlaces, wordingSigns } from '../../domain/rule.ts';

/**
 * What seeds/rules/wording.yaml holds besides what all rows have. Words and phrases are given for bokmål (bm), for
 * nynorsk (nn), or for both; a text is read for all of them, since people mix.
 */

const text = z.string().trim().min(1);
const list = z.array(text).default([]);

const inBothForms = z
  .strictObject({ both: list, bm: list, nn: list })
  .refine(({ both, bm, nn }) => both.length + bm.length + nn.length > 0, { error: 'it is empty' })
  .transform(({ both, bm, nn }): readonly string[] => [...both, ...bm, ...nn]);

const name = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'a name is words in kebab-case');

const excuse = z.strictObject({ where: z.enum(excusePlaces), phrases: inBothForms, unless: list });

/** Groups of words and excuses, which the wording rows of a file share. */
export const vocabularyFields = {
  words: z.record(name, inBothForms).default({}),
  excuses: z.record(name, excuse).default({}),
};

const heading = z.string().regex(/^(\d{4}\/)?[\p{Lu}\d-]+$/u, 'not a heading: OP, or 9141/8');
const headings = z.array(heading).min(1).exactOptional();

/** Phrases to look for, with what excuses them. */
export const soughtSchema = z.array(z.strictObject({ phrases: inBothForms, unless: list, headings })).min(1);

/** What a row of this kind says besides the common fields. */
export const wordingFields = {
  kind: z.literal('wording'),
  sign: z.enum(wordingSigns).default('flag'),
  headings,
  merged: headings,
  unlisted: z.boolean().default(false),
  find: soughtSchema,
  settled: inBothForms.default([]),
};
