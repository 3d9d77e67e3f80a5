import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRules } from '../../../src/adapters/seeds/rules.ts';

describe('reading rules', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'rules-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  const fields: Readonly<Record<string, string>> = {
    id: 'prove-regel',
    types: '[prove-1.0]',
    kind: 'xpath',
    level: 'check',
    source: '{ document: Prøve, section: ein }',
    validFrom: '2020-01-01',
    assert: 'p:A',
    texts: '{ nb: { title: a, mend: b }, nn: { title: c, mend: d }, en: { title: e, mend: f } }',
  };
  const row = (changes: Readonly<Record<string, string | undefined>> = {}): string => {
    const lines = Object.entries({ ...fields, ...changes }).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${value}`],
    );
    return `  - ${lines.join('\n    ')}\n`;
  };
  const write = (name: string, ...rows: string[]): void =>
    writeFileSync(join(dir, name), `rules:\n${rows.join('')}`);

  it('fills in what a row leaves out: the severity of its level, new and changed messages', () => {
    write('a.yaml', row());
    expect(readRules(dir)).toEqual([
      expect.objectContaining({
        id: 'prove-regel',
        severity: 'low',
        statuses: ['N', 'M'],
        families: [],
        assert: 'p:A',
      }),
    ]);
  });

  it('lets a row weigh more than its level', () => {
    write('a.yaml', row({ severity: 'high' }));
    expect(readRules(dir)[0]?.severity).toBe('high');
  });

  it('takes a check without params', () => {
    write('a.yaml', row({ kind: 'check', assert: undefined, check: 'codes-given' }));
    expect(readRules(dir)[0]).toMatchObject({ kind: 'check', check: 'codes-given', params: {} });
  });

  it('reads the files in order of their names', () => {
    write('b.yaml', row({ id: 'regel-to' }));
    write('a.yaml', row({ id: 'regel-ein' }));
    expect(readRules(dir).map(({ id }) => id)).toEqual(['regel-ein', 'regel-to']);
  });

  it.each([
    ['a misspelt field', { asert: 'p:A' }, /asert/],
    ['an unknown kind', { kind: 'regex' }, /kind/],
    ['an unknown level', { level: 'maybe' }, /level/],
    ['an unknown severity', { severity: 'fatal' }, /severity/],
    ['a status that is barred', { statuses: '[N, A]' }, /statuses/],
    [
      'a language that is missing',
      { texts: '{ nb: { title: a, mend: b }, en: { title: e, mend: f } }' },
      /texts\.nn/,
    ],
    [
      'a text that is blank',
      { texts: '{ nb: { title: " ", mend: b }, nn: { title: c, mend: d }, en: { title: e, mend: f } }' },
      /texts\.nb\.title/,
    ],
    ['a day that is none', { validFrom: '2024-02-30' }, /validFrom/],
    ['a rule for nothing', { types: '[]' }, /applies to nothing/],
    ['a check with an assert', { kind: 'check', check: 'codes-given' }, /assert/],
  ])('refuses %s, naming file and row', (_what, changes, wrong) => {
    write('a.yaml', row({ id: 'regel-ein' }), row(changes));
    expect(() => readRules(dir)).toThrow(wrong);
    expect(() => readRules(dir)).toThrow(/^a\.yaml rules\[1\].*\(prove-regel\): /);
  });

  it('refuses an id that is not kebab-case', () => {
    write('a.yaml', row({ id: 'Prøve_regel' }));
    expect(() => readRules(dir)).toThrow(/^a\.yaml rules\[0\]\.id \(Prøve_regel\): .*kebab-case/);
  });

  it('tells all faults of a file at once', () => {
    write('a.yaml', row({ level: 'x' }), row({ kind: 'y' }));
    expect(() => readRules(dir)).toThrow(/rules\[0\].*\n.*rules\[1\]/);
  });

  it('refuses a file that is not YAML, and an empty folder', () => {
    expect(() => readRules(dir)).toThrow(/holds no \.yaml file/);
    writeFileSync(join(dir, 'a.yaml'), 'rules: [');
    expect(() => readRules(dir)).toThrow(/^a\.yaml is not YAML/);
  });
});
