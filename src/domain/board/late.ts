/** How many are late, when not to be told exactly: `few` is 1 to 4. */
export type Band = 'few' | '5-9' | '10-19' | '20-49' | '50+';

const bands: readonly (readonly [least: number, band: Band])[] = [
  [50, '50+'],
  [20, '20-49'],
  [10, '10-19'],
  [5, '5-9'],
  [1, 'few'],
];

/** The band of a count; undefined of none. */
export const bandOf = (count: number): Band | undefined => bands.find(([least]) => count >= least)?.[1];
