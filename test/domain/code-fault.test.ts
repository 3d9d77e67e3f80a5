import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodedText, codeFaults } from '../../src/domain/code-fault.ts';
import type { CodeBinding, CodeSystem } from '../../src/domain/code-system.ts';

const system = (oid: string, codes: CodeSystem['codes']): CodeSystem => ({
  oid,
  name: oid,
  codes,
  open: false,
  ignoresBlanks: false,
});
const systems = new Map(
  [
    system(
      '1.1',
      new Map([
        ['1', { name: 'En' }],
        ['2', { name: 'To' }],
        ['3', { name: 'Tre', until: '2012-04-01' }],
      ]),
    ),
    system('1.2', new Map([['1', { name: 'Uno' }]])),
  ].map((each) => [each.oid, each]),
);
const context = { systems, keeps: new Set<string>(), day: '2026-11-20' };
const cs: CodeBinding = { kind: 'cs', systems: ['1.1'] };
const cv: CodeBinding = { kind: 'cv', systems: ['1.1', '1.2'], outside: false };
const free: CodeBinding = { kind: 'cv', systems: 'any', outside: true };

describe('a coded value', () => {
  it.each<[CodeBinding, CodedText, readonly string[]]>([
    [cs, { v: '1', dn: 'En' }, []],
    [cs, { v: '1' }, ['name-missing']],
    [cs, { v: '9', dn: 'Ni' }, ['unknown-in-field']],
    [cs, { v: '1', dn: 'To' }, ['name-differs']],
    [cs, { v: '3', dn: 'Tre' }, ['retired']],
    [cs, { v: '', dn: 'En' }, []],
    [cv, { v: '1', s: '1.1', dn: 'En' }, []],
    [cv, { v: '1', s: '1.2', dn: 'Uno' }, []],
    [cv, { v: '2', s: '1.2', dn: 'To' }, ['unknown-in-system']],
    [cv, { v: '1', s: '1.3', dn: 'En' }, ['system-unexpected']],
    [cv, { v: '1', s: ' 1.1 ', dn: 'En' }, []],
    [cv, { v: '1', dn: 'En' }, ['system-missing']],
    [cv, { ot: 'en' }, ['system-missing']],
    [cv, { s: '1.1', ot: 'en' }, []],
    [cv, { v: '1', s: '1.1', dn: 'En', ot: 'en' }, ['text-beside-code']],
    [cv, { v: '1', s: 'tall', dn: 'En' }, []],
    [cv, { dn: 'En' }, []],
    [free, { v: '1', s: '7.7', dn: 'En' }, []],
    [free, { v: '9', s: '1.1', dn: 'Ni' }, ['unknown-in-system']],
    [free, { v: '9', dn: 'Ni' }, ['system-missing']],
    [free, { ot: 'en' }, []],
    [{ kind: 'value' }, { v: '2026-11-20' }, []],
  ])('bound as %j with %j: %j', (binding, value, expected) => {
    expect(codeFaults(value, binding, context)).toEqual(expected);
  });

  it('may be a retired one where its version still has it', () => {
    const keeps = new Set(['1.1 3']);
    expect(codeFaults({ v: '3', dn: 'Tre' }, cs, { ...context, keeps })).toEqual([]);
    expect(codeFaults({ v: '3', s: '1.1', dn: 'Tre' }, cv, { ...context, keeps })).toEqual([]);
  });

  it('is judged by the day of its message', () => {
    expect(codeFaults({ v: '3', dn: 'Tre' }, cs, { ...context, day: '2012-03-31' })).toEqual([]);
  });

  it('that is not there has no faults of code, whatever else it holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(cs, cv, free), fc.string(), (binding, dn) => {
        expect(codeFaults({ dn }, binding, context)).toEqual([]);
      }),
    );
  });

  it('has at most one fault of its code', () => {
    const text = fc.option(fc.constantFrom('', '1', '2', '3', '9', '1.1', '1.2', '1.3', 'En'), {
      nil: undefined,
    });
    const ofCode = [
      'unknown-in-field',
      'unknown-in-system',
      'system-unexpected',
      'system-missing',
      'retired',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(cs, cv, free),
        fc.record({ v: text, s: text, dn: text, ot: text }),
        (binding, value) => {
          const found = codeFaults(value, binding, context);
          expect(found.filter((fault) => ofCode.includes(fault)).length).toBeLessThan(2);
          expect(new Set(found).size).toBe(found.length);
        },
      ),
    );
  });
});
