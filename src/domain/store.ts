import type { AppRecStatus, ReceiptCode } from './app-rec.ts';
import type { Delivery, DeliveryChange, DeliveryEvent, NewDeliveryEvent, Notice } from './delivery.ts';
import type { Finding } from './finding.ts';
import type { KeptReading } from './handover/store.ts';
import type { HerId, MessageId, Pseudonym } from './ids.ts';
import type { DeliveryState } from './lifecycle.ts';
import type { MessageReference } from './links-facts.ts';
import type { ConversationRef, PartyRole, ServiceStatus } from './message.ts';
import type { OutcomeCode } from './outcome.ts';
import type { Sealed } from './ports.ts';

/**
 * The store: PostgreSQL is the truth. Every method is one transaction (or one read); none keeps a
 * connection while its caller does other work. Failures of the database itself are thrown.
 */

/** Where a stored message came from. */
export type Origin = 'api' | 'ebxml' | 'gateway' | 'import';

/** A message's row: what is known of it outside its payload. No patient but as a pseudonym. */
export interface MessageRecord {
  readonly id: MessageId;
  readonly receivedAt: Date;
  readonly origin: Origin;
  /** HER-id that sent it: level 2, else level 1. */
  readonly sender: HerId;
  /** As received when it is a UUID; else the keyed digest that stands for it, as in all ids of others' making here. */
  readonly msgId: string;
  /** 8279 code; `unsupported` for one that no type has. */
  readonly type: string;
  /** MessageType.key once recognised. */
  readonly typeKey?: string;
  readonly isAppRec: boolean;
  /** Verbatim GenDate. */
  readonly genDate: string;
  readonly genInstant: Date;
  readonly documentId?: string;
  /** Id that an AppRec 1.0 may refer to, when not the MsgId. */
  readonly appRecId?: string;
  readonly serviceStatus?: ServiceStatus;
  readonly conversation?: ConversationRef;
  readonly patient?: Pseudonym;
  /** SHA-256 of the original bytes, hex. */
  readonly sha256: string;
  /** Original bytes' length. */
  readonly size: number;
  readonly sourceSystem?: string;
  readonly requestId: string;
  readonly processedAt?: Date;
}

export interface NewDelivery {
  readonly receiver: HerId;
  readonly role: PartyRole;
  readonly lane?: string;
  readonly state: DeliveryState;
  readonly receiptDue?: Date;
  /** Stored as the delivery's first events; its state is what they lead to from `state`. */
  readonly events?: readonly NewDeliveryEvent[];
  readonly persistUntil?: Date;
  /** Of what its receiver has read already. */
  readonly readAt?: Date;
}

export interface NewMessage extends MessageRecord {
  readonly payload: Sealed;
  /** Of one that was processed before it was stored. */
  readonly rejected?: boolean;
  readonly deliveries: readonly NewDelivery[];
}

export type AcceptResult =
  | { readonly kind: 'stored'; readonly id: MessageId }
  /** Same sender, same MsgId, same bytes: the message that is already here. */
  | { readonly kind: 'duplicate'; readonly id: MessageId }
  /** Same sender, same MsgId, other bytes. Nothing was stored. */
  | { readonly kind: 'conflict'; readonly id: MessageId };

export interface QuarantineEntry {
  readonly id: MessageId;
  readonly at: Date;
  readonly reason: OutcomeCode;
  readonly sender?: HerId;
  readonly msgId?: string;
  readonly sha256: string;
  readonly size: number;
  readonly payload: Sealed;
  readonly requestId: string;
  /** The stored message it collides with or refers to. */
  readonly related?: MessageId;
}

/** A message and its ways to its receivers, as of one moment. */
export interface TrackedMessage {
  readonly message: MessageRecord;
  readonly deliveries: readonly Delivery[];
}

/** The same with the sealed payload: all that processing needs. */
export interface LoadedMessage extends TrackedMessage {
  readonly payload: Sealed;
}

/** What processing decided, stored in one transaction. */
export interface Processed {
  readonly at: Date;
  readonly typeKey?: string;
  readonly documentId?: string;
  readonly appRecId?: string;
  readonly serviceStatus?: ServiceStatus;
  /** Whether the message broke its schema or another ground for rejection. */
  readonly rejected: boolean;
  readonly findings: readonly Finding[];
  /** What later and earlier messages are linked to it by. */
  readonly references: readonly MessageReference[];
  /** None of receipts. */
  readonly reading?: KeptReading;
  readonly deliveries: readonly { readonly receiver: HerId; readonly change: DeliveryChange }[];
  /** Receipts that the gateway gives on a receiver's behalf: stored, receipted on the original and queued with it. */
  readonly appRecs: readonly NewMessage[];
  readonly receipts: readonly NewReceipt[];
}

/** An AppRec's verdict for one (message, receiver). */
export interface NewReceipt {
  readonly original: MessageId;
  readonly receiver: HerId;
  /** The AppRec's own stored message. */
  readonly appRec: MessageId;
  readonly status: AppRecStatus;
  readonly errors: readonly ReceiptCode[];
  readonly at: Date;
}

export interface MessageStore {
  /** Stores a message whole, or says that it is here already. Of any number of concurrent calls with one (sender, MsgId), one stores. */
  accept(message: NewMessage): Promise<AcceptResult>;
  /**
   * Adds deliveries to a stored message for receivers that it has none for; gives those receivers. They are
   * `received` and so to be processed, also when the message was.
   */
  addDeliveries(
    message: Pick<NewMessage, 'id' | 'receivedAt' | 'genInstant'>,
    deliveries: readonly NewDelivery[],
  ): Promise<readonly HerId[]>;
  /** Keeps bytes that may not enter; the same bytes for the same reason are kept once. */
  quarantine(entry: QuarantineEntry): Promise<{ readonly id: MessageId; readonly isNew: boolean }>;
  load(id: MessageId): Promise<LoadedMessage | undefined>;
  /** The same without the payload. */
  track(id: MessageId): Promise<TrackedMessage | undefined>;
  /** Stores a verdict; false and no effect when one of its deliveries has been processed before. */
  completeProcessing(id: MessageId, processed: Processed): Promise<boolean>;
  /**
   * Asks what to do with one delivery and stores the events and the patch on the delivery that was asked
   * about: when another writer came first, `decide` is called again with what it left, so it must be pure.
   * Gives the changed delivery; undefined when there is none, or `decide` said undefined: nothing changes.
   */
  changeDelivery(
    id: MessageId,
    receiver: HerId,
    at: Date,
    decide: (delivery: Delivery) => DeliveryChange | undefined,
  ): Promise<Delivery | undefined>;
  /**
   * Records a receipt once per (original, receiver), with its event on the delivery. True when this
   * AppRec's receipt stands, now or from before (nothing is repeated then); false when another AppRec's
   * does: the event is then kept as an anomaly, once for each AppRec, and the first receipt stands.
   */
  recordReceipt(receipt: NewReceipt, event: NewDeliveryEvent): Promise<boolean>;
  /** The earlier, unfinished delivery that this one must not overtake. Parked ones do not block. */
  blockedBy(delivery: Delivery): Promise<Delivery | undefined>;
  /**
   * Who waits for this delivery's end: the next queued one of its lane, and deliveries from this sender that are
   * parked for any of these ids (MsgId keys or document ids).
   */
  waitingFor(delivery: Delivery, sender: HerId, ids: readonly string[]): Promise<readonly Delivery[]>;
  /**
   * What a change or cancellation is of: the message of this sender, other than itself, that has this MsgId; else, of
   * those with this document id, the last one sent before it; else the first original (no change, no cancellation).
   */
  findBySender(
    sender: HerId,
    id: string,
    change: Pick<MessageRecord, 'id' | 'genInstant' | 'serviceStatus'>,
  ): Promise<MessageRecord | undefined>;
  /** The message an AppRec answers: by MsgId or AppRec 1.0 id, from `sender`; `sender` undefined when the AppRec does not name it. */
  findOriginal(originalId: string, sender: HerId | undefined): Promise<readonly MessageRecord[]>;
}

/** Filter of GET /Messages: unread messages that have arrived. */
export interface UnreadQuery {
  readonly receivers: readonly HerId[];
  readonly sender?: HerId;
  readonly businessDocumentId?: string;
  readonly limit: number;
  readonly descending: boolean;
}

export interface StoredReceipt {
  readonly receiver: HerId;
  readonly status: AppRecStatus;
  readonly errors: readonly ReceiptCode[];
  readonly appRec: MessageId;
  readonly at: Date;
}

export interface MailboxStore {
  unread(
    query: UnreadQuery,
  ): Promise<readonly { readonly message: MessageRecord; readonly receiver: HerId }[]>;
  find(id: MessageId): Promise<MessageRecord | undefined>;
  payload(id: MessageId): Promise<Sealed | undefined>;
  deliveries(id: MessageId): Promise<readonly Delivery[]>;
  receipts(id: MessageId): Promise<readonly StoredReceipt[]>;
  events(id: MessageId): Promise<readonly DeliveryEvent[]>;
  findings(id: MessageId): Promise<readonly Finding[]>;
  notices(herIds: readonly HerId[], limit: number): Promise<readonly Notice[]>;
  /** Notices made since a time and not yet pushed to a webhook, oldest first; of each sender only the first few. */
  unsentNotices(since: Date, limit: number): Promise<readonly Notice[]>;
  markNoticeSent(id: MessageId, at: Date): Promise<void>;
}

export type ResendFilter = {
  readonly id?: MessageId;
  readonly receiver?: HerId;
  readonly sender?: HerId;
  readonly type?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly states?: readonly DeliveryState['transport'][];
  readonly limit: number;
};

export interface UpkeepStore {
  /** Messages with a delivery that nobody has processed, received before the given time. */
  unprocessed(before: Date, limit: number): Promise<readonly MessageId[]>;
  /**
   * Queued deliveries whose next attempt is due, and sent ones whose lease has run out. Parked ones are excepted, and
   * those behind another in their lane: who clears the way wakes them, and their lane's head is swept for them.
   */
  dueDeliveries(now: Date, limit: number): Promise<readonly Delivery[]>;
  /** Parked longer than the limit. */
  parkedBefore(before: Date, limit: number): Promise<readonly Delivery[]>;
  /** Waiting for a receipt after its time. */
  overdueReceipts(now: Date, limit: number): Promise<readonly Delivery[]>;
  resendable(filter: ResendFilter): Promise<readonly Delivery[]>;
  /** Makes this month's and the next months' partitions; safe from many processes at once. */
  ensurePartitions(now: Date): Promise<void>;
  /** Payloads not sealed under the given key, for re-encryption. */
  payloadsNotUnder(
    keyId: string,
    limit: number,
  ): Promise<readonly { readonly id: string; readonly payload: Sealed }[]>;
  replacePayload(id: string, payload: Sealed): Promise<void>;
  /** Counts for metrics and doctor. */
  gauges(): Promise<Readonly<Record<string, number>>>;
}

/** The circuit breaker of one receiver, shared by all workers. */
export interface BreakerRow {
  readonly receiver: HerId;
  readonly state: 'closed' | 'open' | 'halfOpen';
  readonly failures: number;
  readonly retryAt?: Date;
}

export interface BreakerStore {
  breaker(receiver: HerId): Promise<BreakerRow | undefined>;
  /** Locks, decides, stores; returns what was stored. */
  changeBreaker(receiver: HerId, decide: (row: BreakerRow) => BreakerRow): Promise<BreakerRow>;
  breakers(): Promise<readonly BreakerRow[]>;
}
