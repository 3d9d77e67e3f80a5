import type { DeliveryEvent } from '../../../domain/delivery.ts';
import type { EventsTable } from '../tables.ts';
import { instant, type Written } from './written.ts';

type EventRow = Omit<EventsTable, 'seq'>;

/** An event as its row. */
export const eventRow = (event: DeliveryEvent): Written<EventRow> => ({
  message_id: event.messageId,
  receiver: event.receiver,
  at: instant(event.at),
  type: event.type,
  actor: event.actor,
  cause: event.cause ?? null,
  details: event.details ?? null,
  transport_before: event.before.transport,
  receipt_before: event.before.receipt,
  transport_after: event.after.transport,
  receipt_after: event.after.receipt,
  possible: event.possible,
});

/** A row as the event it holds. */
export const eventFrom = (row: EventRow): DeliveryEvent => ({
  at: row.at,
  messageId: row.message_id,
  receiver: row.receiver,
  type: row.type,
  actor: row.actor,
  ...(row.cause !== null && { cause: row.cause }),
  ...(row.details !== null && row.details !== undefined && { details: row.details }),
  before: { transport: row.transport_before, receipt: row.receipt_before },
  after: { transport: row.transport_after, receipt: row.receipt_after },
  possible: row.possible,
});
