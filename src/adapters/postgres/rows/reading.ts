import type { ReadMessage, ReceiverInstant } from '../../../domain/handover/assemble.ts';
import type { DatedEvent } from '../../../domain/handover/facts.ts';
import type { MessageReading } from '../../../domain/handover/reading.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { MessagesTable } from '../tables.ts';
import { type DeliveryRow, deliveryFrom } from './delivery.ts';
import { messageFrom } from './message.ts';

/** A reading as JSON holds it: instants as text. */
type WrittenReading = Omit<MessageReading, 'events'> & {
  readonly events: readonly (Omit<DatedEvent, 'at'> & { readonly at: string })[];
};

const readingFrom = (written: WrittenReading): MessageReading => ({
  ...written,
  events: written.events.map((event) => ({ ...event, at: new Date(event.at) })),
});

interface WrittenInstant {
  readonly receiver: HerId;
  readonly at: string;
}

const instantsFrom = (written: readonly WrittenInstant[]): readonly ReceiverInstant[] =>
  written.map(({ receiver, at }) => ({ receiver, at: new Date(at) }));

/** A message's row with all that belongs to its handover, as JSON beside it. */
export type ReadMessageRow = MessagesTable & {
  readonly deliveries: readonly DeliveryRow[];
  readonly answers: readonly string[];
  readonly receipts: readonly WrittenInstant[];
  readonly timeouts: readonly WrittenInstant[];
  readonly reading: WrittenReading;
};

/** The stored message that a row holds. */
export const readMessageFrom = (row: ReadMessageRow): ReadMessage => ({
  message: messageFrom(row),
  deliveries: row.deliveries.map(deliveryFrom),
  answers: row.answers,
  receipts: instantsFrom(row.receipts),
  timeouts: instantsFrom(row.timeouts),
  reading: readingFrom(row.reading),
});
