import { describe, expect, it } from 'vitest';
import type { Rule, XPathRule } from '../../src/domain/rule.ts';
import { recognisedTypes } from '../../src/messages/recognise.ts';
import { compileRules, type RuleFault } from '../../src/rules/compile.ts';
import { type CompiledRules, evaluateRules } from '../../src/rules/evaluate.ts';
import type { RuleInput } from '../../src/rules/input.ts';
import { add, type Base, type Edit, mutate, set, withInput, write } from './mutate.ts';
import { reference } from './reference.ts';

const wording = { title: 'Title', mend: 'Mend.' };
const row = (changes: Partial<XPathRule> = {}): XPathRule => ({
  id: 'a-rule',
  types: [],
  families: ['msghead', 'message'],
  statuses: ['N', 'M'],
  level: 'hint',
  severity: 'info',
  texts: { nb: wording, nn: wording, en: wording },
  source: { document: 'Test', section: 'none' },
  validFrom: '2020-01-01',
  kind: 'xpath',
  assert: 'false()',
  ...changes,
});
const checkRow = (check: string, params: Record<string, unknown> = {}): Rule => {
  const { assert, ...rest } = row();
  return { ...rest, kind: 'check', check, params };
};

const compile = (rows: readonly Rule[]): CompiledRules => {
  const compiled = compileRules(rows, recognisedTypes, reference);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return compiled.value;
};
const faults = (rows: readonly Rule[]): readonly RuleFault[] => {
  const compiled = compileRules(rows, recognisedTypes, reference);
  return compiled.ok ? [] : compiled.fault;
};
const judge = (rows: readonly Rule[], edits: readonly Edit[] = [], base: Base = 'log-innlagt-1.6') =>
  withInput(mutate(base, edits), (input) => evaluateRules(compile(rows), input));
const status = (v: string): Edit => set('//po:Forsendelsesstatus', { V: v });

describe('evaluation', () => {
  it('points at the payload when the row does not say where', () => {
    const [finding, ...others] = judge([row()]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'a-rule', severity: 'info' });
    expect(finding?.path?.split('/')).toHaveLength(6);
  });

  it('gives a finding for each element pointed at, ten at most', () => {
    const each = row({ families: [], types: ['pasientlogistikk-1.6'], at: '//po:TidsfestetHendelse' });
    expect(judge([each], [], 'log-utskrivningsklar-1.6')).toHaveLength(2);
    expect(judge([row({ at: '//*' })])).toHaveLength(10);
  });

  it('shows no content in a path, not even a name that the sender made up', () => {
    const paths = judge(
      [row({ at: '//*[last()]' })],
      [add('//po:TidsfestetHendelse', 'po:Bergljot_Krekling')],
    );
    expect(JSON.stringify(paths)).not.toContain('Bergljot');
  });

  it('leaves out rules of other types, functions and statuses', () => {
    expect(judge([row({ families: [], types: ['epikrise-1.2'] })])).toEqual([]);
    expect(judge([row({ functions: ['LOG_DOD'] })])).toEqual([]);
    expect(judge([row({ functions: ['LOG_INNLAGT'] })])).toHaveLength(1);
    expect(judge([row()], [status('C')])).toEqual([]);
    expect(judge([row({ statuses: ['N', 'M', 'C'] })], [status('C')])).toHaveLength(1);
  });

  it('judges a message whose status cannot be read only by what holds for every status', () => {
    expect(judge([row()], [status('A')])).toEqual([]);
    expect(judge([row({ statuses: ['N', 'M', 'C'] })], [status('A')])).toHaveLength(1);
  });

  it('judges types without a status as new', () => {
    expect(judge([row()], [], 'dialog-notat-1.0')).toHaveLength(1);
  });

  it('judges a function that the type does not know by the rules that need none', () => {
    const edits = [set('/mh:MsgHead/mh:MsgInfo/mh:Type', { V: 'PASIENTLOGISTIKK' })];
    expect(judge([row({ functions: ['LOG_INNLAGT'] })], edits)).toEqual([]);
    expect(judge([row()], edits)).toHaveLength(1);
  });

  it('does not judge a message by a rule that came later', () => {
    expect(judge([row({ validFrom: '2100-01-01' })])).toEqual([]);
  });

  it('names a rule that fails, goes on with the others, and does not throw', () => {
    const compiled = compile([row({ id: 'b-rule' })]);
    const [sound] = [...compiled.bySituation.values()].flat();
    const broken = {
      ...sound!,
      id: 'a-broken-rule',
      judge: () => {
        throw new Error('Krekling');
      },
    };
    const both: CompiledRules = {
      ...compiled,
      bySituation: new Map([...compiled.bySituation].map(([key, rules]) => [key, [broken, ...rules]])),
    };
    const defects: string[] = [];
    const found = withInput(mutate('log-innlagt-1.6', []), (input) =>
      evaluateRules(both, input, (rule) => defects.push(rule)),
    );
    expect(defects).toEqual(['a-broken-rule']);
    expect(found.map(({ rule }) => rule)).toEqual(['b-rule']);
    expect(withInput(mutate('log-innlagt-1.6', []), (input) => evaluateRules(both, input))).toHaveLength(1);
  });

  describe('an explicit statement that there is none', () => {
    const explained = row({
      families: [],
      types: ['pasientlogistikk-1.6'],
      assert: '//po:Finnes_ikke',
      explained: { in: '//po:Merknad', by: ['ingen kjente'] },
    });
    const said = (text: string) =>
      judge([explained], [add('//po:TidsfestetHendelse', 'po:Merknad', text)]).length === 0;

    it.each(['Ingen kjente.', 'INGEN\n  KJENTE', 'allergier: ingen kjente'])('is heard in %j', (text) => {
      expect(said(text)).toBe(true);
    });
    it.each(['ingen kjenteligger', 'slett ingenkjente', 'to kjente'])('is not heard in %j', (text) => {
      expect(said(text)).toBe(false);
    });
  });
});

describe('checks that need more than a fixture', () => {
  const withDocuments = (base64Length: number) =>
    withInput(mutate('log-innlagt-1.6', []), (input) => {
      const document = { msgType: 'A', content: 'base64', base64Length } as const;
      const heavy: RuleInput = { ...input, envelope: { ...input.envelope, documents: [document, document] } };
      return evaluateRules(compile([checkRow('attachments-small', { megabytes: 10 })]), heavy);
    });

  it('finds attachments above 10 MB together, counted as bytes and not as base64', () => {
    expect(withDocuments(6_900_000)).toEqual([]);
    expect(withDocuments(7_100_000)).toHaveLength(1);
  });

  it('keeps silent on arrival when nothing has arrived', () => {
    const found = withInput(mutate('log-innlagt-1.6', []), ({ receivedAt, ...unsent }) =>
      evaluateRules(
        compile([
          checkRow('arrived-late', { hours: 1 }),
          { ...checkRow('made-in-future', { minutes: 0 }), id: 'b-rule' },
        ]),
        unsent,
      ),
    );
    expect(found).toEqual([]);
  });

  it('looks past XHTML and attachments for empty elements', () => {
    const rows = [checkRow('elements-filled')];
    const xhtml = [
      write('(//p:Event/p:Comment/p:TextResultValue)[1]', 'før'),
      add('(//p:Event/p:Comment/p:TextResultValue)[1]', 'xhtml:br'),
    ];
    expect(judge(rows, xhtml, 'epikrise-1.2')).toEqual([]);
  });
});

describe('compilation refuses', () => {
  it.each([
    ['bad syntax', { assert: 'po:A[' }, 'assert', /not well-formed/],
    ['an unbound prefix', { assert: 'nope:A' }, 'assert', /prefix nope is not bound/],
    ['an unbound prefix deep in a predicate', { assert: 'p:A[p:B[nope:C]]' }, 'assert', /prefix nope/],
    ['an unknown function', { assert: 'p:A[matches(., "x")]' }, 'assert', /no function matches/],
    ['a variable', { assert: 'p:A[. = $b]' }, 'assert', /variables/],
    ['an axis of quadratic cost', { assert: 'not(p:A/following::p:B)' }, 'assert', /axis following/],
    ['a place that is no element', { at: 'count(p:A)' }, 'at', /selects no nodes/],
    ['texts that are no elements', { explained: { in: '"a"', by: ['b'] } }, 'explained', /selects no nodes/],
    ['a type that does not exist', { types: ['epikrise-9'] }, 'types', /no type epikrise-9/],
    ['a function of no type', { functions: ['LOG_NOPE'] }, 'functions', /LOG_NOPE/],
    ['a day that is none', { validFrom: 'soon' }, 'validFrom', /not a day/],
  ] as const)('%s', (_what, changes, field, reason) => {
    const all = faults([row(changes)]);
    expect(all[0]).toMatchObject({ rule: 'a-rule', field });
    expect(all[0]?.reason).toMatch(reason);
  });

  it('a check that does not exist, and params that a check does not take', () => {
    expect(faults([checkRow('nope')])[0]).toMatchObject({ rule: 'a-rule', field: 'check' });
    const [fault] = faults([checkRow('arrived-late', { days: 4 })]);
    expect(fault).toMatchObject({ field: 'check' });
    expect(fault?.reason).toMatch(/params\.hours/);
  });

  it('two rows with one id', () => {
    expect(faults([row(), row()])).toContainEqual({
      rule: 'a-rule',
      field: 'id',
      reason: 'two rows have it',
    });
  });

  it('nothing that only looks like a prefix, a function or an axis', () => {
    const assert = "p:A[contains(., 'nope:x(y) $z following::b')] or (p:B and not(p:C)) or self::node()";
    expect(faults([row({ assert })])).toEqual([]);
  });

  it('all faults of all rows at once, and then compiles nothing', () => {
    const rules = [row({ assert: '(' }), row({ id: 'b-rule', at: '(' }), row({ id: 'c-rule' })];
    expect(new Set(faults(rules).map(({ rule }) => rule))).toEqual(new Set(['a-rule', 'b-rule']));
  });
});
