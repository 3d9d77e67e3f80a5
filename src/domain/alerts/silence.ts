import { addDays, osloDate } from '../calendar.ts';
import { formatOslo } from '../norwegian-time.ts';
import { type Habit, habitOf, type TrafficDay, type TrafficRules, type TrafficSeries } from './traffic.ts';

/**
 * Silence: nothing has come for so long that a sender who does as it uses to would have sent a good number. It is
 * measured in messages, not in hours: nights, weekends and holidays on which nothing comes weigh nothing, and a sender
 * of few is given longer than one of many.
 */

const lastHour = 23;

/** Visits hours from one on (not itself) up to another (not itself). */
const eachHour = (
  from: { readonly day: string; readonly hour: number },
  to: { readonly day: string; readonly hour: number },
  visit: (day: string, hour: number) => void,
): void => {
  for (let day = from.day; day <= to.day; day = addDays(day, 1)) {
    const first = day === from.day ? from.hour + 1 : 0;
    const end = day === to.day ? to.hour : lastHour + 1;
    for (let hour = first; hour < end; hour += 1) visit(day, hour);
  }
};

/** The second most that a sender has left out in one go, in messages: an outage of its own may be the most. */
const usualGap = (days: readonly TrafficDay[], habit: Habit, end: { day: string; hour: number }): number => {
  const [first] = days;
  if (first === undefined) return 0;
  const byDay = new Map(days.map((each) => [each.day, each.hours]));
  const gaps: number[] = [0, 0];
  let gap = 0;
  eachHour({ day: first.day, hour: -1 }, { day: end.day, hour: end.hour + 1 }, (day, hour) => {
    if ((byDay.get(day)?.[hour] ?? 0) === 0) {
      gap += habit(day, hour);
    } else if (gap > 0) {
      gaps.push(gap);
      gap = 0;
    }
  });
  return gaps.sort((one, other) => other - one)[1] ?? 0;
};

/** True when nothing has come for too long. `through`: what is counted is all that came before it; on the hour. */
export const isSilent = (
  { days, liveFrom }: TrafficSeries,
  through: Date,
  { history, silence }: Pick<TrafficRules, 'history' | 'silence'>,
): boolean => {
  // An archive ends some day: what never came live has not stopped.
  if (liveFrom === undefined) return false;
  const last = days.findLast(({ received }) => received > 0);
  const hour = last?.hours.findLastIndex((count) => count > 0) ?? -1;
  if (last === undefined || hour < 0) return false;
  const today = osloDate(through);
  if (addDays(last.day, silence.forgetDays) < today) return false;
  const oldest = addDays(last.day, 1 - history.days);
  const known = days.filter(({ day }) => day >= oldest && day <= last.day);
  const first = known[0]?.day ?? last.day;
  const messages = known.reduce((sum, { received }) => sum + received, 0);
  if (addDays(first, history.leastDays - 1) > last.day || messages < history.leastMessages) return false;
  const habit = habitOf(known, first, last.day);
  let missed = 0;
  const now = { day: today, hour: Number(formatOslo(through).slice(11, 13)) };
  eachHour({ day: last.day, hour }, now, (day, each) => {
    missed += habit(day, each);
  });
  if (missed < silence.expected) return false;
  return missed >= silence.timesLongest * usualGap(known, habit, { day: last.day, hour });
};
