import { describe, expect, it } from 'vitest';
import type { Mark } from '../../src/domain/mark.ts';
import type { Rule, XPathRule } from '../../src/domain/rule.ts';
import { recognisedTypes } from '../../src/messages/recognise.ts';
import { BlockTally } from '../../src/rules/blocks.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { type CompiledRules, evaluateRules, findMarks } from '../../src/rules/evaluate.ts';
import type { Base } from './mutate.ts';
import { mutate, withInput } from './mutate.ts';
import { reference } from './reference.ts';

const wording = { title: 'Title', mend: 'Mend.' };
const row = (id: string, changes: Partial<XPathRule> = {}): XPathRule => ({
  id,
  types: [],
  families: ['msghead', 'message'],
  statuses: ['N', 'M'],
  level: 'check',
  severity: 'low',
  texts: { nb: wording, nn: wording, en: wording },
  source: { document: 'Test', section: 'none' },
  validFrom: '2014-01-01',
  kind: 'xpath',
  assert: 'false()',
  block: 'part',
  ...changes,
});
const vocabulary = { words: { stop: ['men'], clause: ['men'] }, excuses: {} };
const said = (sign: 'flag' | 'credit' | 'absence', phrase: string): Rule => {
  const { assert: _assert, ...rest } = row('said');
  const find = [{ phrases: [phrase], unless: [] }];
  return {
    ...rest,
    kind: 'wording',
    sign,
    unlisted: false,
    find,
    settled: sign === 'absence' ? ['bergljot'] : [],
    vocabulary,
  };
};

const compile = (rows: readonly Rule[], marks: readonly Mark[] = []): CompiledRules => {
  const compiled = compileRules(rows, recognisedTypes, reference, marks);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return compiled.value;
};
const blocks = (rows: readonly Rule[], base: Base = 'dialog-notat-1.0') =>
  withInput(mutate(base, []), (input) => {
    const tally = new BlockTally();
    evaluateRules(compile(rows), input, undefined, tally);
    return tally.blocks();
  });
const nowhere = { missing: [], noted: [], explained: [], present: [] };
const kept = row('kept', { assert: 'true()' });
const must = row('must', { level: 'must' });
const check = row('check');
const explained = row('explained', {
  level: 'must',
  explained: { in: '//*[local-name()="TekstNotatInnhold"]', by: ['kan ta imot'] },
});

describe('a part of the content', () => {
  it('is present when its row is kept, and missing or noted when it is broken', () => {
    expect(blocks([kept])).toEqual({ ...nowhere, present: ['part'] });
    expect(blocks([must])).toEqual({ ...nowhere, missing: ['part'] });
    expect(blocks([check])).toEqual({ ...nowhere, noted: ['part'] });
    expect(blocks([explained])).toEqual({ ...nowhere, explained: ['part'] });
  });

  it('stands as the weightiest of its rows has it', () => {
    expect(blocks([kept, explained, check, must])).toEqual({ ...nowhere, missing: ['part'] });
    expect(blocks([kept, explained, check])).toEqual({ ...nowhere, noted: ['part'] });
    expect(blocks([kept, explained])).toEqual({ ...nowhere, explained: ['part'] });
  });

  it('is not judged by rows that have none, that are for others, or that do not hold yet', () => {
    const { block: _block, ...plain } = row('plain');
    expect(blocks([plain])).toBeUndefined();
    expect(blocks([row('others', { families: [], types: ['epikrise'] })])).toBeUndefined();
    expect(blocks([row('later', { validFrom: '2100-01-01' })])).toBeUndefined();
  });

  it('is there when what is credited is said, and not as it should be when what is flagged is', () => {
    expect(blocks([said('credit', 'kan ta imot')])).toEqual({ ...nowhere, present: ['part'] });
    expect(blocks([said('credit', 'drøftet')])).toBeUndefined();
    expect(blocks([said('flag', 'kan ta imot')])).toEqual({ ...nowhere, noted: ['part'] });
    expect(blocks([said('flag', 'drøftet')])).toBeUndefined();
  });

  it('is there when what should be said is, and explained when that is settled otherwise', () => {
    expect(blocks([said('absence', 'kan ta imot')])).toEqual({ ...nowhere, present: ['part'] });
    // The text of the note names the patient, which settles it here.
    expect(blocks([said('absence', 'drøftet')])).toEqual({ ...nowhere, explained: ['part'] });
  });
});

describe('a mark', () => {
  const range = { types: ['dialogmelding'], families: [], statuses: ['N' as const] };
  const mark: Mark = { id: 'a-mark', tells: 'medicines', kind: 'xpath', assert: 'p:Notat', ...range };
  const told = (marks: readonly Mark[], base: Base = 'dialog-notat-1.0') =>
    withInput(mutate(base, []), (input) => [...findMarks(compile([], marks), input)]);

  it('tells what it is for where it is found', () => {
    expect(told([mark])).toEqual(['medicines']);
    expect(told([{ ...mark, assert: 'p:Foresporsel' }])).toEqual([]);
    expect(told([mark], 'log-innlagt-1.6')).toEqual([]);
    expect(told([{ ...mark, functions: ['DIALOG_SVAR'] }])).toEqual([]);
  });

  it('reads texts as wording rules do', () => {
    const find = [{ phrases: ['kan ta imot'], unless: ['asked'] }];
    const { id, tells } = mark;
    expect(told([{ id, tells, ...range, kind: 'wording', find, vocabulary }])).toEqual(['medicines']);
  });

  it('is refused with its id when it cannot be used', () => {
    const faults = (changes: Partial<Mark>) => {
      const compiled = compileRules([], recognisedTypes, reference, [{ ...mark, ...changes } as Mark]);
      return compiled.ok ? [] : compiled.fault.map(({ rule, field }) => `${rule} ${field}`);
    };
    expect(faults({ types: ['no-such-type'] })).toEqual(['a-mark types']);
    expect(new Set(faults({ assert: 'p:Notat[' } as Partial<Mark>))).toEqual(new Set(['a-mark assert']));
    const phrases = [{ phrases: ['{nobody}'], unless: [] }];
    expect(new Set(faults({ kind: 'wording', find: phrases, vocabulary } as Partial<Mark>))).toEqual(
      new Set(['a-mark find']),
    );
  });
});
