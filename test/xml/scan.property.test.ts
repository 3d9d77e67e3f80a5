import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultXmlLimits } from '../../src/xml/limits.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { scanXml } from '../../src/xml/scan.ts';

const tryParse = (bytes: Uint8Array): boolean => {
  const parsed = parseXml(bytes);
  if (parsed.ok) parsed.value[Symbol.dispose]();
  return parsed.ok;
};

test('no bytes make the scan or the parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void tryParse(bytes)),
    { numRuns: 2000 },
  );
});

const pieces = fc.constantFrom(
  '<a>', '</a>', '<a/>', '<a b="', "<a b='", '"', "'", '>', '<', '/', '=', ' ', '&', '&amp;', '&x;', '&#65;', '<!--', '-->',
  '<![CDATA[', ']]>', '<?', '?>', '<?xml version="1.0"?>', '<!DOCTYPE a>', '<!', 'x', 'æ', '\n', ':', 'xmlns:p="urn:p"',
); // biome-ignore format: a list of pieces

test('no pieces of markup make the scan or the parser throw', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (list) => void tryParse(Buffer.from(list.join('')))),
    {
      numRuns: 5000,
    },
  );
});

interface Tree {
  readonly children: readonly (Tree | string)[];
  readonly attributes: number;
}
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    attributes: fc.nat({ max: 5 }),
    children: fc.array(
      fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom('text', '&lt;', '<!-- <a> " -->', '<![CDATA[<a "]]>', '<?p <a> ?>', ' > ', ` ' " `),
        tie('tree'),
      ),
      { maxLength: 4 },
    ),
  }),
}));

const write = ({ children, attributes }: Tree): string => {
  const list = Array.from({ length: attributes }, (_, index) => ` a${index}='"/>${index}'`).join('');
  const inner = children.map((child) => (typeof child === 'string' ? child : write(child))).join('');
  return inner === '' ? `<e${list}/>` : `<e${list}>${inner}</e >`;
};
const depth = ({ children }: Tree): number =>
  1 + Math.max(0, ...children.map((child) => (typeof child === 'string' ? 0 : depth(child))));
const nodes = ({ children }: Tree): number =>
  children.reduce<number>(
    (sum, child) => sum + (typeof child === 'string' ? Number(/^<[!?]/.test(child)) : nodes(child)),
    1,
  );
const attributes = (value: Tree): number =>
  value.children.reduce<number>(
    (sum, child) => sum + (typeof child === 'string' ? 0 : attributes(child)),
    value.attributes,
  );

test('the scan counts as a plain walk of the tree counts', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const bytes = Buffer.from(write(value));
      const counts = { maxDepth: depth(value), maxElements: nodes(value), maxAttributes: attributes(value) };
      expect(scanXml(bytes, { ...defaultXmlLimits, ...counts })).toBeUndefined();
      expect(tryParse(bytes)).toBe(true);
      for (const key of ['maxDepth', 'maxElements', 'maxAttributes'] as const) {
        if (counts[key] === 0) continue;
        const tight = { ...defaultXmlLimits, ...counts, [key]: counts[key] - 1 };
        expect(scanXml(bytes, tight)?.limit, key).toBe(counts[key] - 1);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a DOCTYPE is refused wherever markup can stand', () => {
  fc.assert(
    fc.property(tree, fc.nat(), (value, choice) => {
      const source = `<e>${write(value)}</e >`;
      const places = Array.from(source.matchAll(/<\/e >/g), ({ index }) => index);
      const at = places[choice % places.length] ?? 0;
      const planted = Buffer.from(`${source.slice(0, at)}<!DOCTYPE e>${source.slice(at)}`);
      expect(scanXml(planted, defaultXmlLimits)?.code).toBe('xml-dtd');
    }),
  );
});
