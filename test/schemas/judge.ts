import { readSchemaFiles } from '../../src/adapters/seeds/schemas.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { loadSchemaSet, type SchemaError } from '../../src/xml/schema-set.ts';

/** The project's own set, compiled once per test file. */
export const schemas = loadSchemaSet(readSchemaFiles('schemas'));

/** Everything the set has against a document. */
export function judge(xml: string): readonly SchemaError[] {
  const parsed = parseXml(Buffer.from(xml));
  if (!parsed.ok) throw new Error(`The test's document does not parse: ${JSON.stringify(parsed.fault)}`);
  using document = parsed.value;
  return schemas.validate(document);
}

/** The kinds of departure, in order; [] when valid. */
export const codesOf = (xml: string): string[] => judge(xml).map(({ code }) => code);
