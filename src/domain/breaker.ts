import type { HerId } from './ids.ts';
import type { PushOutcome } from './ports.ts';
import type { BreakerRow } from './store.ts';

/**
 * The circuit breaker of one receiver: after enough failures in a row nothing is sent to it for a while,
 * then one message goes first as a probe. Pure; the row is shared by all workers and changed under its lock.
 *
 *   closed --failures reach the threshold--> open --cool-down over--> halfOpen (one probe)
 *   halfOpen --delivered or refused--> closed       halfOpen --failed--> open, for longer
 */
export interface BreakerPolicy {
  /** Failures in a row that open it. */
  readonly threshold: number;
  /** First cool-down; each failed probe doubles it up to the longest. */
  readonly coolDownSeconds: number;
  readonly longestCoolDownSeconds: number;
  /** How long a probe may be away before it counts as lost (its worker died) and another may go. */
  readonly probeSeconds: number;
}

export const defaultBreakerPolicy: BreakerPolicy = {
  threshold: 5,
  coolDownSeconds: 60,
  longestCoolDownSeconds: 30 * 60,
  probeSeconds: 2 * 60,
};

/** Whether a message may be sent now. When it may, `row` is to be stored first; when not, try again at `retryAt`. */
export type BreakerDecision =
  | { readonly allow: true; readonly row: BreakerRow }
  | { readonly allow: false; readonly retryAt: Date };

/** The breaker of a receiver that nothing is known of. */
export const closedBreaker = (receiver: HerId): BreakerRow => ({ receiver, state: 'closed', failures: 0 });

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

const coolDownSeconds = (failures: number, policy: BreakerPolicy): number =>
  Math.min(
    policy.coolDownSeconds * 2 ** Math.max(failures - policy.threshold, 0),
    policy.longestCoolDownSeconds,
  );

/** Asks before each attempt. A closed breaker's row comes back as it is: nothing need be stored. */
export const beforeAttempt = (
  row: BreakerRow,
  now: Date,
  policy: BreakerPolicy = defaultBreakerPolicy,
): BreakerDecision => {
  if (row.state === 'closed') return { allow: true, row };
  if (row.retryAt !== undefined && now < row.retryAt) return { allow: false, retryAt: row.retryAt };
  return {
    allow: true,
    row: { ...row, state: 'halfOpen', retryAt: after(now, policy.probeSeconds) },
  };
};

/**
 * Tells what came of an attempt. `refused` (the endpoint answered, but did not want this message) says
 * that the endpoint is alive. Failures that come in while it is open were under way when it opened, so
 * they prolong nothing.
 */
export const afterAttempt = (
  row: BreakerRow,
  outcome: Pick<PushOutcome, 'kind'>,
  now: Date,
  policy: BreakerPolicy = defaultBreakerPolicy,
): BreakerRow => {
  if (outcome.kind !== 'failed') {
    return row.state === 'closed' && row.failures === 0 ? row : closedBreaker(row.receiver);
  }
  if (row.state === 'open') return row;
  const failures = row.failures + 1;
  if (row.state === 'closed' && failures < policy.threshold) return { ...row, failures };
  return {
    receiver: row.receiver,
    state: 'open',
    failures,
    retryAt: after(now, coolDownSeconds(failures, policy)),
  };
};
