import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import { attr, elements } from '../../src/xml/dom.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';
import { mutate, pathAt, readRecorded, recordedFiles } from './recorded.ts';

// The verdicts are those of the content models, so they hold for the official files as well.
const directory = process.env.SCHEMA_DIR ?? 'schemas';
const files = readSchemaFiles(directory);
const schemas = loadSchemaSet(files);

function judge(xml: string): string {
  const parsed = parseXml(Buffer.from(xml));
  if (!parsed.ok) return `does not parse (${parsed.fault.code})`;
  using document = parsed.value;
  const [first] = schemas.validate(document);
  return first === undefined ? 'valid' : `invalid (${first.message})`;
}

/** `{namespace}name` of each element that an XSD declares at its top, thus allows as a root and in `Content`. */
function declaredIn(bytes: Uint8Array): string[] {
  const parsed = parseXml(bytes);
  if (!parsed.ok) throw new Error(`a schema does not parse: ${parsed.fault.code}`);
  using document = parsed.value;
  const target = attr(document.root, 'targetNamespace') ?? '';
  return elements(document.root)
    .filter(({ name }) => name === 'element')
    .map((declaration) => `{${target}}${attr(declaration, 'name')}`);
}

describe.each(recordedFiles)('recorded in %s', (file) => {
  const instances = readRecorded(file);
  const cases = instances.reduce((sum, { mutants }) => sum + mutants.length, instances.length);

  test(`each of ${cases} documents gets the verdict of the content models`, () => {
    const wrong: string[] = [];
    for (const { instance, root, xml, mutants } of instances) {
      const verdict = judge(xml);
      if (verdict !== 'valid') wrong.push(`${root} (${instance}): ${verdict}`);
      for (const mutant of mutants) {
        const got = judge(mutate(xml, mutant));
        if (got.startsWith(mutant.valid ? 'valid' : 'invalid')) continue;
        wrong.push(`${root} (${instance}), ${pathAt(xml, mutant.offset)}: ${mutant.fault}: ${got}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('every element that an XSD declares is the root of a recorded instance', () => {
  const recorded = new Set(recordedFiles.flatMap(readRecorded).map(({ root }) => root));
  const declared = Array.from(files.values()).flatMap(({ bytes }) => declaredIn(bytes));
  expect(declared.length).toBeGreaterThan(0);
  expect(declared.filter((name) => !recorded.has(name))).toEqual([]);
});

test('every XSD that declares elements has recorded cases under its own name', () => {
  const catalog: { file: string }[] = JSON.parse(readFileSync(join('schemas', 'catalog.json'), 'utf8'));
  const without = catalog
    .map(({ file }) => file)
    .filter((file) => /^ {2}<xs:(?:element|attribute) /m.test(readFileSync(join('schemas', file), 'utf8')))
    .filter((file) => !recordedFiles.includes(file.replace('.xsd', '.jsonl')));
  expect(without).toEqual([]);
});

test('a path names the element in which a change begins', () => {
  const xml = '<a:x><a:y V="1"/><a:z>t</a:z></a:x>';
  expect(pathAt(xml, 0)).toBe('/a:x');
  expect(pathAt(xml, xml.indexOf('V='))).toBe('/a:x/a:y');
  expect(pathAt(xml, xml.indexOf('t<'))).toBe('/a:x/a:z');
  expect(pathAt(xml, xml.indexOf('<a:z'))).toBe('/a:x/a:z');
});
