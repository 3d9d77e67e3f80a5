import type { Delivery, DeliveryEvent } from './delivery.ts';
import type { Finding } from './finding.ts';
import type { MessageReading } from './handover/reading.ts';
import type { Subject } from './handover/store.ts';
import type { HerId, MessageId } from './ids.ts';
import type { MessageReference } from './links-facts.ts';
import type { NewMessage, NewReceipt, TrackedMessage } from './store.ts';

/**
 * Import of history, as it is stored. What one step found is stored together with how far the import has come, in one
 * statement: killed anywhere, it goes on from the last step, and nothing is stored or counted twice.
 */

/** Messages first, then the receipts that answer them, then those receipts that never came, then what all of it comes to. */
export type ImportPhase = 'messages' | 'receipts' | 'timeouts' | 'handovers' | 'done';

/** Counts by name; those of faults begin with `fault.`. */
export type ImportCounts = Readonly<Record<string, number>>;

/** How far the import of one archive, read in one way, has come. */
export interface ImportRun {
  /** Hex: stands for the archive and the way it is read. */
  readonly id: string;
  readonly startedAt: Date;
  readonly phase: ImportPhase;
  /** The last file of this phase that is done with. */
  readonly position: number;
  readonly counts: ImportCounts;
  /** Counts steps: one that was taken from another version has no effect. */
  readonly version: number;
}

/** What every message of an import has as its request. */
export const importRequestId = (id: string): string => `import-${id.slice(0, 16)}`;

/** A step of an import: from where it was to where it is to be. */
export interface ImportStep {
  readonly run: ImportRun;
  readonly next: Pick<ImportRun, 'phase' | 'position' | 'counts'>;
  readonly at: Date;
}

/** A message from before the gateway saw the traffic, judged already. */
export interface HistoricMessage extends NewMessage {
  readonly findings: readonly Finding[];
  readonly references: readonly MessageReference[];
  /** None of receipts. */
  readonly reading?: { readonly subject: Subject; readonly told: MessageReading };
}

/** A delivery's state after events of its time, on the version of it that was read. */
export interface HistoricChange {
  readonly delivery: Delivery;
  readonly version: number;
  readonly state: Delivery['state'];
  readonly events: readonly DeliveryEvent[];
}

/** A receipt of earlier times, with what it changes of the delivery that it answers. */
export interface HistoricReceipt {
  readonly message: HistoricMessage;
  readonly receipt: NewReceipt;
  readonly change: HistoricChange;
}

/** A stored message that a receipt may answer. */
export interface AnswerableMessage extends Omit<TrackedMessage, 'deliveries'> {
  readonly deliveries: readonly (Delivery & { readonly version: number })[];
  /** Whose receipts stand. */
  readonly receipted: readonly HerId[];
}

/** What a MsgId of a sender stands for already. */
export interface KnownMessage {
  readonly sender: HerId;
  /** MsgId as stored, in lower case. */
  readonly key: string;
  readonly id: MessageId;
  /** Hex. */
  readonly sha256: string;
}

/** A delivery of an imported message whose receipt has not come. */
export interface UnreceiptedDelivery {
  readonly delivery: Delivery;
  readonly version: number;
  readonly genInstant: Date;
  readonly receivedAt: Date;
}

/** What an import has brought, counted in the store. Months are YYYY-MM in UTC. */
export interface ImportSummary {
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly senders: readonly { readonly sender: HerId; readonly count: number }[];
  readonly months: readonly { readonly month: string; readonly count: number }[];
  readonly rejected: number;
  readonly handovers: number;
  readonly lateHandovers: number;
}

export interface ImportStore {
  /** Begins an import, goes on with one that was broken off, or goes through one that was done once more. */
  begin(id: string, now: Date): Promise<ImportRun>;
  /** Which of these are here; MsgIds as they would be stored. */
  known(
    keys: readonly { readonly sender: HerId; readonly msgId: string }[],
  ): Promise<readonly KnownMessage[]>;
  /** Makes partitions for months of the past, where there are none and there is room. */
  ensureMonths(instants: readonly Date[]): Promise<void>;
  /** Takes a step with messages: how many of them were new. Undefined and no effect when another has taken it. */
  storeMessages(step: ImportStep, messages: readonly HistoricMessage[]): Promise<number | undefined>;
  /** Messages that receipts with these ids (MsgId or AppRec 1.0 id, as stored) may answer. */
  answerable(ids: readonly string[]): Promise<readonly AnswerableMessage[]>;
  /** The same with receipts; also without effect when one of the deliveries has changed since it was read. */
  storeReceipts(step: ImportStep, receipts: readonly HistoricReceipt[]): Promise<number | undefined>;
  /** Imported deliveries that wait for a receipt, in order of message and receiver, after one. */
  unreceipted(
    after: { readonly messageId: MessageId; readonly receiver: HerId } | undefined,
    limit: number,
  ): Promise<readonly UnreceiptedDelivery[]>;
  /** Takes a step with deliveries that nobody receipted; those that have changed since they were read are left out. */
  storeTimeouts(step: ImportStep, changes: readonly HistoricChange[]): Promise<number | undefined>;
  summary(id: string): Promise<ImportSummary>;
}
