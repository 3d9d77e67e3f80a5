import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Count } from '../../../src/domain/board/measure.ts';
import {
  mergeCounts,
  mergeSpreads,
  noCount,
  quantile,
  spreadOf,
  spreadSize,
} from '../../../src/domain/board/spread.ts';

const durations = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });

describe('A spread of durations', () => {
  it('gives the quantile that sorting gives, by nearest rank', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (minutes, part) => {
        const sorted = [...minutes].sort((a, b) => a - b);
        const rank = Math.max(1, Math.ceil(part * sorted.length));
        expect(quantile(spreadOf(minutes), part)).toBe(sorted[rank - 1]);
      }),
    );
  });

  it('is the same however its durations came together', () => {
    fc.assert(
      fc.property(fc.array(durations, { maxLength: 6 }), (days) => {
        const merged = mergeSpreads(days.map(spreadOf));
        expect(merged).toEqual(spreadOf(days.flat()));
        expect(spreadSize(merged)).toBe(days.flat().length);
        expect(merged.minutes).toEqual([...new Set(days.flat())].sort((a, b) => a - b));
      }),
    );
  });

  it.each([
    [[], 0.5, undefined],
    [[7], 0.9, 7],
    [[1, 9], 0.5, 1],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9],
  ])('of %j is at %d: %s', (minutes, part, expected) => {
    expect(quantile(spreadOf(minutes), part)).toBe(expected);
  });
});

describe('Counts', () => {
  const few: Count = { n: 3, hits: 2, spread: spreadOf([4]), leftOut: { pending: 1 } };
  it('are added up, and what is not there is not told of', () => {
    expect(mergeCounts([])).toEqual(noCount);
    expect(mergeCounts([few, noCount, { ...few, leftOut: { pending: 2, copies: 5 } }])).toEqual({
      n: 6,
      hits: 4,
      spread: { minutes: [4], times: [2] },
      leftOut: { pending: 3, copies: 5 },
    });
  });
});
