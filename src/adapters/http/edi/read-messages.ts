import {
  businessDocument,
  markRead,
  trackMessage,
  unreadMessages,
  visibleDeliveries,
} from '../../../app/mailbox.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { queryOf } from '../query.ts';
import { invalidBySchema } from '../request-fault.ts';
import { herIdOf, idOf } from './edi-endpoint.ts';
import { listMessages } from './schemas.ts';
import { bareMessage, messageInfo } from './wire.ts';

const messagesByDefault = 10;

/** GET /Messages: unread messages that have arrived. */
export const handleListMessages: Handler<KnownCall> = async ({ http, req, actsFor }) => {
  const query = queryOf(req);
  const read = listMessages.safeParse({
    ReceiverHerIds: query('ReceiverHerIds'),
    SenderHerId: query('SenderHerId'),
    BusinessDocumentId: query('BusinessDocumentId'),
    IncludeMetadata: query('IncludeMetadata'),
    MessagesToFetch: query('MessagesToFetch'),
    OrderBy: query('OrderBy'),
  });
  if (!read.success) return fail(invalidBySchema(read.error, parameterName));
  const { ReceiverHerIds, SenderHerId, BusinessDocumentId, IncludeMetadata, MessagesToFetch, OrderBy } =
    read.data;
  const unread = await unreadMessages(
    http.services,
    {
      receivers: ReceiverHerIds,
      ...(SenderHerId !== undefined && { sender: SenderHerId }),
      ...(BusinessDocumentId !== undefined && { businessDocumentId: BusinessDocumentId }),
      limit: MessagesToFetch ?? messagesByDefault,
      descending: OrderBy,
    },
    actsFor,
  );
  if (!unread.ok) return unread;
  const present = IncludeMetadata ? messageInfo : bareMessage;
  return ok({ status: 200, json: unread.value.map(({ message, receiver }) => present(message, receiver)) });
};

/** `ReceiverHerIds[1]` is the parameter ReceiverHerIds. */
export const parameterName = (path: string): string => path.replace(/\[.*$/, '');

/** GET /Messages/{id}: always with metadata. */
export const handleGetMessage: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const tracked = await trackMessage(call.http.services, id.value, call.actsFor);
  if (!tracked.ok) return tracked;
  const visible = visibleDeliveries(tracked.value, call.actsFor);
  const delivery = visible.find(({ role }) => role === 'primary') ?? visible[0];
  if (delivery === undefined) return fail(fault('message-not-found'));
  return ok({ status: 200, json: messageInfo(tracked.value.message, delivery.receiver) });
};

const retrySeconds = 5;

/** GET /Messages/{id}/business-document: the original bytes in base64. */
export const handleBusinessDocument: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const { services, budget } = call.http;
  const message = await services.store.find(id.value);
  if (message === undefined) return fail(fault('message-not-found'));
  const hold = budget.take(2 * message.size);
  if (hold === undefined) return fail(fault('too-many-requests', { seconds: retrySeconds }));
  call.res.once('close', hold.release);
  const bytes = await businessDocument(services, id.value, call.actsFor);
  if (!bytes.ok) return bytes;
  return ok({
    status: 200,
    json: {
      businessDocument: Buffer.from(bytes.value.buffer, bytes.value.byteOffset, bytes.value.length).toString(
        'base64',
      ),
      contentType: 'application/xml',
      contentTransferEncoding: 'base64',
    },
  });
};

/** PUT /Messages/{id}/read/{herId}: again is harmless. */
export const handleMarkRead: Handler<KnownCall> = async (call) => {
  const id = idOf(call);
  if (!id.ok) return id;
  const receiver = herIdOf(call);
  if (!receiver.ok) return receiver;
  const marked = await markRead(call.http.services, id.value, receiver.value, call.actsFor);
  return marked.ok ? ok({ status: 204 }) : marked;
};
