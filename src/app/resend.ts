import type { Actor, Delivery } from '../domain/delivery.ts';
import type { TransportState } from '../domain/lifecycle.ts';
import type { ResendFilter } from '../domain/store.ts';
import { queueNames, type Services } from './services.ts';

/** What a resend did or, dry, would do. */
export interface Resent {
  readonly delivery: Delivery;
  readonly resent: boolean;
}

export interface ResendRequest {
  readonly filter: ResendFilter;
  /** Only tell what would be sent again. */
  readonly dryRun: boolean;
  /** Told of each delivery; awaits its turn, so that a rate can be kept. */
  readonly pace: () => Promise<void>;
  /** Whose act it is; an operator's when it is left out. */
  readonly actor?: Actor;
}

/** From these a delivery can be sent again; the others are on their way, or were never to be. */
export const resendableStates = ['acknowledged', 'rejected', 'abandoned', 'quarantined'] as const;

const isResendable = (state: TransportState): boolean => resendableStates.some((one) => one === state);

/**
 * Sends finished deliveries again: the same bytes, the same idempotency key, a new persist time.
 * Somebody's act, so each is an event with that actor. Never touches receipts.
 */
export async function* resend(services: Services, request: ResendRequest): AsyncGenerator<Resent> {
  const states = request.filter.states?.filter(isResendable) ?? resendableStates;
  for (const delivery of await services.store.resendable({ ...request.filter, states })) {
    if (request.dryRun) {
      yield { delivery, resent: false };
      continue;
    }
    await request.pace();
    const now = services.clock.now();
    const { messageId, receiver } = delivery;
    const changed = await services.store.changeDelivery(messageId, receiver, now, (current) =>
      current.state.transport === delivery.state.transport
        ? {
            events: [
              {
                type: current.state.transport === 'quarantined' ? 'routed' : 'requeued',
                actor: request.actor ?? 'operator',
              },
            ],
            patch: {
              attempts: 0,
              nextAttemptAt: null,
              leaseUntil: null,
              readAt: null,
              persistUntil: new Date(now.getTime() + services.policy.persistMs),
            },
          }
        : undefined,
    );
    const resent = changed?.state.transport === 'queued';
    if (resent) await services.enqueue(queueNames.deliver, { messageId, receiver, requestId: 'resend' });
    yield { delivery, resent };
  }
}
