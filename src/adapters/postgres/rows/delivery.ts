import type { Delivery, DeliveryPatch } from '../../../domain/delivery.ts';
import { type DeliveryState, isActive } from '../../../domain/lifecycle.ts';
import type { DeliveriesTable } from '../tables.ts';
import { instant, type Written } from './written.ts';

/** Columns of a delivery that a change may set. */
export const changingColumns = [
  'transport',
  'receipt',
  'parked_for',
  'parked_at',
  'attempts',
  'next_attempt_at',
  'persist_until',
  'receipt_due',
  'lease_until',
  'read_at',
] as const;

type ChangingRow = Written<Pick<DeliveriesTable, (typeof changingColumns)[number]>>;
type FixedRow = Pick<DeliveriesTable, 'message_id' | 'receiver' | 'role' | 'lane'>;

/** What a delivery is read from: a row of a query, or of JSON. */
export type DeliveryRow = FixedRow & (ChangingRow | Pick<DeliveriesTable, keyof ChangingRow>);

const orNull = (date: Date | null | undefined): string | null =>
  date === undefined || date === null ? null : instant(date);

const fixedRow = (delivery: Delivery): FixedRow => ({
  message_id: delivery.messageId,
  receiver: delivery.receiver,
  role: delivery.role,
  lane: delivery.lane ?? null,
});

const changingRow = (delivery: Delivery): ChangingRow => ({
  transport: delivery.state.transport,
  receipt: delivery.state.receipt,
  parked_for: delivery.parkedFor ?? null,
  parked_at: orNull(delivery.parkedAt),
  attempts: delivery.attempts,
  next_attempt_at: orNull(delivery.nextAttemptAt),
  persist_until: orNull(delivery.persistUntil),
  receipt_due: orNull(delivery.receiptDue),
  lease_until: orNull(delivery.leaseUntil),
  read_at: orNull(delivery.readAt),
});

/** A new delivery as its row. */
export const deliveryRow = (
  delivery: Delivery,
  genInstant: Date,
): Written<Omit<DeliveriesTable, 'due_at'>> => ({
  ...fixedRow(delivery),
  ...changingRow(delivery),
  gen_instant: instant(genInstant),
  version: 0,
});

/** A delivery's row after a change: what the patch does not name stays, null clears. */
export const patchedRow = (
  delivery: Delivery,
  state: DeliveryState,
  patch: DeliveryPatch = {},
): FixedRow & ChangingRow => ({
  ...fixedRow(delivery),
  ...changingRow({ ...delivery, state }),
  // What has come to an end waits for nobody, whatever brought it there.
  ...(!isActive(state.transport) && { parked_for: null, parked_at: null }),
  ...(patch.parkedFor !== undefined && { parked_for: patch.parkedFor }),
  ...(patch.parkedAt !== undefined && { parked_at: orNull(patch.parkedAt) }),
  ...(patch.attempts !== undefined && { attempts: patch.attempts }),
  ...(patch.nextAttemptAt !== undefined && { next_attempt_at: orNull(patch.nextAttemptAt) }),
  ...(patch.persistUntil !== undefined && { persist_until: orNull(patch.persistUntil) }),
  ...(patch.receiptDue !== undefined && { receipt_due: orNull(patch.receiptDue) }),
  ...(patch.leaseUntil !== undefined && { lease_until: orNull(patch.leaseUntil) }),
  ...(patch.readAt !== undefined && { read_at: orNull(patch.readAt) }),
});

/** A row as the delivery it holds. */
export const deliveryFrom = (row: DeliveryRow): Delivery => ({
  messageId: row.message_id,
  receiver: row.receiver,
  role: row.role,
  state: { transport: row.transport, receipt: row.receipt },
  attempts: row.attempts,
  ...(row.lane !== null && { lane: row.lane }),
  ...(row.parked_for !== null && { parkedFor: row.parked_for }),
  ...(row.parked_at !== null && { parkedAt: new Date(row.parked_at) }),
  ...(row.next_attempt_at !== null && { nextAttemptAt: new Date(row.next_attempt_at) }),
  ...(row.persist_until !== null && { persistUntil: new Date(row.persist_until) }),
  ...(row.receipt_due !== null && { receiptDue: new Date(row.receipt_due) }),
  ...(row.lease_until !== null && { leaseUntil: new Date(row.lease_until) }),
  ...(row.read_at !== null && { readAt: new Date(row.read_at) }),
});
