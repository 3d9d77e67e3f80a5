import { osloDate } from '../calendar.ts';
import type { OverdueStay } from './stays.ts';

const dayMs = 86_400_000;

/**
 * How many nights a patient who was ready stayed for want of a place, until now where she still does. Counted from the day
 * of readiness (FOR-2011-11-18-1115 § 13); of a second stretch after the same notice, from the day on which it began.
 */
export const overdueDays = (stretches: readonly OverdueStay[], now: Date): number => {
  const nights = new Set<number>();
  const counted = new Set<number>();
  for (const { readyAt, since, until } of stretches) {
    const first = counted.has(readyAt.getTime()) ? since : readyAt;
    counted.add(readyAt.getTime());
    const end = Date.parse(osloDate(until ?? now));
    for (let night = Date.parse(osloDate(first)); night < end; night += dayMs) nights.add(night);
  }
  return nights.size;
};
