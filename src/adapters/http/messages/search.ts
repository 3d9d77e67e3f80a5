import { z } from 'zod';
import { visibleDeliveries } from '../../../app/mailbox.ts';
import { type MessageSearch, searchMessages } from '../../../app/search-messages.ts';
import { type MessageId, messageId } from '../../../domain/ids.ts';
import { receiptStates, transportStates } from '../../../domain/lifecycle.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { FoundMessage } from '../../../domain/search-store.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { noteAccess } from '../note-access.ts';
import {
  countParameter,
  herIdParameter,
  instantParameter,
  once,
  oneOf,
  readParameters,
  textParameter,
} from '../parameters.ts';
import { type Query, queryOf } from '../query.ts';
import { invalidRequest, type RequestFault } from '../request-fault.ts';
import { inLanguage, presentMsgId, presentSide, presentState, presentType } from './present.ts';

const most = 200;
const byDefault = 50;
const expectedId = 'an id of at most 200 characters';

const parameters = z.object({
  q: once(z.string().trim().min(1, { error: expectedId }).max(200, { error: expectedId }), expectedId),
  enterprise: herIdParameter,
  party: herIdParameter,
  direction: oneOf(['sent', 'received']),
  type: textParameter(/^[A-Z][A-Z0-9_-]{0,59}$/, 'a code of 8279, such as EPIKRISE'),
  transport: oneOf(transportStates),
  receipt: oneOf(receiptStates),
  findings: oneOf(['true']),
  from: instantParameter,
  to: instantParameter,
  after: textParameter(/^[0-9a-f-]{36}$/, 'what the page before gave as next'),
  limit: countParameter(most),
});

const readSearch = (query: Query): Result<MessageSearch, RequestFault> => {
  const read = readParameters(parameters, query);
  if (!read.ok) return read;
  const { q, enterprise, party, direction, type, transport, receipt, findings, from, to, after, limit } =
    read.value;
  const before: MessageId | undefined = after === undefined ? undefined : messageId(after);
  if (after !== undefined && before === undefined) {
    return fail(invalidRequest({ where: 'after', expected: 'what the page before gave as next' }));
  }
  return ok({
    limit: limit ?? byDefault,
    ...(q !== undefined && { q }),
    ...(enterprise !== undefined && { enterprise }),
    ...(party !== undefined && { party }),
    ...(direction !== undefined && { direction }),
    ...(type !== undefined && { type }),
    ...(transport !== undefined && { transport }),
    ...(receipt !== undefined && { receipt }),
    ...(findings !== undefined && { withFindings: true }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(before !== undefined && { before }),
  });
};

const present = (call: KnownCall, found: FoundMessage) => {
  const { message, findings, severity } = found;
  return {
    id: message.id,
    msgId: presentMsgId(message.msgId),
    messageType: presentType(message.type),
    isAppRec: message.isAppRec,
    serviceStatus: message.serviceStatus ?? null,
    sender: presentSide(call, message.sender),
    receivers: visibleDeliveries(found, call.actsFor).map((delivery) => ({
      ...presentSide(call, delivery.receiver),
      role: delivery.role,
      ...presentState(call, delivery),
    })),
    sentAt: message.genInstant,
    receivedAt: message.receivedAt,
    processedAt: message.processedAt ?? null,
    findings,
    severity: severity ?? null,
    severityText:
      severity === undefined ? null : call.http.texts[call.context.language].report.severities[severity],
  };
};

/** GET /api/messages: a page of messages that the caller sent or has got, the newest first. Never by patient. */
export const handleSearch: Handler<KnownCall> = async (call) => {
  const { http, req } = call;
  const search = readSearch(queryOf(req));
  if (!search.ok) return search;
  const page = await searchMessages(http.services, http.directory, search.value, call);
  if (!page.ok) return page;
  const { messages, hasMore } = page.value;
  const objects = messages.map(({ message }) => message.id);
  await noteAccess(call, { action: 'messages-listed', kind: 'message', objects });
  return ok({
    status: 200,
    headers: inLanguage(call),
    json: {
      messages: messages.map((message) => present(call, message)),
      next: hasMore ? (objects.at(-1) ?? null) : null,
    },
  });
};
