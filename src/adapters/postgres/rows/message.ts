import { createHash } from 'node:crypto';
import { msgIdKey } from '../../../domain/ids.ts';
import type { MessageRecord, NewMessage } from '../../../domain/store.ts';
import type { MessageKeysTable, MessagesTable } from '../tables.ts';
import { byteaOfHex, instant, type Written } from './written.ts';

const longestKey = 100;

/** An outside id as it stands in a B-tree, whose entries have a largest size: digested where it is longer than ids are. */
const indexKey = (id: string): string =>
  id.length <= longestKey ? id : `sha256:${createHash('sha256').update(id).digest('hex')}`;

/** Key by which a MsgId is the same as another (case does not count). */
export const messageKey = (msgId: string): string => indexKey(msgIdKey(msgId));

/** Row that makes (sender, MsgId) unique. */
export const messageKeyRow = (message: NewMessage): Written<MessageKeysTable> => ({
  msg_key: messageKey(message.msgId),
  sender: message.sender,
  message_id: message.id,
  sha256: byteaOfHex(message.sha256),
});

/** A message as its row. */
export const messageRow = (message: NewMessage): Written<MessagesTable> => ({
  id: message.id,
  received_at: instant(message.receivedAt),
  origin: message.origin,
  sender: message.sender,
  msg_id: message.msgId,
  type: message.type,
  type_key: message.typeKey ?? null,
  is_app_rec: message.isAppRec,
  gen_date: message.genDate,
  gen_instant: instant(message.genInstant),
  document_id: message.documentId ?? null,
  app_rec_id: message.appRecId ?? null,
  service_status: message.serviceStatus ?? null,
  ref_to_parent: message.conversation?.refToParent ?? null,
  ref_to_conversation: message.conversation?.refToConversation ?? null,
  patient: message.patient ?? null,
  sha256: byteaOfHex(message.sha256),
  size: message.size,
  source_system: message.sourceSystem ?? null,
  request_id: message.requestId,
  processed_at: message.processedAt === undefined ? null : instant(message.processedAt),
  rejected: message.rejected ?? null,
});

/** A row as the message it holds. */
export const messageFrom = (row: MessagesTable): MessageRecord => ({
  id: row.id,
  receivedAt: row.received_at,
  origin: row.origin,
  sender: row.sender,
  msgId: row.msg_id,
  type: row.type,
  ...(row.type_key !== null && { typeKey: row.type_key }),
  isAppRec: row.is_app_rec,
  genDate: row.gen_date,
  genInstant: row.gen_instant,
  ...(row.document_id !== null && { documentId: row.document_id }),
  ...(row.app_rec_id !== null && { appRecId: row.app_rec_id }),
  ...(row.service_status !== null && { serviceStatus: row.service_status }),
  ...(row.ref_to_parent !== null &&
    row.ref_to_conversation !== null && {
      conversation: { refToParent: row.ref_to_parent, refToConversation: row.ref_to_conversation },
    }),
  ...(row.patient !== null && { patient: row.patient }),
  sha256: row.sha256.toString('hex'),
  size: row.size,
  ...(row.source_system !== null && { sourceSystem: row.source_system }),
  requestId: row.request_id,
  ...(row.processed_at !== null && { processedAt: row.processed_at }),
});
