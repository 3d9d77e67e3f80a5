import type { HerId } from '../ids.ts';
import type { Published } from './suppress-published.ts';
import type { BaseCell } from './suppress-table.ts';

/**
 * Another table that would have given the same published figures, found by moving single counts between cells. While
 * there is one in which a figure differs, nothing that is published tells that figure: not by sums and differences, and
 * not because counts are whole and never negative.
 */

/** What a move carries: cases, hits, or cases that are hits. */
export type Mode = 'n' | 'hits' | 'both';

/** How many are added to each cell: 1 or -1. */
export type Witness = ReadonlyMap<number, number>;

/** How far a search goes. */
export interface Effort {
  /** Cells that a move touches at most. */
  readonly moves: number;
  /** Ways on that are tried from one place, the best first. */
  readonly ways: number;
  /** Places that it looks at. */
  readonly places: number;
  /** Cells of a figure that it begins at. */
  readonly starts: number;
}

/** Enough for most; a figure more is hidden where it is not. */
export const usualEffort: Effort = { moves: 10, ways: 3, places: 30, starts: 2 };
/** For what was kept secret before, so that it is not lost sight of. */
export const greatEffort: Effort = { moves: 14, ways: 6, places: 1500, starts: 12 };

const staysAtLeast = (count: number, by: number, least: number): boolean =>
  count < 0 ? count + by <= -least : count + by >= least;

/** True when a cell could as well hold so many more. */
const mayMove = (cell: BaseCell, mode: Mode, by: number, isShare: boolean): boolean => {
  const moved = { n: cell.n + (mode === 'hits' ? 0 : by), hits: cell.hits + (mode === 'n' ? 0 : by) };
  if (cell.isChange) {
    const n = mode === 'hits' || (cell.n !== 0 && staysAtLeast(cell.n, by, 1));
    return n && (mode === 'n' || (cell.hits !== 0 && staysAtLeast(cell.hits, by, 1)));
  }
  if (moved.n < 1 || moved.hits < 0) return false;
  return !isShare || moved.hits <= moved.n;
};

/** One search: what is moved so far, and the published forms that do not add up because of it. */
class Search {
  readonly moves = new Map<number, number>();
  private readonly off = new Map<number, number>();
  private places = 0;
  private readonly known: Published;
  private readonly mode: Mode;
  private readonly insider: HerId | undefined;
  private readonly effort: Effort;

  constructor(known: Published, mode: Mode, insider: HerId | undefined, effort: Effort) {
    this.known = known;
    this.mode = mode;
    this.insider = insider;
    this.effort = effort;
  }

  /** True when a cell may be moved so. */
  may(index: number, by: number): boolean {
    const cell = this.known.cells[index];
    if (cell === undefined || this.moves.has(index)) return false;
    if (this.insider !== undefined && cell.knownBy.includes(this.insider)) return false;
    return mayMove(cell, this.mode, by, this.known.isShare);
  }

  move(index: number, by: number): void {
    this.moves.set(index, by);
    this.add(index, by);
  }

  back(index: number, by: number): void {
    this.moves.delete(index);
    this.add(index, -by);
  }

  private add(index: number, by: number): void {
    for (const form of this.known.of[index] ?? []) {
      const sum = (this.off.get(form) ?? 0) + by;
      if (sum === 0) this.off.delete(form);
      else this.off.set(form, sum);
    }
  }

  /** How many more forms do not add up after a move. */
  private cost(index: number, by: number): number {
    let cost = 0;
    for (const form of this.known.of[index] ?? []) {
      const sum = this.off.get(form) ?? 0;
      cost += Math.abs(sum + by) - Math.abs(sum);
    }
    return cost;
  }

  /** The smallest form that does not add up, with what it is off by. */
  private worst(): readonly [form: number, sum: number] | undefined {
    let worst: readonly [number, number] | undefined;
    let size = Number.POSITIVE_INFINITY;
    for (const entry of this.off) {
      const length = this.known.forms[entry[0]]?.length ?? 0;
      if (length < size) {
        worst = entry;
        size = length;
      }
    }
    return worst;
  }

  private ways(form: number, by: number): readonly number[] {
    const all: { readonly index: number; readonly cost: number }[] = [];
    const open = -this.total();
    for (const index of this.known.forms[form] ?? []) {
      if (!this.may(index, by)) continue;
      const cost = this.cost(index, by);
      if (cost === open) return [index];
      all.push({ index, cost });
    }
    return all
      .sort((a, b) => a.cost - b.cost)
      .slice(0, this.effort.ways)
      .map(({ index }) => index);
  }

  private total(): number {
    let total = 0;
    for (const sum of this.off.values()) total += Math.abs(sum);
    return total;
  }

  /** Moves on until everything published adds up and the figure still differs. */
  finish(differs: (moves: Witness) => boolean): boolean {
    this.places += 1;
    const worst = this.worst();
    if (worst === undefined) return differs(this.moves);
    if (this.moves.size >= this.effort.moves || this.places > this.effort.places) return false;
    const by = worst[1] > 0 ? -1 : 1;
    for (const index of this.ways(worst[0], by)) {
      this.move(index, by);
      if (this.finish(differs)) return true;
      this.back(index, by);
    }
    return false;
  }
}

/** How much a figure differs in another table. */
export const differsBy = (moves: Witness, cells: ReadonlySet<number>): number => {
  let by = 0;
  for (const [index, moved] of moves) if (cells.has(index)) by += moved;
  return by;
};

/**
 * Another table in which the figure over some cells differs and all that is published is as it is; for an insider, also
 * all that it knows itself. Undefined when none was found: it may be that there is one, for the search is bounded.
 */
export const findWitness = (
  known: Published,
  figure: ReadonlySet<number>,
  modes: readonly Mode[],
  insider: HerId | undefined,
  effort: Effort,
): Witness | undefined => {
  const starts = [...figure].sort((a, b) => (known.of[a]?.length ?? 0) - (known.of[b]?.length ?? 0));
  for (const mode of modes) {
    let tried = 0;
    for (const start of starts) {
      if (tried >= effort.starts) break;
      let isTried = false;
      for (const by of [1, -1]) {
        const search = new Search(known, mode, insider, effort);
        if (!search.may(start, by)) continue;
        isTried = true;
        search.move(start, by);
        if (search.finish((moves) => differsBy(moves, figure) !== 0)) return search.moves;
      }
      if (isTried) tried += 1;
    }
  }
  return undefined;
};
