import { createHash } from 'node:crypto';
import type { Delivery, NewDeliveryEvent } from '../domain/delivery.ts';
import type { MessageReading } from '../domain/handover/reading.ts';
import { type Subject, subjectOf } from '../domain/handover/store.ts';
import type { HerId, MessageId } from '../domain/ids.ts';
import { initialDelivery } from '../domain/lifecycle.ts';
import type { ConversationRef } from '../domain/message.ts';
import type { Ids, Sealed } from '../domain/ports.ts';
import type { NewMessage, NewReceipt, Processed } from '../domain/store.ts';
import type { Dress, Dresser } from './dress.ts';
import { givenUp } from './known.ts';
import { type Letter, type ReceiptPlan, receiversOf } from './letter.ts';

/** Letters as the readers would give them: there is no XML, so nothing is parsed, validated or sealed here. */

/** In place of a sealed payload: nobody opens it. */
const nothing: Sealed = { keyId: 'county', nonce: new Uint8Array(12), data: new Uint8Array(16) };

const inInbox: readonly NewDeliveryEvent[] = [
  { type: 'routed', actor: 'gateway' },
  { type: 'sent', actor: 'gateway' },
  { type: 'acknowledged', actor: 'receiver' },
];

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const conversationOf = ({ parent }: Letter): ConversationRef | undefined => {
  if (parent === undefined) return undefined;
  let first = parent;
  while (first.parent !== undefined) first = first.parent;
  return { refToParent: parent.msgId, refToConversation: first.msgId };
};

/** An id of the gateway's making, as of an instant. */
export const timedId = (at: number, ids: Ids): MessageId => {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}${ids.messageId().slice(13)}` as MessageId;
};

/** The message that a letter is when it comes; altered: the same MsgId with other bytes. */
export const messageOf = (letter: Letter, { sourceSystem }: Dress, altered = false): NewMessage => {
  const conversation = conversationOf(letter);
  return {
    id: letter.id,
    receivedAt: new Date(letter.received),
    origin: 'api',
    sender: letter.from.herId,
    msgId: letter.msgId,
    type: letter.type,
    isAppRec: false,
    genDate: new Date(letter.sent).toISOString(),
    genInstant: new Date(letter.sent),
    patient: letter.patient,
    sha256: digestOf(`${letter.msgId}${altered ? ' altered' : ''}`),
    size: 16,
    requestId: 'county',
    payload: nothing,
    serviceStatus: letter.status,
    ...(sourceSystem !== undefined && { sourceSystem }),
    ...(letter.documentId !== undefined && { documentId: letter.documentId }),
    ...(conversation && { conversation }),
    deliveries: receiversOf(letter).map(({ herId }) => ({
      receiver: herId,
      role: letter.copies.some((copy) => copy.herId === herId) ? ('copy' as const) : ('primary' as const),
      state: initialDelivery(false),
      receiptDue: new Date(givenUp(letter)),
    })),
  };
};

const readingOf = (letter: Letter, { blocks }: Dress): MessageReading => ({
  sender: letter.from,
  receivers: receiversOf(letter),
  events: [
    ...(letter.told
      ? [{ code: letter.told.code, at: new Date(letter.told.at), dateOnly: letter.told.dateOnly }]
      : []),
    ...(letter.toldAdmission === undefined
      ? []
      : [{ code: '1', at: new Date(letter.toldAdmission), dateOnly: false }]),
  ],
  codes: letter.codes as MessageReading['codes'],
  blocks,
  flags: letter.flags,
  ...(letter.died && { died: true as const }),
  ...(letter.reply && { reply: letter.reply }),
});

const statuses = { ok: 1, rejected: 2, partial: 3 } as const;
export const receiptEvents = {
  ok: 'receiptOk',
  rejected: 'receiptRejected',
  partial: 'receiptPartial',
} as const;

/** A receipt, and the AppRec that gives it. */
export interface GivenReceipt {
  readonly appRec: NewMessage;
  readonly receipt: NewReceipt;
}

/** The receipt that one receiver gives for a letter; `id` is the AppRec's own. */
export const receiptOf = (
  letter: Letter,
  receiver: HerId,
  { status, at }: ReceiptPlan,
  id: MessageId,
  errorsOf: Dresser['errors'],
): GivenReceipt => ({
  receipt: {
    original: letter.id,
    receiver,
    appRec: id,
    status: statuses[status],
    errors: errorsOf(letter, receiver, statuses[status]),
    at: new Date(at),
  },
  appRec: {
    id,
    receivedAt: new Date(at),
    origin: 'api',
    sender: receiver,
    msgId: id,
    type: 'APPREC',
    isAppRec: true,
    genDate: new Date(at).toISOString(),
    genInstant: new Date(at),
    sha256: digestOf(id),
    size: 16,
    requestId: 'county',
    payload: nothing,
    processedAt: new Date(at),
    rejected: false,
    deliveries: [
      { receiver: letter.from.herId, role: 'primary', state: initialDelivery(true), events: inInbox },
    ],
  },
});

/** What processing a letter gives; receipts that come with it are given on the receivers' behalf. */
export const processedOf = (letter: Letter, dress: Dress, given: readonly GivenReceipt[]): Processed => {
  const told = readingOf(letter, dress);
  const subject: Subject = subjectOf({ patient: letter.patient, msgId: letter.msgId });
  return {
    at: new Date(letter.received),
    typeKey: dress.typeKey,
    rejected: false,
    findings: dress.findings,
    references: letter.answers === undefined ? [] : [{ kind: 'answers', key: letter.answers.msgId }],
    reading: { subject, told },
    deliveries: receiversOf(letter).map(({ herId: receiver }) => {
      const own = given.find(({ receipt }) => receipt.receiver === receiver);
      const plan = own && letter.receipts.get(receiver);
      const events =
        plan === undefined
          ? inInbox
          : [...inInbox, { type: receiptEvents[plan.status], actor: 'receiver' } as const];
      return { receiver, change: { events } };
    }),
    appRecs: given.map(({ appRec }) => appRec),
    receipts: given.map(({ receipt }) => receipt),
  };
};

/** True while a delivery waits for its receipt. */
export const isWaiting = ({ state }: Pick<Delivery, 'state'>): boolean => state.receipt === 'waiting';
