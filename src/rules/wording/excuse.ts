import { fail, ok, type Result } from '../../domain/result.ts';
import type { Excuse, Vocabulary } from '../../domain/rule.ts';
import type { Lexicon } from './lexicon.ts';
import { type Pattern, possible, readPatterns, someMatch } from './pattern.ts';
import type { ReadText, Sentence } from './sentences.ts';

/** A phrase that was found: its sentence by number, its first token and the one after its last. */
export interface Hit {
  readonly text: ReadText;
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Whether an excuse holds for a hit. */
export type Excuses = (hit: Hit) => boolean;

const sentenceOf = ({ text, at }: Hit): Sentence | undefined => text.sentences[at];

/** Between quotation marks it is somebody else who speaks. */
const quoted: Excuses = (hit) => sentenceOf(hit)?.quoted?.[hit.start] === true;
const asked: Excuses = (hit) => sentenceOf(hit)?.asked === true;
const known: Readonly<Record<string, Excuses>> = { quoted, asked };

/** Where clauses begin: at a sign, or where a phrase of the group `clause` does. */
const clauseBegins = ['@comma', '@break', '{clause}'];

const clauseOf = (hit: Hit, begins: readonly Pattern[]): readonly [start: number, end: number] => {
  const sentence = sentenceOf(hit);
  let start = 0;
  let end = sentence?.tokens.length ?? 0;
  if (sentence === undefined) return [start, end];
  someMatch(begins, sentence.tokens, 0, end, (at) => {
    if (at < hit.end) start = Math.max(start, at);
    else end = Math.min(end, at);
    return false;
  });
  return [start, end];
};

/** The tokens in which an excuse's phrase may begin, sentence by sentence. */
const placesOf = (
  where: Excuse['where'],
  hit: Hit,
  begins: readonly Pattern[],
): readonly (readonly [at: number, from: number, to: number])[] => {
  const all = Number.POSITIVE_INFINITY;
  switch (where) {
    case 'within':
      return [[hit.at, hit.start, hit.end]];
    case 'clause-before':
      return [[hit.at, clauseOf(hit, begins)[0], hit.end]];
    case 'clause':
      return [[hit.at, ...clauseOf(hit, begins)]];
    case 'before':
      return [[hit.at, 0, hit.end]];
    case 'sentence':
      return [[hit.at, 0, all]];
    case 'previous':
      return [
        [hit.at, 0, all],
        [hit.at - 1, 0, all],
      ];
    case 'next':
      return [
        [hit.at, 0, all],
        [hit.at + 1, 0, all],
      ];
  }
};

/** Compiles excuses by name, each once; `open` guards against excuses that lead back to themselves. */
export const compileExcuses = (vocabulary: Vocabulary, lexicon: Lexicon) => {
  const made = new Map<string, Result<Excuses, string>>();

  const make = (name: string, open: readonly string[]): Result<Excuses, string> => {
    const builtInExcuse = known[name];
    if (builtInExcuse !== undefined) return ok(builtInExcuse);
    const excuse = vocabulary.excuses[name];
    if (excuse === undefined) return fail(`there is no excuse ${name}`);
    if (open.includes(name)) return fail(`the excuse ${name} leads back to itself`);
    const sources = readPatterns(excuse.phrases, lexicon);
    const begins = readPatterns(clauseBegins, lexicon);
    const unless = all(excuse.unless, [...open, name]);
    if (!sources.ok) return sources;
    if (!begins.ok) return begins;
    if (!unless.ok) return unless;
    return ok((hit) => {
      const phrases = possible(sources.value, hit.text.present);
      if (phrases.length === 0) return false;
      return placesOf(excuse.where, hit, begins.value).some(([at, from, to]) => {
        const sentence = hit.text.sentences[at];
        if (sentence === undefined) return false;
        return someMatch(phrases, sentence.tokens, from, to, (start, end) => {
          const own: Hit = { text: hit.text, at, start, end };
          return !unless.value.some((each) => each(own));
        });
      });
    });
  };

  const one = (name: string, open: readonly string[]): Result<Excuses, string> => {
    const before = made.get(name);
    if (before !== undefined) return before;
    const excuse = make(name, open);
    made.set(name, excuse);
    return excuse;
  };

  const all = (names: readonly string[], open: readonly string[]): Result<readonly Excuses[], string> => {
    const excuses: Excuses[] = [];
    for (const name of names) {
      const excuse = one(name, open);
      if (!excuse.ok) return excuse;
      excuses.push(excuse.value);
    }
    return ok(excuses);
  };

  return (names: readonly string[]): Result<readonly Excuses[], string> => all(names, []);
};
