import { describe, expect, test } from 'vitest';
import { elements, text, type XmlDocument, type XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { path } from '../../src/xml/path.ts';
import {
  compileXPath,
  evaluateBoolean,
  evaluateNumber,
  evaluateString,
  selectElements,
  type XPath,
} from '../../src/xml/xpath.ts';

const prefixes = { r: 'urn:r', q: 'urn:q' };
const xpath = (expression: string): XPath => {
  const compiled = compileXPath(expression, prefixes);
  if (!compiled.ok) throw new Error(`${expression}: ${compiled.fault}`);
  return compiled.value;
};
function on<T>(xml: string, use: (document: XmlDocument) => T): T {
  const parsed = parseXml(Buffer.from(xml));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  using document = parsed.value;
  return use(document);
}
const sample = '<r xmlns="urn:r"><a V="1">en</a><b/><a V="2">to<c xmlns="urn:q">tre</c></a></r>';

describe('evaluation', () => {
  test.each([
    ['/r:r/r:a', 'nodes', true, 'en'],
    ['//q:c', 'nodes', true, 'tre'],
    ['//r:x', 'nodes', false, ''],
    ['//r:a[@V="2"]/@V', 'nodes', true, '2'],
    ['count(//r:a) = 2', 'boolean', true, 'true'],
    ['count(//r:a)', 'number', true, '2'],
    ['0', 'number', false, '0'],
    ['string(//r:a[2])', 'string', true, 'totre'],
    ["''", 'string', false, ''],
    ["normalize-space('  x ')", 'string', true, 'x'],
  ])('%s yields %s, true is %s, text is %j', (expression, kind, truth, string) => {
    on(sample, (document) => {
      expect(xpath(expression).kind).toBe(kind);
      expect(evaluateBoolean(xpath(expression), document)).toBe(truth);
      expect(evaluateString(xpath(expression), document)).toBe(string);
    });
  });

  test('numbers, and NaN for what is none', () => {
    on(sample, (document) => {
      expect(evaluateNumber(xpath('sum(//@V)'), document)).toBe(3);
      expect(evaluateNumber(xpath('//r:a'), document)).toBeNaN();
    });
  });

  test('a relative expression starts at the element given', () => {
    on(sample, ({ root }) => {
      const last = elements(root)[2] as XmlElement;
      expect(evaluateString(xpath('q:c'), last)).toBe('tre');
      expect(evaluateBoolean(xpath('q:c'), root)).toBe(false);
      expect(evaluateNumber(xpath('count(../r:a)'), last)).toBe(2);
    });
  });

  test('elements come in document order, each once, and stand for their attributes and text', () => {
    on(sample, (document) => {
      expect(selectElements(xpath('//q:c | //r:a'), document).map(text)).toEqual(['en', 'totre', 'tre']);
      expect(selectElements(xpath('//@V'), document).map(({ name }) => name)).toEqual(['a', 'a']);
      expect(selectElements(xpath('//r:a | //r:a/@V | //r:a/text()'), document)).toHaveLength(2);
      expect(selectElements(xpath('/'), document)).toEqual([]);
      expect(selectElements(xpath('//r:a'), document).map(path)).toEqual(['/*/*[1]', '/*/*[3]']);
    });
  });

  test('selecting by an expression that yields no nodes is a defect', () => {
    on(sample, (document) => expect(() => selectElements(xpath('1'), document)).toThrow('selects no nodes'));
  });

  test('the same expression serves many documents, and a disposed one throws', () => {
    for (let round = 0; round < 100; round += 1) {
      expect(
        on(`<r xmlns="urn:r"><a>${round}</a></r>`, (document) => evaluateNumber(xpath('//r:a'), document)),
      ).toBe(round);
    }
    const gone = on(sample, (document) => document);
    expect(() => evaluateBoolean(xpath('//r:a'), gone)).toThrow('disposed');
  });
});

describe('expressions that cannot be used', () => {
  test.each([
    ['a[', /not well-formed/],
    ['', /not well-formed/],
    ['a) or (b', /not well-formed/],
    ['a b', /not well-formed/],
    ['/r:a/', /not well-formed/],
    ['"open', /not well-formed/],
    ['r:a[-]', /not well-formed/],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, /nested too deep/],
    ['x:a', /prefix x is not bound/],
    ['/r:a/x:b', /prefix x is not bound/],
    ['/r:a[r:b[x:c]]', /prefix x is not bound/],
    ['@constructor:a', /prefix constructor is not bound/],
    ['upper-case("a")', /no function upper-case/],
    ['toString()', /no function toString/],
    ['r:a/string(r:b)', /no function string in a path/],
    ['contains("a")', /contains does not take 1 argument/],
    ['count("a")', /needs nodes/],
    ['"a" | r:a', /nodes where there are none/],
    ['"a"[1]', /nodes where there are none/],
    ['"a"/r:b', /nodes where there are none/],
    ['$variable', /variables/],
    ['following-sibling::r:a', /too slow/],
    ['beside::r:a', /no axis beside/],
  ])('%j: %s', (expression, reason) => {
    const compiled = compileXPath(expression, prefixes);
    expect(compiled.ok ? 'compiled' : compiled.fault).toMatch(reason);
  });
});

describe('what an evaluation may cost', () => {
  const wide = `<r xmlns="urn:r">${'<a/>'.repeat(3000)}</r>`;
  const long = `<r xmlns="urn:r">${'<a/>'.repeat(300)}<b>${'x'.repeat(1_000_000)}</b></r>`;

  test.each([
    ['nodes', wide, 'count(//r:a[count(//r:a[count(//r:a) = 1]) = 1])'],
    ['nodes without an end to come', wide, 'boolean(//r:a[//r:a[//r:a[//r:b]]])'],
    ['text', long, 'count(//r:a[string-length(/r:r) = 1])'],
  ])('is bounded for %s', { timeout: 20_000 }, (_what, xml, expression) => {
    on(xml, (document) => {
      expect(() => evaluateBoolean(xpath(expression), document)).toThrow('too many steps');
      expect(evaluateNumber(xpath('count(//r:a)'), document)).toBeGreaterThan(200);
    });
  });
});
