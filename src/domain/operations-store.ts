import type { HerId, MessageId } from './ids.ts';
import type { TransportState } from './lifecycle.ts';
import type { OutcomeCode } from './outcome.ts';

/** A delivery that has not come to an end, with what last went wrong with it. No patient. */
export interface UnfinishedDelivery {
  readonly messageId: MessageId;
  readonly receiver: HerId;
  readonly transport: TransportState;
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly nextAttemptAt?: Date;
  /** It waits for an original that is not here. */
  readonly parked: boolean;
  readonly cause?: OutcomeCode;
}

/** Documents that were kept out, by why. */
interface KeptOut {
  readonly reason: OutcomeCode;
  readonly count: number;
  readonly oldestAt: Date;
  readonly newestAt: Date;
}

/** What those who run the gateway look at. Each method is one query. */
export interface OperationsStore {
  /** Deliveries of messages received before a time that are still to be processed, sent or decided on; the oldest first. */
  unfinished(before: Date, limit: number): Promise<readonly UnfinishedDelivery[]>;
  keptOut(): Promise<readonly KeptOut[]>;
}
