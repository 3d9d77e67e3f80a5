import { exactTypesNamespace } from './exact-types.ts';
import { type NativeError, nameOf, namespaceOf, namespaceUri, type Pointer } from './libxml2.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What kind of departure from the schema it is; stable. */
type SchemaErrorCode =
  | 'root-unknown'
  | 'element-unknown'
  | 'element-unexpected'
  | 'element-missing'
  | 'text-not-allowed'
  | 'content-not-allowed'
  | 'value-invalid'
  | 'attribute-unexpected'
  | 'attribute-missing'
  | 'attribute-invalid'
  | 'schema-type-invalid'
  | 'other';

/** What can be said of a departure from the schema: no value and no name of the sender's making is in it. */
export interface SchemaErrorDescription {
  readonly code: SchemaErrorCode;
  /** One English sentence. */
  readonly message: string;
}

// Numbers of libxml2's xmlParserErrors, XML_SCHEMAV_*.
const codes = new Map<number, SchemaErrorCode>([
  [1824, 'value-invalid'],
  [1825, 'value-invalid'],
  [1826, 'value-invalid'],
  [1827, 'attribute-unexpected'],
  [1828, 'content-not-allowed'],
  [1841, 'content-not-allowed'],
  [1842, 'content-not-allowed'],
  [1843, 'text-not-allowed'],
  [1846, 'schema-type-invalid'],
  [1847, 'schema-type-invalid'],
  [1850, 'schema-type-invalid'],
  [1851, 'schema-type-invalid'],
  [1852, 'schema-type-invalid'],
  [1858, 'value-invalid'],
  [1866, 'attribute-unexpected'],
  [1867, 'attribute-unexpected'],
  [1868, 'attribute-missing'],
]);
const noDeclaration = 1845;
const contentModel = 1871;
const firstFacet = 1829;
const lastFacet = 1840;

const maxMessageRead = 4096;
const attributeMentioned = /^Element '[^']*', attribute '([^']*)'/;
const attributeMissing = /The attribute '([^']*)' is required but missing\.\s*$/;
const expectedNames = /Expected is (?:one of )?\( ([^()]*) \)\.\s*$/;
const typeMentioned = /type '([^']*)'\.\s*$/;
const maxExpected = 10;

/** A fault's kind, its element and a sentence about it, from libxml2's code and what may be kept of its message. */
export function describeSchemaError(error: NativeError, vocabulary: Vocabulary): SchemaErrorDescription {
  const full = error.message();
  // The middle of a message can be a value of any length; names stand at its ends.
  const message =
    full.length <= 2 * maxMessageRead ? full : full.slice(0, maxMessageRead) + full.slice(-maxMessageRead);
  const element = elementName(error.node, vocabulary);
  const attributeText = attributeMentioned.exec(message)?.[1];
  const code = classify(error.code, message, attributeText !== undefined);
  const attribute = shown(attributeText, vocabulary, 'showAttribute');

  switch (code) {
    case 'root-unknown':
      return {
        code,
        message: `${element ?? 'the root element'} is not the root of a message type known here`,
      };
    case 'element-unknown':
      return { code, message: `${element ?? 'an unknown element'} is not declared by any schema known here` };
    case 'element-unexpected':
      return {
        code,
        message: `${element ?? 'an unknown element'} is not expected here${expected(message, vocabulary)}${ofOtherVersion(element, message, vocabulary)}`,
      };
    case 'element-missing':
      return {
        code,
        message: `${element ?? 'the element'} lacks a child element${expected(message, vocabulary)}`,
      };
    case 'text-not-allowed':
      return { code, message: `${element ?? 'the element'} may hold elements only, not text` };
    case 'content-not-allowed':
      return { code, message: `${element ?? 'the element'} holds content that its type does not allow` };
    case 'value-invalid':
      return {
        code,
        message: `the value of ${element ?? 'the element'} is not valid${ofType(message, vocabulary)}`,
      };
    case 'attribute-unexpected':
      return {
        code,
        message: `${attribute ?? 'an unknown attribute'} is not allowed on ${element ?? 'the element'}`,
      };
    case 'attribute-missing': {
      const missing = shown(attributeMissing.exec(message)?.[1], vocabulary, 'showAttribute');
      return {
        code,
        message: `${element ?? 'the element'} lacks the attribute ${missing ?? 'that is required'}`,
      };
    }
    case 'attribute-invalid':
      return {
        code,
        message: `the value of attribute ${attribute ?? 'given'} of ${element ?? 'the element'} is not valid${ofType(message, vocabulary)}`,
      };
    case 'schema-type-invalid':
      return {
        code,
        message: `${element ?? 'the element'} uses xsi:type or xsi:nil in a way its schema does not allow`,
      };
    default:
      return { code, message: `${element ?? 'the element'} does not follow its schema` };
  }
}

function classify(native: number, message: string, onAttribute: boolean): SchemaErrorCode {
  if (native === noDeclaration) {
    return message.endsWith('for the validation root.\n') ? 'root-unknown' : 'element-unknown';
  }
  if (native === contentModel) {
    // The sentence stands right behind the element's name, or at the end after it.
    return /: This element is not expected\.(?: Expected is [^']*)?\s*$/.test(message)
      ? 'element-unexpected'
      : 'element-missing';
  }
  const isFacet = native >= firstFacet && native <= lastFacet;
  const code = isFacet ? 'value-invalid' : (codes.get(native) ?? 'other');
  return onAttribute && (code === 'value-invalid' || code === 'other') ? 'attribute-invalid' : code;
}

function elementName(node: Pointer, vocabulary: Vocabulary): string | undefined {
  if (node === 0) return undefined;
  const ns = namespaceOf(node);
  return vocabulary.show(ns === 0 ? '' : namespaceUri(ns), nameOf(node));
}

const namesExpected = (message: string, vocabulary: Vocabulary): string[] =>
  (expectedNames.exec(message)?.[1] ?? '')
    .split(', ')
    .map((name) => shown(name, vocabulary, 'show'))
    .filter((name) => name !== undefined)
    .slice(0, maxExpected);

/** Versions share prefixes and names, so that what is expected can look like what stands there. */
const ofOtherVersion = (element: string | undefined, message: string, vocabulary: Vocabulary): string =>
  element !== undefined && namesExpected(message, vocabulary).includes(element)
    ? ' of another version: the namespaces differ'
    : '';

function expected(message: string, vocabulary: Vocabulary): string {
  const names = namesExpected(message, vocabulary);
  if (names.length === 0) return '';
  return names.length === 1 ? `; expected ${names[0]}` : `; expected one of ${names.join(', ')}`;
}

const builtIn =
  /^xs:(?:string|boolean|date|dateTime|time|gYear|gYearMonth|integer|decimal|double|token|anyURI|base64Binary|ID|NMTOKEN)$/;

function ofType(message: string, vocabulary: Vocabulary): string {
  const type = typeMentioned.exec(message)?.[1];
  if (type === undefined) return '';
  const written = type.replace(`{${exactTypesNamespace}}`, 'xs:');
  const name = builtIn.test(written) ? written : shown(type, vocabulary, 'showType');
  return name === undefined ? '' : `; expected ${name}`;
}

/** `{namespace}name` or `name` as the vocabulary writes it; undefined for any name it does not have. */
function shown(
  written: string | undefined,
  vocabulary: Vocabulary,
  kind: 'show' | 'showAttribute' | 'showType',
): string | undefined {
  if (written === undefined) return undefined;
  const end = written.startsWith('{') ? written.indexOf('}') : -1;
  return vocabulary[kind](end === -1 ? '' : written.slice(1, end), written.slice(end + 1));
}
