import type { HerId, MessageId } from '../ids.ts';
import { type Expected, isPending } from './expected.ts';
import type { HandoverAct, HandoverMessage, HandoverReceipt } from './facts.ts';
import { compare } from './standing.ts';
import type { HandoverStep } from './stays.ts';

/** A handover as one line of time: what passed, what was done, and what became and will become of what should come. */

/** What happens to an expectation, in the order in which it can. `due`: nothing has come of it, and this is the last instant to. */
export const expectationChanges = [
  'opened',
  'due-soon',
  'due',
  'late',
  'escalated',
  'met',
  'met-late',
  'void',
  'not-observable',
] as const;
export type ExpectationChange = (typeof expectationChanges)[number];

type Told =
  | { readonly type: 'message'; readonly message: HandoverMessage }
  | {
      readonly type: 'receipt';
      readonly message: MessageId;
      readonly receiver: HerId;
      readonly outcome: Exclude<HandoverReceipt['state'], 'waiting'>;
    }
  | { readonly type: 'step'; readonly step: HandoverStep }
  | { readonly type: 'act'; readonly act: HandoverAct }
  | { readonly type: 'expectation'; readonly change: ExpectationChange; readonly expected: Expected };

/** `planned`: it has not happened, and will if nothing comes. */
export type TimelineEvent = Told & { readonly at: Date; readonly planned: boolean };

/** What is to be told; nothing else is. */
export interface Story {
  readonly messages: readonly HandoverMessage[];
  readonly acts: readonly HandoverAct[];
  readonly steps: readonly HandoverStep[];
  readonly expected: readonly Expected[];
}

const happened = (at: Date, told: Told): TimelineEvent => ({ ...told, at, planned: false });

const receiptsOf = ({ id, receivers }: HandoverMessage): readonly TimelineEvent[] =>
  receivers.flatMap(({ herId, receipt }): readonly TimelineEvent[] => {
    if (receipt === undefined) return [];
    const { state, at, timedOutAt } = receipt;
    const outcome = (when: Date, what: Exclude<HandoverReceipt['state'], 'waiting'>) =>
      happened(when, { type: 'receipt', message: id, receiver: herId, outcome: what });
    const gaveUp = timedOutAt ?? (state === 'timedOut' ? at : undefined);
    return [
      ...(gaveUp ? [outcome(gaveUp, 'timedOut')] : []),
      ...(state !== 'waiting' && state !== 'timedOut' && at ? [outcome(at, state)] : []),
    ];
  });

const later = (a: Date, b: Date): Date => (a < b ? b : a);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** When it was over; undefined while it is not. */
const endOf = (expected: Expected): Date | undefined => {
  switch (expected.state) {
    case 'met':
    case 'met-late':
      return expected.evidence.at;
    case 'void':
      return expected.at;
    default:
      return undefined;
  }
};

/**
 * What happened to one expectation, and what will. Nothing comes before its opening: what was there already had met it
 * then, and what was due already was late then. That is when its trigger was told of, where only the trigger's day is known.
 */
const lifeOf = (
  expected: Expected,
  toldAt: ReadonlyMap<MessageId, Date>,
  now: Date,
): readonly TimelineEvent[] => {
  const { state, trigger, warnAt, dueAt, escalateAt, wasLate, escalated } = expected;
  const sentAt = trigger.message && toldAt.get(trigger.message);
  const opened = earlier(sentAt === undefined ? trigger.at : earlier(trigger.at, sentAt), now);
  const past = (change: ExpectationChange, at: Date) =>
    happened(later(opened, at), { type: 'expectation', change, expected });
  const planned = (change: ExpectationChange, at: Date): TimelineEvent => ({
    type: 'expectation',
    change,
    expected,
    at,
    planned: true,
  });
  const end = endOf(expected);
  const isOpen = isPending(expected);
  const wasWarned =
    warnAt !== undefined && state !== 'not-observable' && warnAt <= (end ?? now) && (end ?? now) >= opened;
  const willBeWarned = isOpen && warnAt !== undefined && warnAt > now;
  return [
    past('opened', opened),
    ...(wasWarned ? [past('due-soon', warnAt)] : []),
    ...(willBeWarned ? [planned('due-soon', warnAt)] : []),
    ...(isOpen && !wasLate && dueAt ? [planned('due', later(dueAt, now))] : []),
    ...(wasLate && dueAt ? [past('late', dueAt)] : []),
    ...(escalated && escalateAt ? [past('escalated', escalateAt)] : []),
    ...(isOpen && !escalated && escalateAt ? [planned('escalated', later(escalateAt, now))] : []),
    ...(isOpen ? [] : [past(state as ExpectationChange, end ?? opened)]),
  ];
};

const kinds = ['message', 'receipt', 'step', 'act', 'expectation'] as const satisfies readonly Told['type'][];

const rankOf = (event: TimelineEvent): number =>
  event.type === 'expectation'
    ? kinds.length + expectationChanges.indexOf(event.change)
    : kinds.indexOf(event.type);

const nameOf = (event: TimelineEvent): string => {
  switch (event.type) {
    case 'message':
      return event.message.id;
    case 'receipt':
      return `${event.message} ${event.receiver} ${event.outcome}`;
    case 'step':
      return event.step.message ?? event.step.act ?? '';
    case 'act':
      return event.act.id;
    case 'expectation':
      return event.expected.key;
  }
};

/** The line of time as of `now`: in order, causes before what follows from them at the same instant. */
export const timelineOf = (
  { messages, acts, steps, expected }: Story,
  now: Date,
): readonly TimelineEvent[] => {
  const toldAt = new Map(messages.map(({ id, sentAt }) => [id, sentAt]));
  return [
    ...messages.map((message) => happened(message.sentAt, { type: 'message', message })),
    ...messages.flatMap(receiptsOf),
    ...steps.map((step) => happened(step.at, { type: 'step', step })),
    ...acts.map((act) => happened(act.at, { type: 'act', act })),
    ...expected.flatMap((each) => lifeOf(each, toldAt, now)),
  ].sort((a, b) => a.at.getTime() - b.at.getTime() || rankOf(a) - rankOf(b) || compare(nameOf(a), nameOf(b)));
};
