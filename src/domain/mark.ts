import type { MessageRange, Sought, Vocabulary } from './rule.ts';

/**
 * What the gateway wants to know of a message without telling its sender anything: parts of content that a handover
 * asks for, and how a municipality answers a notice of readiness. Only the word is kept, never what it was found in.
 */

/**
 * - `medicines`: a list of medicines, in what no rule on content judges
 * - `deterioration-plan` and the other plans: such a plan exists, or comes with the message
 * - `can-receive`: without condition, on whatever day; `can-receive-now`: no later day is named with it
 * - `cannot-receive`: not yet, or not at all
 * - `agrees`: a yes that means that only in an answer to readiness
 */
export const tellings = [
  'medicines',
  'deterioration-plan',
  'palliative-plan',
  'crisis-plan',
  'individual-plan',
  'can-receive',
  'can-receive-now',
  'cannot-receive',
  'agrees',
] as const;
export type Telling = (typeof tellings)[number];

interface MarkBase extends MessageRange {
  /** Names it in faults. */
  readonly id: string;
  readonly tells: Telling;
}

/** `assert` is relative to the payload's root, and true where it is there. */
interface XPathMark extends MarkBase {
  readonly kind: 'xpath';
  readonly assert: string;
}

/** Phrases over the free texts, the names of their headings and those of attachments. */
interface WordingMark extends MarkBase {
  readonly kind: 'wording';
  readonly find: readonly Sought[];
  readonly vocabulary: Vocabulary;
}

/** One row of `marks` in seeds/rules. */
export type Mark = XPathMark | WordingMark;
