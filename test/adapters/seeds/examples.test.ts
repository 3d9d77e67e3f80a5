import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksOf, qualityTypes, wordingOf } from '../../../src/adapters/http/board/quality-parts.ts';
import { readExamples } from '../../../src/adapters/seeds/examples.ts';
import { exampleOf } from '../../../src/domain/board/example.ts';
import type { WordingRule } from '../../../src/domain/rule.ts';
import { compileWording } from '../../../src/rules/wording.ts';
import { loadStandards } from '../../../src/standards.ts';
import { parseXml } from '../../../src/xml/parse.ts';

const { rules, examples } = loadStandards();

const parsed = parseXml(Buffer.from('<t/>'));
if (!parsed.ok) throw new Error('no element');
const document = parsed.value;
const dir = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => {
  document[Symbol.dispose]();
  rmSync(dir, { recursive: true });
});

/** Whether a rule tells of a text that stands alone in a message, under the heading that it reads. */
const tellsOf = (rule: WordingRule, text: string): boolean => {
  const judge = compileWording(rule);
  if (!judge.ok) throw new Error(judge.fault);
  const [v] = rule.headings ?? [];
  const heading = v === undefined ? {} : { heading: { v } };
  return judge.value([{ ...heading, text, element: document.root }], { medications: 0 }) !== true;
};

describe('The examples', () => {
  it('are there for every block and every wording that a figure is shown of', () => {
    const without = qualityTypes(rules).flatMap((type) =>
      [...blocksOf(rules, type).map(({ part }) => part), ...wordingOf(rules, type).map(({ id }) => id)]
        .filter((part) => exampleOf(examples, type, part) === undefined)
        .map((part) => `${type} ${part}`),
    );
    expect(without).toEqual([]);
  });

  const wording = rules.filter((rule): rule is WordingRule => rule.kind === 'wording');
  for (const rule of wording) {
    for (const language of ['nb', 'nn'] as const) {
      it(`show what ${rule.id} tells of and what it does not, in ${language}`, () => {
        const example = exampleOf(examples, '', rule.id)?.texts[language];
        const told = [example?.before, example?.after].map((text) => tellsOf(rule, text ?? ''));
        // Credit is for what is better.
        expect(told).toEqual(rule.sign === 'credit' ? [false, true] : [true, false]);
      });
    }
  }

  it('have nothing better that another rule on wording tells of', () => {
    const told = examples.flatMap(({ part, texts }) =>
      wording
        .filter(({ sign }) => sign === 'flag')
        .filter((rule) => tellsOf(rule, texts.nb.after) || tellsOf(rule, texts.nn.after))
        .map(({ id }) => `${part}: ${id}`),
    );
    expect(told).toEqual([]);
  });

  it('are those of their own type before those of all', () => {
    const of = (type: string) => exampleOf(examples, type, 'diagnoses')?.types;
    expect(of('EPIKRISE')).toBeUndefined();
    expect(of('HENVISNING')).toContain('HENVISNING');
  });
});

describe('A folder of examples', () => {
  const read = (...files: readonly string[]) => {
    const folder = mkdtempSync(join(dir, 'files-'));
    files.forEach((text, at) => {
      writeFileSync(join(folder, `${at}.yaml`), text);
    });
    return readExamples(folder, (each) => each === 'gp');
  };
  const texts = (after: string) => `{ why: Why., before: a, after: ${after} }`;
  const part = (name: string) =>
    `parts: { ${name}: { nb: ${texts('b')}, nn: ${texts('c')}, en: ${texts('d')} } }`;

  it('is refused with the name of the file, the part and the fault', () => {
    expect(() => read(part('gpp'))).toThrow('0.yaml gpp: is no block and no rule');
    expect(() => read(part('gp'), part('gp'))).toThrow('1.yaml gp: stands twice');
    expect(() => read(part('gp').replace('after: c', 'after: b'))).toThrow('the same in two languages');
    expect(() => read(part('gp').replace('after: d', 'after: a'))).toThrow('after is the same as before');
    expect(() => read('parts: [')).toThrow('0.yaml is not YAML');
  });

  it('may hold the same part for a type and for all', () => {
    expect(read(part('gp'), `types: [EPIKRISE]\n${part('gp')}`)).toHaveLength(2);
  });
});
