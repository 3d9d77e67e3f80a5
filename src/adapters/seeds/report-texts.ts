import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { chapterIds, reportGrains } from '../../domain/board/report.ts';
import { type ReportTexts, reportSentences, reportWords } from '../../domain/board/report-texts.ts';
import { confidences } from '../../domain/expectation-vocabulary.ts';
import type { Language, Texts } from '../../domain/texts.ts';

const text = z.string().trim().min(1);
const sentence = text.regex(/\.$/, 'a sentence ends with a full stop');
const months = 12;

// z.record over an enum demands every key and takes no other: a word that is missing stops the start.
const fileSchema = z.strictObject({
  title: z.record(z.enum(reportGrains), text),
  periods: z.record(z.enum(reportGrains), text),
  months: z.array(text).length(months),
  chapters: z.record(z.enum(chapterIds), z.strictObject({ title: text, lead: sentence })),
  sentences: z.record(z.enum(reportSentences), sentence),
  words: z.record(z.enum(reportWords), text),
  hidden: z.record(z.enum(['none', 'small', 'not-closed']), z.strictObject({ cell: text, sentence })),
  confidences: z.record(z.enum(confidences), text),
  method: z.array(sentence).min(1),
});
const typesSchema = z.object({ types: z.record(z.string(), text) });

const read = <Of>(path: string, schema: z.ZodType<Of>): Of => {
  const found = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (found.success) return found.data;
  throw new Error(
    `${path}: ${found.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  );
};

/**
 * Reads the words of reports: `report/<language>.yaml` below a folder of seeds, with the names of message types that pages
 * use. `texts` gives the titles of AppRec codes. Throws an error that names the file and what is wrong.
 */
export const readReportTexts = (dir: string, texts: Texts): Readonly<Record<Language, ReportTexts>> => {
  const of = (language: Language): ReportTexts => ({
    ...read(join(dir, 'report', `${language}.yaml`), fileSchema),
    types: read(join(dir, 'web', 'words', `${language}.yaml`), typesSchema).types,
    causes: Object.fromEntries(
      Object.entries(texts[language].appRecErrors).map(([code, { title }]) => [code, title]),
    ),
  });
  return { nb: of('nb'), nn: of('nn'), en: of('en') };
};
