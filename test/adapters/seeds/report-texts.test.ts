import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTexts } from '../../../src/adapters/seeds/texts.ts';
import { schemaErrorCodes, uncheckedParts, verdicts } from '../../../src/domain/report-texts.ts';
import { languages, type ReportTexts, type Wording } from '../../../src/domain/texts.ts';
import type { SchemaError } from '../../../src/xml/schema-set.ts';

const texts = readTexts(join(import.meta.dirname, '../../../seeds/texts'));

/** Every kind of departure there is; the compiler insists that none is left out. */
const departures = Object.keys({
  'root-unknown': 1,
  'element-unknown': 1,
  'element-unexpected': 1,
  'element-missing': 1,
  'text-not-allowed': 1,
  'content-not-allowed': 1,
  'value-invalid': 1,
  'attribute-unexpected': 1,
  'attribute-missing': 1,
  'attribute-invalid': 1,
  'schema-type-invalid': 1,
  other: 1,
} satisfies Record<SchemaError['code'], 1>);

const wordings = ({ verdicts: words, schemaErrors, contentWarning }: ReportTexts): readonly Wording[] => [
  ...verdicts.map((verdict) => words[verdict]),
  ...schemaErrorCodes.map((code) => schemaErrors[code]),
  contentWarning,
];
const sentences = (report: ReportTexts): readonly string[] => [
  ...wordings(report).flatMap(({ title, mend }) => [title, mend]),
  ...uncheckedParts.map((part) => report.notChecked[part]),
];

describe('the texts of the report', () => {
  it('word every kind of schema error', () => {
    expect(departures.toSorted()).toEqual([...schemaErrorCodes].sort());
  });

  it.each(languages)('have titles without and sentences with a full stop, in %s', (language) => {
    const { report } = texts[language];
    for (const { title, mend } of wordings(report)) {
      expect(title).not.toMatch(/\.$/);
      expect(mend).toMatch(/^\p{Lu}.*\.$|^xsi:/u);
    }
    for (const part of uncheckedParts) expect(report.notChecked[part]).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('are not copied from one language to another', () => {
    // The same words in both forms of Norwegian.
    const same = ['Signatur og sertifikat.'];
    const [nb, nn, en] = languages.map((language) => sentences(texts[language].report));
    const copied = (nb ?? []).filter((text, at) => text === nn?.[at] || text === en?.[at]);
    expect(copied.filter((text) => !same.includes(text))).toEqual([]);
  });

  it('hold no placeholder, since nothing fills them in', () => {
    for (const language of languages)
      expect(JSON.stringify(Object.values(texts[language].report.words))).not.toMatch(/\{\w+\}/);
  });
});
