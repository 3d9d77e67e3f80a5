import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRules } from '../../../src/adapters/seeds/rules.ts';
import { readWordingCases } from '../../../src/adapters/seeds/wording-cases.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wording-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});
const write = (text: string): void => writeFileSync(join(dir, 'a.yaml'), text);

describe('reading wording rows', () => {
  const row = (fields: string): string => `
words:
  must: { both: [må], bm: [skal], nn: [ska] }
excuses:
  negated: { where: clause, phrases: { bm: [ikke], nn: [ikkje] } }
rules:
  - id: wording-test
    types: [epikrise]
    kind: wording
    level: hint
    source: { document: d, section: s }
    validFrom: 2020-01-01
    texts: { nb: { title: a, mend: b }, nn: { title: c, mend: d }, en: { title: e, mend: f } }
${fields}`;

  it('gives a row the words and excuses of its file, in both written forms', () => {
    write(row('    find: [{ phrases: { nn: ["{must} heim"] }, unless: [negated] }]'));
    expect(readRules(dir)).toEqual([
      expect.objectContaining({
        kind: 'wording',
        sign: 'flag',
        unlisted: false,
        settled: [],
        find: [{ phrases: ['{must} heim'], unless: ['negated'] }],
        vocabulary: {
          words: { must: ['må', 'skal', 'ska'] },
          excuses: { negated: { where: 'clause', phrases: ['ikke', 'ikkje'], unless: [] } },
        },
      }),
    ]);
  });

  it.each([
    ['    find: []', 'find'],
    ['    find: [{ phrases: {} }]', 'it is empty'],
    ['    find: [{ phrases: { nn: [heim] } }]\n    headings: [op]', 'not a heading'],
    ['    find: [{ phrases: { nn: [heim] } }]\n    sign: praise', 'sign'],
    ['    find: [{ phrase: { nn: [heim] } }]', 'phrase'],
  ])('refuses %j, naming the row', (fields, fault) => {
    write(row(fields));
    expect(() => readRules(dir)).toThrow(fault);
    expect(() => readRules(dir)).toThrow('wording-test');
  });
});

describe('reading labelled texts', () => {
  it('makes a case of each text and of each whole message', () => {
    write(`
part: held-out
language: nn
groups:
  - in: epikrise OP
    medications: 2
    texts:
      none: [Heim.]
      some-check: [Må heim.]
  - in: utskrivningsrapport
    language: bm
    whole:
      - hits: [some-check, other-check]
        texts: { 9141/8: Hjem., OP: Fastlege. }
`);
    const common = { part: 'held-out', language: 'nn', message: 'epikrise', whole: false, medications: 2 };
    expect(readWordingCases(dir)).toEqual([
      { ...common, texts: [{ heading: { v: 'OP' }, text: 'Heim.' }], hits: [] },
      { ...common, texts: [{ heading: { v: 'OP' }, text: 'Må heim.' }], hits: ['wording-some-check'] },
      {
        part: 'held-out',
        language: 'bm',
        message: 'utskrivningsrapport',
        whole: true,
        medications: 0,
        texts: [
          { heading: { v: '8', s: '2.16.578.1.12.4.1.1.9141' }, text: 'Hjem.' },
          { heading: { v: 'OP' }, text: 'Fastlege.' },
        ],
        hits: ['wording-some-check', 'wording-other-check'],
      },
    ]);
  });

  it('names the file that it cannot read', () => {
    write('part: training\nlanguage: nn\ngroups: []\n');
    expect(() => readWordingCases(dir)).toThrow(/a\.yaml.*part/s);
  });
});
