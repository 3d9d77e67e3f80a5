import type { Delivery } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import type { TransportState } from '../domain/lifecycle.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { TrackedMessage } from '../domain/store.ts';
import { type ActsFor, trackMessage, visibleDeliveries } from './mailbox.ts';
import { resend, resendableStates } from './resend.ts';
import type { Services } from './services.ts';

/** Who asks: an operator, or somebody of the sender's or receiver's enterprise. */
export interface Resender {
  readonly actsFor: ActsFor;
  readonly isOperator: boolean;
}

/** What an enterprise may ask for by itself: what arrived, and what was given up. The rest was stopped for a reason. */
const byEnterprise: readonly TransportState[] = ['acknowledged', 'abandoned'];

/** The deliveries of a message that may be sent again as things are. A receiver may ask for its own, the sender for all. */
export const mayResend = (
  tracked: TrackedMessage,
  { actsFor, isOperator }: Resender,
): readonly Delivery[] => {
  if (tracked.message.origin === 'import') return [];
  const states: readonly TransportState[] = isOperator ? resendableStates : byEnterprise;
  return visibleDeliveries(tracked, actsFor).filter(({ state }) => states.includes(state.transport));
};

/**
 * Sends a message to one of its receivers again. Faults: `message-not-found` for one that is not here or none of the
 * caller's business; `resend-not-possible` for a delivery that is under way or was stopped.
 */
export const resendOne = async (
  services: Services,
  id: MessageId,
  receiver: HerId,
  resender: Resender,
): Promise<Result<undefined, Fault>> => {
  const tracked = await trackMessage(services, id, resender.actsFor);
  if (!tracked.ok) return tracked;
  const seen = visibleDeliveries(tracked.value, resender.actsFor);
  if (!seen.some((delivery) => delivery.receiver === receiver)) return fail(fault('message-not-found'));
  const delivery = mayResend(tracked.value, resender).find((each) => each.receiver === receiver);
  if (delivery === undefined) return fail(fault('resend-not-possible'));
  const isSender = resender.actsFor(tracked.value.message.sender);
  const actor = resender.isOperator ? 'operator' : isSender ? 'sender' : 'receiver';
  const filter = { id, receiver, limit: 1, states: [delivery.state.transport] };
  for await (const { resent } of resend(services, {
    filter,
    dryRun: false,
    pace: async () => undefined,
    actor,
  })) {
    if (resent) return ok(undefined);
  }
  return fail(fault('resend-not-possible'));
};
