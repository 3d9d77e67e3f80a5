import type { Decision } from '../deadline.ts';
import type { Confidence } from '../expectation-vocabulary.ts';
import type { Language } from '../texts.ts';

/** What the board looks at (handover-rules, indicators), as data: seeds/indicators.yaml. */

/**
 * Counts that are no shares over expectations; src/adapters/postgres/board says how each is counted.
 * - `overdue-days`: nights of overdue stay, of patients that were ready; may be more than there are patients
 * - `ready-withdrawn`: notices of readiness that were withdrawn
 * - `medication-list`: discharges of which both the report and the epikrise hold a list of medicines
 * - `readmission-30d`: discharges after which the patient came again
 * - `completeness`: blocks of content, split by type; `n` is blocks, not messages
 * - `order-wording`: documents that order another level's services
 * - `delivery`: messages receipted positively in time
 */
export const namedCounts = [
  'overdue-days',
  'ready-withdrawn',
  'medication-list',
  'readmission-30d',
  'completeness',
  'order-wording',
  'delivery',
] as const;
type NamedCount = (typeof namedCounts)[number];

/** What an indicator is counted from: keys of the catalogue (`id`, or `id/case`), or a count of its own. */
type IndicatorFrom =
  | { readonly expectations: readonly string[] }
  | { readonly count: Exclude<NamedCount, 'order-wording'> }
  /** Rules that say so, and the types of messages that they are tried on (8279). */
  | { readonly count: 'order-wording'; readonly rules: readonly string[]; readonly types: readonly string[] };

/** What an indicator says in one language: a name of a few words, and sentences. */
interface IndicatorTexts {
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  /** What is in neither of them. */
  readonly leftOut: string;
  readonly why: string;
}

/** The share to reach, from 0 to 1. A target that no source gives is the board's own. */
interface Target {
  readonly share: number;
  readonly source?: string;
  readonly decided?: Decision;
}

/** One indicator. Its figures are the cells of measure `indicator` whose part is its id. */
export interface Indicator {
  readonly id: string;
  readonly from: IndicatorFrom;
  readonly better: 'higher' | 'lower' | 'none';
  /** What `hits` over `n` is: of a hundred, or so many to each hundred. */
  readonly unit: 'share' | 'per-hundred';
  readonly target?: Target;
  /** Days after a period's end in which what belongs to it may still be decided. */
  readonly settleDays: number;
  readonly source: string;
  readonly confidence: Confidence;
  readonly texts: Readonly<Record<Language, IndicatorTexts>>;
}
