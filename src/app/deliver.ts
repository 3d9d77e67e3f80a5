import type { Delivery } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { isActive } from '../domain/lifecycle.ts';
import type { AddressEntry } from '../domain/ports.ts';
import type { LoadedMessage, MessageRecord } from '../domain/store.ts';
import { arrived, wakeNext } from './arrival.ts';
import type { JobOutcome } from './jobs.ts';
import { tell } from './notify.ts';
import { noteOwed } from './own-receipt.ts';
import { isDue, push } from './push.ts';
import type { Services } from './services.ts';

export interface DeliverJob {
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly requestId: string;
}

const done: JobOutcome = { kind: 'done' };

/**
 * Brings one message one step further towards one receiver: into its inbox, or pushed to its endpoint.
 * Whatever is not its turn yet (parked, behind another in its lane, breaker open, retry not due) ends
 * without effect; who clears the way wakes it, and the sweep finds what nobody woke.
 */
export const deliver = async (services: Services, job: DeliverJob): Promise<JobOutcome> => {
  const loaded = await services.store.load(job.messageId);
  const delivery = loaded?.deliveries.find(({ receiver }) => receiver === job.receiver);
  if (loaded === undefined || delivery === undefined) return { kind: 'never', code: 'message-not-found' };
  const now = services.clock.now();
  if (!isDue(delivery, now)) return done;
  if (delivery.persistUntil !== undefined && delivery.persistUntil <= now)
    return abandon(services, loaded, delivery);
  if (await mustWait(services, loaded.message, delivery)) return done;
  if ((await services.store.blockedBy(delivery)) !== undefined) return done;
  const entry = services.addressBook.find(job.receiver);
  if (entry?.endpoint.channel !== 'webhook') return intoInbox(services, loaded, delivery, entry, job);
  return push(services, loaded, delivery, { ...entry.endpoint, entry }, job.requestId);
};

/**
 * A change or cancellation waits until its original has come to an end with this receiver, or is let
 * go when none has come in time: receivers must cope with either order, but never lose one.
 */
const mustWait = async (services: Services, message: MessageRecord, delivery: Delivery): Promise<boolean> => {
  if (delivery.parkedFor === undefined) return false;
  const patience = (delivery.parkedAt ?? message.receivedAt).getTime() + services.policy.parkMs;
  const original = await services.store.findBySender(message.sender, delivery.parkedFor, message.id);
  const there =
    original === undefined
      ? undefined
      : (await services.store.deliveries(original.id)).find(({ receiver }) => receiver === delivery.receiver);
  const waiting = original === undefined || (there !== undefined && isActive(there.state.transport));
  if (waiting && services.clock.now().getTime() < patience) return true;
  await services.store.changeDelivery(
    delivery.messageId,
    delivery.receiver,
    services.clock.now(),
    (current) =>
      current.parkedFor === undefined
        ? undefined
        : {
            events: [{ type: 'unparked', actor: waiting ? 'clock' : 'gateway' }],
            patch: { parkedFor: null, parkedAt: null },
          },
  );
  return false;
};

/** The receiver fetches by itself: in its inbox the message has arrived (EDI 2.0 B6). */
const intoInbox = async (
  services: Services,
  loaded: LoadedMessage,
  delivery: Delivery,
  entry: AddressEntry | undefined,
  job: DeliverJob,
): Promise<JobOutcome> => {
  const { message } = loaded;
  const now = services.clock.now();
  const changed = await services.store.changeDelivery(job.messageId, job.receiver, now, (current) =>
    current.state.transport === 'queued'
      ? {
          events: [
            { type: 'sent', actor: 'gateway' },
            { type: 'acknowledged', actor: 'gateway', details: { channel: 'inbox' } },
          ],
          patch: {
            attempts: current.attempts + 1,
            nextAttemptAt: null,
            readAt: null,
            ...noteOwed(services, entry, message, current),
          },
        }
      : undefined,
  );
  // Another worker was quicker, and does what follows.
  if (changed === undefined) return done;
  await arrived(services, message, delivery, entry, job.requestId);
  return done;
};

const abandon = async (
  services: Services,
  loaded: LoadedMessage,
  delivery: Delivery,
): Promise<JobOutcome> => {
  // Before the change: a worker that dies between the two comes back, and tells nobody twice.
  await tell(services, loaded.message, delivery.receiver, 'delivery-abandoned');
  await services.store.changeDelivery(
    delivery.messageId,
    delivery.receiver,
    services.clock.now(),
    (current) =>
      isActive(current.state.transport)
        ? {
            events: [
              {
                type: 'abandoned',
                actor: 'clock',
                cause: 'delivery-abandoned',
                details: { attempts: current.attempts },
              },
            ],
            patch: { nextAttemptAt: null, leaseUntil: null, parkedFor: null, parkedAt: null },
          }
        : undefined,
  );
  services.metrics.count('overgang_deliveries_total', { channel: 'any', outcome: 'abandoned' });
  await wakeNext(services, loaded.message, delivery);
  return done;
};
