import { type Axis, axisOf, placeOf } from './axis.ts';
import type { Expected, StepEvent, TimelineEvent, WholeHandover } from './handover.ts';

/** A handover as a picture: lanes with bands and marks over one axis. No words: those are the reader's language's. */

const dayMs = 86_400_000;
/** How much of what lies ahead of everything else is drawn. */
const aheadMs = 2 * dayMs;
/** From this length on, the stay alone is shown first where it is but a small part. */
const longMs = 14 * dayMs;
/** What a mark tells. */
export type Item =
  | {
      readonly kind: 'event';
      readonly at: number;
      readonly event: Exclude<TimelineEvent, { type: 'expectation' }>;
    }
  | {
      readonly kind: 'met' | 'met-late' | 'due' | 'void' | 'not-observable';
      readonly at: number;
      readonly expected: Expected;
    };

export type Look =
  | 'message'
  | 'receipt'
  | 'rejected'
  | 'step'
  | 'act'
  | 'met'
  | 'met-late'
  | 'due'
  | 'void'
  | 'not-observable';

/** What a reader points at: all that lies too close together to be pointed at apart. `at`, from 0 to 1: of the first. */
export interface Mark {
  readonly key: string;
  readonly at: number;
  readonly items: readonly Item[];
  /** Each item as it is drawn, where it is. */
  readonly glyphs: readonly { readonly look: Look; readonly at: number }[];
}

/** `from` and `to` from 0 to 1. `isCut`: it goes on beyond the picture. */
export interface Band {
  readonly kind: 'window' | 'late' | 'not-observable' | 'state' | 'overdue';
  readonly from: number;
  readonly to: number;
  readonly isCut: boolean;
  /** Of a state: its words. */
  readonly text?: string;
}

export interface Lane {
  readonly key: string;
  readonly of: 'stay' | 'messages' | 'acts' | Expected;
  readonly bands: readonly Band[];
  readonly marks: readonly Mark[];
}

export interface Picture {
  readonly axis: Axis;
  readonly lanes: readonly Lane[];
  /** From 0 to 1; undefined when now is outside. */
  readonly now: number | undefined;
  /** True when the stay alone can be shown too. */
  readonly hasStay: boolean;
  readonly span: Span;
}

export type Span = 'stay' | 'whole';

const time = (text: string): number => Date.parse(text);
const timeOr = (text: string | null): number | undefined => (text === null ? undefined : time(text));

const startOf = ({ clockAt, trigger }: Expected): number => time(clockAt ?? trigger.at);

/** When it was over; undefined while it is not, and for what cannot be seen. */
const endOf = ({ evidence, endedAt }: Expected): number | undefined =>
  timeOr(evidence?.at ?? null) ?? timeOr(endedAt);

const ends = new Set(['discharged', 'complete', 'closed-death', 'cancelled']);

const eventsOf = ({ timeline }: WholeHandover) =>
  timeline.flatMap((event) => (event.type === 'expectation' ? [] : [event]));

const happenedIn = (handover: WholeHandover): readonly number[] => [
  time(handover.admittedAt),
  ...eventsOf(handover).map(({ at }) => time(at)),
  ...handover.expected.flatMap((one) => endOf(one) ?? []),
];

const isLive = ({ expected, state }: WholeHandover): boolean =>
  !ends.has(state) || expected.some((one) => ['open', 'due-soon', 'late'].includes(one.state));

const withDeadlines = (instants: readonly number[], { expected }: WholeHandover): readonly number[] => {
  const latest = Math.max(...instants) + aheadMs;
  const due = expected.flatMap(({ dueAt }) => timeOr(dueAt) ?? []).filter((at) => at <= latest);
  return [...instants, ...due];
};

/** What is shown: all of it, or the days around the stay where the rest is long. */
const spansOf = (handover: WholeHandover, now: number): Readonly<Record<Span, readonly number[]>> => {
  const happened = happenedIn(handover);
  const whole = withDeadlines(isLive(handover) ? [...happened, now] : happened, handover);
  const left = timeOr(handover.dischargedAt) ?? timeOr(handover.readyAt) ?? time(handover.admittedAt);
  const stay = whole.filter((at) => at <= left + aheadMs);
  return { whole, stay };
};

const lengthOf = (instants: readonly number[]): number => Math.max(...instants) - Math.min(...instants);

const lookOf = (item: Item): Look => {
  if (item.kind !== 'event') return item.kind;
  const { event } = item;
  return event.type === 'receipt' && event.outcome !== 'ok' ? 'rejected' : event.type;
};

/** An axis, and how much of it a mark needs for itself. */
interface Room {
  readonly axis: Axis;
  readonly near: number;
}

/** Marks of what is within the axis, in order. */
const marksOf = (lane: string, items: readonly Item[], { axis, near }: Room): readonly Mark[] => {
  const groups: { readonly at: number; readonly items: Item[] }[] = [];
  for (const item of items.toSorted((a, b) => a.at - b.at)) {
    const at = placeOf(axis, item.at);
    if (at < 0 || at > 1) continue;
    const last = groups.at(-1);
    if (last !== undefined && at - last.at < near) last.items.push(item);
    else groups.push({ at, items: [item] });
  }
  return groups.map(({ at, items: together }, place) => ({
    key: `${lane} ${place}`,
    at,
    items: together,
    glyphs: together.map((item) => ({ look: lookOf(item), at: placeOf(axis, item.at) })),
  }));
};

const band = (axis: Axis, kind: Band['kind'], from: number, to: number, text?: string): readonly Band[] => {
  const [start, end] = [Math.max(0, placeOf(axis, from)), Math.min(1, placeOf(axis, to))];
  if (end <= start) return [];
  return [{ kind, from: start, to: end, isCut: placeOf(axis, to) > 1, ...(text !== undefined && { text }) }];
};

const laneOf = (expected: Expected, room: Room, now: number): Lane => {
  const { axis } = room;
  const { key, state, dueAt, wasLate } = expected;
  const [start, due, end] = [startOf(expected), timeOr(dueAt), endOf(expected)];
  const item = (kind: Exclude<Item['kind'], 'event'>, at: number): Item => ({ kind, at, expected });
  if (state === 'not-observable') {
    const bands = band(axis, 'not-observable', start, due === undefined || due <= start ? now : due);
    return { key, of: expected, bands, marks: marksOf(key, [item(state, start)], room) };
  }
  const isOver = state === 'met' || state === 'met-late' || state === 'void';
  const windowEnd = due === undefined ? undefined : state === 'void' ? Math.min(due, end ?? due) : due;
  return {
    key,
    of: expected,
    bands: [
      ...(windowEnd === undefined ? [] : band(axis, 'window', start, windowEnd)),
      ...(wasLate && due !== undefined ? band(axis, 'late', due, end ?? now) : []),
    ],
    marks: marksOf(
      key,
      [
        ...(due !== undefined && (state !== 'void' || wasLate) ? [item('due', due)] : []),
        ...(isOver && end !== undefined ? [item(state, end)] : []),
      ],
      room,
    ),
  };
};

const stayBands = (steps: readonly StepEvent[], axis: Axis, now: number): readonly Band[] =>
  steps.flatMap(({ at, to, stateText }, place) => {
    if (ends.has(to)) return [];
    const until = steps[place + 1]?.at;
    const end = until === undefined ? now : time(until);
    return band(axis, to === 'overdue-stay' ? 'overdue' : 'state', time(at), end, stateText);
  });

/**
 * The picture of a handover as of when it was read. `span`: what the reader asked to see; else what suits. `near`: how
 * much of the axis, from 0 to 1, a mark needs for itself.
 */
export const pictureOf = (handover: WholeHandover, span: Span | undefined, near: number): Picture => {
  const now = time(handover.asOf);
  const spans = spansOf(handover, now);
  const hasStay = lengthOf(spans.whole) > longMs && lengthOf(spans.stay) * 2 < lengthOf(spans.whole);
  const shown = hasStay ? (span ?? 'stay') : 'whole';
  const axis = axisOf(spans[shown]);
  const room = { axis, near };
  const events = eventsOf(handover);
  const steps = events.filter((event) => event.type === 'step');
  const eventLane = (
    of: 'stay' | 'messages' | 'acts',
    types: readonly string[],
    bands: readonly Band[] = [],
  ) => {
    const items = events
      .filter(({ type }) => types.includes(type))
      .map((event): Item => ({ kind: 'event', at: time(event.at), event }));
    return items.length === 0 ? [] : [{ key: of, of, bands, marks: marksOf(of, items, room) }];
  };
  const place = placeOf(axis, now);
  return {
    axis,
    lanes: [
      ...eventLane('stay', ['step'], stayBands(steps, axis, now)),
      ...eventLane('messages', ['message', 'receipt']),
      ...eventLane('acts', ['act']),
      ...[...handover.expected]
        .sort((a, b) => startOf(a) - startOf(b) || (a.key < b.key ? -1 : 1))
        .map((expected) => laneOf(expected, room, now)),
    ],
    now: place >= 0 && place <= 1 && isLive(handover) ? place : undefined,
    hasStay,
    span: shown,
  };
};
