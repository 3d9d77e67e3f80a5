import { query } from '../../api/client.ts';

/** Where the parts of a type are, and the way back. */

/** Blocks, or rules on wording. */
export type Of = 'content' | 'wording';

interface Where {
  readonly of: Of;
  readonly type: string;
  readonly grain: string;
  /** As the reader chose it; undefined for the newest. */
  readonly period: string | undefined;
}

/** Address of one part, with an organisation beside the county if there is one. */
export const partAddress = (
  { of, type, grain, period }: Where,
  part: string,
  organisation?: number,
): string => {
  const path = of === 'wording' ? `/kvalitet/ordval/${type}/${part}` : `/kvalitet/${type}/${part}`;
  return path + query({ grain: grain === 'month' ? undefined : grain, period, organisation });
};

/** Address of the map that a part is in. */
export const mapAddress = ({ of, type, grain, period }: Where): string =>
  `/kvalitet${query({
    tab: of === 'wording' ? of : undefined,
    type,
    grain: grain === 'month' ? undefined : grain,
    period,
  })}`;
