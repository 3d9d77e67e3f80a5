import { addDays, osloDate } from '../calendar.ts';
import {
  dayClass,
  expectedOn,
  habitOf,
  type TrafficDay,
  type TrafficRules,
  type TrafficSeries,
} from './traffic.ts';

/** Drift: the last days are not as those before: more is rejected, or much more or less comes. */

const sumOf = (days: readonly TrafficDay[], figure: 'received' | 'rejected'): number =>
  days.reduce((sum, each) => sum + each[figure], 0);

const between = (days: readonly TrafficDay[], first: string, last: string): readonly TrafficDay[] =>
  days.filter(({ day }) => day >= first && day <= last);

/** True when so many rejected of so many are too many against the share before: by far, and not by chance. */
const isRejectedMore = (
  before: readonly TrafficDay[],
  recent: readonly TrafficDay[],
  { leastMessages, leastRejected, points, times, sigmas }: TrafficRules['drift']['rejections'],
): boolean => {
  const received = sumOf(recent, 'received');
  const rejected = sumOf(recent, 'rejected');
  if (received < leastMessages || rejected < leastRejected) return false;
  const share = rejected / received;
  const earlier = sumOf(before, 'received');
  const earlierShare = sumOf(before, 'rejected') / earlier;
  if (share < earlierShare + points / 100 || share < times * earlierShare) return false;
  const pooled = (rejected + sumOf(before, 'rejected')) / (received + earlier);
  return share - earlierShare >= sigmas * Math.sqrt(pooled * (1 - pooled) * (1 / received + 1 / earlier));
};

/** True when on working days far more or less came than the days before let expect, weighed by how much those vary. */
const isVolumeOther = (
  before: readonly TrafficDay[],
  recent: readonly TrafficDay[],
  spans: { readonly first: string; readonly start: string; readonly today: string },
  { leastExpected, below, above, sigmas }: TrafficRules['drift']['volume'],
): boolean => {
  const habit = habitOf(before, spans.first, addDays(spans.start, -1));
  const byDay = new Map([...before, ...recent].map((each) => [each.day, each.received]));
  let expected = 0;
  let received = 0;
  let usual = 0;
  let squares = 0;
  for (let day = spans.first; day < spans.today; day = addDays(day, 1)) {
    if (dayClass(day) !== 'working') continue;
    const due = expectedOn(habit, day);
    const came = byDay.get(day) ?? 0;
    if (day >= spans.start) {
      expected += due;
      received += came;
    } else {
      usual += due;
      squares += (came - due) ** 2;
    }
  }
  if (expected < leastExpected || (received >= below * expected && received <= above * expected))
    return false;
  // How much more the sender varies than chance alone would have it.
  const spread = Math.max(1, usual === 0 ? 1 : squares / usual);
  return Math.abs(received - expected) >= sigmas * Math.sqrt(expected * spread);
};

/** What has drifted. `through` as for silence: days are judged when they are over. */
export const driftOf = (
  { days, liveFrom }: TrafficSeries,
  through: Date,
  { history, drift }: Pick<TrafficRules, 'history' | 'drift'>,
): readonly ('rejections' | 'volume')[] => {
  const today = osloDate(through);
  const start = addDays(today, -drift.days);
  // Days of which not all came live are no measure of the sender.
  if (liveFrom === undefined || liveFrom > start) return [];
  const before = between(days, addDays(start, -history.days), addDays(start, -1));
  const recent = between(days, start, addDays(today, -1));
  const first = before[0]?.day;
  if (first === undefined || addDays(first, history.leastDays) > start) return [];
  if (sumOf(before, 'received') < history.leastMessages) return [];
  return [
    ...(isRejectedMore(before, recent, drift.rejections) ? (['rejections'] as const) : []),
    ...(isVolumeOther(before, recent, { first, start, today }, drift.volume) ? (['volume'] as const) : []),
  ];
};
