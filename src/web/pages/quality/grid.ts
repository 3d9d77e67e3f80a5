/** Moving about in a grid by keyboard (ARIA authoring practices, grid). */

/** A cell that can be stood on. Row 0 is the headings'. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

const last = <T>(values: readonly T[]): T | undefined => values.at(-1);

/** The spot of a row that is nearest to a column; the left one of two. */
const nearest = (spots: readonly Spot[], row: number, column: number): Spot | undefined =>
  spots
    .filter((spot) => spot.row === row)
    .toSorted((a, b) => Math.abs(a.column - column) - Math.abs(b.column - column) || a.column - b.column)[0];

/** Where a key leads from a spot; undefined when it leads nowhere. `spots`: all there are, by row and column. */
export const nextSpot = (
  spots: readonly Spot[],
  { row, column }: Spot,
  key: string,
  withControl = false,
): Spot | undefined => {
  const inRow = spots.filter((spot) => spot.row === row);
  switch (key) {
    case 'ArrowLeft':
      return last(inRow.filter((spot) => spot.column < column));
    case 'ArrowRight':
      return inRow.find((spot) => spot.column > column);
    case 'ArrowUp': {
      const above = last(spots.filter((spot) => spot.row < row));
      return above && nearest(spots, above.row, column);
    }
    case 'ArrowDown': {
      const below = spots.find((spot) => spot.row > row);
      return below && nearest(spots, below.row, column);
    }
    case 'Home':
      return withControl ? spots[0] : inRow[0];
    case 'End':
      return last(withControl ? spots : inRow);
    default:
      return undefined;
  }
};
