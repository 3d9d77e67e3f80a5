import {
  addDays,
  addHours,
  addWorkingDays,
  endOfDay,
  osloDate,
  startOfDay,
  type WorkingDays,
} from './calendar.ts';

/**
 * Deadlines as data. A clock starts at an instant; an event of which only the date is known starts at the end of that
 * day (`endOfDay`), so that nobody is late by an hour that nobody knows.
 */

/** A number of hours (elapsed), or days or working days (to the end of an Oslo date; the first day is not counted). */
interface Counted {
  readonly kind: 'hours' | 'days' | 'workingDays';
  readonly amount: number;
}

/** A stretch of time from an instant; `sameDay` ends with the Oslo date. */
export type Span = Counted | { readonly kind: 'sameDay' };

/** When to say that a deadline draws near: so long after the start, or when so much is left. */
type Warning = { readonly gone: Span } | { readonly left: Counted };

interface Steps {
  readonly warn?: Warning;
  /** When it is taken further, counted from the start; never before it is due. */
  readonly escalate?: Span;
}

/**
 * When something must have been done.
 * - `hours`, `days`, `workingDays`, `sameDay`: by the end of that span.
 * - `atOnce` (straks): the duty has no figure. It is asked after at `warn`, and late when it is taken further.
 * - `before`: before the clock starts, and at most `amount` days before, when that is given.
 * - `none`: as soon as possible, and never late.
 */
export type Deadline =
  | (Span & Steps)
  | { readonly kind: 'atOnce'; readonly warn?: Warning; readonly escalate: Span }
  | { readonly kind: 'before'; readonly amount?: number }
  | { readonly kind: 'none' };

/** What a deadline comes to. All instants are the last ones that are in time. */
export interface Due {
  /** Late after this; nothing is late without it. `warnAt <= dueAt <= escalateAt`. */
  readonly dueAt?: Date;
  readonly warnAt?: Date;
  readonly escalateAt?: Date;
  /** What was done before this does not count. */
  readonly notBefore?: Date;
}

/** The parts of a deadline that may be a decision. `kind` is its unit too. */
export const figures = ['kind', 'amount', 'warn', 'escalate'] as const;
export type Figure = (typeof figures)[number];

/** Approver of what came with the gateway and nobody has yet decided. */
export const asDelivered = 'as-delivered';

/** Why a figure that no source gives is what it is, and who answers for it. */
export interface Decision {
  readonly reason: string;
  /** Who approved it, or `as-delivered`. */
  readonly approver: string;
}

/** A deadline and the first day on which clocks that start are judged by it. */
export interface DatedDeadline {
  readonly validFrom: string;
  readonly deadline: Deadline;
  /** Which of its figures are decided, not found in a source; none of them where left out. */
  readonly decided?: Decision & { readonly figures: readonly Figure[] };
}

const latest = (...instants: readonly Date[]): Date => new Date(Math.max(...instants.map(Number)));
const earliest = (...instants: readonly Date[]): Date => new Date(Math.min(...instants.map(Number)));

/** End of a span from an instant. */
export const spanEnd = (span: Span, start: Date, calendar: WorkingDays): Date => {
  switch (span.kind) {
    case 'hours':
      return addHours(start, span.amount);
    case 'days':
      return endOfDay(addDays(osloDate(start), span.amount));
    case 'workingDays':
      return endOfDay(addWorkingDays(osloDate(start), span.amount, calendar));
    case 'sameDay':
      return endOfDay(osloDate(start));
  }
};

/** The instant from which so much is left until another: days are whole Oslo dates, so it is the end of one. */
const whenLeft = ({ kind, amount }: Counted, due: Date, calendar: WorkingDays): Date =>
  spanEnd({ kind, amount: -amount }, due, calendar);

const warnAt = (warning: Warning, start: Date, due: Date, calendar: WorkingDays): Date => {
  const at =
    'gone' in warning ? spanEnd(warning.gone, start, calendar) : whenLeft(warning.left, due, calendar);
  return earliest(due, latest(start, at));
};

/**
 * What a deadline comes to for a clock that starts then. A warning that would fall before the start or after the
 * deadline falls on it, and so does an escalation before it.
 */
export const deadlineOf = (deadline: Deadline, start: Date, calendar: WorkingDays): Due => {
  if (deadline.kind === 'none') return {};
  if (deadline.kind === 'before') {
    const { amount } = deadline;
    return amount === undefined
      ? { dueAt: start }
      : { dueAt: start, notBefore: startOfDay(addDays(osloDate(start), -amount)) };
  }
  const { warn, escalate } = deadline;
  const dueAt = spanEnd(deadline.kind === 'atOnce' ? deadline.escalate : deadline, start, calendar);
  return {
    dueAt,
    ...(warn && { warnAt: warnAt(warn, start, dueAt, calendar) }),
    ...(escalate && { escalateAt: latest(dueAt, spanEnd(escalate, start, calendar)) }),
  };
};

/** Of dated rows the newest that holds on a date; undefined before the first. */
export const validOn = <Row extends { readonly validFrom: string }>(
  rows: readonly Row[],
  date: string,
): Row | undefined =>
  rows.reduce<Row | undefined>(
    (newest, row) =>
      row.validFrom <= date && (newest === undefined || row.validFrom > newest.validFrom) ? row : newest,
    undefined,
  );
