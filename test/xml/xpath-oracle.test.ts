import { join } from 'node:path';
import fc from 'fast-check';
import * as libxml2 from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { readRules } from '../../src/adapters/seeds/rules.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { recognise } from '../../src/messages/recognise.ts';
import { applies } from '../../src/rules/compile.ts';
import type { XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import {
  compileXPath,
  evaluateBoolean,
  evaluateNumber,
  evaluateString,
  selectElements,
} from '../../src/xml/xpath.ts';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';

/** Our XPath and libxml2's give the same answers to the same questions. */

type Prefixes = Readonly<Record<string, string>>;
interface Answers {
  readonly boolean: boolean;
  readonly number: number;
  readonly text: string;
  /** Lines of the elements selected, or of those that what is selected belongs to, in document order. */
  readonly lines: readonly number[] | undefined;
}

const ask = (at: XmlElement, expression: string, prefixes: Prefixes): Answers => {
  const compiled = compileXPath(expression, prefixes);
  if (!compiled.ok) throw new Error(`${expression}: ${compiled.fault}`);
  const { value } = compiled;
  return {
    boolean: evaluateBoolean(value, at),
    number: evaluateNumber(value, at),
    text: evaluateString(value, at),
    lines: value.kind === 'nodes' ? selectElements(value, at).map(({ line }) => line) : undefined,
  };
};

const askLibxml2 = (at: libxml2.XmlNode, expression: string, prefixes: Prefixes): Answers => {
  const as = (conversion: string): unknown => at.eval(`${conversion}(${expression})`, prefixes);
  const found = at.eval(expression, prefixes);
  const owners = (Array.isArray(found) ? found : []).map((node) =>
    node instanceof libxml2.XmlElement ? node : node.parent,
  );
  const lines = owners.filter((owner) => owner instanceof libxml2.XmlElement).map(({ line }) => line);
  return {
    boolean: as('boolean') as boolean,
    number: as('number') as number,
    text: as('string') as string,
    lines: Array.isArray(found) ? [...new Set(lines)].sort((one, other) => one - other) : undefined,
  };
};

const rows = readRules(join(import.meta.dirname, '../../seeds/rules'));
const expressionsOf = (row: Rule): string[] => [
  ...(row.kind === 'xpath' ? [row.assert] : []),
  ...(row.at === undefined ? [] : [row.at]),
  ...(row.explained === undefined ? [] : [row.explained.in]),
];

describe('our XPath agrees with libxml2', () => {
  test('on every expression of the rows in every message they are for', { timeout: 120_000 }, () => {
    const differing: string[] = [];
    let asked = 0;
    for (const fixture of allFixtures()) {
      const bytes = fixtureBytes(fixture.type, fixture.name);
      const parsed = parseXml(bytes);
      if (!parsed.ok) continue;
      using document = parsed.value;
      const { payload, type } = recognise(document);
      if (payload === undefined || type === undefined) continue;
      const prefixes = {
        ...type.prefixes,
        mh: 'http://www.kith.no/xmlstds/msghead/2006-05-24',
        p: payload.namespace,
      };
      using theirs = libxml2.XmlDocument.fromBuffer(bytes);
      const at = theirs.find(`//p:${payload.name}`, prefixes)[0];
      if (at === undefined) throw new Error('libxml2 finds no payload');
      for (const expression of rows.filter((row) => applies(row, type)).flatMap(expressionsOf)) {
        asked += 1;
        const [own, other] = [ask(payload, expression, prefixes), askLibxml2(at, expression, prefixes)];
        const lines = own.lines && [...new Set(own.lines)];
        if (JSON.stringify({ ...own, lines }) !== JSON.stringify(other)) {
          differing.push(`${fixture.type}/${fixture.name}: ${expression}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(asked).toBeGreaterThan(5_000);
  });

  const name = fc.constantFrom('r:a', 'r:b', 'q:a', 'c', '*', 'r:*');
  const attribute = fc.constantFrom('@V', '@S', '@q:V', '@*');
  const literal = fc.constantFrom("''", "'a'", "' a  b '", "'2'", "'å𝄞x'");
  const axis = fc.constantFrom(
    'child',
    'descendant',
    'descendant-or-self',
    'self',
    'parent',
    'ancestor',
    'ancestor-or-self',
  );
  /** Predicates about positions, which mean something in predicates only. */
  const counting = fc.constantFrom('1', '2', 'last()', 'position()=2', 'position() mod 2 = 1', 'last() - 1');
  const { expression } = fc.letrec<
    Record<'expression' | 'nodes' | 'step' | 'text' | 'number' | 'truth', string>
  >((tie) => {
    const joined = (pattern: string, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc
        .tuple(...parts)
        .map((values) => values.reduce((made, value) => made.replace('%', () => value), pattern));
    const nodeTest = fc.oneof(name, fc.constantFrom('node()', 'text()', 'comment()'));
    return {
      step: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        name,
        attribute,
        fc.constantFrom('.', '..', 'text()', 'node()'),
        joined('%::%', axis, nodeTest),
        joined('%[%]', name, tie('expression')),
        joined('%::%[%]', axis, nodeTest, fc.oneof(tie('truth'), counting)),
      ),
      nodes: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('step'),
        joined('/%', name),
        joined('//%', tie('step')),
        joined('%/%', tie('nodes'), tie('step')),
        joined('%//%', tie('nodes'), tie('step')),
        joined('(% | %)', tie('nodes'), tie('nodes')),
        joined('(%)[%]', tie('nodes'), fc.oneof(tie('truth'), counting)),
      ),
      text: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        literal,
        joined('string(%)', tie('nodes')),
        joined('normalize-space(%)', tie('expression')),
        joined('concat(%, %)', tie('text'), tie('expression')),
        joined('substring(%, %, %)', tie('text'), tie('number'), tie('number')),
        joined('substring-before(%, %)', tie('text'), tie('text')),
        joined('substring-after(%, %)', tie('text'), tie('text')),
        joined("translate(%, 'aåbx', 'Å')", tie('text')),
        joined('local-name(%)', tie('nodes')),
        joined('namespace-uri(%)', tie('nodes')),
      ),
      number: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('0', '1', '2', '1.5', '-1'),
        joined('count(%)', tie('nodes')),
        joined('sum(%)', tie('nodes')),
        joined('string-length(%)', tie('text')),
        joined('number(%)', tie('expression')),
        joined('(% + %)', tie('number'), tie('number')),
        joined('(% - %)', tie('number'), tie('number')),
        joined('(% * %)', tie('number'), tie('number')),
        joined('(% mod 3)', tie('number')),
        joined('-%', tie('number')),
        joined('round(%)', tie('number')),
        joined('floor(%)', tie('number')),
        joined('ceiling(%)', tie('number')),
      ),
      truth: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('true()', 'false()'),
        joined('not(%)', tie('expression')),
        joined('boolean(%)', tie('expression')),
        joined('(% and %)', tie('expression'), tie('expression')),
        joined('(% or %)', tie('expression'), tie('expression')),
        joined(
          '(% % %)',
          tie('expression'),
          fc.constantFrom('=', '!=', '<', '<=', '>', '>='),
          tie('expression'),
        ),
        joined('contains(%, %)', tie('text'), tie('text')),
        joined('starts-with(%, %)', tie('text'), tie('text')),
      ),
      expression: fc.oneof(tie('nodes'), tie('text'), tie('number'), tie('truth')),
    };
  });

  // Each element on a line of its own, so that its line names it.
  const content = fc.constantFrom('', '2', ' a  b ', 'å𝄞x', 'a', '<!-- a -->');
  const tag = fc.constantFrom('a', 'b', 'q:a', 'c xmlns=""');
  const attributes = fc.constantFrom('', ' V="1"', ' V="a" S=" 2 "', ' q:V="2"');
  const { element } = fc.letrec<{ element: string }>((tie) => ({
    element: fc
      .tuple(
        tag,
        attributes,
        fc.array(fc.oneof({ depthSize: 'small' }, content, tie('element')), { maxLength: 4 }),
      )
      .map(([start, has, below]) => `\n<${start}${has}>${below.join('')}</${start.split(' ')[0]}>`),
  }));

  test('on any expression in any document', { timeout: 120_000 }, () => {
    const prefixes = { r: 'urn:r', q: 'urn:q' };
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 5 }),
        fc.array(expression, { minLength: 1, maxLength: 8 }),
        (inner, all) => {
          const bytes = Buffer.from(`<r xmlns="urn:r" xmlns:q="urn:q">${inner.join('')}</r>`);
          const parsed = parseXml(bytes);
          if (!parsed.ok) throw new Error(parsed.fault.code);
          using document = parsed.value;
          using theirs = libxml2.XmlDocument.fromBuffer(bytes);
          for (const each of all) {
            expect([each, ask(document.root, each, prefixes)]).toEqual([
              each,
              askLibxml2(theirs.root, each, prefixes),
            ]);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
