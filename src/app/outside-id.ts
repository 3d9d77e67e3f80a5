import { isUuid, msgIdKey } from '../domain/ids.ts';
import type { MessageRecord } from '../domain/store.ts';
import type { Services } from './services.ts';

/**
 * Ids of others' making: MsgId, document id, conversation. The standards want UUIDs but get anything, a patient's
 * number or name included, so outside the sealed payload only UUIDs stand as they are.
 */

/** An id as it may be stored and looked up: a UUID as received, for anything else its keyed digest. */
export const storableId = (services: Pick<Services, 'pseudonymiser'>, id: string): string =>
  isUuid(id.trim()) ? id : services.pseudonymiser.outsideId(msgIdKey(id));

/** The message with its MsgId as it was sent, for those who may read the message itself. */
export const withMsgIdAsSent = async (
  services: Pick<Services, 'store' | 'cipher' | 'inspector'>,
  message: MessageRecord,
): Promise<MessageRecord> => {
  if (isUuid(message.msgId.trim())) return message;
  const payload = await services.store.payload(message.id);
  if (payload === undefined) return message;
  const { envelope } = services.inspector.glance(services.cipher.open(payload, message.id));
  return envelope === undefined ? message : { ...message, msgId: envelope.msgId };
};
