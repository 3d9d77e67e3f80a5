import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type WordingCase, wordingParts, writtenForms } from '../../domain/wording-case.ts';

/** Reads the labelled texts of fixtures/wording. A label is a row's id without `wording-`; `none` is no label. */

const text = z.string().trim().min(1);
const label = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

const wholeSchema = z.strictObject({
  hits: z.array(label).default([]),
  medications: z.number().int().nonnegative().default(0),
  /** By heading. */
  texts: z.record(z.string(), text),
});

const groupSchema = z.strictObject({
  /** Name of the message type, and the heading that single texts stand under. */
  in: z.string().regex(/^[a-z-]+( \S+)?$/),
  language: z.enum(writtenForms).exactOptional(),
  medications: z.number().int().nonnegative().default(0),
  /** By label. */
  texts: z.record(label, z.array(text)).default({}),
  whole: z.array(wholeSchema).default([]),
});

const fileSchema = z.strictObject({
  part: z.enum(wordingParts),
  language: z.enum(writtenForms),
  groups: z.array(groupSchema),
});

type Group = z.infer<typeof groupSchema>;

const listOid = '2.16.578.1.12.4.1.1.';

/** `OP`, or `9141/8` with the number of its code list. */
const headed = (heading: string | undefined, said: string): WordingCase['texts'][number] => {
  const [v, list] = heading?.split('/').reverse() ?? [];
  if (v === undefined) return { text: said };
  return { heading: list === undefined ? { v } : { v, s: listOid + list }, text: said };
};

const rule = (name: string): string => `wording-${name}`;

const casesOf = (
  group: Group,
  part: WordingCase['part'],
  language: WordingCase['language'],
): WordingCase[] => {
  const [message = '', heading] = group.in.split(' ');
  const common = { part, language: group.language ?? language, message };
  const single = Object.entries(group.texts).flatMap(([name, texts]) =>
    texts.map(
      (said): WordingCase => ({
        ...common,
        whole: false,
        medications: group.medications,
        texts: [headed(heading, said)],
        hits: name === 'none' ? [] : [rule(name)],
      }),
    ),
  );
  const whole = group.whole.map(
    ({ hits, medications, texts }): WordingCase => ({
      ...common,
      whole: true,
      medications,
      texts: Object.entries(texts).map(([each, said]) => headed(each, said)),
      hits: hits.map(rule),
    }),
  );
  return [...single, ...whole];
};

/** All labelled texts in a folder. Throws an Error that names the file and what is wrong in it. */
export const readWordingCases = (dir: string): readonly WordingCase[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const file = fileSchema.safeParse(parse(readFileSync(join(dir, name), 'utf8')));
      if (!file.success) throw new Error(`${name}: ${z.prettifyError(file.error)}`);
      const { part, language, groups } = file.data;
      return groups.flatMap((group) => casesOf(group, part, language));
    });
