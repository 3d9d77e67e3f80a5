import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type TextTree, textAt, type Values } from '../../src/web/i18n/texts.ts';

const seeds = join(import.meta.dirname, '../../seeds/web');
const nynorsk = Object.fromEntries(
  readdirSync(seeds).map((folder): [string, TextTree] => [
    folder,
    parse(readFileSync(join(seeds, folder, 'nn.yaml'), 'utf8')),
  ]),
);

/** What the app says in nynorsk, in which journeys are made; fails for a key that has no text. */
export const say = (key: string, values?: Values): string => {
  const text = textAt(nynorsk, key, values);
  if (text === key) throw new Error(`no text: ${key}`);
  return text;
};
