/** How a rule did on labelled texts that it was not written by: told rightly, told wrongly, passed over. */
export interface Measured {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/**
 * The held-out figures of `overgang wording`, both written forms together, so that whoever looks at a rule sees how far
 * to trust it (docs/wording.md); a test measures them again.
 */
export const measuredRules: Readonly<Record<string, Measured>> = {
  'wording-service-order': { right: 56, wrong: 2, missed: 7 },
  'wording-promise-to-patient': { right: 19, wrong: 0, missed: 0 },
  'wording-specialist-order': { right: 24, wrong: 1, missed: 2 },
  'wording-vague-follow-up': { right: 33, wrong: 0, missed: 2 },
  'wording-medicine-vague': { right: 17, wrong: 0, missed: 1 },
  'wording-missing-plan': { right: 26, wrong: 5, missed: 1 },
  'wording-plan-without-responsible': { right: 7, wrong: 0, missed: 0 },
  'wording-pending-without-owner': { right: 4, wrong: 0, missed: 0 },
  'wording-consulted': { right: 18, wrong: 1, missed: 2 },
};
