import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultRetryPolicy,
  nextAttemptAt,
  type RetryPolicy,
  retryDelayMinutes,
} from '../../src/domain/retry.ts';

const full: RetryPolicy = { ...defaultRetryPolicy, jitter: 'full' };
const attempts = fc.integer({ min: 1, max: 1000 });
const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const now = new Date('2026-11-21T10:00:00Z');

describe('the wait after a failed attempt', () => {
  test('without chance grows by the steps 1, 2, 4, 8, 16, 30 and 60 minutes and stays there', () => {
    const almostOne = 1 - Number.EPSILON;
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) =>
      Math.round(retryDelayMinutes(attempt, almostOne)),
    );
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 60, 60, 60]);
  });

  test('with equal jitter lies between half the step and all of it', () => {
    expect(retryDelayMinutes(4, 0)).toBe(4);
    expect(retryDelayMinutes(4, 0.5)).toBe(6);
  });

  test('with full jitter lies between nothing and the step', () => {
    expect(retryDelayMinutes(4, 0, 0, full)).toBe(0);
    expect(retryDelayMinutes(4, 0.5, 0, full)).toBe(4);
  });

  test('is never longer than the cap, never shorter than half a minute, whatever the receiver asks for', () => {
    fc.assert(
      fc.property(attempts, randoms, fc.integer({ min: 0, max: 1_000_000 }), (attempt, random, asked) => {
        const minutes = retryDelayMinutes(attempt, random, asked);
        expect(minutes).toBeGreaterThanOrEqual(0.5);
        expect(minutes).toBeLessThanOrEqual(60);
      }),
    );
  });

  test('never gets shorter with more attempts, more chance or a longer Retry-After', () => {
    fc.assert(
      fc.property(attempts, randoms, randoms, fc.nat(7200), fc.nat(7200), (attempt, r1, r2, a1, a2) => {
        const base = retryDelayMinutes(attempt, Math.min(r1, r2), Math.min(a1, a2));
        expect(retryDelayMinutes(attempt + 1, Math.min(r1, r2), Math.min(a1, a2))).toBeGreaterThanOrEqual(
          base,
        );
        expect(retryDelayMinutes(attempt, Math.max(r1, r2), Math.max(a1, a2))).toBeGreaterThanOrEqual(base);
      }),
    );
  });

  test('is at least what Retry-After asks for', () => {
    expect(retryDelayMinutes(1, 0, 600)).toBe(10);
  });

  test('obeys Retry-After only up to the cap', () => {
    expect(retryDelayMinutes(1, 0, 86_400)).toBe(60);
  });

  test('is counted from the failure', () => {
    expect(nextAttemptAt(2, now, 0)).toEqual(new Date('2026-11-21T10:01:00Z'));
    expect(nextAttemptAt(2, now, 0, 300)).toEqual(new Date('2026-11-21T10:05:00Z'));
  });
});
