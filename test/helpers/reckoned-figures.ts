import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { Indicator } from '../../src/domain/board/indicator.ts';
import { readRaw } from '../adapters/postgres/board/raw.ts';
import { reckon } from '../adapters/postgres/board/reckon.ts';

/** What an indicator comes to in a month. */
export interface ReckonedFigure {
  readonly indicator: string;
  readonly n: number;
  readonly hits: number;
  /** Counted by type of message: types with too few are not in what is published of the county. */
  readonly byType: boolean;
}

/**
 * The indicators of a month (its first day), reckoned one thing at a time from what is stored, by no statement that counts:
 * of all, and of one enterprise.
 */
export const reckonFigures = async (
  pool: SqlPool,
  indicators: readonly Indicator[],
  month: string,
  enterprise: number,
): Promise<{ readonly county: readonly ReckonedFigure[]; readonly own: readonly ReckonedFigure[] }> => {
  const cells = [...reckon(await readRaw(pool), indicators)].flatMap(([name, text]) => {
    const [when, measure, whose, , type, indicator = ''] = name.split('|');
    const [hits = 0, n = 0] = (text.split(',')[0] ?? '').split('/').map(Number);
    return when === month && measure === 'indicator'
      ? [{ whose: Number(whose), indicator, hits, n, byType: type !== '' }]
      : [];
  });
  const sums = (all: typeof cells): readonly ReckonedFigure[] =>
    [...Map.groupBy(all, ({ indicator }) => indicator)].map(([indicator, of]) => ({
      indicator,
      n: of.reduce((sum, each) => sum + each.n, 0),
      hits: of.reduce((sum, each) => sum + each.hits, 0),
      byType: of.some(({ byType }) => byType),
    }));
  return { county: sums(cells), own: sums(cells.filter(({ whose }) => whose === enterprise)) };
};
