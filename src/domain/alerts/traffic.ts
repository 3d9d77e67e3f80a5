import { addDays, easterSunday, isHoliday } from '../calendar.ts';
import type { Decision } from '../deadline.ts';
import type { Severity } from '../finding.ts';
import type { HerId } from '../ids.ts';
import { isFreeDay } from './quiet.ts';

/** What a sender uses to send of a type, from what it has sent: the measure that silence and drift are told by. */

/** Figures that silence and drift are judged by (seeds/traffic.yaml); the newest that holds on the day counts. */
export interface TrafficRules {
  readonly validFrom: string;
  /** What a sender's habits are read from: its last days of traffic; of less nothing is judged. */
  readonly history: { readonly days: number; readonly leastDays: number; readonly leastMessages: number };
  readonly silence: {
    /** Messages that should have come since the last. */
    readonly expected: number;
    /** And so many times what the sender has left out before without anything being wrong. */
    readonly timesLongest: number;
    /** A sender silent for so many days is not asked after any more. */
    readonly forgetDays: number;
    readonly severity: Severity;
  };
  readonly drift: {
    /** Finished days that are compared with those before. */
    readonly days: number;
    readonly severity: Severity;
    readonly rejections: {
      readonly leastMessages: number;
      readonly leastRejected: number;
      /** Percentage points over the share before, and so many times that share. */
      readonly points: number;
      readonly times: number;
      readonly sigmas: number;
    };
    readonly volume: {
      readonly leastExpected: number;
      /** Less than this part of what was expected, or more than so many times. */
      readonly below: number;
      readonly above: number;
      readonly sigmas: number;
    };
  };
  readonly decided: Decision;
}

/** One finished or running Oslo day of a sender's messages of a type. */
export interface TrafficDay {
  readonly day: string;
  readonly received: number;
  readonly rejected: number;
  /** Received, by hour of the Oslo clock: 24 figures. */
  readonly hours: readonly number[];
}

/** Days with traffic, in order; days without are not there. */
export interface TrafficSeries {
  readonly type: string;
  readonly days: readonly TrafficDay[];
  /** The first of these days on which anything came live; none where all is imported. */
  readonly liveFrom?: string;
}

/** The last day that a sender is known to have sent a type by, told so that no single message is told of. */
export interface LastHeard {
  readonly sender: HerId;
  /** 8279. */
  readonly type: string;
  readonly day: string;
}

export interface TrafficStore {
  /**
   * Counts messages received before an instant (on the hour) that are not counted yet, at most some days at a time.
   * What is counted up to now; the same again when another process was first. A count done twice changes nothing.
   */
  countTraffic(until: Date): Promise<Date>;
  /** Has traffic from an instant on counted anew: for who adds messages of the past. */
  recountTraffic(from: Date): Promise<void>;
  /** What is counted, and whether it has been judged. */
  trafficCounted(): Promise<{ readonly through: Date; readonly isJudged: boolean } | undefined>;
  markTrafficJudged(through: Date): Promise<void>;
  /** Senders with traffic on a day or later, or with an alert about theirs, after one, by HER-id. */
  trafficSenders(from: string, after: HerId | undefined, limit: number): Promise<readonly HerId[]>;
  /** A sender's days from one on, by type. */
  trafficOf(sender: HerId, from: string): Promise<readonly TrafficSeries[]>;
  /**
   * When everybody was heard from last before today, since a day: the last day with five messages or more, or the last
   * day of a week (Monday to Sunday) that has so many in all. Whoever sends fewer is not told of.
   */
  lastHeard(from: string, today: string): Promise<readonly LastHeard[]>;
}

/** `slack`: a working day on which many are away, so that it tells nothing of habits and little is expected. */
type DayClass = 'working' | 'slack' | 'saturday' | 'free';

/** From Palm Saturday to Easter Monday, from 24 December to 1 January, and single days between free ones. */
const isSlack = (day: string): boolean => {
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  if (day >= addDays(easter, -8) && day <= addDays(easter, 1)) return true;
  const date = day.slice(5);
  if (date >= '12-24' || date === '01-01') return true;
  return isFreeDay(addDays(day, -1)) && isFreeDay(addDays(day, 1));
};

const reckon = (day: string): DayClass => {
  if (isHoliday(day)) return 'free';
  if (isFreeDay(day)) return 'saturday';
  return isSlack(day) ? 'slack' : 'working';
};

/** Days reckoned before: every sender is asked about the same few hundred. */
const reckoned = new Map<string, DayClass>();

/** What kind of day it is for those who work from Monday to Friday. */
export const dayClass = (day: string): DayClass => {
  const before = reckoned.get(day);
  if (before !== undefined) return before;
  const kind = reckon(day);
  reckoned.set(day, kind);
  return kind;
};

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

/** Messages that a sender uses to send in an hour of a day. */
export type Habit = (day: string, hour: number) => number;

/** The habit that some days show, all of which are counted, those without traffic too. */
export const habitOf = (days: readonly TrafficDay[], first: string, last: string): Habit => {
  const byDay = new Map(days.map((each) => [each.day, each]));
  const counted: Record<DayClass, number> = { working: 0, slack: 0, saturday: 0, free: 0 };
  const sums: Record<DayClass, number[]> = {
    working: hoursOfDay.map(() => 0),
    slack: [],
    saturday: hoursOfDay.map(() => 0),
    free: hoursOfDay.map(() => 0),
  };
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const kind = dayClass(day);
    counted[kind] += 1;
    const hours = byDay.get(day)?.hours ?? [];
    sums[kind] = sums[kind].map((sum, hour) => sum + (hours[hour] ?? 0));
  }
  const mean = (kind: DayClass, hour: number): number =>
    counted[kind] === 0 ? 0 : (sums[kind][hour] ?? 0) / counted[kind];
  const means: Record<DayClass, readonly number[]> = {
    working: hoursOfDay.map((hour) => mean('working', hour)),
    saturday: hoursOfDay.map((hour) => mean('saturday', hour)),
    free: hoursOfDay.map((hour) => mean('free', hour)),
    // No more than on a Sunday, and no more than on a working day by who works on Sundays most.
    slack: hoursOfDay.map((hour) => Math.min(mean('free', hour), mean('working', hour))),
  };
  // Easter Saturday and the like: whoever sends on Saturdays may be away too.
  const least = hoursOfDay.map((hour) => Math.min(means.saturday[hour] ?? 0, means.free[hour] ?? 0));
  const classes = new Map<string, readonly number[]>();
  return (day, hour) => {
    let expected = classes.get(day);
    if (expected === undefined) {
      const kind = dayClass(day);
      expected = kind === 'saturday' && isSlack(day) ? least : means[kind];
      classes.set(day, expected);
    }
    return expected[hour] ?? 0;
  };
};

/** What a habit comes to on a day. */
export const expectedOn = (habit: Habit, day: string): number =>
  hoursOfDay.reduce((sum, hour) => sum + habit(day, hour), 0);
