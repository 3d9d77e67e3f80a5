import { fail, ok, type Result } from '../../domain/result.ts';
import type { Classes, Lexicon, Matcher } from './lexicon.ts';
import type { ReadText, Sentence } from './sentences.ts';

/**
 * Patterns over the tokens of one sentence, as rows write them: words and `{groups}` with blanks between,
 * `one|other` for either, `?` after what may be left out, `..3` for up to three words of the same clause, `...3` also
 * across a comma, `^` and `$` for begin and end of the sentence or of a part of it. Matching keeps the places reached
 * so far, so its time is bounded by the pattern, however the text is made.
 */

type Step =
  | { readonly kind: 'one'; readonly of: readonly Matcher[]; readonly optional: boolean }
  | { readonly kind: 'gap'; readonly words: number; readonly acrossComma: boolean }
  | { readonly kind: 'start' | 'end' };

/** A pattern made ready. */
export interface Pattern {
  readonly steps: readonly Step[];
  /** For each thing that it needs, the classes of which a sentence must have one. */
  readonly needs: readonly (readonly number[])[];
  /** Classes of the words it may begin with: the first of its needs. */
  readonly firsts: readonly number[];
  readonly signs: Signs;
}

/** Classes that matching itself looks for. */
interface Signs {
  readonly comma: number;
  readonly break: number;
  /** Words that a gap does not cross: they begin a clause of their own. */
  readonly stop: number;
}

type Tokens = Sentence['tokens'];

const gapForm = /^(\.\.\.?)(\d+)$/;
const longestGap = 15;

const readStep = (part: string, lexicon: Lexicon): Result<Step, string> => {
  if (part === '^') return ok({ kind: 'start' });
  if (part === '$') return ok({ kind: 'end' });
  const [, dots, count] = gapForm.exec(part) ?? [];
  if (dots !== undefined) {
    const words = Number(count);
    if (words < 1 || words > longestGap) return fail(`${part} is no gap of 1 to ${longestGap} words`);
    return ok({ kind: 'gap', words, acrossComma: dots.length === 3 });
  }
  const optional = part.endsWith('?');
  const of: Matcher[] = [];
  for (const each of (optional ? part.slice(0, -1) : part).split('|')) {
    const matcher = lexicon.matcher(each);
    if (!matcher.ok) return matcher;
    of.push(matcher.value);
  }
  return ok({ kind: 'one', of, optional });
};

const signsOf = (lexicon: Lexicon): Result<Signs, string> => {
  const stop = lexicon.matcher('{stop}');
  const comma = lexicon.matcher('@comma');
  const brk = lexicon.matcher('@break');
  if (!stop.ok) return stop;
  if (!comma.ok) return comma;
  if (!brk.ok) return brk;
  if (stop.value.sequences.length > 0) return fail('{stop} may hold single words only');
  return ok({ comma: comma.value.id, break: brk.value.id, stop: stop.value.id });
};

const readPattern = (source: string, lexicon: Lexicon): Result<Pattern, string> => {
  const signs = signsOf(lexicon);
  if (!signs.ok) return signs;
  const steps: Step[] = [];
  for (const part of source.trim().split(/\s+/)) {
    const step = readStep(part, lexicon);
    if (!step.ok) return fail(`${step.fault} (${source})`);
    steps.push(step.value);
  }
  const first = steps.find(({ kind }) => kind !== 'start');
  if (first?.kind !== 'one' || first.optional) return fail(`it begins with nothing certain (${source})`);
  const firsts = first.of.map(({ open }) => open);
  const needs = steps.flatMap((step) =>
    step.kind === 'one' && !step.optional ? [step.of.map(({ open }) => open)] : [],
  );
  return ok({ steps, needs, firsts, signs: signs.value });
};

/** Compiles patterns, or says what is wrong with the first that cannot be read. */
export const readPatterns = (
  sources: readonly string[],
  lexicon: Lexicon,
): Result<readonly Pattern[], string> => {
  const patterns: Pattern[] = [];
  for (const source of new Set(sources)) {
    const pattern = readPattern(source, lexicon);
    if (!pattern.ok) return pattern;
    patterns.push(pattern.value);
  }
  return ok(patterns);
};

const has = (tokens: Tokens, at: number, id: number): boolean => tokens[at]?.includes(id) === true;

const put = (places: number[], place: number): void => {
  if (!places.includes(place)) places.push(place);
};

/** Adds the places after what a matcher takes at `from`. */
const take = (matcher: Matcher, tokens: Tokens, from: number, into: number[]): void => {
  if (!has(tokens, from, matcher.open)) return;
  if (has(tokens, from, matcher.id)) put(into, from + 1);
  for (const sequence of matcher.sequences) {
    let places = [from];
    for (const each of sequence) {
      const next: number[] = [];
      for (const place of places) take(each, tokens, place, next);
      places = next;
      if (places.length === 0) break;
    }
    for (const place of places) put(into, place);
  }
};

const cross = (
  { signs }: Pattern,
  { words, acrossComma }: Extract<Step, { kind: 'gap' }>,
  tokens: Tokens,
  from: number,
  into: number[],
): void => {
  put(into, from);
  let crossed = 0;
  for (let at = from; at < tokens.length && crossed < words; at += 1) {
    if (has(tokens, at, signs.break) || has(tokens, at, signs.stop)) return;
    if (has(tokens, at, signs.comma)) {
      if (!acrossComma) return;
    } else crossed += 1;
    put(into, at + 1);
  }
};

const isStart = ({ signs }: Pattern, tokens: Tokens, at: number): boolean =>
  at === 0 || has(tokens, at - 1, signs.break);
const isEnd = ({ signs }: Pattern, tokens: Tokens, at: number): boolean =>
  at === tokens.length || has(tokens, at, signs.comma);

/** Where the shortest match that begins at `from` ends; undefined when there is none. */
const matchAt = (pattern: Pattern, tokens: Tokens, from: number): number | undefined => {
  let places = [from];
  for (const step of pattern.steps) {
    const next: number[] = [];
    for (const place of places) {
      if (step.kind === 'gap') cross(pattern, step, tokens, place, next);
      else if (step.kind === 'one') {
        if (step.optional) put(next, place);
        for (const matcher of step.of) take(matcher, tokens, place, next);
      } else if (step.kind === 'start' ? isStart(pattern, tokens, place) : isEnd(pattern, tokens, place)) {
        put(next, place);
      }
    }
    if (next.length === 0) return undefined;
    places = next;
  }
  return Math.min(...places);
};

/** The patterns that a text with these classes may hold at all: mostly none. */
export const possible = (patterns: readonly Pattern[], present: ReadText['present']): readonly Pattern[] =>
  patterns.filter(({ needs }) => needs.every((any) => any.some((id) => present.has(id))));

const begins = (firsts: readonly number[], classes: Classes): boolean => {
  for (const id of firsts) if (classes.includes(id)) return true;
  return false;
};

/**
 * Finds the matches that begin from `from` on and before `to`, the shortest at each place; `use` is given first and
 * after-last token, and ends the search by saying true. Returns whether it did.
 */
export const someMatch = (
  patterns: readonly Pattern[],
  tokens: Tokens,
  from: number,
  to: number,
  use: (start: number, end: number) => boolean,
): boolean => {
  const last = Math.min(to, tokens.length);
  for (let at = from; at < last; at += 1) {
    const classes = tokens[at];
    if (classes === undefined || classes.length === 0) continue;
    for (const pattern of patterns) {
      if (!begins(pattern.firsts, classes)) continue;
      const end = matchAt(pattern, tokens, at);
      if (end !== undefined && use(at, end)) return true;
    }
  }
  return false;
};
