import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterAttempt,
  beforeAttempt,
  closedBreaker,
  defaultBreakerPolicy,
} from '../../src/domain/breaker.ts';
import { herId } from '../../src/domain/ids.ts';
import type { BreakerRow } from '../../src/domain/store.ts';

const receiver = herId(90001)!;
const start = Date.parse('2026-11-21T10:00:00Z');
const at = (seconds: number): Date => new Date(start + seconds * 1000);
const delivered = { kind: 'delivered' } as const;
const refused = { kind: 'refused' } as const;
const failed = { kind: 'failed' } as const;

const failTimes = (times: number, row: BreakerRow = closedBreaker(receiver)): BreakerRow =>
  Array.from({ length: times }).reduce<BreakerRow>((current) => afterAttempt(current, failed, at(0)), row);

const probe = (row: BreakerRow, seconds: number): BreakerRow => {
  const decision = beforeAttempt(row, at(seconds));
  if (!decision.allow) throw new Error('expected the probe to be allowed');
  return decision.row;
};

describe('a closed breaker', () => {
  test('lets everything through and needs no storing', () => {
    const row = closedBreaker(receiver);
    expect(beforeAttempt(row, at(0))).toEqual({ allow: true, row });
    expect(afterAttempt(row, delivered, at(0))).toBe(row);
  });

  test('stays closed for four failures and opens at the fifth', () => {
    expect(failTimes(4)).toMatchObject({ state: 'closed', failures: 4 });
    expect(failTimes(5)).toEqual({ receiver, state: 'open', failures: 5, retryAt: at(60) });
  });

  test('counts failures in a row only', () => {
    const row = afterAttempt(failTimes(4), delivered, at(0));
    expect(failTimes(4, row).state).toBe('closed');
  });

  test('takes a refusal as a sign of life', () => {
    expect(afterAttempt(failTimes(4), refused, at(0))).toEqual(closedBreaker(receiver));
  });
});

describe('an open breaker', () => {
  const open = failTimes(5);

  test('holds everything back until its cool-down is over and says when that is', () => {
    expect(beforeAttempt(open, at(59))).toEqual({ allow: false, retryAt: at(60) });
  });

  test('is not prolonged by failures that were under way when it opened', () => {
    expect(afterAttempt(open, failed, at(30))).toBe(open);
  });

  test('closes when a delivery that was under way succeeds', () => {
    expect(afterAttempt(open, delivered, at(30))).toEqual(closedBreaker(receiver));
  });

  test('lets one probe through after its cool-down and holds the others back', () => {
    const row = probe(open, 60);
    expect(row.state).toBe('halfOpen');
    expect(beforeAttempt(row, at(60))).toEqual({ allow: false, retryAt: at(180) });
  });
});

describe('a half-open breaker', () => {
  const halfOpen = probe(failTimes(5), 60);

  test.each([delivered, refused])('closes when its probe is $kind', (outcome) => {
    expect(afterAttempt(halfOpen, outcome, at(61))).toEqual(closedBreaker(receiver));
  });

  test('opens for twice as long when its probe fails', () => {
    expect(afterAttempt(halfOpen, failed, at(61))).toMatchObject({ state: 'open', retryAt: at(61 + 120) });
  });

  test('sends another probe when the first one is lost with its worker', () => {
    expect(beforeAttempt(halfOpen, at(180)).allow).toBe(true);
  });
});

type Step = { readonly wait: number; readonly outcome: 'delivered' | 'refused' | 'failed' | 'lost' };
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ wait: fc.nat(300), outcome: fc.constantFrom('delivered', 'refused', 'failed', 'lost') }),
  { maxLength: 200 },
);

test('after any history at most one attempt is allowed per probe time unless the breaker is closed', () => {
  fc.assert(
    fc.property(steps, (history) => {
      let row = closedBreaker(receiver);
      let seconds = 0;
      let probedAt: number | undefined;
      for (const { wait, outcome } of history) {
        seconds += wait;
        const decision = beforeAttempt(row, at(seconds));
        if (!decision.allow) continue;
        if (row.state === 'halfOpen' && probedAt !== undefined)
          expect(seconds - probedAt).toBeGreaterThanOrEqual(defaultBreakerPolicy.probeSeconds);
        row = decision.row;
        if (row.state === 'halfOpen') {
          probedAt = seconds;
          expect(beforeAttempt(row, at(seconds)).allow).toBe(false);
        }
        if (outcome !== 'lost') row = afterAttempt(row, { kind: outcome }, at(seconds));
        if (row.state === 'closed') probedAt = undefined;
      }
    }),
  );
});

test('each failed probe makes the wait no shorter, and never longer than the longest', () => {
  let row = failTimes(5);
  let previous = 0;
  for (let round = 0; round < 20; round += 1) {
    const from = Number(row.retryAt);
    row = afterAttempt(probe(row, (from - start) / 1000), failed, new Date(from));
    const wait = Number(row.retryAt) - from;
    expect(wait).toBeGreaterThanOrEqual(previous);
    expect(wait).toBeLessThanOrEqual(defaultBreakerPolicy.longestCoolDownSeconds * 1000);
    previous = wait;
  }
  expect(previous).toBe(defaultBreakerPolicy.longestCoolDownSeconds * 1000);
});

test('from any open or half-open breaker an attempt is allowed in the end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 5, max: 5000 }), (failures) => {
      const row = afterAttempt({ receiver, state: 'halfOpen', failures, retryAt: at(0) }, failed, at(0));
      expect(beforeAttempt(row, at(defaultBreakerPolicy.longestCoolDownSeconds)).allow).toBe(true);
    }),
  );
});
