import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCodeBook } from '../../../src/adapters/seeds/code-systems.ts';
import { lookUpCode, nationalCodeSystems } from '../../../src/domain/code-system.ts';

const book = readCodeBook(join(import.meta.dirname, '../../../seeds/code-systems'));
const national = (number: number): string => `${nationalCodeSystems}${number}`;
const standing = (number: number, v: string, day = '2026-11-20') =>
  lookUpCode(book.systems, national(number), v, day).kind;

describe('the code systems that come with the project', () => {
  it.each([
    [8279, 'LOG_INNLAGT', 'known'],
    [8279, 'NEW_FUNCTION', 'not-listed'],
    [9121, '5', 'known'],
    [9034, '24', 'known'],
    [9043, 'NO', 'known'],
    [9043, 'no', 'unknown'],
    [8304, '1H', 'known'],
    [9160, '0', 'known'],
    [3402, '1508', 'not-listed'],
    [3402, '158', 'unknown'],
    [7110, 'I330', 'not-listed'],
    [7110, 'I33.0', 'unknown'],
    [7170, 'L89', 'not-listed'],
    [7180, 'C03C A01', 'not-listed'],
    [7180, 'C03C A1', 'unknown'],
    [7230, '20123', 'retired'],
    [9141, '11', 'retired'],
    [9152, '2', 'retired'],
    [8221, 'E33', 'retired'],
    [8221, 'E20', 'known'],
  ])('hold %i %s as %s', (number, v, expected) => {
    expect(standing(number, v)).toBe(expected);
  });

  it('make codes of pathways from their ids and suffixes', () => {
    expect(standing(8480, 'A01CM')).toBe('known');
    expect(standing(8480, 'B01CU')).toBe('known');
    expect(standing(8480, 'B01CM')).toBe('unknown');
    expect(standing(8480, 'C01FK')).toBe('unknown');
    expect(standing(8480, 'A08A')).toBe('unknown');
    expect(standing(9327, 'D07UE')).toBe('known');
    expect(standing(9327, 'D06UE')).toBe('unknown');
    expect(book.systems.get(national(8480))?.codes.size).toBe(386);
    expect(book.systems.get(national(9327))?.codes.size).toBe(198);
  });

  it('know which list a field has in each version', () => {
    const form = (version: string) => book.bindings('plo', version)?.byPath.get('Legemiddelform');
    expect(form('1.5')).toEqual({ kind: 'cs', systems: [national(9078)] });
    expect(form('1.6')).toEqual({ kind: 'cs', systems: [national(7448)] });
    const status = (version: string) => book.bindings('henvisning', version)?.byPath.get('Medication/Status');
    expect(status('1.1')).toEqual({ kind: 'cs', systems: [national(7307)] });
    expect(status('2.0')).toEqual({ kind: 'cs', systems: [national(9101)] });
  });

  it('let an old version keep what the newer has retired', () => {
    expect(book.bindings('plo', '1.5')?.keeps).toContain(`${national(9141)} 11`);
    expect(book.bindings('plo', '1.6')?.keeps.size).toBe(0);
  });

  it('say nothing of a standard that no file describes', () => {
    expect(book.bindings('svarrapport', '1.4')).toBeUndefined();
  });
});

describe('a faulty seed of code systems', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'code-systems-'));
    mkdirSync(join(dir, 'bindings'));
    write('list.yaml', [
      'systems:',
      '  - { number: 8116, name: Ident, source: Test, codes: { FNR: Nummer } }',
    ]);
    write('bindings/plo.yaml', ['standard: plo', 'cv: { TypeId: 8116 }']);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (file: string, lines: readonly string[]): void =>
    writeFileSync(join(dir, file), `${lines.join('\n')}\n`);
  const row = (text: string): void => write('more.yaml', ['systems:', `  - { ${text} }`]);
  const read = () => readCodeBook(dir);

  it('is none when all is well', () => {
    expect(read().systems.size).toBe(1);
  });

  it('reads numbers as codes, just as they stand', () => {
    row('number: 8223, name: Takst, source: Test, codes: { 01: Ikke sammen, 1E5: Eksponent, NO: Norge }');
    expect([...(read().systems.get(national(8223))?.codes.keys() ?? [])]).toEqual(['01', '1E5', 'NO']);
  });

  it.each([
    ['name: Uten nummer, source: Test', /more\.yaml systems\[0\]\.number: give number or oid/],
    ['number: 8117, oid: 1.2.3, name: To, source: Test', /systems\[0\]\.number \(8117\): give number or oid/],
    ['number: 811, name: Kort, source: Test', /\(811\): a system is a number of four digits or a whole OID/],
    ['number: 8117, source: Test', /systems\[0\]\.name \(8117\)/],
    ['number: 8117, name: Uten kilde', /systems\[0\]\.source \(8117\)/],
    [
      "number: 8117, name: Skjema, source: Test, form: '['",
      /systems\[0\]\.form \(8117\): it is not a regular/,
    ],
    ['number: 8117, name: Dato, source: Test, until: i morgen', /systems\[0\]\.until \(8117\)/],
    [
      'number: 8117, name: Rekkefølge, source: Test, from: 2020-01-01, until: 2019-01-01',
      /systems\[0\]\.until \(8117\): `until` must be later than `from`/,
    ],
    ['number: 8117, name: Navnløs, source: Test, codes: { A: }', /systems\[0\]\.codes\.A \(8117\)/],
    ['number: 8117, name: Ukjent felt, source: Test, kodes: {}', /\(8117\): Unrecognized key: "kodes"/],
    ['number: 8116, name: Igjen, source: Test', /8116 \(Igjen\) is described twice/],
  ])('{ %s } names file, row and fault', (text, fault) => {
    row(text);
    expect(read).toThrow(fault);
  });

  it.each([
    [['cs: { Sex: 3101 }'], /bindings of plo, Sex: no file describes .*3101/],
    [["versions: { '1.5': { cs: { Sex: 3101 } } }"], /bindings of plo, Sex: no file describes .*3101/],
    [['cs: { Sex: none }'], /^bindings\/plo\.yaml cs\.Sex: /],
    [["cs: { 'A/B/C/D': 8116 }"], /plo\.yaml cs\["A\/B\/C\/D"\]: /],
    [['values: { colour: [Sex] }'], /plo\.yaml values\.?.*colour/],
    [['kv: {}'], /plo\.yaml .*Unrecognized key: "kv"/],
  ])('bound with %j names file, element and fault', (lines, fault) => {
    write('bindings/plo.yaml', ['standard: plo', ...lines]);
    expect(read).toThrow(fault);
  });

  it('that is no YAML, or not there, is named', () => {
    write('more.yaml', ['systems: [']);
    expect(read).toThrow(/more\.yaml is not YAML/);
    rmSync(join(dir, 'more.yaml'));
    rmSync(join(dir, 'bindings/plo.yaml'));
    expect(read).toThrow(/bindings holds no \.yaml file with bindings/);
  });
});
