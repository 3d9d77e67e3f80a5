import { addDays, osloDate, startOfDay } from '../../../domain/calendar.ts';

/** The time axis of a picture. Instants are in milliseconds. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `at` is Oslo midnight where `isDay`, else an hour of the day before it. */
interface Tick {
  readonly at: number;
  readonly isDay: boolean;
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

const mostDays = 9;

const daysFrom = (from: number, to: number, step: number): readonly number[] => {
  const days: number[] = [];
  for (let day = osloDate(new Date(from)); ; day = addDays(day, step)) {
    const at = startOfDay(day).getTime();
    if (at >= to) return days;
    days.push(at);
  }
};

const ticksOf = (from: number, to: number): readonly Tick[] => {
  const length = to - from;
  if (length <= 2 * dayMs) {
    const hours = [0, 6, 12, 18];
    return daysFrom(from, to, 1)
      .flatMap((day) => hours.map((hour) => ({ at: day + hour * hourMs, isDay: hour === 0 })))
      .filter(({ at }) => at >= from && at < to);
  }
  const step = Math.ceil(length / dayMs / mostDays);
  return daysFrom(from, to, step)
    .filter((at) => at >= from)
    .map((at) => ({ at, isDay: true }));
};

/** An axis that holds some instants with a little room around, and marks days, or hours where it is short. */
export const axisOf = (instants: readonly number[]): Axis => {
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  const room = Math.max((last - first) * 0.025, hourMs / 2);
  const [from, to] = [first - room, last + room];
  return { from, to, ticks: ticksOf(from, to) };
};

/** Where an instant is, from 0 to 1; outside, beyond them. */
export const placeOf = ({ from, to }: Axis, at: number): number => (at - from) / (to - from);
