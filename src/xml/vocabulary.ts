import {
  firstAttributeOf,
  firstChildOf,
  firstNamespaceDeclarationOf,
  nameOf,
  namespacePrefix,
  namespaceUri,
  nextNamespace,
  nextOf,
  nodeType,
  type Pointer,
  typeOf,
  xmlDocGetRootElement,
  xmlNodeGetContent,
} from './libxml2.ts';

/**
 * The names that a schema set declares. Only these may be shown to people: any other name in a document is text of
 * the sender's making.
 */
export class Vocabulary {
  readonly #prefixes = new Map<string, string>();
  readonly #elements = new Set<string>();
  readonly #attributes = new Set<string>();
  readonly #types = new Set<string>();

  /** Adds what one parsed XSD (an xmlDoc) declares. */
  add(schemaDocument: Pointer): void {
    const root = xmlDocGetRootElement(schemaDocument);
    const target = attributeOf(root, 'targetNamespace') ?? '';
    for (const [prefix, namespace] of prefixesOf(root)) {
      if (namespace === target && prefix !== '') this.#prefixes.set(target, prefix);
    }
    this.#collect(root, target);
  }

  #collect(node: Pointer, target: string): void {
    for (let at = firstChildOf(node); at !== 0; at = nextOf(at)) {
      if (typeOf(at) !== nodeType.element) continue;
      const kind = nameOf(at);
      const name = attributeOf(at, 'name');
      if (name !== undefined) {
        // Local elements and attributes may be unqualified: `{}` covers them.
        if (kind === 'element') this.#elements.add(`{${target}}${name}`).add(`{}${name}`);
        if (kind === 'attribute') this.#attributes.add(`{${target}}${name}`).add(`{}${name}`);
        if (kind === 'complexType' || kind === 'simpleType') this.#types.add(`{${target}}${name}`);
      }
      this.#collect(at, target);
    }
  }

  /** An element's name with the set's prefix, `mh:MsgId`; undefined when no schema declares it. */
  show(namespace: string, name: string): string | undefined {
    return this.#elements.has(`{${namespace}}${name}`) ? this.#prefixed(namespace, name) : undefined;
  }

  /** As `show`, of an attribute. */
  showAttribute(namespace: string, name: string): string | undefined {
    return this.#attributes.has(`{${namespace}}${name}`) ? this.#prefixed(namespace, name) : undefined;
  }

  /** As `show`, of a named type of the schemas. */
  showType(namespace: string, name: string): string | undefined {
    return this.#types.has(`{${namespace}}${name}`) ? this.#prefixed(namespace, name) : undefined;
  }

  #prefixed(namespace: string, name: string): string {
    const prefix = this.#prefixes.get(namespace);
    return prefix === undefined ? name : `${prefix}:${name}`;
  }
}

/** Value of an attribute without namespace. */
export function attributeOf(element: Pointer, name: string): string | undefined {
  for (let at = firstAttributeOf(element); at !== 0; at = nextOf(at)) {
    if (nameOf(at) === name) return xmlNodeGetContent(at);
  }
  return undefined;
}

/** Namespaces by the prefixes that an element itself declares; '' is the default namespace. */
export function prefixesOf(element: Pointer): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (let ns = firstNamespaceDeclarationOf(element); ns !== 0; ns = nextNamespace(ns)) {
    prefixes.set(namespacePrefix(ns), namespaceUri(ns));
  }
  return prefixes;
}
