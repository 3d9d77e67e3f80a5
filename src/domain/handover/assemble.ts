import type { Delivery } from '../delivery.ts';
import type { HerId } from '../ids.ts';
import { linkFactsOf } from '../linkable.ts';
import type { LinkableMessage } from '../links-store.ts';
import type { HandoverMessage, HandoverParty, HandoverReceipt, HandoverReceiver } from './facts.ts';
import type { MessageReading } from './reading.ts';

/** When something happened towards one receiver. */
export interface ReceiverInstant {
  readonly receiver: HerId;
  readonly at: Date;
}

/** A stored message with what its content told, and what became of its receipts. */
export interface ReadMessage extends LinkableMessage {
  readonly reading: MessageReading;
  /** When the receipts that stand came. */
  readonly receipts: readonly ReceiverInstant[];
  /** When receipts were given up. */
  readonly timeouts: readonly ReceiverInstant[];
}

const receiptOf = (
  { receiver, state }: Delivery,
  { receipts, timeouts }: Pick<ReadMessage, 'receipts' | 'timeouts'>,
): HandoverReceipt | undefined => {
  if (state.receipt === 'none') return undefined;
  const gaveUpAt = timeouts.find((each) => each.receiver === receiver)?.at;
  const cameAt = receipts.find((each) => each.receiver === receiver)?.at;
  // Imported receipts may be found when theirs had been given up, and have come before that all the same.
  const wasInTime = gaveUpAt !== undefined && cameAt !== undefined && cameAt <= gaveUpAt;
  const timedOutAt = wasInTime ? undefined : gaveUpAt;
  const at = state.receipt === 'timedOut' ? timedOutAt : state.receipt === 'waiting' ? undefined : cameAt;
  return { state: state.receipt, ...(at && { at }), ...(timedOutAt && { timedOutAt }) };
};

/** What handovers are decided from, of a stored message. Its primary receivers come first. */
export const handoverMessageOf = (stored: ReadMessage): HandoverMessage => {
  const { message, deliveries, reading } = stored;
  const { sender, receivers, events, codes, blocks, flags, died, reply } = reading;
  const known = new Map([sender, ...receivers].map((party) => [party.herId, party]));
  // A receiver that was added when the reading had been made.
  const party = (herId: HerId): HandoverParty => known.get(herId) ?? { herId, roles: [], sharedRecords: [] };
  const ordered = [...deliveries].sort((a, b) => Number(a.role === 'copy') - Number(b.role === 'copy'));
  return {
    ...linkFactsOf({ ...stored, deliveries: ordered }, party),
    sender,
    receivers: ordered.map((delivery): HandoverReceiver => {
      const receipt = receiptOf(delivery, stored);
      return {
        ...party(delivery.receiver),
        copy: delivery.role === 'copy',
        ...(receipt !== undefined && { receipt }),
      };
    }),
    receivedAt: message.receivedAt,
    events,
    codes,
    flags,
    ...(blocks !== undefined && { blocks }),
    ...(died !== undefined && { died }),
    ...(reply !== undefined && { reply }),
    historic: message.origin === 'import',
  };
};
