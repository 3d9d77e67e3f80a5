import { describe, expect, it } from 'vitest';
import { percentile, slope } from '../../src/bench/figures.ts';
import { growthOf } from '../../src/bench/validation.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  it('is the value that this part of all values does not exceed', () => {
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([
      50, 99, 100,
    ]);
    expect(percentile([7], 0.5)).toBe(7);
  });

  it('is none of nothing', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

describe('slope', () => {
  it('is that of the line nearest to the points', () => {
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBe(2);
    expect(
      slope([
        [0, 0],
        [1, 1],
        [2, 0],
      ]),
    ).toBe(0);
  });

  it('is flat where there is no line', () => {
    expect([
      slope([]),
      slope([[1, 1]]),
      slope([
        [1, 1],
        [1, 2],
      ]),
    ]).toEqual([0, 0, 0]);
  });
});

describe('growth of memory', () => {
  const sample = (validations: number, heap: number) => ({ validations, heap, rss: 10, native: 0 });

  it('leaves out the first quarter, in which caches fill', () => {
    const filled = Array.from({ length: 8 }, (_, at) => sample(at, at < 2 ? at : 500));
    expect(growthOf(filled)).toEqual({ heap: 0, rss: 0, native: 0 });
  });

  it('is told for 100,000 validations', () => {
    const growing = Array.from({ length: 8 }, (_, at) => sample(at * 1000, at * 10));
    expect(growthOf(growing).heap).toBeCloseTo(1000);
  });
});
