import { type AppRecError, type AppRecStatus, receiptCodes } from '../domain/app-rec.ts';
import { checkErrors } from '../domain/app-rec-errors.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { type Envelope, partyHerId, type Receiver } from '../domain/message.ts';
import { type Fault, fault } from '../domain/outcome.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { MessageRecord, NewMessage, NewReceipt } from '../domain/store.ts';
import { buildAppRec } from '../messages/apprec/build.ts';
import { appRecFor } from '../messages/apprec/mirror.ts';
import { hasBeenSent, sameVerdict } from './correlate-receipt.ts';
import { inboxEvents } from './inbox-events.ts';
import type { Inspection } from './inspect.ts';
import { appRecVersion } from './judge.ts';
import { type Received, type ReceiveRequest, receive, toOriginalSender } from './receive.ts';
import type { Services } from './services.ts';
import { newMessage } from './stored-message.ts';

interface Answer {
  readonly message: MessageRecord;
  readonly envelope: Envelope;
  readonly inspection: Inspection;
  readonly receiver: Receiver;
  readonly status: AppRecStatus;
  readonly errors: readonly AppRecError[];
  readonly document?: ReceiptDocument | undefined;
}

/** Id and time of an AppRec that may have to be made twice and must then be the same; new ones when left out. */
interface ReceiptDocument {
  readonly id: string;
  readonly at: Date;
}

/** The AppRec's bytes for one receiver of a message, mirrored from its envelope (HIS 80415:2012 §3.2). */
const receiptBytes = (services: Services, answer: Answer): Uint8Array => {
  const version = appRecVersion(answer.inspection);
  return buildAppRec(
    appRecFor({
      version,
      id: answer.document?.id ?? services.ids.uuid(),
      now: answer.document?.at ?? services.clock.now(),
      software: services.software,
      envelope: answer.envelope,
      receiver: answer.receiver,
      status: answer.status,
      errors: answer.errors,
      documentId: answer.inspection.content?.appRecId,
    }),
  );
};

/** A receipt that the gateway gives on a receiver's behalf: a message to the sender, already routed. */
export const gatewayReceipt = (
  services: Services,
  answer: Answer & { readonly requestId: string },
): { readonly appRec: NewMessage; readonly receipt: NewReceipt } => {
  const bytes = receiptBytes(services, answer);
  const { envelope } = services.inspector.glance(bytes);
  const from = partyHerId(answer.receiver);
  if (envelope === undefined || from === undefined)
    throw new Error('a receipt of our own making is unreadable');
  const at = services.clock.now();
  const routed = { type: 'routed', actor: 'gateway' } as const;
  const toInbox = services.addressBook.find(answer.message.sender)?.endpoint.channel === 'inbox';
  const appRec = newMessage(services, {
    bytes,
    envelope,
    sender: from,
    origin: 'gateway',
    requestId: answer.requestId,
    deliveries: () => [
      {
        ...toOriginalSender(answer.message.sender),
        events: toInbox ? [routed, ...inboxEvents] : [routed],
        persistUntil: new Date(at.getTime() + services.policy.persistMs),
      },
    ],
  });
  const { status } = answer;
  const errors = receiptCodes(answer.errors);
  return {
    appRec: { ...appRec, processedAt: at },
    receipt: { original: answer.message.id, receiver: from, appRec: appRec.id, status, errors, at },
  };
};

export interface ReceiptRequest extends Omit<ReceiveRequest, 'bytes' | 'receivers'> {
  readonly message: MessageId;
  /** The receiver that answers. */
  readonly by: HerId;
  readonly status: AppRecStatus;
  readonly errors: readonly AppRecError[];
  readonly document?: ReceiptDocument;
}

/**
 * Gives a receiver's receipt: builds the AppRec and takes it in like any other message. Asked again
 * with the same verdict it answers with the receipt that stands; with another verdict it refuses.
 */
export const giveReceipt = async (
  services: Services,
  request: ReceiptRequest,
): Promise<Result<Received, Fault>> => {
  const loaded = await services.store.load(request.message);
  if (loaded === undefined) return fail(fault('message-not-found'));
  if (!request.actsFor(request.by)) return fail(fault('her-id-not-authorised', { herId: request.by }));
  const delivery = loaded.deliveries.find(({ receiver }) => receiver === request.by);
  if (delivery === undefined) return fail(fault('apprec-not-receiver', { herId: request.by }));
  if (loaded.message.isAppRec) return fail(fault('apprec-on-apprec'));
  const problem = formFault(request);
  if (problem !== undefined) return fail(problem);
  const standing = await standingReceipt(services, request);
  if (standing !== undefined) return standing;
  if (!hasBeenSent(delivery)) return fail(fault('apprec-original-not-delivered'));
  const inspection = services.inspector.glance(services.cipher.open(loaded.payload, request.message));
  const { envelope } = inspection;
  const receiver = envelope?.receivers.find((candidate) => partyHerId(candidate) === request.by);
  if (envelope === undefined || receiver === undefined)
    return fail(fault('apprec-not-receiver', { herId: request.by }));
  const version = appRecVersion(inspection);
  const checked = checkErrors(request.errors, { version, messageType: envelope.type.v });
  if (!checked.ok) return checked;
  const bytes = receiptBytes(services, {
    ...request,
    message: loaded.message,
    envelope,
    inspection,
    receiver,
  });
  const given = await receive(services, { ...request, bytes });
  // Another was given in the same moment: it stands, and answers for this one where it says the same.
  const late = !given.ok && given.fault.code === 'apprec-already-given';
  return late ? ((await standingReceipt(services, request)) ?? given) : given;
};

/** The answer where a receipt stands already: that one when it says the same, else a refusal. */
const standingReceipt = async (
  services: Services,
  request: ReceiptRequest,
): Promise<Result<Received, Fault> | undefined> => {
  const receipts = await services.store.receipts(request.message);
  const standing = receipts.find(({ receiver }) => receiver === request.by);
  if (standing === undefined) return undefined;
  return sameVerdict(standing, request)
    ? ok({ id: standing.appRec, duplicate: true })
    : fail(fault('apprec-already-given'));
};

/** 8258 against Error (HIS 80415:2012 §3.1): OK has none, the others at least one. */
const formFault = ({ status, errors }: ReceiptRequest): Fault | undefined => {
  if (status === 3) return fault('apprec-status-unsupported', { expected: 'Ok, Rejected' });
  if (status === 2 && errors.length === 0) return fault('apprec-errors-required');
  return status === 1 && errors.length > 0 ? fault('apprec-errors-not-allowed') : undefined;
};
