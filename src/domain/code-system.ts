/**
 * Code systems and the elements that use them: what a coded value says about itself. Everything here is a lookup in
 * data; nothing depends on a message's text. What it finds is told, and never rejects (HIS 80415:2012 §3.3.4).
 */

/** Branch of the national code systems; a system's number is the next arc. */
export const nationalCodeSystems = '2.16.578.1.12.4.1.1.';

/** What took the place of a code or a system; a code stands in the same system when no other is named. */
interface Replacement {
  /** OID. */
  readonly system?: string;
  readonly code?: string;
}

/** When something holds: from its first day, and no longer from `until`. YYYY-MM-DD; open where left out. */
interface Validity {
  readonly from?: string;
  readonly until?: string;
  readonly replacedBy?: Replacement;
}

export interface Code extends Validity {
  /** Display name, Norwegian. */
  readonly name: string;
}

export interface CodeSystem extends Validity {
  readonly oid: string;
  readonly name: string;
  readonly codes: ReadonlyMap<string, Code>;
  /** What a whole code looks like, of a system that is not held here. */
  readonly form?: RegExp;
  /** The national list grows, or ours was cut: a code outside it is not in our list, and no more than that. */
  readonly open: boolean;
  /** Blanks inside a code are no part of it (ATC: C03C A01). */
  readonly ignoresBlanks: boolean;
}

/** By OID. */
export type CodeSystems = ReadonlyMap<string, CodeSystem>;

/** What becomes of a code that is looked up on a day. */
export type CodeStanding =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'retired'; readonly since: string; readonly replacedBy?: Replacement }
  /** No code of the system: it is not in a list that is whole, or has not the form that its codes have. */
  | { readonly kind: 'unknown' }
  /** Nothing can be said: the system, or its codes, are not held here. */
  | { readonly kind: 'not-listed' };

/** A code as it is compared: outer blanks are never part of one (V is a token), inner ones in some systems neither. */
export const normaliseCode = (system: CodeSystem, text: string): string =>
  system.ignoresBlanks ? text.replaceAll(/\s/g, '') : text.trim();

const retired = ({ until, replacedBy }: Validity, day: string): CodeStanding | undefined =>
  until !== undefined && day >= until
    ? { kind: 'retired', since: until, ...(replacedBy && { replacedBy }) }
    : undefined;

const begun = ({ from }: Validity, day: string): boolean => from === undefined || from <= day;

/** Looks up a code of a system on a day (YYYY-MM-DD). */
export const lookUpCode = (systems: CodeSystems, oid: string, text: string, day: string): CodeStanding => {
  const system = systems.get(oid);
  if (system === undefined) return { kind: 'not-listed' };
  const over = retired(system, day);
  if (over !== undefined) return over;
  const v = normaliseCode(system, text);
  const code = system.codes.get(v);
  if (code !== undefined) {
    return (
      retired(code, day) ?? (begun(code, day) ? { kind: 'known', name: code.name } : { kind: 'unknown' })
    );
  }
  const formed = system.form === undefined ? undefined : system.form.test(v);
  if (formed === false) return { kind: 'unknown' };
  return formed || system.open || system.codes.size === 0 ? { kind: 'not-listed' } : { kind: 'unknown' };
};

/** Display names differ by case, blanks and punctuation from document to document. */
const folded = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '');

const namesOf = new WeakMap<CodeSystem, ReadonlySet<string>>();
const foldedNames = (system: CodeSystem): ReadonlySet<string> => {
  const known = namesOf.get(system);
  if (known !== undefined) return known;
  const names = new Set(Array.from(system.codes.values(), ({ name }) => folded(name)));
  namesOf.set(system, names);
  return names;
};

/**
 * True when a display name is that of another code of the system: then V and DN say different things. A name that is
 * merely worded otherwise contradicts nothing, since documents print the names in several ways.
 */
export const namesAnotherCode = (system: CodeSystem, text: string, name: string): boolean => {
  const code = system.codes.get(normaliseCode(system, text));
  // Nearly every name stands as the list has it, and folding costs more than all else here.
  if (code === undefined || code.name === name) return false;
  const said = folded(name);
  return said !== folded(code.name) && foldedNames(system).has(said);
};

/** What an element with V is: a CS with one list (or one of a few), a CV that names its own in S, or no code at all. */
export type CodeBinding =
  | { readonly kind: 'cs'; readonly systems: readonly string[] }
  | {
      readonly kind: 'cv';
      /** OIDs it may name; any where our sources fix none. */
      readonly systems: readonly string[] | 'any';
      /** OIDs beside the national branch are right too. */
      readonly outside: boolean;
    }
  | { readonly kind: 'value' };

/** Bindings of one standard in one version. */
export interface CodeBindings {
  /** By local name, with its parents before it where it needs them: `Type`, `Address/Type`, `Inst/AdditionalId/Type`. */
  readonly byPath: ReadonlyMap<string, CodeBinding>;
  /** Retired codes that this version still has, as `OID code`. */
  readonly keeps: ReadonlySet<string>;
}

/** Bindings of elements of one name in a parent of one name: whatever is above that, and by what is. */
interface Above {
  binding?: CodeBinding;
  readonly tops: Map<string, CodeBinding>;
}

/**
 * Makes bindings ready: finds the binding of an element by its local name. Only where that says too little is asked
 * for the names of its parent and of the parent's parent; the longest path that fits counts.
 */
export const bindingFinder = ({ byPath }: CodeBindings) => {
  const nested = new Map<string, Map<string, Above>>();
  for (const [path, binding] of byPath) {
    const [name = '', up, top] = path.split('/').reverse();
    if (up === undefined) continue;
    const ofName = nested.get(name) ?? new Map<string, Above>();
    nested.set(name, ofName);
    const above = ofName.get(up) ?? { tops: new Map<string, CodeBinding>() };
    ofName.set(up, above);
    if (top === undefined) above.binding = binding;
    else above.tops.set(top, binding);
  }
  return (
    name: string,
    above: () => readonly [string | undefined, string | undefined],
  ): CodeBinding | undefined => {
    const ofName = nested.get(name);
    if (ofName === undefined) return byPath.get(name);
    const [up = '', top = ''] = above();
    const found = ofName.get(up);
    return found?.tops.get(top) ?? found?.binding ?? byPath.get(name);
  };
};

/** Reference data that coded values are judged by. */
export interface CodeBook {
  readonly systems: CodeSystems;
  /** Of a standard (`msghead`, `plo`, …) in a version; undefined when there are none. */
  readonly bindings: (standard: string, version: string) => CodeBindings | undefined;
}

/** True when a CV may name the system. */
export const maySay = (binding: Extract<CodeBinding, { kind: 'cv' }>, oid: string): boolean =>
  binding.systems === 'any' ||
  binding.systems.includes(oid) ||
  (binding.outside && !oid.startsWith(nationalCodeSystems));

/**
 * Looks up the code of a CS, whose system is not in the message: the best that any of its lists says of it.
 * A CS without a list that we know is not listed.
 */
export const lookUpAmong = (
  systems: CodeSystems,
  oids: readonly string[],
  text: string,
  day: string,
): CodeStanding => {
  const found = oids.map((oid) => lookUpCode(systems, oid, text, day));
  const order = ['known', 'retired', 'not-listed', 'unknown'] as const;
  for (const kind of order) {
    const best = found.find((each) => each.kind === kind);
    if (best !== undefined) return best;
  }
  return { kind: 'not-listed' };
};
