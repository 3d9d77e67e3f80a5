import { attr, type XmlDocument, XmlElement } from './dom.ts';
import {
  firstChildOf,
  nameAddressOf,
  nameOf,
  namespaceOf,
  nextOf,
  nodeType,
  type Pointer,
  parentOf,
  typeOf,
  xmlDocGetRootElement,
} from './libxml2.ts';
import { path } from './path.ts';
import type { SchemaErrorDescription } from './schema-error.ts';
import { attributeOf, prefixesOf, type Vocabulary } from './vocabulary.ts';

/**
 * libxml2 does not hold documents to `<xs:attribute ref="…" fixed="…"/>`: a `fixed` beside a `ref` is read and then
 * forgotten (2.15; on declarations it works). The EPJ components say their kind in this way, so we check it here.
 */

interface FixedAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

/** A departure that libxml2 does not see. */
interface FixedAttributeError extends SchemaErrorDescription {
  readonly line: number;
  readonly path: string;
}

/** The fixed values that global elements of a schema set demand of attributes declared elsewhere. */
export class FixedAttributes {
  /** By `{namespace}name` of the element. */
  readonly #byElement = new Map<string, FixedAttribute[]>();
  /** Local names of those elements. */
  readonly #names = new Set<string>();

  /** Adds those of one parsed XSD (an xmlDoc). */
  add(schemaDocument: Pointer): void {
    const root = xmlDocGetRootElement(schemaDocument);
    const target = attributeOf(root, 'targetNamespace') ?? '';
    const prefixes = prefixesOf(root);
    for (const declaration of childElements(root)) {
      const name = attributeOf(declaration, 'name');
      if (nameOf(declaration) !== 'element' || name === undefined) continue;
      const fixed: FixedAttribute[] = [];
      collect(declaration, prefixes, fixed);
      if (fixed.length === 0) continue;
      this.#byElement.set(`{${target}}${name}`, fixed);
      this.#names.add(name);
    }
  }

  /** What a document has that differs: at most `limit`, in document order, with line and path of the element. */
  check(document: XmlDocument, vocabulary: Vocabulary, limit: number): FixedAttributeError[] {
    return document.isIndexed
      ? this.#checkIndexed(document, vocabulary, limit)
      : this.#checkAll(document, vocabulary, limit);
  }

  /** Of a document whose elements have been read, only those are looked at that may have something demanded. */
  #checkIndexed(document: XmlDocument, vocabulary: Vocabulary, limit: number): FixedAttributeError[] {
    const errors: FixedAttributeError[] = [];
    const found = [...this.#names].flatMap((name) => document.named(name));
    for (const element of found.sort((one, other) => one.place - other.place)) {
      if (errors.length >= limit) break;
      const demanded = this.#byElement.get(keyOf(element));
      if (demanded !== undefined) checkElement(element, demanded, vocabulary, errors);
    }
    return errors;
  }

  #checkAll(document: XmlDocument, vocabulary: Vocabulary, limit: number): FixedAttributeError[] {
    const errors: FixedAttributeError[] = [];
    // Names and namespaces are interned: each pair is looked up once per document.
    const known = new Map<Pointer, Map<Pointer, readonly FixedAttribute[]>>();
    const root = document.root.pointer;
    for (let node = root; node !== 0 && errors.length < limit; node = following(node, root)) {
      if (typeOf(node) !== nodeType.element) continue;
      const ns = namespaceOf(node);
      let ofNamespace = known.get(ns);
      if (ofNamespace === undefined) {
        ofNamespace = new Map();
        known.set(ns, ofNamespace);
      }
      const name = nameAddressOf(node);
      let demanded = ofNamespace.get(name);
      if (demanded === undefined) {
        demanded = this.#byElement.get(keyOf(new XmlElement(document, node))) ?? [];
        ofNamespace.set(name, demanded);
      }
      if (demanded.length > 0) checkElement(new XmlElement(document, node), demanded, vocabulary, errors);
    }
    return errors;
  }
}

const keyOf = ({ namespace, name }: XmlElement): string => `{${namespace}}${name}`;

function checkElement(
  element: XmlElement,
  demanded: readonly FixedAttribute[],
  vocabulary: Vocabulary,
  errors: FixedAttributeError[],
): void {
  for (const { namespace, name, value } of demanded) {
    if ((attr(element, name, namespace) ?? value) === value) continue;
    const attribute = vocabulary.showAttribute(namespace, name) ?? name;
    const owner = vocabulary.show(element.namespace, element.name) ?? 'the element';
    const message = `the value of attribute ${attribute} of ${owner} is not valid; expected ${value}`;
    errors.push({ code: 'attribute-invalid', message, line: element.line, path: path(element) });
  }
}

/** The node after this one in document order, within `root`; 0 at the end. */
function following(node: Pointer, root: Pointer): Pointer {
  const child = typeOf(node) === nodeType.element ? firstChildOf(node) : 0;
  if (child !== 0) return child;
  for (let at = node; at !== root; at = parentOf(at)) {
    const next = nextOf(at);
    if (next !== 0) return next;
  }
  return 0;
}

function collect(node: Pointer, prefixes: ReadonlyMap<string, string>, found: FixedAttribute[]): void {
  for (const at of childElements(node)) {
    const reference = attributeOf(at, 'ref');
    const value = attributeOf(at, 'fixed');
    if (nameOf(at) === 'attribute' && reference !== undefined && value !== undefined) {
      const [prefix = '', name = ''] = reference.includes(':') ? reference.split(':') : ['', reference];
      const namespace = prefixes.get(prefix);
      if (namespace !== undefined) found.push({ namespace, name, value });
    }
    // What is declared inside a local element is that element's, whose name alone does not identify it.
    if (nameOf(at) !== 'element') collect(at, prefixes, found);
  }
}

function childElements(node: Pointer): Pointer[] {
  const found: Pointer[] = [];
  for (let at = firstChildOf(node); at !== 0; at = nextOf(at))
    if (typeOf(at) === nodeType.element) found.push(at);
  return found;
}
