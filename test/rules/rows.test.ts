import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRules } from '../../src/adapters/seeds/rules.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { recognisedTypes } from '../../src/messages/recognise.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { type CompiledRules, evaluateRules } from '../../src/rules/evaluate.ts';
import type { RuleCase } from './cases/case.ts';
import { codeCases } from './cases/codes.ts';
import { dialogCases } from './cases/dialog.ts';
import { envelopeCases } from './cases/envelope.ts';
import { epikriseCases } from './cases/epikrise.ts';
import { epikriseContentCases } from './cases/epikrise-content.ts';
import { henvisningCases } from './cases/henvisning.ts';
import { henvisningContentCases } from './cases/henvisning-content.ts';
import { ploCases } from './cases/plo.ts';
import { ploContentCases } from './cases/plo-content.ts';
import { wordingCases } from './cases/wording.ts';
import { type Base, bases, type Edit, mutate, withInput } from './mutate.ts';
import { reference } from './reference.ts';

const rows = readRules(join(import.meta.dirname, '../../seeds/rules'));
const compile = (chosen: readonly Rule[]): CompiledRules => {
  const compiled = compileRules(chosen, recognisedTypes, reference);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return compiled.value;
};
const rules = compile(rows);

const findings = (base: Base, edits: readonly Edit[], minutes?: number, by = rules) =>
  withInput(
    mutate(base, edits),
    (input) =>
      evaluateRules(by, input, (rule) => {
        throw new Error(`${rule} cannot be evaluated`);
      }),
    minutes,
  );
const found = (base: Base, edits: readonly Edit[], minutes?: number): readonly string[] => [
  ...new Set(findings(base, edits, minutes).map(({ rule }) => rule)),
];

/** In evaluate.test.ts, as the message is too large for a fixture; in unchecked.test.ts, as it holds for whole types. */
const shownElsewhere = ['document-attachments-large', 'payload-not-checked'];
const cases: readonly RuleCase[] = [
  ...envelopeCases,
  ...codeCases,
  ...ploCases,
  ...ploContentCases,
  ...epikriseCases,
  ...epikriseContentCases,
  ...henvisningCases,
  ...henvisningContentCases,
  ...dialogCases,
  ...wordingCases,
];
/** Cases change the code of a value and leave its display name, which then is another code's: no fault of theirs. */
const aside = 'code-name-differs';
const titled = cases.map((each, index) => [each.rule, each.base, index + 1, each] as const);

describe('the rows', () => {
  it('each have a case that breaks them', () => {
    const shown = new Set([...cases.map(({ rule }) => rule), ...shownElsewhere]);
    expect(rows.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
    expect([...shown].filter((id) => !rules.rows.has(id))).toEqual([]);
  });

  it.each(titled)('%s is broken by its case in %s (%i), and nothing else is', (rule, base, _index, each) => {
    const before = new Set(found(base, []));
    const broken = found(base, each.hit, each.minutes);
    expect(broken).toContain(rule);
    const others = broken.filter((id) => id !== rule && id !== aside && !before.has(id));
    expect(others.sort()).toEqual([...(each.also ?? [])].sort());
  });

  it.each(titled)('%s keeps silent where it should in %s (%i)', (rule, base, _index, { miss }) => {
    expect(found(base, miss ?? [])).not.toContain(rule);
  });

  it.each(bases)('find nothing worse than low in a complete %s', (base) => {
    expect(findings(base, []).filter(({ severity }) => !['info', 'low'].includes(severity))).toEqual([]);
  });

  it('give the same findings in whatever order they are loaded', () => {
    const thin: readonly [Base, readonly Edit[]][] = [
      ['log-innlagt-1.6', [{ remove: '//po:TilknyttetEnhet' }, { remove: '//po:Hendelsekode' }]],
      ['epikrise-1.2', [{ remove: '//p:Event' }]],
    ];
    const expected = thin.map(([base, edits]) => findings(base, edits));
    expect(expected.every((each) => each.length > 1)).toBe(true);
    fc.assert(
      fc.property(fc.shuffledSubarray([...rows], { minLength: rows.length }), (shuffled) => {
        const by = compile(shuffled);
        expect(thin.map(([base, edits]) => findings(base, edits, undefined, by))).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('never judge the content of a cancellation', () => {
    const content = rows.filter(({ level, statuses }) => level !== 'form' && statuses.includes('C'));
    // These are about the message itself: when it came, whom and what it refers to.
    expect(content.map(({ id }) => id).sort()).toEqual(
      [
        'envelope-arrived-late',
        'epikrise-document-id',
        'document-attachments-large',
        'henvisning-document-id',
        'henvisning-reference-missing',
        'patient-local-number',
        'patient-local-number-issuer',
        'patient-nationality-norwegian',
        'payload-not-checked',
        'plo-reference-missing',
        'value-trailing-blank',
      ].sort(),
    );
  });

  it.each(rows.filter(({ level }) => level === 'check').map((row) => [row.id, row] as const))(
    '%s asks for a check, since the absence may be right',
    (_id, { texts }) => {
      expect(texts.nb.mend).toMatch(/^Kontroller /);
      expect(texts.nn.mend).toMatch(/^Kontroller /);
      expect(texts.en.mend).toMatch(/^Check /);
    },
  );

  it('say the same thing in different words in each language', () => {
    const titles = rows.map(({ id, texts }) => [id, texts.en.title === texts.nb.title] as const);
    expect(titles.filter(([, same]) => same)).toEqual([]);
    for (const { texts } of rows) {
      for (const { title, mend } of [texts.nb, texts.nn, texts.en]) {
        expect(title).not.toMatch(/[.!]$/);
        expect(mend).toMatch(/\.$/);
      }
    }
  });
});
