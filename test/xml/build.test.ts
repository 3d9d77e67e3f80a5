import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildXml, element, type XmlElementValue } from '../../src/xml/build.ts';
import { attr, elements, text, type XmlElement } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';

const built = (value: XmlElementValue): string => Buffer.from(buildXml(value)).toString();

test('a document has a declaration, no byte order mark, and leaves out what is undefined', () => {
  const value = element(
    'ar:AppRec',
    { 'xmlns:ar': 'urn:ar', V: undefined },
    element('ar:Id', {}, 'æ'),
    undefined,
    element('ar:Role', { V: 'COP' }),
  );
  expect(built(value)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<ar:AppRec xmlns:ar="urn:ar"><ar:Id>æ</ar:Id><ar:Role V="COP"/></ar:AppRec>',
  );
});

test('an element without content is an empty element', () => {
  expect(built(element('a', {}, '', undefined))).toMatch(/<a\/>$/);
});

test.each(['', '1a', 'a b', 'a>', 'a:b:c', ':a', 'a"'])('the name %j is refused', (name) => {
  expect(() => buildXml(element(name))).toThrow('Not a name');
  expect(() => buildXml(element('a', { [name]: '' }))).toThrow('Not a name');
});

describe('whatever text goes in', () => {
  const name = fc.constantFrom('a', 'Formål', 'b-1', '_x');
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ']]>',
      '<!--',
      '&amp;',
      '\r\n',
      '\t a ',
      '"\'',
      '\u0000\u0008\uFFFE',
      '\uD800',
      '😀',
      '\u0085\u2028',
    ),
  );
  const { tree } = fc.letrec<{ tree: XmlElementValue }>((tie) => ({
    tree: fc.record({
      name,
      attributes: fc.dictionary(name, anyText, { maxKeys: 3 }),
      children: fc.oneof(fc.tuple(anyText), fc.array(tie('tree'), { maxLength: 3 })) as fc.Arbitrary<
        XmlElementValue['children']
      >,
    }),
  }));

  const legal = (value: string): string =>
    value.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
  const expected = ({ name, attributes, children }: XmlElementValue): unknown => ({
    name,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, legal(value ?? '')]),
    ),
    children: children
      .map((child) => (typeof child === 'string' ? legal(child) : expected(child!)))
      .filter((child) => child !== ''),
  });
  const readBack = (at: XmlElement, value: XmlElementValue): unknown => ({
    name: at.name,
    attributes: Object.fromEntries(Object.keys(value.attributes).map((key) => [key, attr(at, key)])),
    children:
      elements(at).length > 0
        ? elements(at).map((child, index) => readBack(child, value.children[index] as XmlElementValue))
        : [text(at)].filter((content) => content !== ''),
  });

  test('comes out when the document is read, but for characters that XML cannot hold', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseXml(buildXml(value));
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
        using document = parsed.value;
        expect(readBack(document.root, value)).toEqual(expected(value));
      }),
      { numRuns: 500 },
    );
  });
});
