import type { Delivery } from '../domain/delivery.ts';
import { msgIdKey } from '../domain/ids.ts';
import type { AddressEntry } from '../domain/ports.ts';
import type { MessageRecord } from '../domain/store.ts';
import { giveOwnReceipt, owesReceipt } from './own-receipt.ts';
import { queueNames, type Services } from './services.ts';

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
  const next = await services.store.nextInLane(delivery);
  const ids = [msgIdKey(message.msgId), ...(message.documentId === undefined ? [] : [message.documentId])];
  const parked = await services.store.parkedFor(message.sender, ids);
  for (const waiting of [...(next === undefined ? [] : [next]), ...parked]) {
    const { messageId, receiver } = waiting;
    await services.enqueue(queueNames.deliver, { messageId, receiver, requestId: message.requestId });
  }
};
