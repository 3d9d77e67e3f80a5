import { expect, test } from 'vitest';
import { gathered } from '../../../src/adapters/postgres/gather.ts';

/** Doubles numbers, and tells which it was asked for together. */
const doubling = (most: number, fails: (all: readonly number[]) => boolean = () => false) => {
  const asked: (readonly number[])[] = [];
  const double = gathered(most, async (all: readonly number[]) => {
    asked.push(all);
    if (fails(all)) throw new Error(`cannot double ${all.join()}`);
    return all.map((one) => one * 2);
  });
  return { asked, double };
};

test('Calls of one turn are made together, so many at a time, and each gets its own result', async () => {
  const { asked, double } = doubling(3);
  expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8]);
  expect(asked).toEqual([[1, 2, 3], [4]]);
});

test('A call of a later turn is not kept waiting for, nor lost', async () => {
  const { asked, double } = doubling(3);
  expect(await double(1)).toBe(2);
  expect(await double(5)).toBe(10);
  expect(asked).toEqual([[1], [5]]);
});

test('One that always fails fails alone: the others are tried without it', async () => {
  const { asked, double } = doubling(8, (all) => all.includes(2));
  const results = await Promise.allSettled([1, 2, 3].map(double));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(asked).toEqual([[1, 2, 3], [1], [2], [3]]);
});
