import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { excerpts } from '../../../src/app/validation-report/excerpt.ts';
import { locate } from '../../../src/app/validation-report/locate.ts';
import { elements, type XmlElement } from '../../../src/xml/dom.ts';
import { parseXml } from '../../../src/xml/parse.ts';
import { path } from '../../../src/xml/path.ts';
import { allFixtures, fixtureBytes } from '../../helpers/fixtures.ts';

const inOrder = (element: XmlElement): XmlElement[] => [element, ...elements(element).flatMap(inOrder)];

/** Names as the schemas have them need a schema set; without one each is `*`, so the test writes them out itself. */
const named = (element: XmlElement): string => {
  const steps: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const { name, namespace, parent } = at;
    const alike = parent?.elements.filter((each) => each.name === name && each.namespace === namespace) ?? [];
    const place = alike.findIndex((each) => each.pointer === at?.pointer) + 1;
    steps.push(parent === undefined ? `x:${name}` : `x:${name}[${place}]`);
  }
  return `/${steps.reverse().join('/')}`;
};

const readable = allFixtures().filter(({ expected }) => expected.parse === undefined);

describe('finding elements in the text of a document', () => {
  it.each([
    ['named', named],
    ['unnamed', path],
  ] as const)('finds every element of every fixture by its path, %s', (_, pathOf) => {
    let count = 0;
    for (const { type, name } of readable) {
      const bytes = fixtureBytes(type, name);
      const parsed = parseXml(bytes);
      if (!parsed.ok) throw new Error(`${type}/${name} is not readable`);
      using document = parsed.value;
      const text = Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
      const all = inOrder(document.root);
      const found = locate(text, all.map(pathOf));
      const offsets = all.map((element) => found.get(pathOf(element)) ?? -1);
      // In document order, each at a start tag of its own name: then each is where it should be.
      expect(offsets, `${type}/${name}`).toEqual(offsets.toSorted((one, other) => one - other));
      expect(new Set(offsets).size).toBe(all.length);
      for (const [at, element] of all.entries()) {
        const tag = /^<(?:[^\s/>:]+:)?([^\s/>]+)/.exec(text.slice(offsets[at], (offsets[at] ?? 0) + 200));
        expect(tag?.[1]).toBe(element.name);
      }
      count += all.length;
    }
    expect(count).toBeGreaterThan(1000);
  });

  it('is not deceived by what looks like a tag', () => {
    const text =
      `<?xml version="1.0"?><!-- <b/> --><a x="<b>" y='>"'><?b <b/> ?><![CDATA[<b/>]]><c/><b>1</b><b
 />2</a>`.replace('x="<b>"', 'x="&lt;b>"');
    const found = locate(text, ['/p:a/p:b[1]', '/a/b[2]', '/a/*[1]', '/a/b[3]']);
    expect([...found].map(([where, at]) => [where, text.slice(at, at + 3)])).toEqual([
      ['/a/*[1]', '<c/'],
      ['/p:a/p:b[1]', '<b>'],
      ['/a/b[2]', '<b\n'],
    ]);
  });
});

describe('an excerpt', () => {
  const lines = Array.from({ length: 9 }, (_, at) => `<l>${at + 1}</l>`);

  it('shows two lines on either side, whatever ends a line', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const bytes = Buffer.from(`<a>${end}${lines.join(end)}${end}</a>`);
      const show = excerpts(bytes, [{ path: '/a/l[4]' }], true);
      expect(show({ path: '/a/l[4]' })).toEqual({ first: 3, at: 5, lines: lines.slice(1, 6) });
      expect(show({ line: 1 })).toEqual({ first: 1, at: 1, lines: ['<a>', ...lines.slice(0, 2)] });
    }
  });

  it('goes by the line where there is no path to follow, and shows nothing of a line that is not there', () => {
    const show = excerpts(Buffer.from(lines.join('\n')), [{ path: '/l' }], false);
    expect(show({ path: '/l', line: 9 })).toMatchObject({ first: 7, at: 9 });
    expect(show({ path: '/l' })).toBeUndefined();
    expect(show({ line: 10 })).toBeUndefined();
  });

  it('cuts a long line to what is around the element', () => {
    const bytes = Buffer.from(`<a><b>${'x'.repeat(5000)}</b><c>here</c><d>${'y'.repeat(5000)}</d></a>`);
    const [line = ''] = excerpts(bytes, [{ path: '/a/c[1]' }], true)({ path: '/a/c[1]' })?.lines ?? [];
    expect(line).toMatch(/^…x+<\/b><c>here<\/c><d>y+…$/);
    expect(line.length).toBeLessThan(250);
  });

  it('reads ISO-8859-1 as what it is', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>æøå</a>', 'latin1');
    expect(excerpts(bytes, [], true)({ line: 1 })?.lines[0]).toContain('<a>æøå</a>');
  });
});
