import type { ActKind } from '../domain/expectation-vocabulary.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { firstTick, hourMs, minuteMs } from './calendar.ts';
import { type Deed, type Letter, type PatientScript, receiversOf } from './letter.ts';

/** What the gateway can know at an instant: nobody may be blamed for more. */

export const tickMs = 15 * minuteMs;

/** The first tick at or after an instant. */
export const tickAt = (at: number): number => Math.ceil(at / tickMs) * tickMs;
/** The first tick later than an instant. */
export const tickAfter = (at: number): number => (Math.floor(at / tickMs) + 1) * tickMs;

/** When each enterprise first told of an act of a kind: before that nobody knows that it ever would. */
export type FirstReports = ReadonlyMap<string, number>;

export const reportKey = (by: HerId, kind: ActKind): string => `${by} ${kind}`;

/** The state of one receiver's receipt at an instant, as the sender sees it. */
export interface ReceiptSeen {
  readonly status: 'waiting' | 'ok' | 'partial' | 'rejected';
  readonly at?: number;
  readonly timedOutAt?: number;
}

/** When a letter's receipt is given up, if none has come by then: after 96 hours. */
export const givenUp = ({ sent, received }: Letter): number =>
  (received - sent >= 96 * hourMs ? received : sent) + 96 * hourMs;

export const receiptSeen = (letter: Letter, receiver: HerId, now: number): ReceiptSeen => {
  const plan = letter.receipts.get(receiver);
  const limit = Math.max(tickAt(givenUp(letter)), tickAt(letter.received), firstTick);
  const timedOut =
    (plan === undefined || tickAt(plan.at) > limit) && limit <= now ? { timedOutAt: limit } : {};
  return plan === undefined || plan.at > now
    ? { status: 'waiting', ...timedOut }
    : { status: plan.status, at: plan.at, ...timedOut };
};

/** What is known of one patient at an instant. */
export interface Known {
  readonly now: number;
  readonly letters: readonly Letter[];
  readonly deeds: readonly Deed[];
  readonly reports: FirstReports;
  /** True for a letter that somebody took in. */
  readonly stands: (letter: Letter) => boolean;
  /** When a letter's cancellation was sent. */
  readonly cancelledAt: (letter: Letter) => number | undefined;
  /** True for a letter that says something: taken in, not cancelled, and no cancellation. */
  readonly counts: (letter: Letter) => boolean;
  /** The same, had nothing been cancelled. */
  readonly revived: () => Known;
}

/** What of a patient's script has come at an instant. */
export const knownAt = (script: PatientScript, reports: FirstReports, now: number): Known => {
  const letters = script.letters.filter(({ received }) => received <= now);
  const stands = (letter: Letter): boolean =>
    receiversOf(letter).some(({ herId }) => receiptSeen(letter, herId, now).status !== 'rejected');
  const cancelled = new Map<MessageId, number>();
  for (const letter of letters) {
    const { status, changes, sent } = letter;
    if (status === 'C' && changes !== undefined && stands(letter) && stands(changes))
      cancelled.set(changes.id, sent);
  }
  const make = (isRevived: boolean): Known => ({
    now,
    letters,
    deeds: script.deeds.filter(({ told }) => told <= now),
    reports,
    stands,
    cancelledAt: ({ id }) => cancelled.get(id),
    counts: (letter) => letter.status !== 'C' && stands(letter) && (isRevived || !cancelled.has(letter.id)),
    revived: () => make(true),
  });
  return make(false);
};
