import type { Severity } from './finding.ts';
import type { EnvelopeFamily, ServiceStatus } from './message.ts';
import type { Language, Wording } from './texts.ts';

/** How binding a rule is in its source, and the severity it has when its row names none. */
export const ruleLevels = {
  /** A always: without it the message is incomplete. */
  must: 'medium',
  /** R when relevant: its absence may be right, so the sender is asked to check. */
  check: 'low',
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

interface RuleBase {
  /** Stable; findings refer to it. Retired ids are never used again. */
  readonly id: string;
  /** Plug-in keys it applies to, besides all types of its families. */
  readonly types: readonly string[];
  readonly families: readonly EnvelopeFamily[];
  /** 8279 codes, when it applies to some of what its types carry. */
  readonly functions?: readonly string[];
  /** 7309 values it applies to; types without such a field count as N. */
  readonly statuses: readonly ServiceStatus[];
  readonly level: RuleLevel;
  readonly severity: Severity;
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

/** One rule row: what is judged, where it comes from and how it is told. None of them rejects a message. */
export type Rule = XPathRule | CheckRule;
