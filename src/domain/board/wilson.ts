/** How sure a share is (95 %): of few cases it could as well be another. */

const z = 1.96;

/**
 * The interval that a share of so many hits of n lies in (Wilson). Of rates, where there may be more hits than n, that of
 * a count of events. n above 0.
 */
export const intervalOf = (n: number, hits: number): { readonly low: number; readonly high: number } => {
  const share = hits / n;
  if (hits > n) {
    const away = (z * Math.sqrt(hits)) / n;
    return { low: Math.max(0, share - away), high: share + away };
  }
  const scale = 1 + z ** 2 / n;
  const middle = (share + z ** 2 / (2 * n)) / scale;
  const away = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))) / scale;
  return { low: Math.max(0, middle - away), high: Math.min(1, middle + away) };
};
