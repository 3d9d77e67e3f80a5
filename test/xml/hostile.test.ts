import { expect, test } from 'vitest';
import { text } from '../../src/xml/dom.ts';
import { defaultXmlLimits } from '../../src/xml/limits.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { judge } from '../schemas/judge.ts';
import { document, msgHead, msgInfo, ns, pasientlogistikk } from '../schemas/sample.ts';

/**
 * Inputs made to cost much. Time is asserted loosely (the machine may be busy): what is linear takes well under a
 * second here, what is quadratic would take minutes.
 */
const patience = 20_000;
const size = defaultXmlLimits.maxBytes;
const fill = (pattern: string, head = '', tail = ''): Buffer => {
  const body = Buffer.alloc(
    size - head.length - tail.length - ((size - head.length - tail.length) % pattern.length),
    pattern,
  );
  return Buffer.concat([Buffer.from(head), body, Buffer.from(tail)]);
};

test.each([
  ['nested tags', fill('<a>'), 'xml-too-deep'],
  ['elements', fill('<b/>', '<a>', '</a>'), 'xml-too-many-elements'],
  ['comments', fill('<!---->', '<a>', '</a>'), 'xml-too-many-elements'],
  ['CDATA sections', fill('<![CDATA[x]]>', '<a>', '</a>'), 'xml-too-many-elements'],
  ['instructions', fill('<?x?>', '<a>', '</a>'), 'xml-too-many-elements'],
  ['attributes', fill(' a="1"', '<a', '/>'), 'xml-too-many-attributes'],
  ['one name', fill('a', '<', '/>'), 'xml-name-too-long'],
  ['less-than signs', fill('<'), 'xml-not-well-formed'],
  ['ampersands', fill('&'), 'xml-not-well-formed'],
  ['end tags', fill('</a>'), 'xml-not-well-formed'],
  ['hyphens in a comment', fill('-', '<a><!--'), 'xml-not-well-formed'],
  ['brackets in CDATA', fill(']', '<a><![CDATA['), 'xml-not-well-formed'],
  ['quotes', fill('"', '<a b='), 'xml-too-many-attributes'],
  ['spaces', fill(' '), 'xml-empty'],
  ['zero bytes', Buffer.alloc(size), 'xml-encoding'],
  ['entity references', fill('&x;', '<a>', '</a>'), 'xml-entity'],
  ['a byte more than the limit', Buffer.alloc(size + 1, 'a'), 'xml-too-large'],
])('35 MB of %s are refused', { timeout: patience }, (_title, bytes, code) => {
  const parsed = parseXml(bytes);
  expect(parsed.ok ? 'read' : parsed.fault.code).toBe(code);
});

test.each([
  ['one text', fill('QUJD', '<a>', '</a>')],
  [
    'wrapped lines',
    fill('QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx\n', '<a>', '</a>'),
  ],
  ['character references', fill('&#65;', '<a>', '</a>')],
  ['one attribute', fill('x', '<a b="', '"/>')],
  ['one comment', fill('x', '<a><!--', '--></a>')],
  ['one CDATA section', fill('x', '<a><![CDATA[', ']]></a>')],
])('35 MB of %s are read', { timeout: patience }, (_title, bytes) => {
  const parsed = parseXml(bytes);
  expect(parsed.ok || parsed.fault).toBe(true);
  if (parsed.ok) parsed.value[Symbol.dispose]();
});

test('a text of 34 MB comes back whole', { timeout: patience }, () => {
  const body = 'QUJD'.repeat((34 * 1024 * 1024) / 4);
  const parsed = parseXml(Buffer.from(`<a>${body}</a>`));
  if (!parsed.ok) throw new Error(parsed.fault.code);
  using read = parsed.value;
  expect(text(read.root) === body).toBe(true);
});

const whole = (...documents: string[]): string =>
  msgHead(msgInfo(), document(`<Content>${pasientlogistikk()}</Content>`), ...documents);

test('an attachment of 34 MB is judged with its message', { timeout: patience }, () => {
  const attachment = `<Content><Base64Container xmlns="${ns.b64}">${'QUJD'.repeat((34 * 1024 * 1024) / 4)}</Base64Container></Content>`;
  expect(judge(whole(document(attachment)))).toEqual([]);
});

test.each([
  ['schema faults among siblings', whole(document(`<Content>${'<Foo/>'.repeat(90_000)}</Content>`))],
  [
    'faulty attributes',
    whole(...Array.from({ length: 20_000 }, () => document('').replace('V="XML"', 'X=""'))),
  ],
  [
    'broken fixed values',
    `<Notater xmlns="${ns.epj2}" xmlns:m1="${ns.m1}">${'<GenereltJournalnotat m1:komponenttype="x"/>'.repeat(90_000)}</Notater>`,
  ],
  [
    'namespaces',
    `<a>${Array.from({ length: 90_000 }, (_, index) => `<b xmlns:p${index}="urn:${index}"/>`).join('')}</a>`,
  ],
])('90,000 %s are told by the first 20', { timeout: patience }, (_title, xml) => {
  expect(judge(xml).length).toBeLessThanOrEqual(20);
});

test('faults behind 450,000 lines are told with their line', { timeout: patience }, () => {
  const lines = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAx\n'.repeat(450_000);
  const attachment = `<Content><Base64Container xmlns="${ns.b64}">${lines}</Base64Container></Content>`;
  const [error] = judge(whole(document(attachment), '<Document/>'));
  expect(error?.path).toBe('/mh:MsgHead/mh:Document[3]');
  expect(Math.abs((error?.line ?? 0) - 450_007)).toBeLessThan(5);
});
