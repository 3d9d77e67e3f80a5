import { type RawBuilder, sql } from 'kysely';
import { type Delivery, type DeliveryEvent, stampEvents } from '../../domain/delivery.ts';
import type { HerId } from '../../domain/ids.ts';
import type { NewDelivery, NewMessage } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { deliveryRow } from './rows/delivery.ts';
import { eventRow } from './rows/event.ts';
import { messageKeyRow, messageRow } from './rows/message.ts';
import { payloadValues } from './rows/payload.ts';
import { insertRows } from './rows/written.ts';

/**
 * The CTEs that store new messages whole (at least one), for a statement that begins with `with`: `claimed`
 * (message_id) takes each (sender, MsgId) that is free, the others insert what belongs to the messages that got
 * theirs. So one statement is one transaction and one round trip. Without `guard` nothing is claimed.
 */
export const insertMessages = (
  messages: readonly NewMessage[],
  guard: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> => {
  const deliveries = messages.flatMap((message) =>
    message.deliveries.map((delivery) => ({ message, ...begun(message, delivery) })),
  );
  const isClaimed = (column: string) => sql`${sql.ref(`v.${column}`)} in (select message_id from claimed)`;
  const ofClaimed = { where: isClaimed('message_id') };
  return sql`
    claimed as (
      ${insertRows('message_keys', messages.map(messageKeyRow), { where: guard, onConflictDoNothing: true })}
      returning message_id
    ),
    new_messages as (${insertRows('messages', messages.map(messageRow), { where: isClaimed('id') })}),
    new_payloads as (
      insert into payloads (message_id, key_id, nonce, data)
      select * from (values ${payloadValues(messages)}) as v (message_id, key_id, nonce, data)
      where ${ofClaimed.where}
    ),
    new_deliveries as (${insertRows(
      'deliveries',
      deliveries.map(({ delivery, message }) => deliveryRow(delivery, message.genInstant)),
      ofClaimed,
    )}),
    new_events as (${insertRows('events', deliveries.flatMap(({ events }) => events).map(eventRow), ofClaimed)})`;
};

/**
 * `MessageStore.addDeliveries`: those for receivers that the message has none for; the receivers that were added.
 */
export const addDeliveries = async (
  db: Db,
  message: Pick<NewMessage, 'id' | 'receivedAt' | 'genInstant'>,
  deliveries: readonly NewDelivery[],
): Promise<readonly HerId[]> => {
  if (deliveries.length === 0) return [];
  const all = deliveries.map((delivery) => begun(message, delivery));
  const rows = all.map(({ delivery }) => deliveryRow(delivery, message.genInstant));
  const added = await sql<{ readonly receiver: HerId }>`
    with added as (${insertRows('deliveries', rows, { onConflictDoNothing: true })} returning receiver),
    new_events as (${insertRows('events', all.flatMap(({ events }) => events).map(eventRow), {
      where: sql`v.receiver in (select receiver from added)`,
    })})
    select receiver from added`.execute(db);
  return added.rows.map(({ receiver }) => receiver);
};

/** A new delivery with its first events applied. */
const begun = (
  message: Pick<NewMessage, 'id' | 'receivedAt'>,
  { receiver, role, lane, receiptDue, persistUntil, readAt, state, events = [] }: NewDelivery,
): { readonly delivery: Delivery; readonly events: readonly DeliveryEvent[] } => {
  const stamped = stampEvents({ messageId: message.id, receiver, state }, events, message.receivedAt);
  const delivery: Delivery = {
    messageId: message.id,
    receiver,
    role,
    state: stamped.state,
    attempts: 0,
    ...(lane !== undefined && { lane }),
    ...(receiptDue !== undefined && { receiptDue }),
    ...(persistUntil !== undefined && { persistUntil }),
    ...(readAt !== undefined && { readAt }),
  };
  return { delivery, events: stamped.events };
};
