import {
  ParseOption,
  XmlBufferInputProvider,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { type XmlDocument, XmlElement } from './dom.ts';
import { exactTypesNamespace, exactTypesSchema, withExactTypes } from './exact-types.ts';
import { FixedAttributes } from './fixed-attributes.ts';
import {
  lineOf,
  listenToParser,
  listenToSchemaParser,
  listenToValidator,
  type Pointer,
  withErrors,
  xmlFreeDoc,
  xmlFreeParserCtxt,
  xmlNewParserCtxt,
  xmlReadMemory,
  xmlSchemaFree,
  xmlSchemaFreeParserCtxt,
  xmlSchemaFreeValidCtxt,
  xmlSchemaNewDocParserCtxt,
  xmlSchemaNewValidCtxt,
  xmlSchemaParse,
  xmlSchemaValidateDoc,
} from './libxml2.ts';
import { path } from './path.ts';
import { describeSchemaError, type SchemaErrorDescription } from './schema-error.ts';
import { Vocabulary } from './vocabulary.ts';

/** One XSD: the name it goes by in error texts, and its bytes. */
export interface SchemaFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A departure from the schema, told in names of the schema only. */
export interface SchemaError extends SchemaErrorDescription {
  /** From 1. */
  readonly line: number;
  /** XPath with positions, see `path`. */
  readonly path?: string;
}

const maxErrors = 20;
const errorLevel = 2;
const parserOptions: number =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG;

/** A compiled set of schemas that judges a whole message, envelope and payload, in one pass. */
export class SchemaSet implements Disposable {
  /** The names it declares, as people may see them. */
  readonly vocabulary: Vocabulary;
  readonly #fixed: FixedAttributes;
  #schema: Pointer;

  /** Takes ownership of an xmlSchema; `loadSchemaSet` makes these. */
  constructor(schema: Pointer, vocabulary: Vocabulary, fixed: FixedAttributes) {
    this.#schema = schema;
    this.vocabulary = vocabulary;
    this.#fixed = fixed;
  }

  /**
   * Judges a document against the schema of its root. Returns the first 20 departures, none when it is
   * valid. From then on `path` writes this set's names for the document.
   */
  validate(document: XmlDocument): readonly SchemaError[] {
    document.vocabulary = this.vocabulary;
    const errors: SchemaError[] = [];
    const nodes = new Set<Pointer>();
    const context = xmlSchemaNewValidCtxt(this.#schema);
    try {
      const result = withErrors(
        (error) => {
          if (error.level < errorLevel || errors.length === maxErrors) return;
          const described = describeSchemaError(error, this.vocabulary);
          // One fault in a value can raise several errors on its element; the first says it.
          if (described.code === 'value-invalid' && nodes.has(error.node)) return;
          nodes.add(error.node);
          errors.push(
            error.node === 0
              ? { line: error.line, ...described }
              : {
                  line: lineOf(error.node),
                  path: path(new XmlElement(document, error.node)),
                  ...described,
                },
          );
        },
        () => {
          listenToValidator(context);
          return xmlSchemaValidateDoc(context, document.pointer);
        },
      );
      if (result < 0) throw new Error('libxml2 could not validate: internal error');
      if (result > 0 && errors.length === 0)
        throw new Error(`libxml2 gave no reason for its verdict ${result}`);
    } finally {
      xmlSchemaFreeValidCtxt(context);
    }
    const said = new Set(errors.map(({ code, path }) => `${code} ${path}`));
    const fixed = this.#fixed.check(document, this.vocabulary, maxErrors);
    return [...errors, ...fixed.filter(({ code, path }) => !said.has(`${code} ${path}`))].slice(0, maxErrors);
  }

  [Symbol.dispose](): void {
    xmlSchemaFree(this.#schema);
    this.#schema = 0;
  }
}

/**
 * Compiles schemas, given by target namespace, into one set. They may import one another; where they say the files
 * are does not matter, since each namespace is found here. Nothing is read from disk or network. Throws an Error
 * that says what is wrong when they do not make a set.
 */
export function loadSchemaSet(files: ReadonlyMap<string, SchemaFile>): SchemaSet {
  const vocabulary = new Vocabulary();
  const fixed = new FixedAttributes();
  const buffers: Record<string, Uint8Array> = {};
  const imports: string[] = [];
  for (const [namespace, { file, bytes }] of files) {
    const location = `schema:${imports.length}`;
    buffers[location] = withExactTypes(bytes);
    imports.push(`<xs:import namespace="${escapeAttribute(namespace)}" schemaLocation="${location}"/>`);
    withTrustedXml(bytes, file, (document) => {
      vocabulary.add(document);
      fixed.add(document);
    });
  }
  buffers['schema:exact-types'] = exactTypesSchema;
  imports.unshift(`<xs:import namespace="${exactTypesNamespace}" schemaLocation="schema:exact-types"/>`);
  const driver = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${imports.join('')}</xs:schema>`;

  xmlRegisterInputProvider(new XmlBufferInputProvider(buffers));
  try {
    return withTrustedXml(
      Buffer.from(driver),
      'the list of schemas',
      (document) => new SchemaSet(compile(document), vocabulary, fixed),
    );
  } finally {
    // Takes the built-in file access away with ours: from here on libxml2 can open nothing at all.
    xmlCleanupInputProvider();
  }
}

function compile(document: Pointer): Pointer {
  const context = xmlSchemaNewDocParserCtxt(document);
  const messages: string[] = [];
  try {
    const schema = withErrors(
      (error) => {
        if (error.level >= errorLevel) messages.push(error.message().trim());
      },
      () => {
        listenToSchemaParser(context);
        return xmlSchemaParse(context);
      },
    );
    if (schema === 0) throw new Error(`The schemas do not make a set: ${messages.slice(0, 5).join(' ')}`);
    return schema;
  } finally {
    xmlSchemaFreeParserCtxt(context);
  }
}

/** Parses XML of our own (schemas), which may have a DOCTYPE, and frees it after use. */
function withTrustedXml<T>(bytes: Uint8Array, name: string, use: (document: Pointer) => T): T {
  const context = xmlNewParserCtxt();
  let document = 0;
  try {
    document = withErrors(
      () => {},
      () => {
        listenToParser(context);
        return xmlReadMemory(context, bytes, null, null, parserOptions);
      },
    );
    if (document === 0) throw new Error(`Schema ${name} is not well-formed XML`);
    return use(document);
  } finally {
    if (document !== 0) xmlFreeDoc(document);
    xmlFreeParserCtxt(context);
  }
}

const escapeAttribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
