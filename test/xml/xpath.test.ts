import { describe, expect, test } from 'vitest';
import { elements, path, text, type XmlDocument, type XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
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
  if (!compiled.ok) throw new Error(`${expression}: ${compiled.fault.reason}`);
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
    ['a[', 'syntax'],
    ['', 'syntax'],
    ['a) or (b', 'syntax'],
    ['x:a', 'unknown-name'],
    ['/r:a/x:b', 'unknown-name'],
    ['upper-case("a")', 'unknown-name'],
    ['$variable', 'unknown-name'],
  ])('%j is a fault: %s', (expression, reason) => {
    expect(compileXPath(expression, prefixes)).toEqual({ ok: false, fault: { reason } });
  });

  test('the same expression with the same prefixes is compiled once', () => {
    expect(xpath('//r:a')).toBe(xpath('//r:a'));
    const other = compileXPath('//r:a', { r: 'urn:other' });
    expect(other.ok && other.value).not.toBe(xpath('//r:a'));
  });

  test('an expression that takes too long is stopped', { timeout: 20_000 }, () => {
    const wide = `<r xmlns="urn:r">${'<a/>'.repeat(3000)}</r>`;
    on(wide, (document) => {
      expect(() =>
        evaluateBoolean(xpath('count(//r:a[count(//r:a[count(//r:a) = 1]) = 1])'), document),
      ).toThrow('too many steps');
      expect(evaluateNumber(xpath('count(//r:a)'), document)).toBe(3000);
    });
  });
});
