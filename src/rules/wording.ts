import { ok, type Result } from '../domain/result.ts';
import type { Vocabulary, WordingRule } from '../domain/rule.ts';
import type { XmlElement } from '../xml/dom.ts';
import type { RuleText } from './input.ts';
import { compileExcuses, type Excuses, type Hit } from './wording/excuse.ts';
import { Lexicon } from './wording/lexicon.ts';
import { type Pattern, possible, readPatterns, someMatch } from './wording/pattern.ts';
import { type ReadText, readText } from './wording/sentences.ts';

/**
 * How something is said: phrases over the free texts of a message. They advise and never block; what they find is told
 * by place and rule, never by its words. docs/wording.md says how rows are written and how well they do.
 */

/** Judges the texts of one message: whether all is well, or the elements of the texts in which it is not. */
export type WordingJudge = (
  texts: readonly RuleText[],
  context: { readonly medications: number },
) => boolean | readonly XmlElement[];

interface Compiler {
  readonly lexicon: Lexicon;
  readonly excuses: ReturnType<typeof compileExcuses>;
}

/** Rows of one file share their vocabulary, so a text is read once for all of them. */
const compilers = new WeakMap<Vocabulary, Compiler>();
const compilerOf = (vocabulary: Vocabulary): Compiler => {
  const known = compilers.get(vocabulary);
  if (known !== undefined) return known;
  const lexicon = new Lexicon(vocabulary.words);
  const compiler = { lexicon, excuses: compileExcuses(vocabulary, lexicon) };
  compilers.set(vocabulary, compiler);
  return compiler;
};

/** A text of the message with what was read in it. */
interface Said {
  readonly from: RuleText;
  readonly read: ReadText;
}

interface Reading {
  readonly lexicon: Lexicon;
  readonly size: number;
  readonly said: readonly Said[];
}

const readAll = (texts: readonly RuleText[], lexicon: Lexicon): readonly Said[] => {
  const [first] = texts;
  if (first === undefined) return [];
  const { size } = lexicon;
  // Kept for as long as the document of the texts is: classes of words, not words.
  const kept = first.element.document.once(texts, (): { reading?: Reading } => ({}));
  if (kept.reading?.lexicon === lexicon && kept.reading.size === size) return kept.reading.said;
  const said = texts.map((from): Said => ({ from, read: readText(from.text, lexicon) }));
  kept.reading = { lexicon, size, said };
  return said;
};

/** Whether a text stands under one of the headings that a row names. */
type Stands = (said: Said) => boolean;

const under = (headings: readonly string[] | undefined): Stands | undefined => {
  if (headings === undefined) return undefined;
  const codes = headings.map((heading) => {
    const [v, list] = heading.split('/').reverse();
    return { v, ends: list === undefined ? '' : `.${list}` };
  });
  return ({ from: { heading } }) =>
    heading !== undefined && codes.some(({ v, ends }) => heading.v === v && (heading.s ?? '').endsWith(ends));
};

/** The texts that a row is about. */
const chosen = (
  all: readonly Said[],
  stands: Stands | undefined,
  merged: Stands | undefined,
): readonly Said[] => {
  if (stands === undefined) return all;
  const found = all.filter(stands);
  return found.length > 0 || merged === undefined ? found : all.filter(merged);
};

interface Search {
  readonly patterns: readonly Pattern[];
  readonly unless: readonly Excuses[];
  readonly stands: Stands | undefined;
}

const isFound = ({ read }: Said, { patterns, unless }: Omit<Search, 'stands'>): boolean => {
  const candidates = possible(patterns, read.present);
  return (
    candidates.length > 0 &&
    read.sentences.some(({ tokens }, at) =>
      someMatch(candidates, tokens, 0, tokens.length, (start, end) => {
        const hit: Hit = { text: read, at, start, end };
        return !unless.some((excuse) => excuse(hit));
      }),
    )
  );
};

/** What is looked for, and where: of a rule, or of a mark, which only finds. */
export type Wording = Pick<WordingRule, 'find' | 'vocabulary'> &
  Partial<Pick<WordingRule, 'sign' | 'headings' | 'merged' | 'unlisted' | 'settled'>>;

const compileSearches = (row: Wording, { lexicon, excuses }: Compiler): Result<readonly Search[], string> => {
  const searches: Search[] = [];
  for (const { phrases, unless, headings = row.headings } of row.find) {
    const patterns = readPatterns(phrases, lexicon);
    if (!patterns.ok) return patterns;
    const bound = excuses(unless);
    if (!bound.ok) return bound;
    searches.push({ patterns: patterns.value, unless: bound.value, stands: under(headings) });
  }
  return ok(searches);
};

const make = (row: Wording): Result<WordingJudge, string> => {
  const compiler = compilerOf(row.vocabulary);
  const searches = compileSearches(row, compiler);
  const settled = readPatterns(row.settled ?? [], compiler.lexicon);
  if (!searches.ok) return searches;
  if (!settled.ok) return settled;
  const stands = under(row.headings);
  const merged = under(row.merged);
  const elementsOf = (said: readonly Said[]): readonly XmlElement[] => said.map(({ from }) => from.element);

  const holding = (all: readonly Said[]): readonly Said[] => {
    const found = new Set<Said>();
    for (const search of searches.value) {
      for (const said of chosen(all, search.stands, merged)) {
        if (!found.has(said) && isFound(said, search)) found.add(said);
      }
    }
    return all.filter((said) => found.has(said));
  };
  const isSettled = (all: readonly Said[]): boolean =>
    settled.value.length > 0 && all.some((said) => isFound(said, { patterns: settled.value, unless: [] }));

  return ok((texts, { medications }) => {
    if (row.unlisted === true && medications > 0) return true;
    const all = readAll(texts, compiler.lexicon);
    const found = holding(all);
    if (row.sign !== 'absence') return found.length === 0 || isSettled(all) ? true : elementsOf(found);
    // Where there is nothing to read, another rule tells of it.
    const read = chosen(all, stands, merged);
    if (read.length === 0 || found.length > 0 || isSettled(all)) return true;
    return stands === undefined ? false : elementsOf(read);
  });
};

const judges = new WeakMap<Wording, Result<WordingJudge, string>>();

/** Makes a row ready, once for all types, or says which of its phrases or excuses cannot be read. */
export const compileWording = (row: Wording): Result<WordingJudge, string> => {
  const known = judges.get(row);
  if (known !== undefined) return known;
  const judge = make(row);
  judges.set(row, judge);
  return judge;
};
