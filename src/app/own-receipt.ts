import type { Delivery, DeliveryPatch } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import type { Fault } from '../domain/outcome.ts';
import type { AddressEntry } from '../domain/ports.ts';
import type { Result } from '../domain/result.ts';
import type { MessageRecord } from '../domain/store.ts';
import { recognisedTypes } from '../messages/recognise.ts';
import { giveReceipt } from './give-receipt.ts';
import type { Received } from './receive.ts';
import type { Services } from './services.ts';
import { digest } from './stored-message.ts';

/** Positive receipts that the gateway gives for receivers who leave it to it (`receipting: gateway`). */

/** Types that want their patient to have a record at the receiver, which only its own system can tell (E35). */
const aboutRecords = new Set(
  recognisedTypes.filter(({ needsPatientRecord }) => needsPatientRecord === true).map(({ key }) => key),
);

/** True when what arrives at this receiver is for the gateway to receipt, and its enterprise does not want to be asked. */
export const owesReceipt = (
  entry: AddressEntry | undefined,
  { isAppRec, typeKey = '' }: MessageRecord,
  { state }: Delivery,
): boolean => {
  if (entry?.receipting !== 'gateway' || isAppRec || state.receipt !== 'waiting') return false;
  return entry.settings.patientRecord !== 'ask' || !aboutRecords.has(typeKey);
};

/**
 * What an arrival notes together with its event: the receipt is due soon. A worker that dies between the two
 * leaves it overdue, and the sweep gives it.
 */
export const noteOwed = (
  services: Pick<Services, 'clock' | 'policy'>,
  entry: AddressEntry | undefined,
  message: MessageRecord,
  delivery: Delivery,
): DeliveryPatch =>
  owesReceipt(entry, message, delivery)
    ? { receiptDue: new Date(services.clock.now().getTime() + services.policy.stuckMs) }
    : {};

/** An id that follows from what is receipted (UUIDv8), so that the receipt given again is the same document. */
const receiptId = (message: MessageId, receiver: HerId): string => {
  const hex = digest(new TextEncoder().encode(`receipt of ${message} by ${receiver}`));
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
};

/** Gives the receipt; again is harmless, also before the first one has been processed. */
export const giveOwnReceipt = (
  services: Services,
  message: MessageRecord,
  receiver: HerId,
  requestId: string,
): Promise<Result<Received, Fault>> =>
  giveReceipt(services, {
    message: message.id,
    by: receiver,
    status: 1,
    errors: [],
    origin: 'gateway',
    requestId,
    actsFor: (herId) => herId === receiver,
    // Of all times the one that whoever gives it knows.
    document: { id: receiptId(message.id, receiver), at: message.receivedAt },
  });
