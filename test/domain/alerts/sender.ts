import { dayClass, type TrafficDay, type TrafficSeries } from '../../../src/domain/alerts/traffic.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { resolveDateTime } from '../../../src/domain/norwegian-time.ts';

/** A sender that sends by chance, as it uses to: the same for the same seed. */
export interface Sender {
  readonly seed: number;
  /** Messages on an ordinary working day, and on Saturdays, Sundays and holidays. */
  readonly working: number;
  readonly free: number;
  /** Working days between and about holidays: sends as on others, or not at all. */
  readonly slack: number;
  /** First hour and the one after the last. */
  readonly hours: readonly [number, number];
  /** Of a hundred messages so many are rejected. */
  readonly rejected?: number;
}

/** Uniform in [0, 1), by a seed (mulberry32). */
const chance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** How many come when so many are expected (Poisson, Knuth's method). */
const poisson = (mean: number, random: () => number): number => {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
};

export type Traffic = (sender: Sender, day: string) => Sender;

/** The days of a sender, both included; `change` makes it another on some days. */
export const daysOf = (
  sender: Sender,
  from: string,
  to: string,
  change: Traffic = (same) => same,
): readonly TrafficDay[] => {
  const random = chance(sender.seed);
  const days: TrafficDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { working, free, slack, hours, rejected = 0 } = change(sender, day);
    const kind = dayClass(day);
    const mean = kind === 'working' ? working : kind === 'slack' ? slack : free;
    const [first, end] = hours;
    const counts = Array.from({ length: 24 }, (_, hour) =>
      hour >= first && hour < end ? poisson(mean / (end - first), random) : 0,
    );
    const received = counts.reduce((sum, count) => sum + count, 0);
    const refused = Array.from({ length: received }, random).filter((each) => each < rejected / 100).length;
    if (received > 0) days.push({ day, received, rejected: refused, hours: counts });
  }
  return days;
};

/** An hour of the Oslo clock. */
export const atHour = (day: string, hour: number): Date =>
  resolveDateTime(`${day}T${String(hour).padStart(2, '0')}:00:00`)!;

/** What was counted when it was that hour: nothing of it or after. */
export const countedBefore = (days: readonly TrafficDay[], day: string, hour: number): TrafficSeries => ({
  type: 'EPIKRISE',
  ...(days[0] && { liveFrom: days[0].day }),
  days: days.flatMap((each) => {
    if (each.day > day) return [];
    const hours = each.hours.map((count, at) => (each.day === day && at >= hour ? 0 : count));
    const received = hours.reduce((sum, count) => sum + count, 0);
    return received === 0 ? [] : [{ ...each, hours, received }];
  }),
});
