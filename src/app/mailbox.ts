import type { AppRecError } from '../domain/app-rec.ts';
import type { Delivery, DeliveryEvent, Notice } from '../domain/delivery.ts';
import type { Finding } from '../domain/finding.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { MessageRecord, StoredReceipt, TrackedMessage, UnreadQuery } from '../domain/store.ts';
import { storableId, withMsgIdAsSent } from './outside-id.ts';
import type { Services } from './services.ts';

/** Who asks, as far as HER-ids go. */
export type ActsFor = (herId: HerId) => boolean;

/** A receipt as the sender may read it: with the receiver's own words, which only the sealed AppRec holds. */
interface ReadReceipt extends Omit<StoredReceipt, 'errors'> {
  readonly errors: readonly AppRecError[];
}

/** What receivers have answered a message. */
export const readReceipts = async (services: Services, id: MessageId): Promise<readonly ReadReceipt[]> =>
  Promise.all(
    (await services.store.receipts(id)).map(async (receipt) => {
      const payload = receipt.errors.length === 0 ? undefined : await services.store.payload(receipt.appRec);
      if (payload === undefined) return { ...receipt, errors: [] };
      const { appRec } = services.inspector.glance(services.cipher.open(payload, receipt.appRec));
      return { ...receipt, errors: appRec?.errors ?? [] };
    }),
  );

const forbidden = (herIds: readonly HerId[], actsFor: ActsFor): Fault | undefined => {
  const stranger = herIds.find((herId) => !actsFor(herId));
  return stranger === undefined ? undefined : fault('her-id-not-authorised', { herId: stranger });
};

/** Unread messages of the receivers asked for, oldest first unless told otherwise. */
export const unreadMessages = async (
  services: Services,
  query: UnreadQuery,
  actsFor: ActsFor,
): Promise<Result<readonly { readonly message: MessageRecord; readonly receiver: HerId }[], Fault>> => {
  const why = forbidden(query.receivers, actsFor);
  if (why !== undefined) return fail(why);
  const { businessDocumentId: msgId } = query;
  const found = await services.store.unread({
    ...query,
    ...(msgId !== undefined && { businessDocumentId: storableId(services, msgId) }),
  });
  const asSent = found.map(async ({ message, receiver }) => ({
    message: await withMsgIdAsSent(services, message),
    receiver,
  }));
  return ok(await Promise.all(asSent));
};

/** One message with its deliveries, for its sender and those it has been delivered to. */
export const trackMessage = async (
  services: Services,
  id: MessageId,
  actsFor: ActsFor,
): Promise<Result<TrackedMessage, Fault>> => {
  const tracked = await services.store.track(id);
  if (tracked === undefined) return fail(fault('message-not-found'));
  if (!maySee(tracked, actsFor) && !(await hasArrived(services, tracked, actsFor))) {
    return fail(fault('message-not-found'));
  }
  const { message, deliveries } = tracked;
  return ok({ message: await withMsgIdAsSent(services, message), deliveries });
};

/** A receiver knows of a message once it is on its way to it; for everybody but its sender it is not there before. */
export const maySee = ({ message, deliveries }: TrackedMessage, actsFor: ActsFor): boolean =>
  actsFor(message.sender) ||
  deliveries.some(
    ({ state: { transport }, receiver }) =>
      (transport === 'acknowledged' || transport === 'sent') && actsFor(receiver),
  );

/** Whether it came to the caller before, and is now being sent again: what one has had, one goes on knowing of. */
const hasArrived = async (
  services: Services,
  { message, deliveries }: TrackedMessage,
  actsFor: ActsFor,
): Promise<boolean> => {
  if (!deliveries.some(({ receiver }) => actsFor(receiver))) return false;
  const events = await services.store.events(message.id);
  return events.some(({ after, receiver }) => after.transport === 'acknowledged' && actsFor(receiver));
};

/** What a caller may know of a message's deliveries: its sender all, a receiver its own. */
export const visibleDeliveries = (
  { message, deliveries }: TrackedMessage,
  actsFor: ActsFor,
): readonly Delivery[] =>
  actsFor(message.sender) ? deliveries : deliveries.filter(({ receiver }) => actsFor(receiver));

/** The original bytes, for the sender and the receivers it has been delivered to. */
export const businessDocument = async (
  services: Services,
  id: MessageId,
  actsFor: ActsFor,
): Promise<Result<Uint8Array, Fault>> => {
  const tracked = await trackMessage(services, id, actsFor);
  if (!tracked.ok) return tracked;
  const payload = await services.store.payload(id);
  return payload === undefined ? fail(fault('message-not-found')) : ok(services.cipher.open(payload, id));
};

/** Marks a message read by one receiver; again is harmless. */
export const markRead = async (
  services: Services,
  id: MessageId,
  receiver: HerId,
  actsFor: ActsFor,
): Promise<Result<undefined, Fault>> => {
  const why = forbidden([receiver], actsFor);
  if (why !== undefined) return fail(why);
  const delivery = (await services.store.deliveries(id)).find((candidate) => candidate.receiver === receiver);
  if (delivery === undefined || delivery.state.transport !== 'acknowledged')
    return fail(fault('message-not-found'));
  const now = services.clock.now();
  await services.store.changeDelivery(id, receiver, now, (current) =>
    current.readAt === undefined
      ? { events: [{ type: 'read', actor: 'receiver' }], patch: { readAt: now } }
      : undefined,
  );
  return ok(undefined);
};

/** What senders were told beside receipts, newest first. */
export const notices = async (
  services: Services,
  herIds: readonly HerId[],
  limit: number,
  actsFor: ActsFor,
): Promise<Result<readonly Notice[], Fault>> => {
  const why = forbidden(herIds, actsFor);
  return why === undefined ? ok(await services.store.notices(herIds, limit)) : fail(why);
};

/** The whole story of one message: every event, receipt and finding, for the trace page and the demo. */
export const story = async (
  services: Services,
  id: MessageId,
  actsFor: ActsFor,
): Promise<
  Result<
    TrackedMessage & {
      readonly events: readonly DeliveryEvent[];
      readonly receipts: readonly StoredReceipt[];
      readonly findings: readonly Finding[];
    },
    Fault
  >
> => {
  const tracked = await trackMessage(services, id, actsFor);
  if (!tracked.ok) return tracked;
  const { store } = services;
  return ok({
    ...tracked.value,
    events: await store.events(id),
    receipts: await store.receipts(id),
    findings: await store.findings(id),
  });
};
