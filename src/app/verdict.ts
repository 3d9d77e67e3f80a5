import type { AppRecError } from '../domain/app-rec.ts';
import type { Delivery, DeliveryChange } from '../domain/delivery.ts';
import { type HerId, msgIdKey } from '../domain/ids.ts';
import { type Envelope, partyHerId, type Receiver } from '../domain/message.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { MessageRecord, NewMessage, NewReceipt, Processed, TrackedMessage } from '../domain/store.ts';
import { inboxArrival } from './arrival.ts';
import { correlateReceipt, recordAnswer } from './correlate-receipt.ts';
import { gatewayReceipt } from './give-receipt.ts';
import type { Inspection } from './inspect.ts';
import { addressee, judge } from './judge.ts';
import { storableId } from './outside-id.ts';
import type { Services } from './services.ts';

/** What processing decides of a message. */
export type Verdict = Pick<Processed, 'rejected' | 'findings' | 'deliveries' | 'appRecs' | 'receipts'>;

/** What each receiver answers, and the first steps of each delivery. */
export const messageVerdict = async (
  services: Services,
  { message, deliveries }: TrackedMessage,
  inspection: Inspection,
  requestId: string,
): Promise<Verdict> => {
  const { envelope } = inspection;
  const changes: { receiver: HerId; change: DeliveryChange }[] = [];
  const appRecs: NewMessage[] = [];
  const receipts: NewReceipt[] = [];
  const original = envelope === undefined ? undefined : originalOf(services, envelope, inspection);
  const { type } = inspection;
  // Who receipts it may depend on what it turned out to be.
  const typed = type === undefined ? message : { ...message, typeKey: type.key };
  for (const delivery of deliveries) {
    const add = (change: DeliveryChange): void => void changes.push({ receiver: delivery.receiver, change });
    const receiver = envelope === undefined ? undefined : receiverOf(envelope, delivery.receiver);
    if (envelope === undefined || receiver === undefined) {
      add(refused('receiver-unknown'));
      continue;
    }
    const decision = judge(inspection, receiver, addressee(services.addressBook, receiver), services.word);
    if (decision.kind === 'none') {
      add(refused('receiver-not-ours'));
    } else if (decision.kind === 'manual') {
      add({ events: [{ type: 'quarantined', actor: 'gateway', details: { reason: decision.reason } }] });
    } else if (decision.status === 1) {
      add(await routing(services, typed, delivery, original));
    } else {
      const { status, errors } = decision;
      const answer = { message, envelope, inspection, receiver, status, errors, requestId };
      const given = gatewayReceipt(services, answer);
      appRecs.push(given.appRec);
      receipts.push(given.receipt);
      add(rejection(errors));
    }
  }
  return {
    rejected: appRecs.length > 0,
    findings: inspection.findings,
    deliveries: changes,
    appRecs,
    receipts,
  };
};

/** An incoming AppRec counts once per (message, receiver); only the one that stands goes on to the sender it answers. */
export const receiptVerdict = async (
  services: Services,
  { message, deliveries }: TrackedMessage,
  inspection: Inspection,
): Promise<Verdict> => {
  const answered = await correlateReceipt(services, inspection, message.sender);
  const stands =
    answered.ok && (await recordAnswer(services, answered.value, message.id, message.receivedAt));
  if (answered.ok && stands) {
    const { status } = answered.value.appRec;
    services.metrics.count('overgang_receipts_total', { status: String(status), by: 'receiver' });
  }
  const cause: OutcomeCode = answered.ok ? 'apprec-already-given' : answered.fault.code;
  const changes = deliveries.map(async (delivery) => ({
    receiver: delivery.receiver,
    change: stands ? await routing(services, message, delivery, undefined) : refused(cause),
  }));
  return {
    rejected: false,
    findings: inspection.findings,
    deliveries: await Promise.all(changes),
    appRecs: [],
    receipts: [],
  };
};

const refused = (cause: OutcomeCode): DeliveryChange => ({
  events: [{ type: 'refused', actor: 'gateway', cause }],
});

const rejection = (errors: readonly AppRecError[]): DeliveryChange => ({
  events: [
    {
      type: 'rejectedByGateway',
      actor: 'gateway',
      details: { codes: errors.map(({ code }) => code).join(' ') },
    },
  ],
});

/**
 * The first steps of a delivery: routed, then straight into an inbox whose turn it is, or parked behind an original.
 * All others are left to `deliver`.
 */
const routing = async (
  services: Services,
  message: MessageRecord,
  delivery: Delivery,
  original: string | undefined,
): Promise<DeliveryChange> => {
  const now = services.clock.now();
  const routed = { type: 'routed', actor: 'gateway' } as const;
  // Runs of processing that failed have been counted as attempts; those of delivery begin here.
  const patch = { attempts: 0, persistUntil: new Date(now.getTime() + services.policy.persistMs) };
  if (original !== undefined) {
    const parked = { type: 'parked', actor: 'gateway' } as const;
    return { events: [routed, parked], patch: { ...patch, parkedFor: original, parkedAt: now } };
  }
  const entry = services.addressBook.find(delivery.receiver);
  const straight =
    entry?.endpoint.channel === 'inbox' && (await services.store.blockedBy(delivery)) === undefined;
  if (entry === undefined || !straight) return { events: [routed], patch };
  const arrival = inboxArrival(services, entry, message, { ...delivery, attempts: 0 });
  return { events: [routed, ...arrival.events], patch: { ...patch, ...arrival.patch } };
};

/** What a change or cancellation must not overtake: the message it refers to, else its document (HISD 1154). */
const originalOf = (services: Services, envelope: Envelope, { content }: Inspection): string | undefined => {
  const status = content?.serviceStatus ?? envelope.serviceStatus;
  if (status !== 'M' && status !== 'C') return undefined;
  const parent = envelope.conversation?.refToParent;
  // Nothing waits for itself.
  const isOther = parent !== undefined && msgIdKey(parent) !== msgIdKey(envelope.msgId);
  const original = isOther ? parent : (content?.documentId ?? envelope.documentId);
  return original === undefined ? undefined : msgIdKey(storableId(services, original));
};

const receiverOf = (envelope: Envelope, herId: HerId): Receiver | undefined =>
  envelope.receivers.find((receiver) => partyHerId(receiver) === herId);
