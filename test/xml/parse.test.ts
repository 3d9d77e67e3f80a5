import { describe, expect, test } from 'vitest';
import { text } from '../../src/xml/dom.ts';
import type { XmlFault } from '../../src/xml/fault.ts';
import { defaultXmlLimits, type XmlLimits } from '../../src/xml/limits.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { document, innlagt, msgHead, msgInfo, ns } from '../schemas/sample.ts';

type Input = string | Uint8Array;
const bytesOf = (input: Input): Uint8Array => (typeof input === 'string' ? Buffer.from(input) : input);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function faultOf(input: Input, limits: XmlLimits = defaultXmlLimits): XmlFault | undefined {
  const parsed = parseXml(bytesOf(input), limits);
  if (!parsed.ok) return parsed.fault;
  parsed.value[Symbol.dispose]();
  return undefined;
}
function textIn(input: Input): string {
  const parsed = parseXml(bytesOf(input));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  using document = parsed.value;
  return `${document.encoding} ${text(document.root)}`;
}

describe('encodings', () => {
  test.each([
    ['UTF-8 without a declaration', '<a>blåbær</a>', 'UTF-8 blåbær'],
    ['UTF-8 by declaration', '<?xml version="1.0" encoding="utf-8"?><a>blåbær 😀</a>', 'UTF-8 blåbær 😀'],
    ['UTF-8 with a byte order mark', '\uFEFF<?xml version="1.0" encoding="UTF-8"?><a>æ</a>', 'UTF-8 æ'],
    ['a byte order mark without a declaration', '\uFEFF<a>æ</a>', 'UTF-8 æ'],
    [
      'ISO-8859-1 by declaration',
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>bl\u00e5</a>'),
      'ISO-8859-1 blå',
    ],
    [
      'ISO-8859-1 in lower case and single quotes',
      latin1("<?xml version='1.0' encoding='iso-8859-1' standalone='yes'?><a>\u00f8</a>"),
      'ISO-8859-1 ø',
    ],
    ['a view into a larger buffer', Buffer.from('xx<a>æ</a>xx').subarray(2, -2), 'UTF-8 æ'],
  ])('%s is read', (_title, input, expected) => expect(textIn(input)).toBe(expected));

  test.each([
    [
      'declared UTF-8 that is ISO-8859-1',
      latin1('<?xml version="1.0" encoding="UTF-8"?>\n\n<a>bl\u00e5</a>'),
      3,
    ],
    ['ISO-8859-1 without a declaration', latin1('<a>bl\u00e5</a>'), 1],
    ['a truncated UTF-8 character', Buffer.from('<a>å').subarray(0, 4), 1],
    ['another encoding', '<?xml version="1.0" encoding="windows-1252"?><a/>', 1],
    ['an encoding that nobody knows', '<?xml version="1.0" encoding="x"?><a/>', 1],
    ['UTF-16 by declaration', '<?xml version="1.0" encoding="UTF-16"?><a/>', 1],
    ['UTF-16 with its mark', Buffer.from('\uFEFF<a/>', 'utf16le'), 1],
    ['UTF-16 without a mark', Buffer.from('<a/>', 'utf16le'), 1],
    ['UTF-16 of the other order', Buffer.from('<a/>', 'utf16le').swap16(), 1],
    [
      'the mark of UTF-8 before declared ISO-8859-1',
      '\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
      1,
    ],
  ])('%s is refused, with its line', (_title, input, line) => {
    expect(faultOf(input)).toEqual({ code: 'xml-encoding', line });
  });
});

describe('what is no document', () => {
  test.each(['', ' \r\n\t', '\uFEFF', '\uFEFF \n'])('%j is empty', (input) =>
    expect(faultOf(input)).toEqual({ code: 'xml-empty' }),
  );
  test.each([
    ['text', 'hello', 'bad-markup', 1],
    ['JSON', '{"a":1}', 'bad-markup', 1],
    ['a tag that is not closed', '<a>\n<b>', 'premature-end', 2],
    ['a tag that is cut off', '<a>\n<b', 'premature-end', 2],
    ['a value that is cut off', '<a b="1', 'premature-end', 1],
    ['a comment that is cut off', '<a><!-- x', 'premature-end', 1],
    ['a CDATA section that is cut off', '<a><![CDATA[ x', 'premature-end', 1],
    ['an instruction that is cut off', '<a><?x ', 'premature-end', 1],
    ['tags that cross', '<a>\n<b></a></b>', 'mismatched-tag', 2],
    ['an end without a start', '</a>', 'mismatched-tag', 1],
    ['two roots', '<a/>\n<b/>', 'content-after-root', 2],
    ['text after the root', '<a/>b', 'content-after-root', 1],
    ['a bare ampersand', '<a>R & D</a>', 'bad-reference', 1],
    ['a character reference that is not closed', '<a>&#65</a>', 'bad-reference', 1],
    ['a control character', '<a>\u0001</a>', 'bad-character', 1],
    ['a reference to no character', '<a>&#0;</a>', 'bad-character', 1],
    ['an attribute twice', '<a b="1" b="2"/>', 'duplicate-attribute', 1],
    ['an attribute without quotes', '<a b=1/>', 'bad-attribute', 1],
    ['a < in a value', '<a b="<"/>', 'bad-attribute', 1],
    ['a < in a tag', '<a <b/>', 'bad-markup', 1],
    ['a prefix that is not declared', '<a>\n<p:b/></a>', 'undeclared-prefix', 2],
    ['a prefix of an attribute that is not declared', '<a p:b="1"/>', 'undeclared-prefix', 1],
    ['a name that is none', '<1/>', 'bad-name', 1],
    ['a declaration that does not come first', '\n<?xml version="1.0"?><a/>', 'bad-declaration', 2],
    ['a declaration of something in the content', '<a><!foo></a>', 'bad-markup', 1],
    ['two hyphens in a comment', '<a><!-- a -- b --></a>', 'bad-markup', 1],
  ])('%s is not well-formed, with class and line', (_title, input, reason, line) => {
    expect(faultOf(input)).toMatchObject({ code: 'xml-not-well-formed', reason, line });
  });

  test('a document cut off at any byte is a fault, never a throw', () => {
    const whole = bytesOf(innlagt);
    for (let length = 0; length < whole.length - 1; length += 1) {
      const fault = faultOf(whole.subarray(0, length));
      expect(fault?.code, `at ${length}`).toMatch(/^xml-(empty|encoding|not-well-formed)$/);
    }
  });

  test('a document with any byte broken is read or a fault, never a throw', () => {
    const whole = Buffer.from(innlagt.slice(0, 700) + innlagt.slice(-60));
    for (let at = 0; at < whole.length; at += 1) {
      for (const value of [0, 0x26, 0x3c, 0x3e, 0x22, 0xff]) {
        const broken = Buffer.from(whole);
        broken[at] = value;
        faultOf(broken);
      }
    }
  });

  test('a fault holds nothing of the document', () => {
    const mark = 'KARINORDMANN';
    const inputs = [
      `<${mark}>`, `<a></${mark}>`, `<a ${mark}>`, `<a ${mark}="1" ${mark}="2"/>`, `<${mark}:a/>`, `<a>&${mark};</a>`,
      `<a>&${mark} </a>`, `<!DOCTYPE ${mark}><a/>`, `<?xml version="1.0" encoding="${mark}"?><a/>`, `<a>\u0001${mark}</a>`,
      mark, `<a/>${mark}`, `<${mark.repeat(100)}/>`, `<a xmlns:${mark}=""/>`,
    ]; // biome-ignore format: a list of inputs
    for (const input of inputs) expect(JSON.stringify(faultOf(input))).not.toContain(mark);
  });
});

describe('DTDs and entities', () => {
  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'xml-dtd'],
    [
      'a DOCTYPE after a comment',
      '<!-- c -->\n<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
      'xml-dtd',
    ],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml-dtd'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/">%x;]><a/>', 'xml-dtd'],
    [
      'a billion laughs',
      `<!DOCTYPE a [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;&a;">'.repeat(50)}]><a>&b;</a>`,
      'xml-dtd',
    ],
    [
      'a DOCTYPE in ISO-8859-1',
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE \u00e5><a/>'),
      'xml-dtd',
    ],
    ['a declaration without a DOCTYPE', '<a><!ENTITY x "y"></a>', 'xml-entity'],
    ['an entity in text', '<a>\n&nbsp;</a>', 'xml-entity'],
    ['an entity in a value', '<a b="x&copy;y"/>', 'xml-entity'],
    ['an entity far into a long text', `<a>${'x'.repeat(5000)}&x;${'y'.repeat(5000)}</a>`, 'xml-entity'],
    ['an entity in a long value', `<a b='${'x'.repeat(5000)}&x;'/>`, 'xml-entity'],
  ])('%s is refused', (_title, input, code) => {
    expect(faultOf(input)).toMatchObject({ code, line: expect.any(Number) });
  });

  test.each([
    ['in CDATA', '<a><![CDATA[<!DOCTYPE a [<!ENTITY x "y">]> &x; <b>]]></a>'],
    ['in a comment', '<a><!-- <!DOCTYPE a> &x; <b> ]]> --></a>'],
    ['in an instruction', '<a><?php <!DOCTYPE a> &x; ?></a>'],
    ['escaped', '<a b="&lt;!DOCTYPE a&gt;">&lt;!DOCTYPE a&gt; &amp;x;</a>'],
    ['in quotes of the other kind', `<a b='"' c="'">"'</a>`],
    ['after a > in a value', '<a b=">" c="/>"><b d=">"/></a>'],
    [
      'of the five predefined, and of characters',
      '<a b="&quot;&apos;&#38;&#x26;">&lt;&gt;&amp;&quot;&apos;&#229;</a>',
    ],
  ])('what only looks like one, %s, is not', (_title, input) => expect(faultOf(input)).toBeUndefined());
});

describe('limits', () => {
  const small: XmlLimits = {
    maxBytes: 2000,
    maxDepth: 4,
    maxElements: 10,
    maxAttributesPerElement: 3,
    maxAttributes: 8,
    maxNameLength: 12,
  };
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);

  test.each([
    ['depth', nested(4), nested(5), { code: 'xml-too-deep', limit: 4 }],
    [
      'depth by empty elements',
      '<a><a><a><a/></a></a></a>',
      '<a><a><a><a><a/></a></a></a></a>',
      { code: 'xml-too-deep', limit: 4 },
    ],
    [
      'elements',
      `<a>${'<b/>'.repeat(9)}</a>`,
      `<a>${'<b/>'.repeat(10)}</a>`,
      { code: 'xml-too-many-elements', limit: 10 },
    ],
    [
      'elements and comments',
      `<a>${'<!--c-->'.repeat(9)}</a>`,
      `<a>${'<!--c-->'.repeat(10)}</a>`,
      { code: 'xml-too-many-elements', limit: 10 },
    ],
    [
      'attributes of one element',
      '<a b="" c="" d=""/>',
      '<a b="" c="" d="" e=""/>',
      { code: 'xml-too-many-attributes', limit: 3 },
    ],
    [
      'attributes of all',
      '<a><b c="" d="" e=""/><b c="" d="" e=""/><b c="" d=""/></a>',
      '<a><b c="" d="" e=""/><b c="" d="" e=""/><b c="" d="" e=""/></a>',
      { code: 'xml-too-many-attributes', limit: 8 },
    ],
    [
      'the length of an element name',
      `<${'a'.repeat(12)}/>`.replace('/', ' /'),
      `<${'a'.repeat(13)} />`,
      { code: 'xml-name-too-long', limit: 12 },
    ],
    [
      'the length of an attribute name',
      `<a ${'b'.repeat(12)}=""/>`,
      `<a ${'b'.repeat(13)}=""/>`,
      { code: 'xml-name-too-long', limit: 12 },
    ],
    [
      'bytes',
      `<a>${'x'.repeat(1993)}</a>`,
      `<a>${'x'.repeat(1994)}</a>`,
      { code: 'xml-too-large', limit: 2000 },
    ],
  ])('%s: at the limit read, above it refused', (_title, within, above, fault) => {
    expect(faultOf(within, small)).toBeUndefined();
    expect(faultOf(above, small)).toMatchObject(fault);
  });
});

test('a namespace that is no URI is left to the schemas', () => {
  expect(faultOf('<a xmlns="not a uri"/>')).toBeUndefined();
});

test('the namespaces of a sample are those of the standards', () => {
  const parsed = parseXml(bytesOf(msgHead(msgInfo(), document(''))));
  if (!parsed.ok) throw new Error('does not parse');
  using read = parsed.value;
  expect([read.root.name, read.root.namespace, read.root.line]).toEqual(['MsgHead', ns.mh, 2]);
});
