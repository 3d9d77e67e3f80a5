import type { Delivery, DeliveryChange, NewDeliveryEvent, Notice } from '../domain/delivery.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { MessageRecord } from '../domain/store.ts';
import type { Services } from './services.ts';

/**
 * What tells a message's sender that no receipt will: delivery given up, refused by the endpoint, or the AppRec's
 * time out (HITS 1168: alert the sender at once). It is stored with the event it speaks of, so that neither is
 * without the other, and fetched or pushed by the sender's channel.
 */
const noticeOf = (
  services: Pick<Services, 'ids' | 'clock'>,
  message: Pick<MessageRecord, 'id' | 'sender'>,
  { receiver }: Pick<Delivery, 'receiver'>,
  reason: OutcomeCode,
): Notice => ({
  id: services.ids.messageId(),
  at: services.clock.now(),
  herId: message.sender,
  message: message.id,
  receiver,
  reason,
});

/** A change that is told to the sender; its cause is the reason. */
export const toldChange = (
  services: Pick<Services, 'ids' | 'clock'>,
  message: Pick<MessageRecord, 'id' | 'sender'>,
  delivery: Delivery,
  event: NewDeliveryEvent & { readonly cause: OutcomeCode },
  patch: NonNullable<DeliveryChange['patch']>,
): DeliveryChange => ({
  events: [event],
  patch,
  notice: noticeOf(services, message, delivery, event.cause),
});

/** The longest one round may take, beside the push that is under way when it is over. */
const roundMs = 20_000;
const batch = 200;

/**
 * Pushes notices that wait to senders with a webhook; the others fetch theirs. A sender that cannot be reached is
 * left for the next round, and for good after the persist time: the notice can still be fetched. Returns how many
 * were settled.
 */
export const pushNotices = async (services: Services): Promise<number> => {
  const { store, clock, policy } = services;
  const began = clock.now().getTime();
  const unreachable = new Set<number>();
  let settled = 0;
  for (const notice of await store.unsentNotices(new Date(began - policy.persistMs), batch)) {
    if (clock.now().getTime() - began > roundMs) break;
    if (unreachable.has(notice.herId)) continue;
    if (await pushNotice(services, notice)) {
      await store.markNoticeSent(notice.id, clock.now());
      settled += 1;
    } else {
      unreachable.add(notice.herId);
    }
  }
  return settled;
};

const pushNotice = async (services: Services, notice: Notice): Promise<boolean> => {
  const endpoint = services.addressBook.find(notice.herId)?.endpoint;
  if (endpoint?.channel !== 'webhook') return true;
  const secret = services.secrets.find(endpoint.secretRef);
  if (secret === undefined) return false;
  const body = {
    type: `message.${notice.reason}`,
    timestamp: notice.at.toISOString(),
    data: { messageId: notice.message, receiverHerId: notice.receiver, reason: notice.reason },
  };
  const outcome = await services.transport.push({
    url: endpoint.url,
    secret,
    idempotencyKey: notice.id,
    contentType: 'application/json',
    body: new TextEncoder().encode(JSON.stringify(body)),
    headers: { 'overgang-sender-her-id': String(notice.herId) },
  });
  return outcome.kind !== 'failed';
};
