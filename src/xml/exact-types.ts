/**
 * libxml2 reads some built-in types otherwise than XSD 1.0 says: it refuses a date with white space around it, and
 * lets a double end in an exponent without digits. A pattern on a type derived from each makes it normalise first and
 * see the rest, so schemas are given those types instead, ours and the official ones alike.
 */

/** Namespace of the types that stand in for built-in ones; their local names are those of XSD. */
export const exactTypesNamespace = 'urn:overgang:exact-types';

const any = '[\\s\\S]*';
const patterns: Readonly<Record<string, string>> = {
  date: any,
  dateTime: any,
  time: any,
  gYear: any,
  gYearMonth: any,
  double: '[^eE]*([eE][+\\-]?[0-9]+)?',
};

const types = Object.entries(patterns).map(
  ([name, pattern]) =>
    `<xs:simpleType name="${name}"><xs:restriction base="xs:${name}">` +
    `<xs:pattern value="${pattern}"/></xs:restriction></xs:simpleType>`,
);

/** The schema that holds them. */
export const exactTypesSchema: Uint8Array = Buffer.from(
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${exactTypesNamespace}">${types.join('')}</xs:schema>`,
);

const named = Object.keys(patterns).join('|');

/** A schema with the exact types wherever it names one of theirs; all but ASCII stays as it is. */
export const withExactTypes = (schema: Uint8Array): Uint8Array => {
  const xsd = Buffer.from(schema).toString('latin1');
  const own = /<(?:([\w.-]+):)?schema\b/.exec(xsd)?.[1];
  const prefix = own === undefined ? '' : `${own}:`;
  const uses = new RegExp(`\\b(type|base)="${prefix}(${named})"`, 'g');
  if (!uses.test(xsd)) return schema;
  const imported = `<${prefix}import namespace="${exactTypesNamespace}" schemaLocation="exact-types"/>`;
  return Buffer.from(
    xsd
      .replace(uses, '$1="exact-types:$2"')
      .replace(
        /(<(?:[\w.-]+:)?schema\b[^>]*)>/,
        (_whole, head: string) => `${head} xmlns:exact-types="${exactTypesNamespace}">${imported}`,
      ),
    'latin1',
  );
};
