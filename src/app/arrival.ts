import type { Delivery, DeliveryChange } from '../domain/delivery.ts';
import { msgIdKey } from '../domain/ids.ts';
import type { AddressEntry } from '../domain/ports.ts';
import type { MessageRecord } from '../domain/store.ts';
import { inboxEvents } from './inbox-events.ts';
import { giveOwnReceipt, noteOwed, owesReceipt } from './own-receipt.ts';
import { queueNames, type Services } from './services.ts';

/** What puts a message into its receiver's inbox. */
export const inboxArrival = (
  services: Services,
  entry: AddressEntry,
  message: MessageRecord,
  current: Delivery,
): Required<Pick<DeliveryChange, 'events' | 'patch'>> => ({
  events: inboxEvents,
  patch: {
    attempts: current.attempts + 1,
    nextAttemptAt: null,
    leaseUntil: null,
    readAt: null,
    ...noteOwed(services, entry, message, current),
  },
});

/** What follows when a message has reached a receiver: its receipt, where the gateway gives it, and those who waited. */
export const arrived = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
  entry: AddressEntry | undefined,
  requestId: string,
): Promise<void> => {
  const type = message.isAppRec ? 'APPREC' : (message.typeKey ?? 'unsupported');
  const seconds = (services.clock.now().getTime() - message.receivedAt.getTime()) / 1000;
  services.metrics.time('overgang_end_to_end_seconds', { type }, seconds);
  if (owesReceipt(entry, message, delivery)) {
    await giveOwnReceipt(services, message, delivery.receiver, requestId);
  }
  await wakeNext(services, message, delivery);
};

/** Wakes those who waited for this delivery's end: the next in its lane, and changes parked for its message. */
export const wakeNext = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
): Promise<void> => {
  // A receipt has no lane, and nothing waits for one.
  if (message.isAppRec) return;
  const ids = [msgIdKey(message.msgId), ...(message.documentId === undefined ? [] : [message.documentId])];
  for (const { messageId, receiver } of await services.store.waitingFor(delivery, message.sender, ids)) {
    await services.enqueue(queueNames.deliver, { messageId, receiver, requestId: message.requestId });
  }
};
