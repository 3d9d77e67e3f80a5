import type { HerId, MessageId } from './ids.ts';
import { applyEvent, type DeliveryEventType, type DeliveryState } from './lifecycle.ts';
import type { PartyRole } from './message.ts';
import type { OutcomeCode } from './outcome.ts';

/** Who made something happen. */
export type Actor = 'sender' | 'receiver' | 'gateway' | 'operator' | 'clock';

/** One event in the life of a message towards a receiver, before it is stored. */
export interface NewDeliveryEvent {
  readonly type: DeliveryEventType;
  readonly actor: Actor;
  /** Why, as a code of the outcome catalogue. */
  readonly cause?: OutcomeCode;
  /** Ids and figures that explain it; never content. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** A stored event: append-only, with what it changed. */
export interface DeliveryEvent extends NewDeliveryEvent {
  readonly at: Date;
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly before: DeliveryState;
  readonly after: DeliveryState;
  /** False when the event could not happen in its state: kept, flagged, without effect. */
  readonly possible: boolean;
}

/** A message's way to one receiver, with its present state (a fold over its events). */
export interface Delivery {
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly role: PartyRole;
  readonly state: DeliveryState;
  /** Sender, receiver and patient's pseudonym: deliveries of one lane keep their order; undefined: no order to keep. */
  readonly lane?: string;
  /** MsgId or document id that a change or cancellation waits for, while its original is not here. */
  readonly parkedFor?: string;
  readonly parkedAt?: Date;
  readonly attempts: number;
  readonly nextAttemptAt?: Date;
  /** When the gateway gives up delivering. */
  readonly persistUntil?: Date;
  /** When a missing AppRec counts as a negative one (96 h after GenDate, HITS 1168). */
  readonly receiptDue?: Date;
  /** A worker holds this delivery's attempt until then. */
  readonly leaseUntil?: Date;
  readonly readAt?: Date;
}

/** Columns that a step may set beside its events; null clears. */
export interface DeliveryPatch {
  readonly parkedFor?: string | null;
  readonly parkedAt?: Date | null;
  readonly attempts?: number;
  readonly nextAttemptAt?: Date | null;
  readonly persistUntil?: Date | null;
  readonly receiptDue?: Date | null;
  readonly leaseUntil?: Date | null;
  readonly readAt?: Date | null;
}

/** What the sender is told beside receipts: gave up, refused by the endpoint, timed out. */
export interface Notice {
  readonly id: MessageId;
  readonly at: Date;
  /** Who is told: the message's sender. */
  readonly herId: HerId;
  readonly message: MessageId;
  readonly receiver: HerId;
  readonly reason: OutcomeCode;
}

/**
 * What one step does to a delivery. Patch and notice belong to the events: where one of these cannot happen, the
 * events are kept as anomalies and neither takes effect.
 */
export interface DeliveryChange {
  readonly events: readonly NewDeliveryEvent[];
  readonly patch?: DeliveryPatch;
  /** Kept once per (message, receiver, reason). */
  readonly notice?: Notice;
}

/**
 * Applies a change's events to a state: the events as they will be stored, and the state they lead to.
 * The store uses nothing else to compute a state, so refolding stored events always gives the stored state.
 */
export const stampEvents = (
  delivery: Pick<Delivery, 'messageId' | 'receiver' | 'state'>,
  events: readonly NewDeliveryEvent[],
  at: Date,
): { readonly events: readonly DeliveryEvent[]; readonly state: DeliveryState } => {
  let state = delivery.state;
  const stamped = events.map((event) => {
    const step = applyEvent(state, event.type);
    const before = state;
    state = step.state;
    return {
      ...event,
      at,
      messageId: delivery.messageId,
      receiver: delivery.receiver,
      before,
      after: step.state,
      possible: step.possible,
    };
  });
  return { events: stamped, state };
};
