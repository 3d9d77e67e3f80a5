import { afterAttempt, beforeAttempt } from '../domain/breaker.ts';
import type { Delivery, DeliveryChange } from '../domain/delivery.ts';
import type { AddressEntry, PushOutcome } from '../domain/ports.ts';
import { nextAttemptAt } from '../domain/retry.ts';
import type { MessageRecord } from '../domain/store.ts';
import { arrived, wakeNext } from './arrival.ts';
import type { JobOutcome } from './jobs.ts';
import { toldChange } from './notify.ts';
import { noteOwed } from './own-receipt.ts';
import type { Services } from './services.ts';

const done: JobOutcome = { kind: 'done' };

/** True when a worker may take the delivery up now: its time has come and nobody holds it. */
export const isDue = (delivery: Delivery, now: Date): boolean =>
  delivery.state.transport === 'sent'
    ? delivery.leaseUntil !== undefined && delivery.leaseUntil <= now
    : delivery.state.transport === 'queued' && (delivery.nextAttemptAt ?? now) <= now;

export interface PushTarget {
  readonly url: string;
  readonly secretRef: string;
  readonly entry: AddressEntry;
}

/** One attempt to push a message to its receiver's endpoint, within what the receiver's breaker allows. */
export const push = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
  target: PushTarget,
  requestId: string,
): Promise<JobOutcome> => {
  const { store, clock } = services;
  const { messageId, receiver } = delivery;
  const secret = services.secrets.find(target.secretRef);
  if (secret === undefined) return withoutSecret(services, delivery, target.secretRef);
  const openUntil = await takeBreaker(services, delivery);
  if (openUntil !== undefined) return postpone(services, delivery, openUntil);
  const attempt = await claim(services, delivery);
  if (attempt === undefined) {
    // Another worker has it: a probe that was taken for it goes to the next.
    await store.changeBreaker(receiver, (row) =>
      row.state === 'halfOpen' ? { ...row, state: 'open', retryAt: clock.now() } : row,
    );
    return done;
  }
  const payload = await store.payload(messageId);
  if (payload === undefined) throw new Error('a stored message has no payload');
  const began = clock.now().getTime();
  const outcome = await services.transport.push({
    url: target.url,
    secret,
    idempotencyKey: `${messageId}_${receiver}`,
    contentType: 'application/xml',
    body: services.cipher.open(payload, messageId),
    headers: headersOf(message, delivery),
  });
  const seconds = (clock.now().getTime() - began) / 1000;
  services.metrics.time('overgang_deliver_seconds', { outcome: outcome.kind }, seconds);
  services.metrics.count('overgang_deliveries_total', { channel: 'webhook', outcome: outcome.kind });
  const after = await store.changeDelivery(messageId, receiver, clock.now(), (current) =>
    // Whose lease ran out meanwhile has no say: another attempt has been made since.
    current.attempts === attempt ? afterPush(services, message, current, outcome, target.entry) : undefined,
  );
  await store.changeBreaker(receiver, (row) => afterAttempt(row, outcome, clock.now()));
  services.log.info({ requestId, messageId, receiver, outcome: outcome.kind, attempt }, 'delivery attempted');
  if (outcome.kind === 'delivered') await arrived(services, message, delivery, target.entry, requestId);
  if (outcome.kind === 'refused') await wakeNext(services, message, delivery);
  const retryAt = after?.state.transport === 'queued' ? after.nextAttemptAt : undefined;
  return retryAt === undefined ? done : { kind: 'wait', until: retryAt };
};

/** Asks the receiver's breaker for leave; the time to come back at when it is open. */
const takeBreaker = async (services: Services, { receiver }: Delivery): Promise<Date | undefined> => {
  let openUntil: Date | undefined;
  await services.store.changeBreaker(receiver, (row) => {
    const attempt = beforeAttempt(row, services.clock.now());
    openUntil = attempt.allow ? undefined : attempt.retryAt;
    return attempt.allow ? attempt.row : row;
  });
  return openUntil;
};

/** Our own fault, not the endpoint's: the delivery waits for an operator to set the secret. */
const withoutSecret = (services: Services, delivery: Delivery, secretRef: string): Promise<JobOutcome> => {
  const { receiver } = delivery;
  services.log.error({ receiver, secretRef }, 'the endpoint has no secret: set its WEBHOOK_SECRET_ variable');
  return postpone(services, delivery, new Date(services.clock.now().getTime() + services.policy.leaseMs));
};

/** Ids that let a receiver file the message before reading it; nothing of its content. */
const headersOf = (message: MessageRecord, { receiver }: Delivery): Readonly<Record<string, string>> => ({
  'overgang-message-id': message.id,
  'overgang-sender-her-id': String(message.sender),
  'overgang-receiver-her-id': String(receiver),
  'overgang-app-rec': String(message.isAppRec),
});

/** Takes the delivery for one attempt and gives its number; undefined when another worker has it. */
const claim = async (services: Services, delivery: Delivery): Promise<number | undefined> => {
  const now = services.clock.now();
  let taken: number | undefined;
  await services.store.changeDelivery(delivery.messageId, delivery.receiver, now, (current) => {
    taken = undefined;
    if (!isDue(current, now)) return undefined;
    const attempts = current.attempts + 1;
    taken = attempts;
    return {
      events: [{ type: 'sent', actor: 'gateway', details: { attempt: attempts } }],
      patch: { attempts, leaseUntil: new Date(now.getTime() + services.policy.leaseMs) },
    };
  });
  return taken;
};

const afterPush = (
  services: Services,
  message: MessageRecord,
  current: Delivery,
  outcome: PushOutcome,
  entry: AddressEntry,
): DeliveryChange | undefined => {
  const settled = { leaseUntil: null, nextAttemptAt: null };
  // A receipt may have come while the answer was on its way: then there is nothing left to settle but the lease.
  if (current.state.transport !== 'sent') return { events: [], patch: settled };
  const status = outcome.status === undefined ? {} : { details: { status: outcome.status } };
  if (outcome.kind === 'delivered') {
    return {
      events: [{ type: 'acknowledged', actor: 'receiver', ...status }],
      patch: { ...settled, ...noteOwed(services, entry, message, current) },
    };
  }
  if (outcome.kind === 'refused') {
    const cause = 'delivery-refused-by-endpoint';
    const event = { type: 'transportRejected', actor: 'receiver', cause, ...status } as const;
    return toldChange(services, message, current, event, settled);
  }
  const cause = outcome.status === undefined ? 'delivery-endpoint-unreachable' : 'delivery-endpoint-failed';
  const { clock, ids } = services;
  return {
    events: [{ type: 'attemptFailed', actor: 'receiver', cause, ...status }],
    patch: {
      leaseUntil: null,
      nextAttemptAt: nextAttemptAt(current.attempts, clock.now(), ids.random(), outcome.retryAfterSeconds),
    },
  };
};

/** Costs no attempt: the delivery just waits. */
export const postpone = async (services: Services, delivery: Delivery, until: Date): Promise<JobOutcome> => {
  const { messageId, receiver } = delivery;
  await services.store.changeDelivery(messageId, receiver, services.clock.now(), (current) =>
    current.state.transport === 'queued' ? { events: [], patch: { nextAttemptAt: until } } : undefined,
  );
  return { kind: 'wait', until };
};
