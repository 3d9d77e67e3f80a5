import type { Express } from 'express';
import { readFollowed } from '../../app/handovers.ts';
import { story, visibleDeliveries } from '../../app/mailbox.ts';
import { presentError } from '../../app/present-receipt.ts';
import { type ReadThread, readThread } from '../../app/thread.ts';
import { messageId } from '../../domain/ids.ts';
import { fault } from '../../domain/outcome.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Http } from './deps.ts';
import { endpoint, type Handler, type KnownCall, known, methodNotAllowed } from './endpoint.ts';
import { presentExpected } from './handovers/present.ts';

/** GET /api/messages/{id}: the whole story of one message, states and findings in words. No content. */
const handleTrace: Handler<KnownCall> = async (call) => {
  const { http, context, req, res } = call;
  const id = messageId(String(req.params.id));
  if (id === undefined) return fail(fault('message-not-found'));
  const told = await story(http.services, id, call.actsFor);
  if (!told.ok) return told;
  const { message, events, receipts, findings } = told.value;
  const thread = await readThread(http.services, http.directory, id, call.actsFor);
  const followed = await readFollowed(http.services, message, call.actsFor);
  const texts = http.texts[context.language];
  const mine = visibleDeliveries(told.value, call.actsFor);
  const shown = new Set(mine.map(({ receiver }) => receiver));
  const shownIds = new Set([message.id, ...thread.entries.map((entry) => entry.message.id)]);
  res.vary('Accept-Language');
  return ok({
    status: 200,
    headers: { 'Content-Language': context.language },
    json: {
      id: message.id,
      msgId: message.msgId,
      messageType: message.type,
      isAppRec: message.isAppRec,
      senderHerId: message.sender,
      receivedAt: message.receivedAt,
      processedAt: message.processedAt ?? null,
      deliveries: mine.map(({ receiver, role, state, attempts, nextAttemptAt }) => ({
        receiverHerId: receiver,
        role,
        transport: state.transport,
        transportText: texts.transport[state.transport],
        receipt: state.receipt,
        receiptText: texts.receipt[state.receipt],
        // Codes only: the receiver's own words stand in the receipt, which the sender reads at …/apprec.
        receiptErrors: (receipts.find((receipt) => receipt.receiver === receiver)?.errors ?? []).map(
          (error) => presentError(texts, error),
        ),
        attempts,
        nextAttemptAt: nextAttemptAt ?? null,
      })),
      events: events
        .filter(({ receiver }) => shown.has(receiver))
        .map(({ at, type, actor, cause, receiver, after, possible, details }) => ({
          at,
          receiverHerId: receiver,
          event: type,
          actor,
          cause: cause ?? null,
          transport: after.transport,
          receipt: after.receipt,
          possible,
          details: details ?? {},
        })),
      thread: presentThread(thread),
      handovers: followed.handovers,
      expected: followed.expected.map((one) =>
        presentExpected({ http, language: context.language }, one, (other) => shownIds.has(other)),
      ),
      findings: findings.map(({ rule, severity, path }) => {
        const wording = http.rules.find((row) => row.id === rule)?.texts[context.language];
        return {
          rule,
          severity,
          path: path ?? null,
          title: wording?.title ?? rule,
          mend: wording?.mend ?? null,
        };
      }),
    },
  });
};

/** Who sent what when, and what each message is to the others. */
const presentThread = ({ entries, isComplete }: ReadThread) => ({
  isComplete,
  messages: entries.map(({ message, state, under, links, missing }) => ({
    id: message.id,
    messageType: message.type,
    serviceStatus: message.serviceStatus ?? null,
    senderHerId: message.sender,
    sentAt: message.genInstant,
    receivedAt: message.receivedAt,
    state,
    under: under ?? null,
    links: links.map(({ relation, to, confidence }) => ({ relation, to, confidence })),
    missing,
  })),
});

export const mountTrace = (app: Express, http: Http): void => {
  app
    .route('/api/messages/:id')
    .get(endpoint(http, known(handleTrace)))
    .all(methodNotAllowed(http, 'GET, HEAD'));
};
