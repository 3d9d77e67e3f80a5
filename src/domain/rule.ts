import type { Severity } from './finding.ts';
import type { EnvelopeFamily, ServiceStatus } from './message.ts';
import type { Language, Wording } from './texts.ts';

/** How binding a rule is in its source, and the severity it has when its row names none. */
export const ruleLevels = {
  /** A always: without it the message is incomplete. */
  must: 'medium',
  /** R when relevant: its absence may be right, so the sender is asked to check. */
  check: 'low',
  /** r: asked for when relevant, and silence is right as often as not; told as "not mentioned", never as missing. */
  note: 'info',
  /** The form that the standards demand of a value, whatever the message says. */
  form: 'low',
  /** A sign of quality that no source demands. */
  hint: 'info',
} as const satisfies Readonly<Record<string, Severity>>;
export type RuleLevel = keyof typeof ruleLevels;

/** An explicit statement that there is nothing to tell ("ingen kjente"): then what is absent is not missing. */
interface Explanation {
  /** XPath of the texts it may stand in. */
  readonly in: string;
  /** Phrases, any of which explains; compared without regard to case and at word boundaries. */
  readonly by: readonly string[];
}

/** Which messages a row is for. */
export interface MessageRange {
  /** Plug-in keys it applies to, besides all types of its families. */
  readonly types: readonly string[];
  readonly families: readonly EnvelopeFamily[];
  /** 8279 codes, when it applies to some of what its types carry. */
  readonly functions?: readonly string[];
  /** 7309 values it applies to; types without such a field count as N. */
  readonly statuses: readonly ServiceStatus[];
}

interface RuleBase extends MessageRange {
  /** Stable; findings refer to it. Retired ids are never used again. */
  readonly id: string;
  readonly level: RuleLevel;
  readonly severity: Severity;
  /** The part of the content whose presence it judges, when it does: what completeness is counted by. */
  readonly block?: string;
  readonly texts: Readonly<Record<Language, Wording>>;
  readonly source: { readonly document: string; readonly section: string };
  /** First day it holds, YYYY-MM-DD; messages that came (or, where nothing came, were made) before it are not judged by it. */
  readonly validFrom: string;
  /** XPath of the elements to point at, one finding each; the payload's root when it is left out or selects none. */
  readonly at?: string;
  readonly explained?: Explanation;
}

/** A rule that XPath 1.0 can say. `assert` is relative to the payload's root and true when all is well. */
export interface XPathRule extends RuleBase {
  readonly kind: 'xpath';
  readonly assert: string;
}

/** A rule that needs code: the name of a pure function in rules/checks.ts, and what it takes. */
interface CheckRule extends RuleBase {
  readonly kind: 'check';
  readonly check: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Where the phrases of an excuse must stand, seen from what they excuse: among its own words; in its clause, up to its
 * last word or to the end of the clause; in its sentence, up to its last word or anywhere; in its sentence or the one
 * before, or the one after.
 */
export const excusePlaces = [
  'within',
  'clause-before',
  'clause',
  'before',
  'sentence',
  'previous',
  'next',
] as const;

/** Why a phrase does not count, as patterns; void where another excuse holds for its own words ("ikke avtalt"). */
export interface Excuse {
  readonly where: (typeof excusePlaces)[number];
  readonly phrases: readonly string[];
  readonly unless: readonly string[];
}

/** What the wording rows of a file are written with. */
export interface Vocabulary {
  /** Words and short phrases by the name of their group, in bokmål and nynorsk. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly excuses: Readonly<Record<string, Excuse>>;
}

/** Phrases that are looked for, and what excuses them. */
export interface Sought {
  /** Patterns over the words of a sentence, in bokmål and nynorsk. */
  readonly phrases: readonly string[];
  /** Excuses of the vocabulary, and `quoted` and `asked`, which the engine knows. */
  readonly unless: readonly string[];
  /** Headings it is looked for under, when they are not the row's. */
  readonly headings?: readonly string[];
}

/** What finding a phrase means: the text would be better otherwise, or it is good; or that finding none is told of. */
export const wordingSigns = ['flag', 'credit', 'absence'] as const;

/** A rule on how something is said: phrases over the free texts, in both written forms of Norwegian. */
export interface WordingRule extends RuleBase {
  readonly kind: 'wording';
  readonly sign: (typeof wordingSigns)[number];
  /** Codes of headings it reads under, `OP` or with the code list `9141/8`; all texts when it is left out. */
  readonly headings?: readonly string[];
  /** Headings it reads instead in a message that has none of those: an old system writes all under one. */
  readonly merged?: readonly string[];
  /** Holds only for a message that lists no medicine. */
  readonly unlisted: boolean;
  readonly find: readonly Sought[];
  /** Patterns that settle the whole message wherever they stand. */
  readonly settled: readonly string[];
  readonly vocabulary: Vocabulary;
}

/** One rule row: what is judged, where it comes from and how it is told. None of them rejects a message. */
export type Rule = XPathRule | CheckRule | WordingRule;
