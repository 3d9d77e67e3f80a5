import type { HerId } from '../domain/ids.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { MessageRecord, Notice } from '../domain/store.ts';
import type { Services } from './services.ts';

/**
 * Tells a message's sender what no receipt will: delivery given up, refused by the endpoint, or the
 * AppRec's time out (HITS 1168: alert the sender at once). Kept once, fetched or pushed by the sender's channel.
 */
export const tell = async (
  services: Services,
  message: MessageRecord,
  receiver: HerId,
  reason: OutcomeCode,
): Promise<void> => {
  const notice: Notice = {
    id: services.ids.messageId(),
    at: services.clock.now(),
    herId: message.sender,
    message: message.id,
    receiver,
    reason,
  };
  const isNew = await services.store.addNotice(notice);
  if (!isNew) return;
  services.log.warn({ messageId: message.id, receiver, sender: message.sender, reason }, 'sender is told');
};

/** Pushes notices that wait to senders with a webhook; the others fetch theirs. Returns how many were settled. */
export const pushNotices = async (services: Services, limit: number): Promise<number> => {
  let settled = 0;
  for (const notice of await services.store.unsentNotices(limit)) {
    if (await pushNotice(services, notice)) {
      await services.store.markNoticeSent(notice.id, services.clock.now());
      settled += 1;
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
