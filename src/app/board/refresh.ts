import type { Services } from '../services.ts';

/** What refreshing counts needs of the world. */
export type RefreshServices = Pick<Services, 'indicators' | 'log'> & {
  readonly store: Pick<Services['store'], 'refreshMeasures'>;
};

/** Days counted in one transaction: a few seconds at most, and what a kill loses is soon done again. */
const daysAtOnce = 8;

/**
 * Counts all marked days anew; gives how many. Safe from many processes at once: while one counts, the others find
 * nothing to do. `stopped` is asked between rounds.
 */
export const refreshMeasures = async (
  { store, indicators, log }: RefreshServices,
  stopped: () => boolean = () => false,
): Promise<number> => {
  let counted = 0;
  for (;;) {
    const { days, more } = await store.refreshMeasures(indicators, daysAtOnce);
    counted += days.length;
    if (!more || days.length === 0 || stopped()) break;
  }
  if (counted > 0) log.info({ days: counted }, 'measures refreshed');
  return counted;
};
