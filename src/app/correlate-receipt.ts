import { type AppRec, receiptCodes } from '../domain/app-rec.ts';
import { correlate, originalIdForms } from '../domain/correlate.ts';
import type { Delivery, NewDeliveryEvent } from '../domain/delivery.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { partyHerId } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { MessageRecord, NewReceipt, StoredReceipt } from '../domain/store.ts';
import type { Inspection } from './inspect.ts';
import { storableId } from './outside-id.ts';
import type { Services } from './services.ts';

/** The message and receiver that a receipt speaks of. */
export interface Answered {
  readonly appRec: AppRec;
  readonly original: MessageRecord;
  readonly receiver: HerId;
  /** Who gets the receipt. */
  readonly sender: HerId;
}

interface Ports extends Pick<Services, 'addressBook' | 'pseudonymiser'> {
  readonly store: Pick<Services['store'], 'findOriginal' | 'deliveries'>;
}

/** A receiver speaks for itself, and its enterprise for it: nobody for another (EDI 2.0, error 1102). */
const maySpeakFor = ({ addressBook }: Ports, speaker: HerId, receiver: HerId): boolean =>
  speaker === receiver ||
  (addressBook.find(speaker)?.level === 'enterprise' && addressBook.find(receiver)?.enterprise === speaker);

/** True when a receiver has been sent the message, so that it can have an opinion of it. */
export const hasBeenSent = ({ state, attempts }: Delivery): boolean =>
  state.transport === 'queued'
    ? attempts > 0
    : !['received', 'quarantined', 'refused'].includes(state.transport);

/** Stored messages of the id an AppRec names: of the sender it is addressed to or, where it names an enterprise or nobody, of theirs. */
const candidates = async (
  services: Ports,
  appRec: AppRec,
  to: HerId | undefined,
): Promise<readonly MessageRecord[]> => {
  const { store, addressBook } = services;
  const ids = originalIdForms(appRec.original.id).map((id) => storableId(services, id));
  const find = async (sender: HerId | undefined) =>
    (await Promise.all(ids.map((id) => store.findOriginal(id, sender)))).flat();
  const direct = to === undefined ? [] : await find(to);
  const found =
    direct.length > 0
      ? direct
      : (await find(undefined)).filter(
          ({ sender }) => to === undefined || addressBook.find(sender)?.enterprise === to,
        );
  return [...new Map(found.map((record) => [record.id, record])).values()];
};

/**
 * Finds what an AppRec answers (HITS 1168; HIS 80415:2012 §3.3, HITS 1218:2019): the original by its id and sender,
 * the receiver by HER-id, else role, other ids, or the only one there is. `speaker` is who sent the AppRec, when it
 * says so; it must be that receiver or its enterprise. An invalid AppRec is refused here, since no AppRec may answer
 * an AppRec.
 */
export const correlateReceipt = async (
  services: Ports,
  inspection: Inspection,
  speaker: HerId | undefined,
): Promise<Result<Answered, Fault>> => {
  const { appRec, envelope, schema } = inspection;
  const first = schema.errors[0];
  if (first !== undefined) return fail(fault('schema-invalid', { line: first.line, reason: first.code }));
  if (appRec === undefined || envelope === undefined) return fail(fault('root-unknown'));
  const to = envelope.receivers[0];
  const records = await candidates(services, appRec, to === undefined ? undefined : partyHerId(to));
  const tracked = await Promise.all(
    records.map(async (message) => ({ message, deliveries: await services.store.deliveries(message.id) })),
  );
  const answered = correlate(
    appRec,
    tracked.map(({ message, deliveries }) => ({
      id: message.id,
      isAppRec: message.isAppRec,
      issueDate: message.genDate,
      receivers: deliveries.map(({ receiver, role }) => {
        const enterprise = services.addressBook.find(receiver)?.enterprise;
        return { herId: receiver, role, ...(enterprise !== undefined && { enterprise }) };
      }),
    })),
  );
  if (!answered.ok) return answered;
  const { id, receiver } = answered.value;
  const found = tracked.find(({ message }) => message.id === id);
  const delivery = found?.deliveries.find((candidate) => candidate.receiver === receiver);
  if (found === undefined || delivery === undefined) return fail(fault('apprec-original-unknown'));
  if (speaker !== undefined && !maySpeakFor(services, speaker, receiver)) {
    return fail(fault('apprec-not-receiver', { herId: speaker }));
  }
  if (!hasBeenSent(delivery)) return fail(fault('apprec-original-not-delivered'));
  return ok({ appRec, original: found.message, receiver, sender: found.message.sender });
};

/**
 * Records what an AppRec says, once per (message, receiver): true when this one stands, now or from before; false
 * when another does. Status 3 is a positive in AppRec 1.1, a negative in 1.0 (HIS 80415:2004).
 */
export const recordAnswer = (
  services: Pick<Services, 'store'>,
  { appRec, original, receiver }: Answered,
  id: MessageId,
  at: Date,
): Promise<boolean> => {
  const { receipt, event } = answerOf({ appRec, original, receiver }, id, at);
  return services.store.recordReceipt(receipt, event);
};

/** The receipt that an AppRec is, and what it does to the delivery that it answers. */
export const answerOf = (
  { appRec, original, receiver }: Pick<Answered, 'appRec' | 'original' | 'receiver'>,
  id: MessageId,
  at: Date,
): { readonly receipt: NewReceipt; readonly event: NewDeliveryEvent } => {
  const { status, version } = appRec;
  const isPartial = status === 3 && version === '1.1';
  return {
    receipt: { original: original.id, receiver, appRec: id, status, errors: receiptCodes(appRec.errors), at },
    event: {
      type: status === 1 ? 'receiptOk' : isPartial ? 'receiptPartial' : 'receiptRejected',
      actor: 'receiver',
      details: { appRec: id },
    },
  };
};

/** True when two receipts say the same: status and codes. */
export const sameVerdict = (
  standing: Pick<StoredReceipt, 'status' | 'errors'>,
  given: Pick<AppRec, 'status' | 'errors'>,
): boolean => {
  const codes = (errors: readonly { readonly code: string }[]) => errors.map(({ code }) => code).join(' ');
  return standing.status === given.status && codes(standing.errors) === codes(receiptCodes(given.errors));
};
