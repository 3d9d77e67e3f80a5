import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTexts } from '../../../src/adapters/seeds/texts.ts';
import { appRecCodes } from '../../../src/domain/app-rec-codes.ts';
import { type OutcomeCode, outcomeRow, outcomes } from '../../../src/domain/outcome.ts';
import { languages, placeholdersOf, type Wording } from '../../../src/domain/texts.ts';
import type { NotWellFormedReason } from '../../../src/xml/fault.ts';

const seeds = join(import.meta.dirname, '../../../seeds/texts');
const names = (row: Wording): string[] => [...new Set(placeholdersOf(`${row.title} ${row.mend}`))].sort();

/** Every class of fault that reading XML can tell; the compiler insists that none is left out. */
const reasons = Object.keys({
  'mismatched-tag': 1,
  'premature-end': 1,
  'content-after-root': 1,
  'bad-character': 1,
  'bad-markup': 1,
  'bad-attribute': 1,
  'duplicate-attribute': 1,
  'bad-reference': 1,
  'bad-name': 1,
  'bad-declaration': 1,
  'undeclared-prefix': 1,
  other: 1,
} satisfies Record<NotWellFormedReason, 1>).sort();

describe('the seeded texts', () => {
  const texts = readTexts(seeds);

  it.each(Object.keys(outcomes) as OutcomeCode[])(
    'word %s in every language, with the same values',
    (code) => {
      const allowed: readonly string[] = outcomeRow(code).params ?? [];
      const inNorwegian = names(texts.nb.outcomes[code]);
      expect(inNorwegian.filter((name) => !allowed.includes(name))).toEqual([]);
      for (const language of languages) {
        const row = texts[language].outcomes[code];
        expect(names(row), language).toEqual(inNorwegian);
        for (const part of [row.title, row.mend]) expect(part, language).toMatch(/^[A-ZÆØÅ{].*\.$/su);
      }
    },
  );

  it('use every value that the catalogue gives an outcome', () => {
    const unused = (Object.keys(outcomes) as OutcomeCode[]).filter(
      (code) => names(texts.nb.outcomes[code]).length !== (outcomeRow(code).params ?? []).length,
    );
    expect(unused).toEqual([]);
  });

  it('have no brace that is not part of a placeholder', () => {
    for (const language of languages) {
      const text = JSON.stringify(
        Object.values(texts[language].outcomes).flatMap((row) => [row.title, row.mend]),
      );
      expect(text.replace(/\{[A-Za-z]+(:size)?\}/g, ''), language).not.toMatch(/[{}]/);
    }
  });

  it('give the error codes of 8221 their official names in bokmål', () => {
    const titles = Object.entries(texts.nb.appRecErrors).map(([code, row]) => [code, row.title]);
    expect(Object.fromEntries(titles)).toEqual(
      Object.fromEntries(Object.entries(appRecCodes).map(([code, { name }]) => [code, name])),
    );
  });

  it.each(languages)('have words for every reason in %s, and for nothing else', (language) => {
    expect(Object.keys(texts[language].reasons).sort()).toEqual(reasons);
  });

  it('are not copied from one language to another', () => {
    const wordings = (language: (typeof languages)[number]) =>
      Object.values(texts[language].outcomes).map((row) => `${row.title} ${row.mend}`);
    const [nb, nn, en] = [wordings('nb'), wordings('nn'), wordings('en')];
    expect(nb.filter((row, at) => row === nn[at] || row === en[at])).toEqual([]);
  });
});

describe('reading texts', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'texts-'));
    cpSync(seeds, dir, { recursive: true });
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const edit = (file: string, from: string | RegExp, to: string): void => {
    const before = readFileSync(join(dir, file), 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(dir, file), after);
  };

  it('refuses a language that lacks a code, naming file and code', () => {
    edit('nn.yaml', '  xml-empty:', '  xml-emtpy:');
    expect(() => readTexts(dir)).toThrow(/nn\.yaml outcomes\S*xml-empty/);
  });

  it('refuses a code that has no way to mend', () => {
    edit('en.yaml', /mend: Put the message in.*\n/, '\n');
    expect(() => readTexts(dir)).toThrow(/en\.yaml outcomes\S*body-missing\S*mend/);
  });

  it('refuses a state without words', () => {
    edit('nb.yaml', 'timedOut: kvittering uteble', "timedOut: ''");
    expect(() => readTexts(dir)).toThrow(/nb\.yaml receipt\.timedOut/);
  });
});
