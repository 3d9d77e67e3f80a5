import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bindingFinder,
  type CodeBinding,
  type CodeSystem,
  lookUpAmong,
  lookUpCode,
  maySay,
  namesAnotherCode,
  nationalCodeSystems,
  normaliseCode,
} from '../../src/domain/code-system.ts';

const system = (oid: string, changes: Partial<CodeSystem> = {}): CodeSystem => ({
  oid,
  name: oid,
  codes: new Map(),
  open: false,
  ignoresBlanks: false,
  ...changes,
});
const byOid = (...all: CodeSystem[]): ReadonlyMap<string, CodeSystem> =>
  new Map(all.map((each) => [each.oid, each]));

const status = system('1.1', {
  codes: new Map([
    ['N', { name: 'Ny' }],
    ['M', { name: 'Endring' }],
    ['O', { name: 'Oppdatert', until: '2012-04-01', replacedBy: { code: 'M' } }],
    ['Q', { name: 'Kommende', from: '2027-01-01' }],
  ]),
});
const grows = system('1.2', { open: true, codes: new Map([['A', { name: 'Alfa' }]]) });
const drug = system('1.3', { form: /^[A-Z]\d{2}[A-Z]{2}\d{2}$/, ignoresBlanks: true });
const laboratory = system('1.4', { until: '2014-10-01', replacedBy: { system: '1.5' } });
const unheld = system('1.5');
const systems = byOid(status, grows, drug, laboratory, unheld);
const today = '2026-11-20';
const kind = (oid: string, v: string, day = today) => lookUpCode(systems, oid, v, day).kind;

describe('looking up a code', () => {
  it('gives the name of one that is in the list', () => {
    expect(lookUpCode(systems, '1.1', 'N', today)).toEqual({ kind: 'known', name: 'Ny' });
  });

  it('takes no heed of blanks around it', () => {
    expect(kind('1.1', ' N\n')).toBe('known');
  });

  it('does not find one that is not in a whole list', () => {
    expect(kind('1.1', 'Z')).toBe('unknown');
    expect(kind('1.1', 'n')).toBe('unknown');
    expect(kind('1.1', 'N N')).toBe('unknown');
  });

  it('says of one outside an open list only that it is not there', () => {
    expect(kind('1.2', 'A')).toBe('known');
    expect(kind('1.2', 'B')).toBe('not-listed');
  });

  it('can say nothing where the system or its codes are not held', () => {
    expect(kind('9.9', 'A')).toBe('not-listed');
    expect(kind('1.5', 'A')).toBe('not-listed');
  });

  it('judges one of a system that is not held by the form of its codes', () => {
    expect(kind('1.3', 'C03CA01')).toBe('not-listed');
    expect(kind('1.3', 'C03C A01')).toBe('not-listed');
    expect(kind('1.3', 'Furosemid')).toBe('unknown');
  });

  it('tells since when it is retired, and what took its place', () => {
    expect(lookUpCode(systems, '1.1', 'O', today)).toEqual({
      kind: 'retired',
      since: '2012-04-01',
      replacedBy: { code: 'M' },
    });
    expect(lookUpCode(systems, '1.4', 'x', today)).toEqual({
      kind: 'retired',
      since: '2014-10-01',
      replacedBy: { system: '1.5' },
    });
  });

  it.each([
    ['1.1', 'O', '2012-03-31', 'known'],
    ['1.1', 'O', '2012-04-01', 'retired'],
    ['1.4', 'x', '2014-09-30', 'not-listed'],
    ['1.4', 'x', '2014-10-01', 'retired'],
    ['1.1', 'Q', '2026-12-31', 'unknown'],
    ['1.1', 'Q', '2027-01-01', 'known'],
  ])('of %s, %s on %s finds it %s', (oid, v, day, expected) => {
    expect(kind(oid, v, day)).toBe(expected);
  });

  it('in several lists takes the best that any says', () => {
    const among = (v: string, ...oids: string[]) => lookUpAmong(systems, oids, v, today).kind;
    expect(among('A', '1.1', '1.2')).toBe('known');
    expect(among('O', '1.1', '1.2')).toBe('retired');
    expect(among('Z', '1.1', '1.2')).toBe('not-listed');
    expect(among('Z', '1.1', '1.1')).toBe('unknown');
    expect(among('Z')).toBe('not-listed');
  });

  it('never fails, and finds every code of a list by its own name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...systems.values()), fc.string(), (each, v) => {
        expect(['known', 'retired', 'unknown', 'not-listed']).toContain(kind(each.oid, v));
        expect(normaliseCode(each, normaliseCode(each, v))).toBe(normaliseCode(each, v));
      }),
    );
  });
});

describe('a display name', () => {
  it('contradicts its code only when it is the name of another', () => {
    expect(namesAnotherCode(status, 'N', 'Endring')).toBe(true);
    expect(namesAnotherCode(status, 'N', ' ENDRING. ')).toBe(true);
    expect(namesAnotherCode(status, 'N', 'Ny')).toBe(false);
    expect(namesAnotherCode(status, 'N', 'n y')).toBe(false);
    expect(namesAnotherCode(status, 'N', 'Ny melding')).toBe(false);
  });

  it('of a code that is not in the list contradicts nothing', () => {
    expect(namesAnotherCode(status, 'Z', 'Endring')).toBe(false);
    expect(namesAnotherCode(drug, 'C03CA01', 'Furosemid')).toBe(false);
  });
});

describe('a binding', () => {
  const cs = (...all: string[]): CodeBinding => ({ kind: 'cs', systems: all });
  const bindings = {
    byPath: new Map<string, CodeBinding>([
      ['Type', cs('a')],
      ['Address/Type', cs('b')],
      ['Inst/AdditionalId/Type', cs('c')],
      ['AdditionalId/Type', cs('d')],
      ['Sex', cs('e')],
    ]),
    keeps: new Set<string>(),
  };
  const find = bindingFinder(bindings);

  it.each([
    [['Type', 'Message', undefined], 'a'],
    [['Type', 'Address', 'HCP'], 'b'],
    [['Type', 'AdditionalId', 'Inst'], 'c'],
    [['Type', 'AdditionalId', 'HCProf'], 'd'],
    [['Sex', 'Patient', 'Address'], 'e'],
  ] as const)('is found by the longest path that fits: %j', ([name, up, top], expected) => {
    expect(find(name, () => [up, top])).toEqual(cs(expected));
  });

  it('does not ask for the parents of an element whose name says enough', () => {
    const asked = () => {
      throw new Error('asked');
    };
    expect(find('Sex', asked)).toEqual(cs('e'));
    expect(find('Unknown', asked)).toBeUndefined();
    expect(() => find('Type', asked)).toThrow('asked');
  });

  it('lets a CV name the systems it lists, and those outside the national branch where it says so', () => {
    const national = `${nationalCodeSystems}8116`;
    const listed = { kind: 'cv', systems: [national], outside: false } as const;
    expect(maySay(listed, national)).toBe(true);
    expect(maySay(listed, `${nationalCodeSystems}9051`)).toBe(false);
    expect(maySay(listed, '2.16.578.1.12.4.1.4.3')).toBe(false);
    expect(maySay({ ...listed, outside: true }, '2.16.578.1.12.4.1.4.3')).toBe(true);
    expect(maySay({ ...listed, outside: true }, `${nationalCodeSystems}9051`)).toBe(false);
    expect(maySay({ kind: 'cv', systems: 'any', outside: true }, '1.2.3')).toBe(true);
  });
});
