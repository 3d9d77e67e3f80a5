import type { Delivery } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { isActive, type TransportState } from '../domain/lifecycle.ts';
import type { AddressEntry } from '../domain/ports.ts';
import type { MessageRecord } from '../domain/store.ts';
import { arrived, inboxArrival, wakeNext } from './arrival.ts';
import type { JobOutcome } from './jobs.ts';
import { toldChange } from './notify.ts';
import { isDue, postpone, push } from './push.ts';
import type { Services } from './services.ts';

export interface DeliverJob {
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly requestId: string;
}

const done: JobOutcome = { kind: 'done' };

/** How long a delivery to a party that is not in the directory now waits for it to come back. */
const absentMs = 10 * 60_000;

/**
 * Brings one message one step further towards one receiver: into its inbox, or pushed to its endpoint.
 * Whatever is not its turn yet (parked, behind another in its lane, breaker open, retry not due) ends
 * without effect; who clears the way wakes it, and the sweep finds what nobody woke.
 */
export const deliver = async (services: Services, job: DeliverJob): Promise<JobOutcome> => {
  const tracked = await services.store.track(job.messageId);
  const delivery = tracked?.deliveries.find(({ receiver }) => receiver === job.receiver);
  if (tracked === undefined || delivery === undefined) return { kind: 'never', code: 'message-not-found' };
  const { message } = tracked;
  const now = services.clock.now();
  if (!isDue(delivery, now)) return done;
  if (delivery.persistUntil !== undefined && delivery.persistUntil <= now) {
    return abandon(services, message, delivery);
  }
  if (await mustWait(services, message, delivery)) return done;
  if ((await services.store.blockedBy(delivery)) !== undefined) return done;
  const entry = services.addressBook.find(job.receiver);
  if (entry === undefined) return postpone(services, delivery, new Date(now.getTime() + absentMs));
  return entry.endpoint.channel === 'webhook'
    ? push(services, message, delivery, { ...entry.endpoint, entry }, job.requestId)
    : intoInbox(services, message, delivery, entry, job.requestId);
};

/** In these an original is still on its way, or a person decides whether it shall be. */
const isUnderway = (transport: TransportState): boolean => isActive(transport) || transport === 'quarantined';

/**
 * A change or cancellation waits until its original has come to an end with this receiver. One whose original has
 * not come at all, or waits itself, is let go in time: receivers must cope with either order, but never lose one.
 */
const mustWait = async (services: Services, message: MessageRecord, delivery: Delivery): Promise<boolean> => {
  const { parkedFor, parkedAt, messageId, receiver } = delivery;
  if (parkedFor === undefined) return false;
  const { store, clock, policy } = services;
  const original = await store.findBySender(message.sender, parkedFor, message);
  const there =
    original === undefined
      ? undefined
      : (await store.deliveries(original.id)).find((candidate) => candidate.receiver === receiver);
  const isPatient = clock.now().getTime() < (parkedAt ?? message.receivedAt).getTime() + policy.parkMs;
  // One that is parked itself may wait for this one in turn: changes that name each other would wait for ever.
  const isComing = there !== undefined && isUnderway(there.state.transport);
  if (isComing && (there.parkedFor === undefined || isPatient)) return true;
  // A reference to what another has sent is odd, but there is nothing to wait for when it is here. The sender's own may
  // have come since it was looked for: that one is waited for, and wakes this one.
  const isAnothers = async (): Promise<boolean> =>
    (await store.findOriginal(parkedFor, undefined)).some(({ sender }) => sender !== message.sender);
  const isHere = original !== undefined || (await isAnothers());
  if (!isHere && isPatient) return true;
  await store.changeDelivery(messageId, receiver, clock.now(), (current) =>
    current.parkedFor === undefined
      ? undefined
      : {
          events: [{ type: 'unparked', actor: isHere && !isComing ? 'gateway' : 'clock' }],
          patch: { parkedFor: null, parkedAt: null },
        },
  );
  return false;
};

const intoInbox = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
  entry: AddressEntry,
  requestId: string,
): Promise<JobOutcome> => {
  const now = services.clock.now();
  await services.store.changeDelivery(delivery.messageId, delivery.receiver, now, (current) =>
    isDue(current, now) ? inboxArrival(services, entry, message, current) : undefined,
  );
  await arrived(services, message, delivery, entry, requestId);
  return done;
};

const abandon = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
): Promise<JobOutcome> => {
  const { store, clock } = services;
  await store.changeDelivery(delivery.messageId, delivery.receiver, clock.now(), (current) =>
    isActive(current.state.transport)
      ? toldChange(
          services,
          message,
          current,
          {
            type: 'abandoned',
            actor: 'clock',
            cause: 'delivery-abandoned',
            details: { attempts: current.attempts },
          },
          { nextAttemptAt: null, leaseUntil: null },
        )
      : undefined,
  );
  services.metrics.count('overgang_deliveries_total', { channel: 'any', outcome: 'abandoned' });
  services.log.warn({ messageId: message.id, receiver: delivery.receiver }, 'delivery abandoned');
  await wakeNext(services, message, delivery);
  return done;
};
