/**
 * Somebody who wants to know what was not published, and knows nothing of how it was chosen: sums over whole numbers that
 * are never negative, of which some are known. Shares no code with what it attacks.
 */

/** A known sum: of the counted (`n`) or the hits of some cells. */
export interface KnownSum {
  readonly of: 'n' | 'hits';
  readonly cells: readonly number[];
  readonly value: number;
}

export interface Target {
  readonly of: 'n' | 'hits';
  readonly cells: readonly number[];
}

interface Row {
  /** Variable to coefficient. */
  readonly terms: ReadonlyMap<number, number>;
  readonly value: number;
}

const tidy = (value: number): number =>
  Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value;

/** Reduced row echelon form. */
const eliminate = (rows: readonly Row[]): readonly Row[] => {
  const done: { terms: Map<number, number>; value: number; pivot: number }[] = [];
  const subtract = (from: { terms: Map<number, number>; value: number }, row: Row, times: number): void => {
    for (const [variable, by] of row.terms) {
      const left = tidy((from.terms.get(variable) ?? 0) - times * by);
      if (left === 0) from.terms.delete(variable);
      else from.terms.set(variable, left);
    }
    from.value = tidy(from.value - times * row.value);
  };
  for (const row of rows) {
    const rest = { terms: new Map(row.terms), value: row.value };
    for (const known of done) subtract(rest, known, rest.terms.get(known.pivot) ?? 0);
    const first = rest.terms.entries().next().value;
    if (first === undefined) {
      if (rest.value !== 0) throw new Error('what is published contradicts itself');
      continue;
    }
    const [pivot, by] = first;
    for (const [variable, times] of rest.terms) rest.terms.set(variable, tidy(times / by));
    rest.value = tidy(rest.value / by);
    for (const known of done) subtract(known, rest, known.terms.get(pivot) ?? 0);
    done.push({ ...rest, pivot });
  }
  return done;
};

type Bounds = { low: number; high: number }[];

/** Narrows bounds by every row, until nothing changes. */
const propagate = (
  rows: readonly Row[],
  bounds: Bounds,
  pairs: readonly (readonly [n: number, hits: number])[],
) => {
  const narrow = (variable: number, low: number, high: number): boolean => {
    const bound = bounds[variable];
    if (bound === undefined) throw new Error('no such variable');
    const to = {
      low: Math.max(bound.low, Math.ceil(low - 1e-9)),
      high: Math.min(bound.high, Math.floor(high + 1e-9)),
    };
    const changes = to.low !== bound.low || to.high !== bound.high;
    bounds[variable] = to;
    return changes;
  };
  for (let round = 0, changes = true; changes && round < 60; round += 1) {
    changes = false;
    for (const { terms, value } of rows) {
      for (const [variable, by] of terms) {
        let low = value;
        let high = value;
        for (const [other, times] of terms) {
          if (other === variable) continue;
          const bound = bounds[other] ?? { low: 0, high: 0 };
          low -= times > 0 ? times * bound.high : times * bound.low;
          high -= times > 0 ? times * bound.low : times * bound.high;
        }
        const ends = by > 0 ? ([low / by, high / by] as const) : ([high / by, low / by] as const);
        if (narrow(variable, ...ends)) changes = true;
      }
    }
    for (const [n, hits] of pairs) {
      if (narrow(hits, 0, bounds[n]?.high ?? 0)) changes = true;
      if (narrow(n, bounds[hits]?.low ?? 0, Number.POSITIVE_INFINITY)) changes = true;
    }
  }
};

/**
 * The targets that can be told, with what they are told to be: their sums follow from the known ones, or there is only one
 * whole number that they can be.
 */
export const attack = (
  cells: readonly { readonly isFree: boolean }[],
  known: readonly KnownSum[],
  targets: readonly Target[],
): readonly { readonly target: Target; readonly value: number }[] => {
  const variable = (of: 'n' | 'hits', cell: number): number => cell * 2 + (of === 'n' ? 0 : 1);
  const rows: Row[] = known.map(({ of, cells: indexes, value }) => ({
    terms: new Map(indexes.map((index) => [variable(of, index), 1])),
    value,
  }));
  const bounds: Bounds = cells.flatMap(({ isFree }) =>
    isFree
      ? [
          { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
          { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
        ]
      : [
          { low: 1, high: Number.POSITIVE_INFINITY },
          { low: 0, high: Number.POSITIVE_INFINITY },
        ],
  );
  // A target is a variable of its own, so that it is narrowed with the rest.
  const first = cells.length * 2;
  targets.forEach(({ of, cells: indexes }, index) => {
    bounds.push({ low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
    rows.push({
      terms: new Map([
        ...indexes.map((cell) => [variable(of, cell), 1] as const),
        [first + index, -1] as const,
      ]),
      value: 0,
    });
  });
  const pairs = cells.flatMap(({ isFree }, index) => (isFree ? [] : [[index * 2, index * 2 + 1] as const]));
  propagate([...rows, ...eliminate(rows)], bounds, pairs);
  return targets.flatMap((target, index) => {
    const bound = bounds[first + index];
    return bound !== undefined && bound.low === bound.high ? [{ target, value: bound.low }] : [];
  });
};

/** All tables that fit, of at most six cells without changes, until one shows that a target may be another number. */
export const bruteForce = (
  count: number,
  known: readonly KnownSum[],
  targets: readonly Target[],
  most: number,
): readonly Target[] => {
  const seen = targets.map(() => new Set<number>());
  const n: number[] = [];
  const hits: number[] = [];
  let looked = 0;
  const fits = (of: 'n' | 'hits', values: readonly number[], isWhole: boolean): boolean =>
    known.every((sum) => {
      if (sum.of !== of) return true;
      let total = 0;
      let isComplete = true;
      for (const index of sum.cells) {
        if (index < values.length) total += values[index] ?? 0;
        else isComplete = false;
      }
      return isComplete || isWhole ? total === sum.value : total <= sum.value;
    });
  const next = (): void => {
    looked += 1;
    if (looked > 20_000) return;
    if (n.length === count) {
      targets.forEach(({ of, cells }, index) => {
        const values = of === 'n' ? n : hits;
        seen[index]?.add(cells.reduce((sum, cell) => sum + (values[cell] ?? 0), 0));
      });
      return;
    }
    for (let many = 1; many <= most; many += 1) {
      n.push(many);
      if (fits('n', n, false)) {
        for (let some = 0; some <= many; some += 1) {
          hits.push(some);
          if (fits('hits', hits, false)) next();
          hits.pop();
        }
      }
      n.pop();
      if (seen.every((values) => values.size > 1)) return;
    }
  };
  next();
  return looked > 20_000 ? [] : targets.filter((_, index) => seen[index]?.size === 1);
};
