import type { Rule, WordingRule } from '../domain/rule.ts';
import type { Verdict } from './check.ts';
import type { RuleInput } from './input.ts';
import { compileWording, type Wording } from './wording.ts';

/**
 * What rules say of the parts of a message's content, by the names that their rows give them (`block`): the roll-up
 * of findings that handovers are followed by.
 */

/** In order of weight: where several rows judge one part, the first of these that any of them says counts. */
const standings = ['missing', 'noted', 'explained', 'present'] as const;
type Standing = (typeof standings)[number];

/** Names of parts, each in one list, in order. */
export type Blocks = Readonly<Record<Standing, readonly string[]>>;

/** What one row, with what it came to, says of its part; undefined where it says nothing of it. */
export type StandingOf = (verdict: Verdict, isExplained: boolean, input: RuleInput) => Standing | undefined;

/** Collects what rows say, while a message is judged. */
export class BlockTally {
  readonly #known = new Map<string, Standing>();

  add(block: string, standing: Standing): void {
    const before = this.#known.get(block);
    if (before === undefined || standings.indexOf(standing) < standings.indexOf(before)) {
      this.#known.set(block, standing);
    }
  }

  /** Undefined when nothing was said: of a cancellation, or a type that has no rows on content. */
  blocks(): Blocks | undefined {
    if (this.#known.size === 0) return undefined;
    const of = (standing: Standing): readonly string[] =>
      [...this.#known].flatMap(([block, each]) => (each === standing ? [block] : [])).sort();
    return {
      missing: of('missing'),
      noted: of('noted'),
      explained: of('explained'),
      present: of('present'),
    };
  }
}

/** The same phrases as something to be found, made once for each row. */
const sought = new WeakMap<WordingRule, Wording>();
const soughtOf = (row: WordingRule): Wording => {
  const known = sought.get(row);
  if (known !== undefined) return known;
  const { find, headings, merged, vocabulary } = row;
  const wanted: Wording = {
    find,
    vocabulary,
    ...(headings && { headings }),
    ...(merged && { merged }),
  };
  sought.set(row, wanted);
  return wanted;
};

const byWording = (row: WordingRule): StandingOf => {
  switch (row.sign) {
    case 'credit':
      return (verdict) => (verdict === true ? undefined : 'present');
    case 'flag':
      return (verdict) => (verdict === true ? undefined : 'noted');
    case 'absence': {
      const wording = compileWording(soughtOf(row));
      // All is well too where the question is idle or there was nothing to read; neither means that it is there.
      return (verdict, _isExplained, { clinical }) => {
        if (verdict !== true) return 'noted';
        const { texts, medications } = clinical();
        if (texts.length === 0) return undefined;
        const isThere = wording.ok && wording.value(texts, { medications: medications.length }) !== true;
        return isThere ? 'present' : 'explained';
      };
    }
  }
};

/**
 * How a row's verdict is read for its part. A rule that is kept means that the part is there, or not called for in this
 * message; only what the standards always ask for can be missing.
 */
export const standingOf = (row: Rule): StandingOf => {
  if (row.kind === 'wording') return byWording(row);
  const broken = row.level === 'must' ? 'missing' : 'noted';
  return (verdict, isExplained) => (verdict === true ? 'present' : isExplained ? 'explained' : broken);
};
