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
  textOf,
  typeOf,
  xmlDocGetRootElement,
} from './libxml2.ts';
import { learnName, sharedName } from './names.ts';

/** Names as they are shown, by namespace and local name. */
class Names {
  readonly #shown = new Map<string, Map<string, string>>();

  add(namespace: string, name: string, shown: string): this {
    const ofNamespace = this.#shown.get(namespace) ?? new Map<string, string>();
    this.#shown.set(namespace, ofNamespace.set(name, shown));
    return this;
  }

  shown(namespace: string, name: string): string | undefined {
    return this.#shown.get(namespace)?.get(name);
  }
}

/**
 * The names that a schema set declares. Only these may be shown to people: any other name in a document is text of
 * the sender's making.
 */
export class Vocabulary {
  readonly #prefixes = new Map<string, string>();
  readonly #elements = new Names();
  readonly #attributes = new Names();
  readonly #types = new Names();

  /** Adds what one parsed XSD (an xmlDoc) declares. */
  add(schemaDocument: Pointer): void {
    const root = xmlDocGetRootElement(schemaDocument);
    const target = attributeOf(root, 'targetNamespace') ?? '';
    learnName(target);
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
        learnName(name);
        sharedName(kind === 'attribute' ? '' : target, name);
        const prefix = this.#prefixes.get(target);
        const shown = prefix === undefined ? name : `${prefix}:${name}`;
        // Local elements and attributes may be unqualified: no namespace covers them.
        if (kind === 'element') this.#elements.add(target, name, shown).add('', name, name);
        if (kind === 'attribute') this.#attributes.add(target, name, shown).add('', name, name);
        if (kind === 'complexType' || kind === 'simpleType') this.#types.add(target, name, shown);
      }
      this.#collect(at, target);
    }
  }

  /** An element's name with the set's prefix, `mh:MsgId`; undefined when no schema declares it. */
  show(namespace: string, name: string): string | undefined {
    return this.#elements.shown(namespace, name);
  }

  /** As `show`, of an attribute. */
  showAttribute(namespace: string, name: string): string | undefined {
    return this.#attributes.shown(namespace, name);
  }

  /** As `show`, of a named type of the schemas. */
  showType(namespace: string, name: string): string | undefined {
    return this.#types.shown(namespace, name);
  }
}

/** Value of an attribute without namespace. */
export function attributeOf(element: Pointer, name: string): string | undefined {
  for (let at = firstAttributeOf(element); at !== 0; at = nextOf(at)) {
    if (nameOf(at) === name) return textOf(at);
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
