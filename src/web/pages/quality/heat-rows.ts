import type { Figure } from '../../../domain/board/figure.ts';
import type { CsvCell } from '../../../domain/csv.ts';
import { type Better, type Cell, type Enterprise, nameOf, type Quality } from './quality.ts';

/** Rows of the heat map in their order, and as a file. */

export interface HeatRow {
  /** Null for the county. */
  readonly enterprise: Enterprise | null;
  readonly own: boolean;
  /** Messages that were looked at; undefined where no figure is shown. */
  readonly n: number | undefined;
  readonly cells: ReadonlyMap<string, Figure>;
}

export interface HeatRows {
  /** Parts that anything was counted of. */
  readonly parts: Quality['parts'];
  /** The county first, then the reader's own, then all others that have anything to show. */
  readonly rows: readonly HeatRow[];
  /** Organisations of which nothing may be shown. */
  readonly hidden: number;
}

const isCounted = (figure: Figure | undefined): boolean =>
  figure !== undefined && (figure.shown || figure.why !== 'none');

const rowOf = (enterprise: Enterprise | null, own: boolean, cells: readonly Cell[]): HeatRow => {
  const shown = cells.flatMap(({ figure }) => (figure.shown ? [figure.n] : []));
  return {
    enterprise,
    own,
    n: shown.length === 0 ? undefined : Math.max(...shown),
    cells: new Map(cells.map(({ part, figure }) => [part, figure])),
  };
};

const compareNames = (a: HeatRow, b: HeatRow): number =>
  a.enterprise === null || b.enterprise === null
    ? 0
    : nameOf(a.enterprise).localeCompare(nameOf(b.enterprise), 'nb');

/** Of few, and of what is hidden, there is no order but the names'. */
const rankOf = (figure: Figure | undefined): number => (figure?.shown !== true ? 2 : figure.few ? 1 : 0);

const byPart =
  (part: string, direction: 1 | -1) =>
  (a: HeatRow, b: HeatRow): number => {
    const [one, other] = [a.cells.get(part), b.cells.get(part)];
    const rank = rankOf(one) - rankOf(other);
    if (rank !== 0 || one?.shown !== true || !other?.shown || one.few) return rank;
    return (one.share - other.share) * direction;
  };

/** `n`, `name` or a part; with a minus the greatest first. */
const orderOf = (order: string): ((a: HeatRow, b: HeatRow) => number) => {
  const by = order.replace(/^-/, '');
  const direction = order.startsWith('-') ? -1 : 1;
  if (by === 'name') return (a, b) => compareNames(a, b) * direction;
  if (by === 'n') return (a, b) => ((a.n ?? 0) - (b.n ?? 0)) * direction;
  return byPart(by, direction);
};

/** The rows of a heat map in an order as it stands in the address. */
export const heatRows = (
  { parts, county, rows }: Pick<Quality, 'parts' | 'county' | 'rows'>,
  order: string,
): HeatRows => {
  const all = rows.map(({ enterprise, own, cells }) => rowOf(enterprise, own, cells));
  const whole = rowOf(null, false, county);
  // Where most of the county's figures are hidden, what is left says nothing of how many there were.
  const isLess = all.some(({ n }) => (n ?? 0) > (whole.n ?? 0));
  const first = isLess ? { ...whole, n: undefined } : whole;
  const compare = orderOf(order);
  const sorted = all
    .filter(({ own, n }) => own || n !== undefined)
    .sort((a, b) => Number(b.own) - Number(a.own) || compare(a, b) || compareNames(a, b));
  return {
    parts: parts.filter(({ part }) => [first, ...all].some(({ cells }) => isCounted(cells.get(part)))),
    rows: [first, ...sorted],
    hidden: all.length - sorted.length,
  };
};

/** The order that a press on a heading asks for: first where there is most to mend, or most, then the other way. */
export const nextOrder = (order: string, by: string, better: Better): string => {
  const first = by === 'name' || better === 'higher' ? by : `-${by}`;
  const second = first === by ? `-${by}` : by;
  return order === first ? second : first;
};

/** A line for each organisation and part: who, HER-id, part, hits, n, share, and why there is no number. */
export const heatLines = (
  { rows, parts }: Pick<HeatRows, 'rows' | 'parts'>,
  words: {
    readonly county: string;
    readonly part: (part: string) => string;
    readonly hidden: (why: string) => string;
  },
): readonly (readonly CsvCell[])[] =>
  rows.flatMap(({ enterprise, cells }) =>
    parts.flatMap(({ part }): readonly (readonly CsvCell[])[] => {
      const figure = cells.get(part);
      if (figure === undefined) return [];
      const who = enterprise === null ? words.county : nameOf(enterprise);
      const numbers = figure.shown
        ? [figure.hits, figure.n, Number(figure.share.toFixed(4)), undefined]
        : [undefined, undefined, undefined, words.hidden(figure.why)];
      return [[who, enterprise?.herId, words.part(part), ...numbers]];
    }),
  );
