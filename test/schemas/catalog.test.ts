import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';
import { innlagt } from './sample.ts';

interface Row {
  namespace: string;
  file: string;
  source: string;
  imports?: string[];
}
const catalog = JSON.parse(readFileSync('schemas/catalog.json', 'utf8')) as Row[];

describe('the catalogue', () => {
  test('lists every XSD of the folder, each once', () => {
    const files = readdirSync('schemas').filter((name) => name.endsWith('.xsd'));
    expect(catalog.map(({ file }) => file).sort()).toEqual(files.sort());
  });

  test.each(catalog)('says of $file what the file says of itself', ({ namespace, file, imports = [] }) => {
    const xsd = readFileSync(join('schemas', file), 'utf8');
    expect(/targetNamespace="([^"]*)"/.exec(xsd)?.[1]).toBe(namespace);
    const imported = Array.from(xsd.matchAll(/<xs:import namespace="([^"]*)" schemaLocation="([^"]*)"/g));
    expect(imported.map((match) => match[1])).toEqual(imports);
    for (const [, uri, location] of imported) {
      expect(catalog.find((row) => row.namespace === uri)?.file).toBe(location);
    }
  });
});

describe('a directory of other files', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'schemas-'));
    cpSync('schemas', directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const rewrite = (file: string, change: (text: string) => string): void => {
    const path = join(directory, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };

  test('serves wherever its files say that their imports lie, with a DOCTYPE too', () => {
    for (const { file } of catalog) {
      rewrite(file, (xsd) =>
        xsd
          .replaceAll('schemaLocation="', 'schemaLocation="http://schemas.invalid/Felles/')
          .replace(/(<xs:schema)/, '<!DOCTYPE xs:schema SYSTEM "http://schemas.invalid/x.dtd">$1'),
      );
    }
    using set = loadSchemaSet(readSchemaFiles(directory));
    const parsed = parseXml(Buffer.from(innlagt));
    if (!parsed.ok) throw new Error('does not parse');
    using document = parsed.value;
    expect(set.validate(document)).toEqual([]);
  });

  test('without a catalogue is an error that names it', () => {
    rmSync(join(directory, 'catalog.json'));
    expect(() => readSchemaFiles(directory)).toThrow(join(directory, 'catalog.json'));
  });

  test('with a catalogue that is not JSON, or has another shape, is an error that says so', () => {
    rewrite('catalog.json', () => '{');
    expect(() => readSchemaFiles(directory)).toThrow('is not JSON');
    rewrite('catalog.json', () => '[{"namespace":"urn:x","file":"../x.xsd","source":"x"}]');
    expect(() => readSchemaFiles(directory)).toThrow('beside the catalogue');
  });

  test('without one of its files is an error that names the file', () => {
    rmSync(join(directory, 'msghead-1.2.xsd'));
    expect(() => readSchemaFiles(directory)).toThrow(join(directory, 'msghead-1.2.xsd'));
  });

  test('with two files of one namespace, or an import that is not listed, is an error', () => {
    rewrite('catalog.json', (json) =>
      JSON.stringify([...JSON.parse(json), { ...catalog[0], file: 'x.xsd' }]),
    );
    expect(() => readSchemaFiles(directory)).toThrow('have the same namespace');
    rewrite('catalog.json', () =>
      JSON.stringify(catalog.filter(({ file }) => file !== 'kith-data-types.xsd')),
    );
    expect(() => readSchemaFiles(directory)).toThrow('which is not listed');
  });

  test('with a file that is no XML, or no schema, is an error that says which', () => {
    rewrite('apprec-1.1.xsd', () => '<xs:schema');
    expect(() => loadSchemaSet(readSchemaFiles(directory))).toThrow('apprec-1.1.xsd is not well-formed');
    rewrite(
      'apprec-1.1.xsd',
      () => '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:nonsense/></xs:schema>',
    );
    expect(() => loadSchemaSet(readSchemaFiles(directory))).toThrow('do not make a set');
  });
});
