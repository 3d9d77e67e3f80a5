import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readExpectations } from '../../../src/adapters/seeds/expectations.ts';
import { faultyRows } from './faulty-expectations.ts';

interface Row {
  readonly id: string;
}
interface File {
  settings: Record<string, unknown>[];
  acts: Record<string, unknown>;
  expectations: Row[];
}

const seed = join(import.meta.dirname, '../../../seeds/expectations.yaml');
const whole = parse(readFileSync(seed, 'utf8')) as File;
const knows = (code: string): boolean => code !== 'LOG_BORTE';

/** Rows of the catalogue, to be changed at will. */
const rowsOf = (...ids: string[]): File => {
  const file = structuredClone(whole);
  return { ...file, expectations: file.expectations.filter(({ id }) => ids.includes(id)) };
};

const change = (target: object, path: string, value: unknown): void => {
  const names = path.split('.');
  const last = names.pop()!;
  let at = target as Record<string, unknown>;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
};

describe('reading expectations', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'expectations-'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  const readText = (text: string) => {
    const path = join(dir, 'a.yaml');
    writeFileSync(path, text);
    return readExpectations(path, knows);
  };
  const read = (file: File) => readText(JSON.stringify(file));

  it('fills in what a row leaves out', () => {
    const [notice, receipt] = read(rowsOf('admission-notice', 'apprec')).expectations;
    expect(notice).toMatchObject({ scope: 'handover', cases: [{ count: 'once' }] });
    expect(receipt).toMatchObject({ endsWithStay: false, cases: [{ count: 'each' }] });
    expect(receipt?.cases[0]?.triggers).toEqual([
      { on: 'message', functions: 'any', except: [], where: [], given: [], from: [], to: [], unasked: false },
    ]);
  });

  it('takes a later deadline beside the first', () => {
    const later = { validFrom: '2027-01-01', deadline: { kind: 'hours', amount: 1 } };
    const file = rowsOf('admission-notice');
    change(file.expectations[0]!, 'cases.0.deadlines.1', later);
    expect(read(file).expectations[0]?.cases[0]?.deadlines[1]).toEqual(later);
  });

  it('takes a row that nothing tells of, with its reason', () => {
    const none = { by: 'none', why: 'Ingen seier det.' };
    const file = rowsOf('admission-notice');
    change(file.expectations[0]!, 'observable', none);
    expect(read(file).expectations[0]?.observable).toEqual(none);
  });

  it.each(faultyRows)('refuses %s, naming file and row', (_what, id, path, value, wrong) => {
    const file = rowsOf(id);
    change(file.expectations[0]!, path, value);
    expect(() => read(file)).toThrow(wrong);
    expect(() => read(file)).toThrow(/^a\.yaml expectations\[0\]/);
    expect(() => read(file)).toThrow(` (${id}): `);
  });

  it('refuses two rows of one id', () => {
    const file = rowsOf('admission-notice');
    file.expectations.push(file.expectations[0]!);
    expect(() => read(file)).toThrow('a.yaml expectations[1].id (admission-notice): another row has this id');
  });

  it('refuses an act without words', () => {
    const file = rowsOf('apprec');
    delete file.acts.consulted;
    expect(() => read(file)).toThrow(/^a\.yaml acts\.consulted/);
  });

  it('refuses settings that come too late, or out of order', () => {
    const late = rowsOf('apprec');
    change(late, 'settings.0.validFrom', '2020-01-01');
    expect(() => read(late)).toThrow(/^a\.yaml settings\[0\]\.validFrom: an expectation holds before/);
    const unordered = rowsOf('apprec');
    unordered.settings.push(unordered.settings[0]!);
    expect(() => read(unordered)).toThrow(/^a\.yaml settings: .*order/);
  });

  it('tells all faults of a file at once', () => {
    const file = rowsOf('admission-notice', 'apprec');
    for (const row of file.expectations) change(row, 'severity', 'grave');
    expect(() => read(file)).toThrow(/\(admission-notice\).*\n.*\(apprec\)/);
  });

  it.each(['', 'null', '[]', 'expectations: 1'])('refuses %j, which is no catalogue', (text) => {
    expect(() => readText(text)).toThrow(/^a\.yaml /);
  });

  it('refuses what is not YAML', () => {
    expect(() => readText('expectations: [')).toThrow(/^a\.yaml is not YAML/);
  });
});
