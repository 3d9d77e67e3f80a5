import { describe, expect, it } from 'vitest';
import { bandOf } from '../../../src/domain/board/late.ts';
import { intervalOf } from '../../../src/domain/board/wilson.ts';

describe('bands', () => {
  it('have no band for none, and one for every count', () => {
    expect([0, 1, 4, 5, 9, 10, 19, 20, 49, 50, 900].map(bandOf)).toEqual([
      undefined,
      'few',
      'few',
      '5-9',
      '5-9',
      '10-19',
      '10-19',
      '20-49',
      '20-49',
      '50+',
      '50+',
    ]);
  });
});

describe('the interval of a share', () => {
  // Brown, Cai and DasGupta 2001 give the formula; these were worked out by hand.
  it('is that of Wilson', () => {
    const { low, high } = intervalOf(10, 8);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('stays between none and all, and is never a point', () => {
    expect(intervalOf(5, 0).low).toBe(0);
    expect(intervalOf(5, 0).high).toBeGreaterThan(0.3);
    expect(intervalOf(5, 5).high).toBe(1);
    expect(intervalOf(5, 5).low).toBeLessThan(0.7);
  });

  it('of a rate above one goes to both sides of it', () => {
    const { low, high } = intervalOf(10, 30);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
  });
});
