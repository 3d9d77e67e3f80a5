/** When a failed delivery is tried again, and when it is given up. Pure: time and chance are handed in. */

/** Minutes to wait after the first, second … failed attempt, and how they are spread. */
export interface RetryPolicy {
  /** Not empty; the last one holds for all further attempts. */
  readonly stepsMinutes: readonly number[];
  /** No wait is longer than this, whatever the receiver asks for. */
  readonly capMinutes: number;
  /** `full` waits anything up to the step, `equal` between half of it and all of it. */
  readonly jitter: 'full' | 'equal';
}

/** Equal jitter, so that a receiver that is down is left alone for at least half a step. */
export const defaultRetryPolicy: RetryPolicy = {
  stepsMinutes: [1, 2, 4, 8, 16, 30, 60],
  capMinutes: 60,
  jitter: 'equal',
};

const minuteMs = 60_000;

/**
 * Minutes to wait after failed attempt number `attempt` (1 is the first); `random` is uniform in [0, 1).
 * What the receiver asked for in Retry-After is waited for, up to the cap.
 */
export const retryDelayMinutes = (
  attempt: number,
  random: number,
  retryAfterSeconds = 0,
  policy: RetryPolicy = defaultRetryPolicy,
): number => {
  const { stepsMinutes, capMinutes, jitter } = policy;
  const step = stepsMinutes[Math.max(attempt, 1) - 1] ?? stepsMinutes.at(-1) ?? capMinutes;
  const most = Math.min(step, capMinutes);
  const spread = jitter === 'full' ? random * most : (most / 2) * (1 + random);
  return Math.max(spread, Math.min(retryAfterSeconds / 60, capMinutes));
};

/** Time of the next attempt after failed attempt number `attempt` at `now`. */
export const nextAttemptAt = (
  attempt: number,
  now: Date,
  random: number,
  retryAfterSeconds?: number,
  policy?: RetryPolicy,
): Date => new Date(now.getTime() + retryDelayMinutes(attempt, random, retryAfterSeconds, policy) * minuteMs);
