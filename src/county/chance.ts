/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** True so often. */
  yes(part: number): boolean;
  /** Anything from one number up to another. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of a list, the heavier the more often. */
  among<T>(list: readonly T[], weightOf: (one: T) => number): T;
  /** The key of a table of weights. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** 32 hex digits. */
  hex(): string;
}

/** Chance of a seed (mulberry32). */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    yes: (part) => next() < part,
    between: (from, to) => from + next() * (to - from),
    pick<T>(list: readonly T[]): T {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
    among<T>(list: readonly T[], weightOf: (one: T) => number): T {
      let left = next() * list.reduce((sum, one) => sum + weightOf(one), 0);
      for (const one of list) {
        left -= weightOf(one);
        if (left < 0) return one;
      }
      throw new RangeError('nothing to pick from');
    },
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      throw new RangeError('no weights');
    },
    hex: () =>
      Array.from({ length: 4 }, () =>
        Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join(''),
  };
};
