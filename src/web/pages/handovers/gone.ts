import type { Figure, ShownFigure } from '../../../domain/board/figure.ts';
import type { Party } from './handover.ts';

/** GET /api/board/expectations, and what is drawn of it. */

export interface Part {
  readonly part: string;
  readonly name: string;
  /** Case of it, where it has several. */
  readonly case: string | null;
  readonly owes: readonly string[];
  readonly deadline: {
    readonly text: string;
    /** Minutes after the start between which it is. */
    readonly minutes: { readonly from: number; readonly to: number } | null;
  } | null;
}

interface Cell {
  readonly part: string;
  readonly figure: Figure;
}
export type OfEnterprise = Cell & { readonly enterprise: Party };
export type OfPair = OfEnterprise & { readonly other: Party };

export interface Gone {
  readonly grain: 'month' | 'quarter' | 'year';
  readonly period: string;
  readonly choices: readonly string[];
  readonly expectations: readonly Part[];
  readonly county: readonly Cell[];
  readonly enterprises: readonly OfEnterprise[];
  readonly pairs: readonly OfPair[];
}

/** Minutes on a scale on which each step is so many times the one before: from a quarter of an hour to thirty days. */
const shortest = 15;
const longest = 30 * 1_440;

/** Where a duration is on the scale, from 0 to 1; what is beyond it at its end. */
export const scaleOf = (minutes: number): number => {
  const within = Math.min(longest, Math.max(shortest, minutes));
  return Math.log(within / shortest) / Math.log(longest / shortest);
};

/** Durations that the scale is marked at, in minutes. */
export const scaleMarks = [60, 360, 1_440, 4_320, 10_080] as const;

/** A row of the chart: an expectation of which the county's figure is shown. */
export interface DurationRow {
  readonly part: Part;
  readonly figure: ShownFigure;
}

/** What has a figure to show, the least in time first; what there are few of after all others, for it is never ranked. */
export const durationRows = ({
  expectations,
  county,
}: Pick<Gone, 'expectations' | 'county'>): readonly DurationRow[] =>
  county
    .flatMap(({ part: id, figure }): readonly DurationRow[] => {
      const part = expectations.find((one) => one.part === id);
      return part === undefined || !figure.shown ? [] : [{ part, figure }];
    })
    .sort((a, b) => Number(a.figure.few) - Number(b.figure.few) || a.figure.share - b.figure.share);

/** A row of the heat map: who, and its cells by part. */
export interface HeatRow {
  readonly key: string;
  readonly enterprise: Party;
  readonly other?: Party;
  readonly cells: ReadonlyMap<string, Figure>;
}

const shownIn = ({ cells }: HeatRow): number => [...cells.values()].filter((figure) => figure.shown).length;

/** Rows by who owes, or by the pair where the cells have one, those with the most shown first; and how many have none. */
export const heatRows = (
  cells: readonly (OfEnterprise | OfPair)[],
): { readonly rows: readonly HeatRow[]; readonly hidden: number } => {
  const rows = new Map<string, { readonly row: HeatRow; readonly cells: Map<string, Figure> }>();
  for (const cell of cells) {
    const other = 'other' in cell ? cell.other : undefined;
    const key = `${cell.enterprise.herId} ${other?.herId ?? ''}`;
    const found = rows.get(key) ?? { cells: new Map<string, Figure>() };
    found.cells.set(cell.part, cell.figure);
    const row = {
      key,
      enterprise: cell.enterprise,
      ...(other !== undefined && { other }),
      cells: found.cells,
    };
    rows.set(key, { row, cells: found.cells });
  }
  const all = [...rows.values()].map(({ row }) => row);
  const shown = all.filter((row) => shownIn(row) > 0);
  return {
    rows: shown.sort((a, b) => shownIn(b) - shownIn(a) || (a.key < b.key ? -1 : 1)),
    hidden: all.length - shown.length,
  };
};

/** Shares from which a cell is darker; most are high, so the steps are small there. */
const tones = [0.5, 0.7, 0.8, 0.9] as const;

/** How dark a share is, from 0 to 4. */
export const toneOf = (share: number): number => tones.filter((from) => share >= from).length;
