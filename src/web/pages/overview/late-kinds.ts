import type { LateKind } from './overview.ts';

/** How many are late of a kind, from `low` to `high`; without `high` there may be any number. */
export interface LateRange {
  readonly expectation: string;
  readonly name: string;
  readonly isUrgent: boolean;
  readonly low: number;
  readonly high?: number;
}

/** What a band holds; see src/domain/board/late.ts. */
const ranges: Readonly<Record<string, readonly [low: number, high?: number]>> = {
  few: [1, 4],
  '5-9': [5, 9],
  '10-19': [10, 19],
  '20-49': [20, 49],
  '50+': [50],
};

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

/**
 * Cases of an expectation as one, with the most urgent first and of these the most frequent. Counts are ranges of one;
 * bands add up at both ends.
 */
export const lateRanges = (
  kinds: readonly (LateKind & ({ readonly band: string } | { readonly count: number }))[],
): readonly LateRange[] => {
  const byExpectation = Map.groupBy(kinds, ({ expectation }) => expectation);
  return [...byExpectation]
    .flatMap(([expectation, cases]): readonly LateRange[] => {
      const [first] = cases;
      if (first === undefined) return [];
      const ends = cases.map((each) =>
        'count' in each ? [each.count, each.count] : (ranges[each.band] ?? [0]),
      );
      const high = ends.map((each) => each[1]).reduce(sum, 0);
      return [
        {
          expectation,
          name: first.name,
          isUrgent: cases.some(({ severity }) => severity === 'critical'),
          low: ends.reduce((all, [low = 0]) => all + low, 0),
          ...(high !== undefined && { high }),
        },
      ];
    })
    .filter(({ high }) => high !== 0)
    .toSorted(
      (a, b) =>
        Number(b.isUrgent) - Number(a.isUrgent) || b.low - a.low || a.name.localeCompare(b.name, 'nb'),
    );
};
