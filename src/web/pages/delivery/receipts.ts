import type { Figure } from '../../../domain/board/figure.ts';

/** What became of messages, from figures of traffic. */

/** `other` is what the figure does not tell apart: receipted positively but too late, and what is too few to be told. */
export const outcomes = ['ok', 'rejected', 'partial', 'timed-out', 'other', 'waiting', 'not-asked'] as const;
export type Outcome = (typeof outcomes)[number];
export type Receipts = Readonly<Record<Outcome, number>>;

const none: Receipts = {
  ok: 0,
  rejected: 0,
  partial: 0,
  'timed-out': 0,
  other: 0,
  waiting: 0,
  'not-asked': 0,
};

/** The outcomes of a figure's messages; nothing of one that is not shown. */
export const receiptsOf = (figure: Figure): Receipts => {
  if (!figure.shown) return none;
  const { n, hits, leftOut } = figure;
  const { rejected = 0, partial = 0 } = leftOut;
  const timedOut = leftOut['timed-out'] ?? 0;
  return {
    ok: hits,
    rejected,
    partial,
    'timed-out': timedOut,
    other: Math.max(0, n - hits - rejected - partial - timedOut),
    waiting: leftOut.pending ?? 0,
    'not-asked': leftOut['not-observable'] ?? 0,
  };
};

/** All of them together. */
export const sumReceipts = (all: readonly Receipts[]): Receipts =>
  all.reduce(
    (sum, each) =>
      Object.fromEntries(
        outcomes.map((outcome) => [outcome, sum[outcome] + each[outcome]]),
      ) as unknown as Receipts,
    none,
  );

/** Messages, whatever became of them. */
export const messagesIn = (receipts: Receipts): number =>
  outcomes.reduce((sum, outcome) => sum + receipts[outcome], 0);
