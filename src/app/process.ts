import { stampEvents } from '../domain/delivery.ts';
import { subjectOf } from '../domain/handover/store.ts';
import { type HerId, type MessageId, msgIdKey } from '../domain/ids.ts';
import type { Processed, TrackedMessage } from '../domain/store.ts';
import { arrived, wakeNext } from './arrival.ts';
import { errorFacts } from './error-facts.ts';
import { followMessage } from './follow.ts';
import type { Inspection } from './inspect.ts';
import type { JobOutcome } from './jobs.ts';
import { storableId } from './outside-id.ts';
import { readingOf } from './reading.ts';
import { queueNames, type Services } from './services.ts';
import { storableReferences } from './thread.ts';
import { messageVerdict, receiptVerdict, type Verdict } from './verdict.ts';

export interface ProcessJob {
  readonly messageId: MessageId;
  readonly requestId: string;
}

/** Runs of one message that may fail before it is set aside for a person, so that what follows it can go on. */
const mostRuns = 5;

/**
 * Checks one stored message, decides each receiver's receipt, routes it and stores the verdict in one
 * transaction. Done twice it changes nothing: what has been decided stands. Throws what failed, when it has
 * been counted.
 */
export const processMessage = async (services: Services, job: ProcessJob): Promise<JobOutcome> => {
  try {
    return await processOnce(services, job);
  } catch (error) {
    services.log.error({ ...job, ...errorFacts(error) }, 'processing failed');
    await setBack(services, job);
    throw error;
  }
};

const processOnce = async (services: Services, job: ProcessJob): Promise<JobOutcome> => {
  const began = services.clock.now().getTime();
  const stored = await services.store.load(job.messageId);
  if (stored === undefined) return { kind: 'never', code: 'message-not-found' };
  // Receivers may have been added since.
  const fresh = stored.deliveries.filter(({ state }) => state.transport === 'received');
  if (fresh.length === 0) {
    const queued = stored.deliveries.filter(({ state }) => state.transport === 'queued');
    await wake(services, queued, job.requestId);
    return { kind: 'done' };
  }
  const tracked = { message: stored.message, deliveries: fresh };
  const bytes = services.cipher.open(stored.payload, job.messageId);
  const inspection = services.inspector.inspect(bytes, stored.message.receivedAt);
  const verdict = stored.message.isAppRec
    ? await receiptVerdict(services, tracked, inspection)
    : await messageVerdict(services, tracked, inspection, job.requestId);
  const facts = learned(services, inspection);
  const references = storableReferences(services, inspection);
  const reading = learnedOfHandover(services, stored, inspection);
  const at = services.clock.now();
  const isNew = await services.store.completeProcessing(job.messageId, {
    at,
    ...facts,
    references,
    ...reading,
    ...verdict,
  });
  if (isNew) {
    report(services, tracked, inspection, verdict, job.requestId, began);
    await goOn(services, { ...tracked, message: { ...stored.message, ...facts } }, verdict, job.requestId);
    await followMessage(services, job.messageId);
  }
  return { kind: 'done' };
};

/** What the payload told that later messages and receipts are linked by. */
export const learned = (
  services: Pick<Services, 'pseudonymiser'>,
  { type, content, envelope }: Inspection,
): Pick<Processed, 'typeKey' | 'documentId' | 'appRecId' | 'serviceStatus'> => {
  const documentId = content?.documentId ?? envelope?.documentId;
  const serviceStatus = content?.serviceStatus ?? envelope?.serviceStatus;
  return {
    ...(type !== undefined && { typeKey: type.key }),
    ...(documentId !== undefined && { documentId: msgIdKey(storableId(services, documentId)) }),
    ...(content?.appRecId !== undefined && { appRecId: storableId(services, content.appRecId) }),
    ...(serviceStatus !== undefined && { serviceStatus }),
  };
};

/** What the message tells of its handover, and with which other messages it is folded. */
const learnedOfHandover = (
  { directory }: Services,
  { message, deliveries }: TrackedMessage,
  inspection: Inspection,
): Pick<Processed, 'reading'> => {
  const receivers = deliveries.map(({ receiver }) => receiver);
  const told = readingOf(directory, message, receivers, inspection);
  return told === undefined ? {} : { reading: { subject: subjectOf(message), told } };
};

/** After the verdict is stored: what has arrived has its consequences, what is to be pushed wakes a worker. */
const goOn = async (
  services: Services,
  { message, deliveries }: TrackedMessage,
  verdict: Verdict,
  requestId: string,
): Promise<void> => {
  for (const { receiver, change } of verdict.deliveries) {
    const delivery = deliveries.find((candidate) => candidate.receiver === receiver);
    if (delivery === undefined) continue;
    const { state } = stampEvents(delivery, change.events, message.receivedAt);
    if (state.transport === 'acknowledged') {
      await arrived(services, message, delivery, services.addressBook.find(receiver), requestId);
      continue;
    }
    if (state.transport === 'queued') await wake(services, [delivery], requestId);
    // Refused, set aside or parked it stands in nobody's way any more.
    if (state.transport !== 'queued' || change.patch?.parkedFor) await wakeNext(services, message, delivery);
  }
  for (const appRec of verdict.appRecs) {
    const toPush = appRec.deliveries.filter(({ events = [] }) => events.at(-1)?.type === 'routed');
    const ways = toPush.map(({ receiver }) => ({ messageId: appRec.id, receiver }));
    await wake(services, ways, requestId);
  }
};

const wake = async (
  services: Services,
  deliveries: readonly { readonly messageId: MessageId; readonly receiver: HerId }[],
  requestId: string,
): Promise<void> => {
  for (const { messageId, receiver } of deliveries) {
    const key = `deliver-${messageId}-${receiver}`;
    await services.enqueue(queueNames.deliver, { messageId, receiver, requestId }, { key });
  }
};

/**
 * Counts a failed run. A message that fails again and again is set aside: it would hold up all that follows it in
 * its lane. Nothing is counted while the store itself does not answer.
 */
const setBack = async (services: Services, { messageId }: ProcessJob): Promise<void> => {
  const { store, clock, log } = services;
  try {
    const tracked = await store.track(messageId);
    for (const { receiver } of tracked?.deliveries ?? []) {
      const after = await store.changeDelivery(messageId, receiver, clock.now(), (current) => {
        if (current.state.transport !== 'received') return undefined;
        const attempts = current.attempts + 1;
        const isLast = attempts >= mostRuns;
        return {
          events: isLast ? [{ type: 'quarantined', actor: 'gateway', cause: 'internal-error' }] : [],
          patch: { attempts },
        };
      });
      if (after?.state.transport === 'quarantined') {
        log.error({ messageId, receiver }, 'set aside: processing fails again and again');
      }
    }
  } catch (error) {
    log.warn({ messageId, ...errorFacts(error) }, 'a failed run could not be counted');
  }
};

const report = (
  services: Services,
  { message }: TrackedMessage,
  inspection: Inspection,
  verdict: Verdict,
  requestId: string,
  began: number,
): void => {
  const type = inspection.type === undefined ? 'unsupported' : message.type;
  for (const { rule, severity } of verdict.findings) {
    services.metrics.count('overgang_findings_total', { rule, severity });
  }
  for (const { status } of verdict.receipts) {
    services.metrics.count('overgang_receipts_total', { status: String(status), by: 'gateway' });
  }
  services.metrics.count('overgang_messages_processed_total', { type, rejected: String(verdict.rejected) });
  const now = services.clock.now().getTime();
  services.metrics.time('overgang_process_seconds', { type }, (now - began) / 1000);
  services.log.info(
    {
      requestId,
      messageId: message.id,
      type,
      rejected: verdict.rejected,
      findings: verdict.findings.length,
    },
    'message processed',
  );
};
