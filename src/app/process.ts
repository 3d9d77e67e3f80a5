import { type AppRecError, receiptCodes } from '../domain/app-rec.ts';
import type { DeliveryChange } from '../domain/delivery.ts';
import { type HerId, type MessageId, msgIdKey } from '../domain/ids.ts';
import { type Envelope, partyHerId, type Receiver } from '../domain/message.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { LoadedMessage, NewMessage, NewReceipt, Processed } from '../domain/store.ts';
import { correlateReceipt } from './correlate-receipt.ts';
import { gatewayReceipt } from './give-receipt.ts';
import type { Inspection } from './inspect.ts';
import type { JobOutcome } from './jobs.ts';
import { addressee, judge } from './judge.ts';
import { countFindings, queueNames, type Services } from './services.ts';

type Verdict = Pick<Processed, 'rejected' | 'findings' | 'deliveries' | 'appRecs' | 'receipts'>;

/**
 * Checks one stored message, decides each receiver's receipt, routes it and stores the verdict in one
 * transaction. Done twice it changes nothing: the second finds the message processed.
 */
export const processMessage = async (
  services: Services,
  job: { readonly messageId: MessageId; readonly requestId: string },
): Promise<JobOutcome> => {
  const began = services.clock.now().getTime();
  const stored = await services.store.load(job.messageId);
  if (stored === undefined) return { kind: 'never', code: 'message-not-found' };
  // Receivers may have been added since; what has been decided stands.
  const fresh = stored.deliveries.filter(({ state }) => state.transport === 'received');
  if (fresh.length === 0) {
    await wakeDeliveries(
      services,
      stored.deliveries.map(({ receiver }) => receiver),
      job,
    );
    return { kind: 'done' };
  }
  const loaded = { ...stored, deliveries: fresh };
  const bytes = services.cipher.open(loaded.payload, job.messageId);
  const inspection = services.inspector.inspect(bytes, loaded.message.receivedAt);
  const verdict = loaded.message.isAppRec
    ? await receiptVerdict(services, loaded, inspection)
    : messageVerdict(services, loaded, inspection, job.requestId);
  const isNew = await services.store.completeProcessing(job.messageId, {
    at: services.clock.now(),
    ...learned(inspection),
    ...verdict,
  });
  if (isNew) report(services, loaded, inspection, verdict, job.requestId, began);
  await wakeDeliveries(
    services,
    verdict.deliveries.map(({ receiver }) => receiver),
    job,
  );
  for (const appRec of verdict.appRecs) {
    await wakeDeliveries(
      services,
      appRec.deliveries.map(({ receiver }) => receiver),
      {
        messageId: appRec.id,
        requestId: job.requestId,
      },
    );
  }
  return { kind: 'done' };
};

/** What the payload told that later messages and receipts are linked by. */
const learned = ({ type, content, envelope }: Inspection): Partial<Processed> => {
  const documentId = content?.documentId ?? envelope?.documentId;
  const serviceStatus = content?.serviceStatus ?? envelope?.serviceStatus;
  return {
    ...(type !== undefined && { typeKey: type.key }),
    ...(documentId !== undefined && { documentId }),
    ...(content?.appRecId !== undefined && { appRecId: content.appRecId }),
    ...(serviceStatus !== undefined && { serviceStatus }),
  };
};

const messageVerdict = (
  services: Services,
  { message, deliveries }: LoadedMessage,
  inspection: Inspection,
  requestId: string,
): Verdict => {
  const { envelope } = inspection;
  const changes: { receiver: HerId; change: DeliveryChange }[] = [];
  const appRecs: NewMessage[] = [];
  const receipts: NewReceipt[] = [];
  const parkedFor = envelope === undefined ? undefined : originalOf(envelope, inspection);
  for (const delivery of deliveries) {
    const receiver = envelope === undefined ? undefined : receiverOf(envelope, delivery.receiver);
    if (envelope === undefined || receiver === undefined) {
      changes.push({ receiver: delivery.receiver, change: refused('receiver-unknown') });
      continue;
    }
    const decision = judge(inspection, receiver, addressee(services.addressBook, receiver), services.word);
    if (decision.kind === 'none') {
      changes.push({ receiver: delivery.receiver, change: refused('receiver-not-ours') });
    } else if (decision.kind === 'manual') {
      const events = [
        { type: 'quarantined', actor: 'gateway', details: { reason: decision.reason } },
      ] as const;
      changes.push({ receiver: delivery.receiver, change: { events } });
    } else if (decision.status === 2) {
      const { errors } = decision;
      const given = gatewayReceipt(services, {
        message,
        envelope,
        inspection,
        receiver,
        status: 2,
        errors,
        requestId,
      });
      appRecs.push(given.appRec);
      receipts.push(given.receipt);
      changes.push({ receiver: delivery.receiver, change: rejection(errors) });
    } else {
      changes.push({ receiver: delivery.receiver, change: routing(services, parkedFor) });
    }
  }
  return {
    rejected: appRecs.length > 0,
    findings: inspection.findings,
    deliveries: changes,
    appRecs,
    receipts,
  };
};

/** An incoming AppRec counts once per (message, receiver); only the first goes on to the sender it answers. */
const receiptVerdict = async (
  services: Services,
  { message, deliveries }: LoadedMessage,
  inspection: Inspection,
): Promise<Verdict> => {
  const answered = await correlateReceipt(services, inspection);
  const { appRec } = inspection;
  const first =
    answered.ok &&
    appRec !== undefined &&
    (await services.store.recordReceipt(
      {
        original: answered.value.original.id,
        receiver: answered.value.receiver,
        appRec: message.id,
        status: appRec.status,
        errors: receiptCodes(appRec.errors),
        at: message.receivedAt,
      },
      {
        type: appRec.status === 1 ? 'receiptOk' : isPartial(appRec) ? 'receiptPartial' : 'receiptRejected',
        actor: 'receiver',
        details: { appRec: message.id },
      },
    ));
  const cause: OutcomeCode = answered.ok ? 'apprec-already-given' : answered.fault.code;
  if (first)
    services.metrics.count('overgang_receipts_total', { status: String(appRec?.status), by: 'receiver' });
  return {
    rejected: false,
    findings: inspection.findings,
    deliveries: deliveries.map(({ receiver }) => ({
      receiver,
      change: first ? routing(services, undefined) : refused(cause),
    })),
    appRecs: [],
    receipts: [],
  };
};

/** Status 3 is a positive in AppRec 1.1, a negative in 1.0 (HIS 80415:2004). */
const isPartial = (appRec: { readonly version: string; readonly status: number }): boolean =>
  appRec.status === 3 && appRec.version === '1.1';

const refused = (cause: OutcomeCode): DeliveryChange => ({
  events: [{ type: 'refused', actor: 'gateway', cause }],
});

const rejection = (errors: readonly AppRecError[]): DeliveryChange => ({
  events: [
    {
      type: 'rejectedByGateway',
      actor: 'gateway',
      details: { codes: errors.map(({ code }) => code).join(' ') },
    },
  ],
});

const routing = (services: Services, parkedFor: string | undefined): DeliveryChange => {
  const now = services.clock.now();
  return {
    events: [
      { type: 'routed', actor: 'gateway' },
      ...(parkedFor === undefined ? [] : [{ type: 'parked', actor: 'gateway' } as const]),
    ],
    patch: {
      persistUntil: new Date(now.getTime() + services.policy.persistMs),
      ...(parkedFor !== undefined && { parkedFor, parkedAt: now }),
    },
  };
};

/** What a change or cancellation must not overtake: the message it refers to, else its document (HISD 1154). */
const originalOf = (envelope: Envelope, { content }: Inspection): string | undefined => {
  const status = content?.serviceStatus ?? envelope.serviceStatus;
  if (status !== 'M' && status !== 'C') return undefined;
  const parent = envelope.conversation?.refToParent;
  return parent === undefined ? (content?.documentId ?? envelope.documentId) : msgIdKey(parent);
};

const receiverOf = (envelope: Envelope, herId: HerId): Receiver | undefined =>
  envelope.receivers.find((receiver) => partyHerId(receiver) === herId);

const wakeDeliveries = async (
  services: Services,
  receivers: readonly HerId[],
  job: { readonly messageId: MessageId; readonly requestId: string },
): Promise<void> => {
  for (const receiver of receivers) {
    await services.enqueue(
      queueNames.deliver,
      { ...job, receiver },
      { key: `deliver-${job.messageId}-${receiver}` },
    );
  }
};

const report = (
  services: Services,
  { message }: LoadedMessage,
  inspection: Inspection,
  verdict: Verdict,
  requestId: string,
  began: number,
): void => {
  const type = inspection.type === undefined ? 'unsupported' : message.type;
  countFindings(services, verdict.findings);
  for (const { status } of verdict.receipts) {
    services.metrics.count('overgang_receipts_total', { status: String(status), by: 'gateway' });
  }
  services.metrics.count('overgang_messages_processed_total', { type, rejected: String(verdict.rejected) });
  const now = services.clock.now().getTime();
  services.metrics.time('overgang_process_seconds', { type }, (now - began) / 1000);
  services.log.info(
    { requestId, messageId: message.id, type, rejected: verdict.rejected, findings: verdict.findings.length },
    'message processed',
  );
};
