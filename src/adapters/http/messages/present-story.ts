import { type story, visibleDeliveries } from '../../../app/mailbox.ts';
import { presentError } from '../../../app/present-receipt.ts';
import type { DeliveryEvent } from '../../../domain/delivery.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { DeliveryEventType } from '../../../domain/lifecycle.ts';
import type { MessageRecord } from '../../../domain/store.ts';
import { render } from '../../../domain/texts.ts';
import type { KnownCall } from '../endpoint.ts';
import { presentMsgId, presentSide, presentState } from './present.ts';

/** The parts of one message's story, as the caller may read them. */

/** A message with all that happened to it. */
export type Story = Extract<Awaited<ReturnType<typeof story>>, { readonly ok: true }>['value'];

const shownReceivers = (told: Story, { actsFor }: KnownCall): ReadonlySet<HerId> =>
  new Set(visibleDeliveries(told, actsFor).map(({ receiver }) => receiver));

/** What stands around the content: ids, software, version, size. Ids that are no UUID may be anything, and are left out. */
export const presentEnvelope = (message: MessageRecord) => ({
  documentId: message.documentId === undefined ? null : presentMsgId(message.documentId),
  appRecId: message.appRecId === undefined ? null : presentMsgId(message.appRecId),
  parentId: message.conversation === undefined ? null : presentMsgId(message.conversation.refToParent),
  conversationId:
    message.conversation === undefined ? null : presentMsgId(message.conversation.refToConversation),
  serviceStatus: message.serviceStatus ?? null,
  format: message.typeKey ?? null,
  sourceSystem: message.sourceSystem ?? null,
  origin: message.origin,
  size: message.size,
  sha256: message.sha256,
});

/** Each way to a receiver; `resendable`: those that the caller may have it sent to again. */
export const presentDeliveries = (call: KnownCall, told: Story, resendable: ReadonlySet<HerId>) =>
  visibleDeliveries(told, call.actsFor).map((delivery) => ({
    receiverHerId: delivery.receiver,
    receiver: presentSide(call, delivery.receiver),
    role: delivery.role,
    ...presentState(call, delivery),
    // Codes only: the receiver's own words stand in the receipt, which the sender reads at …/apprec.
    receiptErrors: (told.receipts.find(({ receiver }) => receiver === delivery.receiver)?.errors ?? []).map(
      (error) => presentError(call.http.texts[call.context.language], error),
    ),
    receiptDueAt: delivery.receiptDue ?? null,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.nextAttemptAt ?? null,
    readAt: delivery.readAt ?? null,
    mayResend: resendable.has(delivery.receiver),
  }));

const wordCause = ({ http, context }: KnownCall, { cause, details }: DeliveryEvent) => {
  if (cause === undefined) return null;
  const params = Object.fromEntries(
    Object.entries(details ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : String(value),
    ]),
  );
  return render(http.texts, context.language, cause, params);
};

/** Every event with the state it led to, and how long it took until the next one of the same receiver. */
export const presentEvents = (call: KnownCall, told: Story) => {
  const texts = call.http.texts[call.context.language];
  const shown = shownReceivers(told, call);
  const events = told.events.filter(({ receiver }) => shown.has(receiver));
  return events.map((event, at) => {
    const { type, actor, cause, receiver, after, possible, details } = event;
    const next = events.slice(at + 1).find((later) => later.receiver === receiver);
    return {
      at: event.at,
      receiverHerId: receiver,
      event: type,
      actor,
      cause: cause ?? null,
      causeText: wordCause(call, event)?.title ?? null,
      transport: after.transport,
      transportText: texts.transport[after.transport],
      receipt: after.receipt,
      receiptText: texts.receipt[after.receipt],
      possible,
      details: details ?? {},
      untilNextMs: next === undefined ? null : next.at.getTime() - event.at.getTime(),
    };
  });
};

const stopping: ReadonlySet<DeliveryEventType> = new Set([
  'refused',
  'rejectedByGateway',
  'transportRejected',
  'quarantined',
  'abandoned',
]);

/** Why the message did not get to a receiver, by the last event that stopped it; receipts' errors stand at the delivery. */
export const presentStops = (call: KnownCall, told: Story) => {
  const stopped = new Set(['refused', 'rejected', 'quarantined', 'abandoned']);
  return visibleDeliveries(told, call.actsFor).flatMap(({ receiver, state }) => {
    if (!stopped.has(state.transport)) return [];
    const event = told.events.findLast(
      (each) => each.receiver === receiver && each.cause !== undefined && stopping.has(each.type),
    );
    if (event?.cause === undefined) return [];
    const wording = wordCause(call, event);
    return [
      {
        receiverHerId: receiver,
        code: event.cause,
        at: event.at,
        title: wording?.title ?? event.cause,
        mend: wording?.mend ?? null,
      },
    ];
  });
};

/** What could be better in it, with where that is said. */
export const presentFindings = ({ http, context }: KnownCall, { findings }: Story) =>
  findings.map(({ rule, severity, path }) => {
    const row = http.rules.find(({ id }) => id === rule);
    const wording = row?.texts[context.language];
    return {
      rule,
      severity,
      severityText: http.texts[context.language].report.severities[severity],
      path: path ?? null,
      title: wording?.title ?? rule,
      mend: wording?.mend ?? null,
      block: row?.block ?? null,
      source: row?.source ?? null,
    };
  });
