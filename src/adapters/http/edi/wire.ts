import type { AppRecError, AppRecStatus } from '../../../domain/app-rec.ts';
import { appRecErrorSystem } from '../../../domain/app-rec-codes.ts';
import type { HerId } from '../../../domain/ids.ts';
import type { DeliveryState, ReceiptState, TransportState } from '../../../domain/lifecycle.ts';
import { formatOslo } from '../../../domain/norwegian-time.ts';
import type { MessageRecord } from '../../../domain/store.ts';

/** The shapes and words of EDI 2.0, exactly: known clients refuse a key that they do not know. */

export type TransportDeliveryState = 'Unconfirmed' | 'Acknowledged' | 'Rejected';
export type AppRecStatusName = 'Ok' | 'Rejected' | 'OkErrorInMessagePart';

/** 8258 by name; its place in the list is its number. */
const statusNames: Readonly<Record<AppRecStatus, AppRecStatusName>> = {
  1: 'Ok',
  2: 'Rejected',
  3: 'OkErrorInMessagePart',
};

const statuses = [1, 2, 3] as const;

/** Reads a status by name in any case, as a number or as digits; undefined for any other. */
export const readStatus = (value: string | number): AppRecStatus | undefined => {
  const written = String(value).trim().toLowerCase();
  return statuses.find(
    (status) => written === String(status) || written === statusNames[status].toLowerCase(),
  );
};

const deliveryStates: Readonly<Record<Exclude<TransportState, 'refused'>, TransportDeliveryState>> = {
  received: 'Unconfirmed',
  queued: 'Unconfirmed',
  sent: 'Unconfirmed',
  quarantined: 'Unconfirmed',
  // Version 2 has no word for giving up.
  abandoned: 'Unconfirmed',
  acknowledged: 'Acknowledged',
  rejected: 'Rejected',
};

/** Whether the gateway answered for the receiver: an AppRec exists, and a client takes one only for what arrived. */
const isAnswered = ({ transport, receipt }: DeliveryState): boolean =>
  transport === 'refused' && receipt === 'rejected';

const deliveryState = (state: DeliveryState): TransportDeliveryState => {
  if (isAnswered(state)) return 'Acknowledged';
  return state.transport === 'refused' ? 'Rejected' : deliveryStates[state.transport];
};

const receiptNames: Readonly<Record<ReceiptState, AppRecStatusName | null>> = {
  none: null,
  waiting: null,
  // A missing receipt is none; one may still come.
  timedOut: null,
  ok: 'Ok',
  rejected: 'Rejected',
  partial: 'OkErrorInMessagePart',
};

/** Name of a receipt's state; null while there is no receipt. */
export const appRecStatusName = (receipt: ReceiptState): AppRecStatusName | null => receiptNames[receipt];

/** One row of GET …/status. `sent`: it has left the gateway, or the gateway has answered for its receiver. */
export interface StatusInfo {
  readonly receiverHerId: HerId;
  readonly transportDeliveryState: TransportDeliveryState;
  readonly sent: boolean;
  readonly appRecStatus: AppRecStatusName | null;
}

export const statusInfo = (receiverHerId: HerId, state: DeliveryState): StatusInfo => ({
  receiverHerId,
  transportDeliveryState: deliveryState(state),
  sent: ['sent', 'acknowledged', 'rejected'].includes(state.transport) || isAnswered(state),
  appRecStatus: appRecStatusName(state.receipt),
});

/** An error of an AppRec as clients read and write it. */
export interface AppRecErrorInfo {
  readonly errorCode: string;
  readonly details: string | null;
  readonly description: string | null;
  readonly oid: string;
}

export const appRecErrorInfo = ({ code, system, text, details }: AppRecError): AppRecErrorInfo => ({
  errorCode: code,
  details: details ?? null,
  description: text === '' ? null : text,
  oid: system ?? appRecErrorSystem,
});

/** A message in a list or by itself. */
export interface MessageInfo {
  readonly id: string;
  readonly receiverHerId: HerId;
}

/** What GET /Messages tells when it is not asked for more. */
export const bareMessage = ({ id }: MessageRecord, receiverHerId: HerId): MessageInfo => ({
  id,
  receiverHerId,
});

/** A message with its metadata. Times carry their offset always. */
export const messageInfo = (message: MessageRecord, receiverHerId: HerId) => ({
  ...bareMessage(message, receiverHerId),
  contentType: 'application/xml',
  senderHerId: message.sender,
  businessDocumentId: message.msgId,
  businessDocumentGenDate: formatOslo(message.genInstant),
  isAppRec: message.isAppRec,
  sourceSystem: message.sourceSystem ?? null,
});
