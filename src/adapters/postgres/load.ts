import { type RawBuilder, sql } from 'kysely';
import type { Delivery } from '../../domain/delivery.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { LoadedMessage, TrackedMessage } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { type DeliveryRow, deliveryFrom } from './rows/delivery.ts';
import { messageFrom } from './rows/message.ts';
import { sealedFrom } from './rows/payload.ts';

/** A delivery with the version of it that was read, which whoever writes it must name. */
export interface VersionedDelivery {
  readonly delivery: Delivery;
  readonly version: number;
}

type JsonDelivery = DeliveryRow & { readonly version: number };

/** A message's deliveries as one JSON value, by receiver: they come along in the message's own round trip. */
const deliveriesOf = (id: MessageId): RawBuilder<readonly JsonDelivery[]> => sql`
  (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d where d.message_id = ${id})`;

/** `MessageStore.load`. */
export const load = async (db: Db, id: MessageId): Promise<LoadedMessage | undefined> => {
  const row = await db
    .selectFrom('messages')
    .innerJoin('payloads', 'payloads.message_id', 'messages.id')
    .selectAll('messages')
    .select(['payloads.key_id', 'payloads.nonce', 'payloads.data', deliveriesOf(id).as('deliveries')])
    .where('messages.id', '=', id)
    .where('payloads.message_id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    message: messageFrom(row),
    payload: sealedFrom(row),
    deliveries: row.deliveries.map(deliveryFrom),
  };
};

/** `MessageStore.track`. */
export const track = async (db: Db, id: MessageId): Promise<TrackedMessage | undefined> => {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .select([deliveriesOf(id).as('deliveries')])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { message: messageFrom(row), deliveries: row.deliveries.map(deliveryFrom) };
};

/** Whether a message was processed, and its deliveries with their versions; undefined when there is no such message. */
export const loadProgress = async (
  db: Db,
  id: MessageId,
): Promise<
  { readonly isProcessed: boolean; readonly deliveries: readonly VersionedDelivery[] } | undefined
> => {
  const row = await db
    .selectFrom('messages')
    .select(['processed_at', deliveriesOf(id).as('deliveries')])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    isProcessed: row.processed_at !== null,
    deliveries: row.deliveries.map((delivery) => ({
      delivery: deliveryFrom(delivery),
      version: delivery.version,
    })),
  };
};
