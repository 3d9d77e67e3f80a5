import { fail, ok, type Result } from '../../domain/result.ts';
import type { Vocabulary } from '../../domain/rule.ts';

/**
 * What a word means to the rows. A text is read once into classes (numbers), never kept as words: the classes of a
 * word are the forms it matches (`kommunen`, `sykehjem*`, `*plass`), the groups it belongs to, and the groups of which
 * it may be the first of several words.
 */

/** Something a pattern may ask for at a place. */
export interface Matcher {
  /** Class of the single words that it takes. */
  readonly id: number;
  /** Class of the words it may begin with. */
  readonly open: number;
  /** What it takes that is longer than a word. */
  readonly sequences: readonly (readonly Matcher[])[];
}

/** Classes of a token; lists of the lexicon itself, which no reader changes. */
export type Classes = readonly number[];

/** Signs and numbers that are no words. */
const signNames = ['number', 'date', 'year', 'comma', 'break'] as const;
type SignName = (typeof signNames)[number];

/** A matcher while it is made: the classes of every word that it takes, or that opens it. */
interface Draft extends Matcher {
  readonly sequences: (readonly Matcher[])[];
  readonly members: Set<number[]>;
  readonly openers: Set<number[]>;
}

interface Affix {
  readonly text: string;
  readonly ids: number[];
}

/** Shortest stem beside `*`. */
const stem = 3;
/** What a stem is found by: ten bits of each of three letters, so that it is a small integer; others may share it. */
const stemKey = (text: string, from: number): number =>
  ((text.charCodeAt(from) & 1023) << 20) |
  ((text.charCodeAt(from + 1) & 1023) << 10) |
  (text.charCodeAt(from + 2) & 1023);

const none: Classes = [];
const word = /^\*?[\p{Ll}\d][\p{Ll}\d.-]*\*?$/u;

/** Forms and groups of one vocabulary; grows while patterns are compiled, and is only read after that. */
export class Lexicon {
  readonly #words: Vocabulary['words'];
  readonly #exact = new Map<string, number[]>();
  readonly #starts = new Map<number, Affix[]>();
  readonly #ends = new Map<number, Affix[]>();
  readonly #known = new Map<string, Draft>();
  readonly #open = new Set<string>();
  #next = 0;

  /** Classes of what is no word. */
  readonly signs: Readonly<Record<SignName, Classes>>;

  constructor(words: Vocabulary['words']) {
    this.#words = words;
    const sign = (name: SignName): number[] => {
      const ids: number[] = [];
      this.#known.set(`@${name}`, this.#draft(ids));
      return ids;
    };
    this.signs = {
      number: sign('number'),
      date: sign('date'),
      year: sign('year'),
      comma: sign('comma'),
      break: sign('break'),
    };
  }

  /** How many classes there are. What was classified before a form was added must be read anew. */
  get size(): number {
    return this.#next;
  }

  /** Classes of a folded word; most have none. */
  classify(folded: string): Classes {
    let ids: Classes = this.#exact.get(folded) ?? none;
    if (folded.length < stem) return ids;
    const starts = this.#starts.get(stemKey(folded, 0));
    const ends = this.#ends.get(stemKey(folded, folded.length - stem));
    if (starts !== undefined) {
      for (const { text, ids: more } of starts) if (folded.startsWith(text)) ids = join(ids, more);
    }
    if (ends !== undefined) {
      for (const { text, ids: more } of ends) if (folded.endsWith(text)) ids = join(ids, more);
    }
    return ids;
  }

  /** The matcher of a word, of `@number` and the like, or of `{group}`; fails on what is none of these. */
  matcher(source: string): Result<Matcher, string> {
    return this.#matcher(source);
  }

  #matcher(source: string): Result<Draft, string> {
    const known = this.#known.get(source);
    if (known !== undefined) return ok(known);
    const group = /^\{(.+)\}$/.exec(source)?.[1];
    const made = group === undefined ? this.#form(source) : this.#group(group);
    if (made.ok) this.#known.set(source, made.value);
    return made;
  }

  /** A matcher of its own class, which the classes of its words take up. */
  #draft(...words: readonly number[][]): Draft {
    const id = this.#next++;
    for (const ids of words) ids.push(id);
    return { id, open: id, sequences: [], members: new Set(words), openers: new Set(words) };
  }

  #form(source: string): Result<Draft, string> {
    if (!word.test(source)) return fail(`${source} is no word`);
    const text = source.replaceAll('*', '');
    const [open, closed] = [source.startsWith('*'), source.endsWith('*')];
    if (open && closed) return fail(`${source} may have * at one end only`);
    if ((open || closed) && text.length < stem) return fail(`${source} needs ${stem} letters beside *`);
    const ids: number[] = [];
    if (!open && !closed) this.#exact.set(text, ids);
    else {
      const table = closed ? this.#starts : this.#ends;
      const key = stemKey(text, closed ? 0 : text.length - stem);
      table.set(key, [...(table.get(key) ?? []), { text, ids }]);
    }
    return ok(this.#draft(ids));
  }

  #group(name: string): Result<Draft, string> {
    const entries = this.#words[name];
    if (entries === undefined) return fail(`there are no words {${name}}`);
    if (this.#open.has(name)) return fail(`{${name}} holds itself`);
    this.#open.add(name);
    const parts: Draft[][] = [];
    for (const entry of entries) {
      const sequence: Draft[] = [];
      for (const part of entry.split(/\s+/)) {
        const matcher = this.#matcher(part);
        if (!matcher.ok) return matcher;
        sequence.push(matcher.value);
      }
      parts.push(sequence);
    }
    this.#open.delete(name);
    return ok(this.#join(parts));
  }

  #join(entries: readonly (readonly Draft[])[]): Draft {
    const members = new Set<number[]>();
    const openers = new Set<number[]>();
    const sequences: (readonly Matcher[])[] = [];
    for (const entry of entries) {
      const [first] = entry;
      if (first === undefined) continue;
      for (const ids of first.openers) openers.add(ids);
      if (entry.length > 1) sequences.push(entry);
      else {
        for (const ids of first.members) members.add(ids);
        sequences.push(...first.sequences);
      }
    }
    const { id } = this.#draft(...members);
    const open = sequences.length === 0 ? id : this.#draft(...openers).id;
    return { id, open, sequences, members, openers };
  }
}

const join = (ids: Classes, more: Classes): Classes => (ids.length === 0 ? more : [...ids, ...more]);
