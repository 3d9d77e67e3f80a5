import type { HerId, MessageId } from '../domain/ids.ts';
import { initialDelivery } from '../domain/lifecycle.ts';
import { type Envelope, type Party, partyHerId, type Receiver } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import type { AddressBook } from '../domain/ports.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { NewDelivery, Origin } from '../domain/store.ts';
import { shownFunction } from '../messages/recognise.ts';
import { type Answered, correlateReceipt, recordAnswer } from './correlate-receipt.ts';
import type { Inspection } from './inspect.ts';
import { storableId } from './outside-id.ts';
import { receiptDue } from './receipt-clock.ts';
import { queueNames, type Services } from './services.ts';
import { type Draft, digest, newMessage } from './stored-message.ts';

export interface ReceiveRequest {
  /** The document's original bytes. */
  readonly bytes: Uint8Array;
  readonly origin: Origin;
  readonly requestId: string;
  /** Whether the caller may act for a HER-id. */
  readonly actsFor: (herId: HerId) => boolean;
  readonly sourceSystem?: string | undefined;
  /** Narrows the receivers that the document names (EDI 2.0 receiverHerIdsSubset). */
  readonly receivers?: readonly HerId[] | undefined;
}

export interface Received {
  readonly id: MessageId;
  /** The same message was here before; nothing happened now. */
  readonly duplicate: boolean;
}

/**
 * Takes a message in. A success means that its original bytes are committed (invariant 1); checking,
 * routing and receipts follow in a worker. Faults name what stops it before that point: an unreadable
 * document, a sender the caller may not act for, no receiver of ours, a MsgId used for other bytes.
 */
export const receive = async (
  services: Services,
  request: ReceiveRequest,
): Promise<Result<Received, Fault>> => {
  const began = services.clock.now().getTime();
  const inspection = services.inspector.glance(request.bytes);
  const { envelope } = inspection;
  const drafted =
    envelope === undefined
      ? fail(inspection.fault ?? fault('root-unknown'))
      : await draft(services, request, inspection, envelope);
  const result = drafted.ok ? await store(services, request, drafted.value) : drafted;
  services.metrics.count('overgang_messages_received_total', {
    type:
      envelope === undefined || inspection.type === undefined
        ? 'unsupported'
        : shownFunction(envelope.type.v),
    result: result.ok ? (result.value.duplicate ? 'duplicate' : 'stored') : result.fault.code,
  });
  services.metrics.time('overgang_accept_seconds', {}, (services.clock.now().getTime() - began) / 1000);
  return result;
};

/** A document that may be stored; of a receipt also what it answers. */
interface Drafted extends Draft {
  readonly answered?: Answered;
}

const draft = async (
  services: Services,
  request: ReceiveRequest,
  inspection: Inspection,
  envelope: Envelope,
): Promise<Result<Drafted, Fault>> => {
  if (envelope.family === 'apprec') return draftReceipt(services, request, inspection, envelope);
  const sender = knownSender(services.addressBook, request, envelope);
  if (!sender.ok) return sender;
  const receivers = ownReceivers(services.addressBook, request, envelope);
  if (!receivers.ok) return receivers;
  return ok({
    ...request,
    envelope,
    sender: sender.value,
    deliveries: ({ patient, receivedAt }) =>
      receivers.value.map(
        ({ herId, receiver }): NewDelivery => ({
          receiver: herId,
          role: receiver.role,
          state: initialDelivery(false),
          receiptDue: receiptDue(envelope.genInstant, receivedAt, services.policy),
          ...(patient !== undefined && { lane: `${sender.value}:${herId}:${patient}` }),
        }),
      ),
  });
};

/** A receipt may name only its enterprise, or nobody (HIS 80415:2012 §3.3): it is the receiver it turns out to be from that counts. */
const draftReceipt = async (
  services: Services,
  request: ReceiveRequest,
  inspection: Inspection,
  envelope: Envelope,
): Promise<Result<Drafted, Fault>> => {
  const speaker = partyHerId(envelope.sender);
  if (speaker !== undefined) {
    if (services.addressBook.find(speaker) === undefined)
      return fail(fault('sender-unknown', { herId: speaker }));
    if (!request.actsFor(speaker)) return fail(fault('her-id-not-authorised', { herId: speaker }));
  }
  const answered = await correlateReceipt(services, inspection, speaker);
  if (!answered.ok) {
    await setAside(services, request, { envelope, sender: speaker }, answered.fault);
    return answered;
  }
  const { receiver, sender } = answered.value;
  if (!request.actsFor(receiver)) return fail(fault('her-id-not-authorised', { herId: receiver }));
  return ok({
    ...request,
    envelope,
    sender: receiver,
    answered: answered.value,
    deliveries: () => [toOriginalSender(sender)],
  });
};

/** The delivery of a receipt: to the sender of what it answers; nobody receipts it. */
export const toOriginalSender = (sender: HerId): NewDelivery => ({
  receiver: sender,
  role: 'primary',
  state: initialDelivery(true),
});

/** The sender must be a communication party (level 2) that the caller may act for (HIS 1153-2 AD2.2, AD1.19). */
const knownSender = (
  addressBook: AddressBook,
  request: ReceiveRequest,
  envelope: Envelope,
): Result<HerId, Fault> => {
  const herId = partyHerId(envelope.sender);
  if (herId === undefined) return fail(fault('envelope-incomplete', { where: 'Sender' }));
  const entry = addressBook.find(herId);
  if (entry === undefined) return fail(fault('sender-unknown', { herId }));
  if (!request.actsFor(herId)) return fail(fault('her-id-not-authorised', { herId }));
  return entry.level === 'party' ? ok(herId) : fail(fault('sender-not-level-2'));
};

/** More than any handover has; each costs a delivery and perhaps a receipt. */
export const mostReceivers = 100;

interface OwnReceiver {
  readonly herId: HerId;
  readonly receiver: Receiver;
}

/** Receivers with a HER-id, at least one of them of an enterprise we know (HITS 1168 §5.3). */
const ownReceivers = (
  addressBook: AddressBook,
  request: ReceiveRequest,
  envelope: Envelope,
): Result<readonly OwnReceiver[], Fault> => {
  const subset = request.receivers;
  const named = new Map<HerId, OwnReceiver>();
  for (const receiver of envelope.receivers) {
    const herId = partyHerId(receiver);
    // One party named twice is one receiver: primary comes first and stands.
    if (herId !== undefined && !named.has(herId)) named.set(herId, { herId, receiver });
  }
  const first = [...named.keys()][0];
  if (first === undefined) return fail(fault('envelope-incomplete', { where: 'Receiver' }));
  const stranger = subset?.find((herId) => !named.has(herId));
  if (stranger !== undefined) return fail(fault('receiver-subset-empty', { herId: stranger }));
  if (named.size > mostReceivers) return fail(fault('receivers-too-many', { limit: mostReceivers }));
  const wanted = [...named.values()].filter(({ herId }) => subset === undefined || subset.includes(herId));
  const ours = wanted.some(({ receiver }) => isOurs(addressBook, receiver));
  return ours ? ok(wanted) : fail(fault('receiver-unknown', { herId: wanted[0]?.herId ?? first }));
};

/** Either level of the party belongs to an enterprise in the directory. */
export const isOurs = (addressBook: AddressBook, { unit, enterprise }: Party): boolean =>
  [unit?.herId, enterprise.herId].some(
    (herId) => herId !== undefined && addressBook.find(herId) !== undefined,
  );

const store = async (
  services: Services,
  request: ReceiveRequest,
  draft: Drafted,
): Promise<Result<Received, Fault>> => {
  const message = newMessage(services, draft);
  const accepted = await services.store.accept(message);
  const fields = { requestId: request.requestId, messageId: accepted.id, type: message.type };
  if (accepted.kind === 'conflict') {
    await setAside(services, request, draft, fault('msgid-conflict'), accepted.id);
    return fail(fault('msgid-conflict'));
  }
  const duplicate = accepted.kind === 'duplicate';
  const added = duplicate ? await addReceivers(services, accepted.id, draft) : [];
  services.log.info({ ...fields, duplicate, added: added.length, size: message.size }, 'message accepted');
  // Before the answer: of two receipts given at once, one must be told that the other stands.
  const stands =
    draft.answered === undefined ||
    (await recordAnswer(services, draft.answered, accepted.id, message.receivedAt));
  // Not awaited: the message is safe, and a queue that is away must not keep its sender waiting.
  if (!duplicate || added.length > 0) void wake(services, accepted.id, request.requestId);
  return stands ? ok({ id: accepted.id, duplicate }) : fail(fault('apprec-already-given'));
};

/** The same document may be posted for one part of its receivers after another; each gets it once. */
const addReceivers = async (services: Services, id: MessageId, draft: Draft): Promise<readonly HerId[]> => {
  const tracked = await services.store.track(id);
  if (tracked === undefined || tracked.message.isAppRec) return [];
  const { message: original, deliveries } = tracked;
  const present = new Set(deliveries.map(({ receiver }) => receiver));
  const missing = draft
    .deliveries({ patient: original.patient, receivedAt: services.clock.now() })
    .filter(({ receiver }) => !present.has(receiver));
  return missing.length === 0 ? [] : services.store.addDeliveries(original, missing);
};

/** The commit stands whatever the queue does: what is not woken now the sweep finds. */
const wake = async (services: Services, id: MessageId, requestId: string): Promise<void> => {
  try {
    await services.enqueue(queueNames.process, { messageId: id, requestId }, { key: `process-${id}` });
  } catch {
    services.log.warn({ requestId, messageId: id }, 'queue unavailable; the sweep will take the message up');
  }
};

/** Keeps bytes that may not enter, sealed, for the operator; the caller is told why. */
const setAside = async (
  services: Services,
  request: ReceiveRequest,
  draft: Pick<Draft, 'envelope'> & { readonly sender: HerId | undefined },
  why: Fault,
  related?: MessageId,
): Promise<void> => {
  const id = services.ids.messageId();
  const kept = await services.store.quarantine({
    id,
    at: services.clock.now(),
    reason: why.code,
    ...(draft.sender !== undefined && { sender: draft.sender }),
    msgId: storableId(services, draft.envelope.msgId),
    sha256: digest(request.bytes),
    size: request.bytes.length,
    payload: services.cipher.seal(request.bytes, id),
    requestId: request.requestId,
    ...(related !== undefined && { related }),
  });
  services.log.warn(
    { requestId: request.requestId, quarantineId: kept.id, code: why.code, sender: draft.sender },
    'document quarantined',
  );
};
