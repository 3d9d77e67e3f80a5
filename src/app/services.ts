import type { AccessLogStore } from '../domain/access-log.ts';
import type { AlertStore } from '../domain/alerts/store.ts';
import type { TrafficStore } from '../domain/alerts/traffic.ts';
import type { DecisionStore } from '../domain/board/decisions-store.ts';
import type { Indicator } from '../domain/board/indicator.ts';
import type { MeasureStore } from '../domain/board/measure-store.ts';
import type { PublicationStore } from '../domain/board/publication-store.ts';
import type { ReportStore } from '../domain/board/report-store.ts';
import type { Directory } from '../domain/directory.ts';
import type { HandoverRules } from '../domain/handover/ground.ts';
import type { HandoverListStore } from '../domain/handover/list-store.ts';
import type { FollowStore } from '../domain/handover/store.ts';
import type { LinkStore } from '../domain/links-store.ts';
import type { OperationsStore } from '../domain/operations-store.ts';
import type {
  AddressBook,
  Clock,
  Ids,
  Log,
  Metrics,
  PayloadCipher,
  Pseudonymiser,
  Secrets,
  Transport,
} from '../domain/ports.ts';
import type { FaultWording } from '../domain/receipt-decision.ts';
import type { ReplayStore } from '../domain/replay-store.ts';
import type { SearchStore } from '../domain/search-store.ts';
import type { BreakerStore, MailboxStore, MessageStore, UpkeepStore } from '../domain/store.ts';
import type { Inspector } from './inspect.ts';
import type { Enqueue } from './jobs.ts';

/** Periods and limits that an operator may set; everything in milliseconds. */
export interface Policy {
  /** How long the gateway tries to deliver before it gives up (72 h). */
  readonly persistMs: number;
  /** How long an AppRec may take before it counts as negative (96 h after GenDate, HITS 1168). */
  readonly receiptMs: number;
  /** How long a change or cancellation waits for an original that is not here (24 h). */
  readonly parkMs: number;
  /** How far ahead of the gateway's clock a GenDate may be before it is not used as a clock. */
  readonly skewMs: number;
  /** How long one delivery attempt may hold its delivery. */
  readonly leaseMs: number;
  /** Age at which the sweep takes up what nobody finished. */
  readonly stuckMs: number;
}

/** What the gateway calls itself in receipts. */
export interface Software {
  readonly name: string;
  readonly version: string;
}

/** Everything the use cases reach the world through. */
export interface Services {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: MessageStore &
    MailboxStore &
    UpkeepStore &
    BreakerStore &
    LinkStore &
    FollowStore &
    HandoverListStore &
    ReplayStore &
    AlertStore &
    TrafficStore &
    MeasureStore &
    PublicationStore &
    DecisionStore &
    ReportStore &
    SearchStore &
    OperationsStore &
    AccessLogStore;
  readonly addressBook: AddressBook;
  /** Everybody, open or not: who a party of a message is, whatever day it passed. */
  readonly directory: Pick<Directory, 'organisation' | 'party' | 'isShared'>;
  /** What handovers are judged by; which acts are reported is in the store. */
  readonly handoverRules: Omit<HandoverRules, 'reports'>;
  /** What the board has decided, as this process knows it. */
  readonly board: {
    /** Takes over what is in storage now; what cannot be used leaves all as it was. False then. */
    takeUp(): Promise<boolean>;
  };
  /** What the board looks at. */
  readonly indicators: readonly Indicator[];
  readonly cipher: PayloadCipher;
  readonly pseudonymiser: Pseudonymiser;
  readonly transport: Transport;
  readonly secrets: Secrets;
  readonly enqueue: Enqueue;
  readonly inspector: Inspector;
  /** Words faults in the AppRecs that the gateway gives. */
  readonly word: FaultWording;
  readonly policy: Policy;
  readonly software: Software;
}

/** The defaults that design and standards give. */
export const defaultPolicy: Policy = {
  persistMs: 72 * 3_600_000,
  receiptMs: 96 * 3_600_000,
  parkMs: 24 * 3_600_000,
  skewMs: 5 * 60_000,
  leaseMs: 60_000,
  stuckMs: 30_000,
};

/** Names of the queues, shared by those who enqueue and those who work. */
export const queueNames = { process: 'process', deliver: 'deliver', follow: 'follow' } as const;
