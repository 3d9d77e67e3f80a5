import { readFollowed } from '../../../app/handovers.ts';
import { story } from '../../../app/mailbox.ts';
import { mayResend } from '../../../app/resend-one.ts';
import { type ReadThread, readThread } from '../../../app/thread.ts';
import { typeName } from '../../../app/type-names.ts';
import { messageId } from '../../../domain/ids.ts';
import { fault } from '../../../domain/outcome.ts';
import { fail, ok } from '../../../domain/result.ts';
import { scopeOf } from '../../../domain/roles.ts';
import type { Handler, KnownCall } from '../endpoint.ts';
import { presentExpected } from '../handovers/present.ts';
import { noteAccess } from '../note-access.ts';
import { inLanguage, presentMsgId, presentSide } from './present.ts';
import {
  presentDeliveries,
  presentEnvelope,
  presentEvents,
  presentFindings,
  presentStops,
  type Story,
} from './present-story.ts';

/** What a message hangs together with: for those who may see handovers, since it tells that a patient is the same. */
const readAround = async (call: KnownCall, { message }: Story) => {
  if (!call.may('handovers.read')) return { thread: noThread, handovers: [], expected: [] };
  const { services, directory } = call.http;
  const thread = await readThread(services, directory, message.id, call.actsFor);
  return { thread, ...(await readFollowed(services, message, call.actsFor)) };
};

const noThread: ReadThread = { entries: [], isComplete: true };

/** GET /api/messages/{id}: the whole story of one message, states and findings in words. No content. */
export const handleTrace: Handler<KnownCall> = async (call) => {
  const { http, context, req, actsFor, principal } = call;
  const id = messageId(String(req.params.id));
  if (id === undefined) return fail(fault('message-not-found'));
  const told = await story(http.services, id, actsFor);
  if (!told.ok) return told;
  const { message } = told.value;
  const { thread, handovers, expected } = await readAround(call, told.value);
  const shownIds = new Set([message.id, ...thread.entries.map((entry) => entry.message.id)]);
  await noteAccess(call, { action: 'message-read', kind: 'message', objects: [...shownIds] });
  const isOperator = scopeOf(principal.role, 'messages.resend') === 'all';
  const resendable = call.may('messages.resend') ? mayResend(told.value, { actsFor, isOperator }) : [];
  return ok({
    status: 200,
    headers: inLanguage(call),
    json: {
      id: message.id,
      // As it was sent it may be anything, a person's number too: for record systems, which know it from the message.
      msgId: call.may('edi') ? message.msgId : presentMsgId(message.msgId),
      messageType: message.type,
      messageTypeName: typeName(message.type) ?? null,
      isAppRec: message.isAppRec,
      senderHerId: message.sender,
      sender: presentSide(call, message.sender),
      sentAt: message.genInstant,
      receivedAt: message.receivedAt,
      processedAt: message.processedAt ?? null,
      envelope: presentEnvelope(message),
      deliveries: presentDeliveries(call, told.value, new Set(resendable.map(({ receiver }) => receiver))),
      events: presentEvents(call, told.value),
      thread: presentThread(call, thread),
      handovers,
      expected: expected.map((one) =>
        presentExpected({ http, language: context.language }, one, (other) => shownIds.has(other)),
      ),
      rejectedBecause: presentStops(call, told.value),
      findings: presentFindings(call, told.value),
    },
  });
};

/** Who sent what when, and what each message is to the others. */
const presentThread = (call: KnownCall, { entries, isComplete }: ReadThread) => ({
  isComplete,
  messages: entries.map(({ message, state, under, links, missing }) => ({
    id: message.id,
    messageType: message.type,
    messageTypeName: typeName(message.type) ?? null,
    serviceStatus: message.serviceStatus ?? null,
    senderHerId: message.sender,
    sender: presentSide(call, message.sender),
    sentAt: message.genInstant,
    receivedAt: message.receivedAt,
    state,
    under: under ?? null,
    links: links.map(({ relation, to, confidence }) => ({ relation, to, confidence })),
    missing,
  })),
});
