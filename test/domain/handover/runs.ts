import { isDeepStrictEqual } from 'node:util';
import type { Parameters } from 'fast-check';
import { expect } from 'vitest';

/**
 * How many cases the property tests of handovers play in all, and from which seed. HANDOVER_CASES and HANDOVER_SEED
 * set them, so that a failure can be played again.
 */
const cases = Number(process.env.HANDOVER_CASES || 10_000);
const seed = Number(process.env.HANDOVER_SEED || Date.now() % 2 ** 31);

/** The run of one property of a file, which has so many of a hundred of the cases. */
export const runs = (name: string, ofHundred: number): Parameters<unknown> => {
  const numRuns = Math.ceil((cases * ofHundred) / 100);
  process.stdout.write(`handovers: ${name}: ${numRuns} cases, seed ${seed}\n`);
  return { numRuns, seed };
};

/** That two values are the same; the difference is only drawn where there is one, which takes its time. */
export const expectSame = (actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
};

/** Milliseconds that a property may take on a machine that has other things to do. */
export const longest = 300_000;
