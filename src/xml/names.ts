/** Longer than any name or namespace of the standards. */
const maxLength = 96;
/** Schemas as many as the standards have hold a few thousand names. */
const maxKnown = 16_384;

const known = new Map<number, string>();

/** The engine's one copy of a text: it tells two of these apart without reading them. */
const engineCopy = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

/** FNV-1a, a byte at a time. */
const firstHash = 0x811c9dc5;
const nextHash = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/**
 * Keeps a name of a schema, so that documents need not decode it. Only names of schemas are kept, never what a
 * sender makes up.
 */
export const learnName = (name: string): void => {
  const bytes = Buffer.from(name, 'latin1');
  const isPlain = bytes.toString('latin1') === name && bytes.every((byte) => byte > 0 && byte < 0x80);
  if (!isPlain || bytes.length > maxLength || known.size >= maxKnown) return;
  known.set(bytes.reduce(nextHash, firstHash), engineCopy(name));
};

/** The kept name that stands at an address and ends with a zero byte; undefined when it is not a kept one. */
export const knownName = (bytes: Uint8Array, address: number): string | undefined => {
  let hash = firstHash;
  let end = address;
  for (let byte = bytes[end] ?? 0; byte !== 0; byte = bytes[end] ?? 0) {
    if (end - address === maxLength) return undefined;
    hash = nextHash(hash, byte);
    end += 1;
  }
  const name = known.get(hash);
  if (name === undefined || name.length !== end - address) return undefined;
  // Two names may have one hash.
  for (let at = 0; at < name.length; at += 1)
    if (name.charCodeAt(at) !== bytes[address + at]) return undefined;
  return name;
};

/** A name in full. */
export interface QName {
  readonly namespace: string;
  readonly name: string;
  /** The only object for this name: others are other names. */
  readonly shared: boolean;
}

const shared = new Map<string, Map<string, QName>>();

/** The one object for a name that schemas or rules have; makes it when it is new. */
export const sharedName = (namespace: string, name: string): QName => {
  const known = shared.get(namespace)?.get(name);
  if (known !== undefined) return known;
  const made: QName = { namespace: engineCopy(namespace), name: engineCopy(name), shared: true };
  const others = shared.get(namespace) ?? new Map<string, QName>();
  shared.set(namespace, others.set(name, made));
  return made;
};

/** A name that stands in a document: the shared object if there is one, or one of its own, that goes with the document. */
export const nameInDocument = (namespace: string, name: string): QName =>
  shared.get(namespace)?.get(name) ?? { namespace, name, shared: false };

/** Whether a name in a document is that of a schema or rule. Nearly always they are, or are not, one object. */
export const isSameName = (found: QName, wanted: QName): boolean =>
  found === wanted || (!found.shared && found.name === wanted.name && found.namespace === wanted.namespace);
