import type { Deadline, Span } from '../deadline.ts';
import type { HandoverRole } from '../expectation-vocabulary.ts';
import type { Unseen, VoidReason } from './expected.ts';
import type { HandoverEvent, HandoverState, Remark } from './table.ts';
import type { ExpectationChange } from './timeline.ts';

/** Words for all that is told of handovers, beside the names that the catalogue gives. */

export const voidReasons = [
  'C',
  'D',
  'R',
  'W',
  'stay-ended',
  'replaced',
  'switched-off',
] as const satisfies readonly VoidReason[];
export const unseenReasons = [
  'shared-record',
  'no-acts-reported',
  'nothing-tells',
] as const satisfies readonly Unseen[];
export const remarks = [
  'first-notice-missing',
  'transferred',
  'repeated',
  'after-end',
  'no-open-notice',
  'after-death',
] as const satisfies readonly Remark[];
/** How deadlines are put; `{n}` is a number, `{latest}` the words of another. */
export const deadlineWords = [
  'hour',
  'hours',
  'day',
  'days',
  'workingDay',
  'workingDays',
  'sameDay',
  'atOnce',
  'before',
  'beforeWithin',
  'none',
] as const;
type DeadlineWord = (typeof deadlineWords)[number];

/** In one language. */
export interface HandoverTexts {
  readonly states: Readonly<Record<HandoverState | 'cancelled', string>>;
  readonly events: Readonly<Record<HandoverEvent, string>>;
  readonly remarks: Readonly<Record<Remark, string>>;
  readonly expected: Readonly<Record<ExpectationChange | 'open', string>>;
  readonly voids: Readonly<Record<VoidReason, string>>;
  readonly unseen: Readonly<Record<Unseen, string>>;
  readonly roles: Readonly<Record<HandoverRole, string>>;
  readonly deadlines: Readonly<Record<DeadlineWord, string>>;
}

const oneAndMany = {
  hours: ['hour', 'hours'],
  days: ['day', 'days'],
  workingDays: ['workingDay', 'workingDays'],
} as const satisfies Record<string, readonly [DeadlineWord, DeadlineWord]>;

const wordSpan = (words: HandoverTexts['deadlines'], span: Span): string => {
  if (span.kind === 'sameDay') return words.sameDay;
  const [one, many] = oneAndMany[span.kind];
  return words[span.amount === 1 ? one : many].replace('{n}', String(span.amount));
};

/** A deadline in words, such as "within 24 hours". */
export const wordDeadline = ({ deadlines }: HandoverTexts, deadline: Deadline): string => {
  switch (deadline.kind) {
    case 'none':
      return deadlines.none;
    case 'before':
      return deadline.amount === undefined
        ? deadlines.before
        : deadlines.beforeWithin.replace('{n}', String(deadline.amount));
    case 'atOnce':
      return deadlines.atOnce.replace('{latest}', wordSpan(deadlines, deadline.escalate));
    default:
      return wordSpan(deadlines, deadline);
  }
};
