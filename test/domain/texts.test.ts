import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTexts } from '../../src/adapters/seeds/texts.ts';
import { type OutcomeCode, outcomeRow, outcomes } from '../../src/domain/outcome.ts';
import { languages, render } from '../../src/domain/texts.ts';

const texts = readTexts(join(import.meta.dirname, '../../seeds/texts'));
const codes = Object.keys(outcomes) as OutcomeCode[];

describe('the wording of an outcome', () => {
  it('shows the values of the fault', () => {
    expect(render(texts, 'nb', 'party-unknown', { herId: 9150699 }).title).toBe(
      'Virksomheten har ingen tjeneste eller fastlege med HER-id 9150699.',
    );
    expect(render(texts, 'nn', 'delivery-abandoned', { hours: 72 }).title).toContain('på 72 timar');
  });

  it('shows a limit in bytes as MB, and a limit with its own unit as it is', () => {
    expect(render(texts, 'en', 'xml-too-large', { limit: 36_700_160 }).title).toContain('is 35 MB.');
    expect(render(texts, 'en', 'body-too-large', { limit: '50 MB' }).title).toContain('is 50 MB.');
    expect(render(texts, 'en', 'xml-too-deep', { limit: 64, line: 3 }).title).toContain(
      '64 levels deep (line 3)',
    );
  });

  it('puts words for a reason that is a code, and shows any other reason as it is', () => {
    const titled = (reason: string) => render(texts, 'nn', 'xml-not-well-formed', { line: 7, reason }).title;
    expect(titled('premature-end')).toContain('Linje 7: dokumentet sluttar for tidleg.');
    expect(titled('constructor')).toContain('Linje 7: constructor.');
  });

  it('says unknown where the fault lacks a value', () => {
    expect(render(texts, 'nb', 'xml-dtd').title).toContain('(linje ukjent)');
  });

  it('escapes nothing and fills a value in once, whatever stands in it', () => {
    const where = '$& {expected} <b>';
    expect(render(texts, 'en', 'envelope-incomplete', { where }).mend).toContain(`Fill in ${where} and`);
  });

  it('leaves no placeholder behind for any code, language and set of values', () => {
    const value = fc.oneof(fc.integer(), fc.stringMatching(/^[\w ./-]*$/));
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...languages),
        fc.array(value),
        (code, language, values) => {
          const names = outcomeRow(code).params ?? [];
          const given = names.flatMap((name, at) =>
            values[at] === undefined ? [] : [[name, values[at]] as const],
          );
          const { title, mend } = render(texts, language, code, Object.fromEntries(given));
          expect(`${title} ${mend}`).not.toMatch(/[{}]|undefined|NaN/);
        },
      ),
    );
  });
});
