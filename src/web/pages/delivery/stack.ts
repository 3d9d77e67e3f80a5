/** Bars of parts on top of each other, and where the names of the parts go beside the last bar. */

/** An amount of a part in a period. */
interface Amount {
  readonly period: string;
  readonly part: string;
  readonly amount: number;
}

/** A part of a bar, from `low` to `high`. */
interface Slice extends Amount {
  readonly low: number;
  readonly high: number;
}

interface PartLabel {
  readonly part: string;
  readonly at: number;
}

export interface Stack {
  /** The greatest part first, at the bottom. */
  readonly parts: readonly string[];
  readonly slices: readonly Slice[];
  readonly labels: readonly PartLabel[];
  readonly highest: number;
}

/** The greatest parts by their sum; the others together as `rest`, last. */
const namesOf = (amounts: readonly Amount[], most: number): readonly string[] => {
  const sums = new Map<string, number>();
  for (const { part, amount } of amounts) sums.set(part, (sums.get(part) ?? 0) + amount);
  return [...sums]
    .filter(([, sum]) => sum > 0)
    .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([part]) => part)
    .slice(0, most);
};

/**
 * Stacks amounts, at most so many parts and what is left as `rest`. Labels stand at the middle of the last bar's slices,
 * moved up where they would be closer than `labelGap` of the highest bar.
 */
export const stack = (
  amounts: readonly Amount[],
  periods: readonly string[],
  { most, rest, labelGap }: { readonly most: number; readonly rest: string; readonly labelGap: number },
): Stack => {
  const named = namesOf(amounts, most);
  const hasRest = amounts.some(({ part, amount }) => amount > 0 && !named.includes(part));
  const parts = hasRest ? [...named, rest] : named;
  const amountOf = (period: string, part: string): number =>
    amounts
      .filter(
        (each) => each.period === period && (part === rest ? !named.includes(each.part) : each.part === part),
      )
      .reduce((sum, { amount }) => sum + amount, 0);
  const slices = periods.flatMap((period) => {
    let low = 0;
    return parts.map((part): Slice => {
      const amount = amountOf(period, part);
      const slice = { period, part, amount, low, high: low + amount };
      low += amount;
      return slice;
    });
  });
  const highest = Math.max(1, ...slices.map(({ high }) => high));
  let lowest = Number.NEGATIVE_INFINITY;
  const labels = slices
    .filter(({ period }) => period === periods.at(-1))
    .map(({ part, low, high }) => {
      const at = Math.max((low + high) / 2, lowest + labelGap * highest);
      lowest = at;
      return { part, at };
    });
  return { parts, slices: slices.filter(({ amount }) => amount > 0), labels, highest };
};
