import type { Policy } from './services.ts';

/**
 * When a missing AppRec counts as a negative one: 96 h after GenDate (HITS 1168). A GenDate that lies in
 * the future, or so far back that the time is out on arrival, is no clock: receipt time is used instead.
 */
export const receiptDue = (
  genInstant: Date,
  receivedAt: Date,
  policy: Pick<Policy, 'receiptMs' | 'skewMs'>,
): Date => {
  const age = receivedAt.getTime() - genInstant.getTime();
  const usable = age >= -policy.skewMs && age < policy.receiptMs;
  return new Date((usable ? genInstant : receivedAt).getTime() + policy.receiptMs);
};
