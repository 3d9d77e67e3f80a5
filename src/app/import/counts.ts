import type { ImportCounts } from '../../domain/import-store.ts';

/** Counts with more added to some of them. */
export const added = (counts: ImportCounts, more: ImportCounts): ImportCounts => {
  const sum: Record<string, number> = { ...counts };
  for (const [name, by] of Object.entries(more)) {
    const total = (sum[name] ?? 0) + by;
    // What is not there counts as none, so that equal counts are the same.
    if (total === 0) delete sum[name];
    else sum[name] = total;
  }
  return sum;
};
