import { subjectOf } from '../../domain/handover/store.ts';
import { type HerId, type MessageId, messageId, msgIdKey } from '../../domain/ids.ts';
import { type HistoricMessage, type ImportRun, importRequestId } from '../../domain/import-store.ts';
import { initialDelivery } from '../../domain/lifecycle.ts';
import type { NewDelivery } from '../../domain/store.ts';
import { addressee, judge } from '../judge.ts';
import { storableId } from '../outside-id.ts';
import { learned } from '../process.ts';
import { readingOf } from '../reading.ts';
import { toOriginalSender } from '../receive.ts';
import { digest, newMessage } from '../stored-message.ts';
import { storableReferences } from '../thread.ts';
import type { LookedMessage, LookedReceipt } from './look.ts';
import type { Looking } from './ports.ts';

/**
 * An id (UUIDv7) that follows from when a message came, its sender and its MsgId: whatever the order of the files, and
 * however often an import is broken off, the same message has the same id.
 */
const historicId = (receivedAt: Date, sender: HerId, msgId: string): MessageId => {
  const time = receivedAt.getTime().toString(16).padStart(12, '0');
  const hex = digest(new TextEncoder().encode(`import of ${sender} ${msgIdKey(msgId)}`));
  const text = `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`;
  const id = messageId(text);
  if (id === undefined) throw new Error('a time before 1970 makes no id');
  return id;
};

/** A delivery as history knows it: it came, by another way, and was read there. */
const cameEarlier = (delivery: NewDelivery, receivedAt: Date, run: ImportRun): NewDelivery => ({
  ...delivery,
  events: [{ type: 'imported', actor: 'operator', details: { import: importRequestId(run.id) } }],
  readAt: receivedAt,
});

type Registered = Pick<LookedReceipt, 'bytes' | 'inspection' | 'envelope' | 'receivedAt'>;

const registered = (
  { services }: Looking,
  run: ImportRun,
  { bytes, inspection, envelope, receivedAt }: Registered,
  sender: HerId,
  deliveries: readonly NewDelivery[],
): Omit<HistoricMessage, 'reading'> => {
  const id = historicId(receivedAt, sender, storableId(services, envelope.msgId));
  const registrar = { ...services, clock: { now: () => receivedAt }, ids: { messageId: () => id } };
  return {
    ...newMessage(registrar, {
      bytes,
      envelope,
      sender,
      origin: 'import',
      requestId: importRequestId(run.id),
      deliveries: () => deliveries.map((delivery) => cameEarlier(delivery, receivedAt, run)),
    }),
    ...learned(services, inspection),
    processedAt: run.startedAt,
    findings: inspection.findings,
    references: storableReferences(services, inspection),
  };
};

/** A message as it is stored: judged by today's rules, delivered and answered by nobody now. */
export const historicMessage = (looking: Looking, run: ImportRun, looked: LookedMessage): HistoricMessage => {
  const { services, book, options } = looking;
  const { inspection, receivers, sender } = looked;
  const deliveries = receivers.map(({ herId, receiver }) => ({
    receiver: herId,
    role: receiver.role,
    state: initialDelivery(!options.appRecs),
  }));
  const message = registered(looking, run, looked, sender, deliveries);
  const told = readingOf(
    services.directory,
    message,
    receivers.map(({ herId }) => herId),
    inspection,
  );
  const rejected = receivers.some(({ receiver }) => {
    const decision = judge(inspection, receiver, addressee(book, receiver), services.word);
    return decision.kind === 'answer' && decision.status !== 1;
  });
  return {
    ...message,
    rejected,
    ...(told !== undefined && { reading: { subject: subjectOf(message), told } }),
  };
};

/** A receipt as it is stored, from the receiver that it turned out to be from. */
export const historicReceipt = (
  looking: Looking,
  run: ImportRun,
  looked: LookedReceipt,
  receiver: HerId,
  to: HerId,
): HistoricMessage => ({
  ...registered(looking, run, looked, receiver, [toOriginalSender(to)]),
  rejected: false,
});
