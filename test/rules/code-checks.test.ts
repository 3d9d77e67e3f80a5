import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindingFinder, nationalCodeSystems } from '../../src/domain/code-system.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { recognise, recognisedTypes } from '../../src/messages/recognise.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { evaluateRules } from '../../src/rules/evaluate.ts';
import { survey } from '../../src/rules/survey.ts';
import { parent } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { add, type Edit, mutate, set, withInput, write } from './mutate.ts';
import { reference } from './reference.ts';

const { codes } = reference;
const fixtures = join(import.meta.dirname, '../../fixtures');
const wording = { title: 'Title', mend: 'Mend.' };

const rule = (check: string): Rule => ({
  id: 'a-rule',
  types: [],
  families: ['msghead', 'message'],
  statuses: ['N', 'M', 'C'],
  level: 'form',
  severity: 'low',
  texts: { nb: wording, nn: wording, en: wording },
  source: { document: 'Test', section: 'none' },
  validFrom: '1990-01-01',
  kind: 'check',
  check,
  params: {},
});

const found = (check: string, base: string, edits: readonly Edit[]): number => {
  const compiled = compileRules([rule(check)], recognisedTypes, reference);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.fault));
  return withInput(mutate(base, edits), (input) => evaluateRules(compiled.value, input).length);
};

const laboratory = '2.16.578.1.12.4.1.1.7230';
const comment = '(//p:Event)[1]/p:Comment[1]';
const oldCode = add(comment, 'p:TextCode', { V: '20123', S: laboratory, DN: 'Hemoglobin' });
const madeOn = (day: string): Edit => set('/p:Message/p:GenDate', { V: `${day}T12:00:00+02:00` });

describe('the checks of codes', () => {
  it('find a code retired from the day it is, by the day the message was made', () => {
    expect(found('codes-current', 'epikrise-1.2', [oldCode, madeOn('2014-09-30')])).toBe(0);
    expect(found('codes-current', 'epikrise-1.2', [oldCode, madeOn('2014-10-01')])).toBe(1);
  });

  it('point at every element that is wrong', () => {
    expect(
      found('code-systems-given', 'epikrise-1.2', [set('//p:DrugId', { S: undefined })]),
    ).toBeGreaterThan(2);
  });

  it('take no params', () => {
    const compiled = compileRules(
      [{ ...rule('codes-current'), params: { elements: ['Type'] } } as Rule],
      recognisedTypes,
      reference,
    );
    expect(compiled.ok).toBe(false);
  });

  it('judge the head and the payload, and no other document beside them', () => {
    const head = set('/mh:MsgHead/mh:MsgInfo/mh:Patient/mh:Sex', { V: 'K' });
    expect(found('cs-codes-known', 'henvisning-nytilstand-2.0', [head])).toBe(1);
    const original = [
      add('/mh:MsgHead', 'mh:Document'),
      add('/mh:MsgHead/mh:Document[2]', 'mh:RefDoc'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:MsgType', { V: 'A', DN: 'Vedlegg' }),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc', 'mh:Content'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc/mh:Content', 'p:Henvisning'),
      add('/mh:MsgHead/mh:Document[2]/mh:RefDoc/mh:Content/p:Henvisning', 'p:ServType', { V: '?', DN: '?' }),
    ];
    expect(found('cs-codes-known', 'henvisning-nytilstand-2.0', original)).toBe(0);
  });

  it('find nothing in a text that only looks like a code', () => {
    expect(
      found('cs-codes-known', 'log-innlagt-1.6', [write('//po:TidsfestetHendelse/po:Anslag', 'V="?"')]),
    ).toBe(0);
  });
});

interface Unbound {
  readonly elements: readonly string[];
  readonly systems: readonly string[];
}

/** Elements with V, S, DN or OT that no seed binds, and systems that none describes, in one fixture. */
const unbound = (file: string): Unbound | undefined => {
  const parsed = parseXml(readFileSync(file));
  if (!parsed.ok) return undefined;
  using document = parsed.value;
  const { type, payload } = recognise(document);
  const ofPayload = type && codes.bindings(type.standard, type.version);
  const ofHead = codes.bindings('msghead', '1.2');
  if (payload === undefined || ofPayload === undefined || ofHead === undefined) return undefined;
  const [inPayload, inHead] = [bindingFinder(ofPayload), bindingFinder(ofHead)];
  const { values } = survey(payload);
  return {
    elements: values
      // Another document beside the payload, as the referral that one passes on, is not judged.
      .filter(({ element, inPayload: within }) => within || headed.includes(element.namespace))
      .filter(({ element, inPayload: within }) => {
        const above = parent(element);
        const names = [above?.name, above && parent(above)?.name] as const;
        return (within ? inPayload : inHead)(element.name, () => names) === undefined;
      })
      .map(({ element }) => element.name),
    systems: values.flatMap(({ s }) =>
      s?.startsWith(nationalCodeSystems) && !codes.systems.has(s.trim()) ? [s] : [],
    ),
  };
};

const headed = [
  'http://www.kith.no/xmlstds/msghead/2006-05-24',
  'http://www.kith.no/xmlstds/felleskomponent1',
];

const inputs = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('input.xml') && existsSync(join(fixtures, name)))
  .sort();

describe('the fixtures', () => {
  it('hold no coded element without a binding and no system that is not described', () => {
    const seen = inputs.map((name) => [name, unbound(join(fixtures, name))] as const);
    const judged = seen.flatMap(([name, each]) => (each === undefined ? [] : [{ name, ...each }]));
    expect(judged.length).toBeGreaterThan(100);
    expect(judged.filter(({ elements, systems }) => elements.length + systems.length > 0)).toEqual([]);
  });
});
