import type { Grain } from '../../domain/board/measure.ts';
import { periodAfter, periodEnd, periodStart, periodsBetween } from '../../domain/board/periods.ts';
import { osloDate } from '../../domain/calendar.ts';
import type { Services } from '../services.ts';

const mostPeriods = 24;

/** First days of the periods that there may be figures of, the running one first. */
export const choosablePeriods = async (
  { store, clock }: Pick<Services, 'clock'> & { readonly store: Pick<Services['store'], 'measuredDays'> },
  grain: Grain,
): Promise<readonly string[]> => {
  const running = periodStart(grain, osloDate(clock.now()));
  const days = await store.measuredDays();
  if (days === undefined) return [running];
  // What a message says of long ago may be wrong, and costs no walk back to it.
  const earliest = periodAfter(grain, running, 1 - mostPeriods);
  const [from = earliest] = [days.from, earliest].toSorted().toReversed();
  return periodsBetween(grain, from, periodEnd(grain, running)).toReversed();
};
