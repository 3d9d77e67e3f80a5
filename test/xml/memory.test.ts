import { XmlNodeSetStruct, xmlXPathNewContext } from 'libxml2-wasm/lib/libxml2.mjs';
import { expect, test } from 'vitest';
import { parseXml } from '../../src/xml/parse.ts';
import { compileXPath, selectElements } from '../../src/xml/xpath.ts';
import { schemas } from '../schemas/judge.ts';
import { innlagt, ns } from '../schemas/sample.ts';

const anchor = xmlXPathNewContext(0);
/** Bytes that libxml2 has taken from the system; it never gives any back, but should not take more either. */
const wasmBytes = (): number => XmlNodeSetStruct.nodeTable(anchor, 0).buffer.byteLength;

test('20,000 documents, good and bad, read and judged, take no more memory', { timeout: 60_000 }, () => {
  const compiled = compileXPath('//mh:Ident', { mh: ns.mh });
  if (!compiled.ok) throw new Error('does not compile');
  const inputs = [
    innlagt,
    innlagt.replace('<MsgId>', '<Foo/><MsgId>'),
    innlagt.slice(0, 900),
    innlagt.replace('</MsgId>', '</p:MsgId>'),
  ].map((xml) => Buffer.from(xml));
  const round = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const parsed = parseXml(inputs[index % inputs.length]!);
      if (!parsed.ok) continue;
      using document = parsed.value;
      schemas.validate(document);
      selectElements(compiled.value, document);
    }
  };
  round(2000);
  const before = wasmBytes();
  round(18_000);
  expect(wasmBytes()).toBe(before);
});

test('compiling and dropping many expressions, right and wrong, takes no more memory', () => {
  const round = (from: number): void => {
    for (let index = from; index < from + 3000; index += 1) {
      compileXPath(`//mh:Ident[${index}]`, { mh: ns.mh });
      compileXPath(`//mh:Ident[${index}`, { mh: ns.mh });
      compileXPath(`//xx:Ident[${index}]`, { mh: ns.mh });
    }
  };
  round(0);
  const before = wasmBytes();
  round(3000);
  round(6000);
  expect(wasmBytes()).toBe(before);
});
