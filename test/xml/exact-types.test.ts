import { describe, expect, it } from 'vitest';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet } from '../../src/xml/schema-set.ts';

const xsd = (type: string): Uint8Array =>
  Buffer.from(
    `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"><xsd:element name="v" type="xsd:${type}"/></xsd:schema>`,
  );
const faultsOf = (type: string, value: string) => {
  using schemas = loadSchemaSet(new Map([['urn:t', { file: 't.xsd', bytes: xsd(type) }]]));
  const parsed = parseXml(Buffer.from(`<v xmlns="urn:t">${value}</v>`));
  if (!parsed.ok) throw new Error(parsed.fault.code);
  using document = parsed.value;
  return schemas.validate(document).map(({ message }) => message);
};

describe('values of built-in types are read as XSD 1.0 says', () => {
  it.each([
    ['date', ' 2026-11-22\n'],
    ['dateTime', '\t2026-11-22T10:00:00+01:00 '],
    ['gYear', ' 2026 '],
    ['double', '1.5e-3'],
    ['double', 'INF'],
  ])('%s takes %j', (type, value) => {
    expect(faultsOf(type, value)).toEqual([]);
  });

  it.each([
    ['date', '2026-02-30'],
    ['dateTime', '2026-11-22'],
    ['double', '1e'],
    ['double', '1e+'],
  ])('%s refuses %j and is named as XSD names it', (type, value) => {
    expect(faultsOf(type, value)).toEqual([`the value of v is not valid; expected xs:${type}`]);
  });
});
