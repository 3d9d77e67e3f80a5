import type { Subject } from './handover/store.ts';
import type { HerId, MessageId } from './ids.ts';
import type { Sealed } from './ports.ts';

/** Reads stored traffic for those who try a draft on it. Nothing here writes; each method is one query. */

/** What is known of a message before its payload is opened. */
export interface ReplayMessage {
  readonly id: MessageId;
  readonly sender: HerId;
  /** 8279. */
  readonly type: string;
  readonly receivedAt: Date;
  /** Bytes of the original. */
  readonly size: number;
}

/** Which traffic. */
export interface ReplayWindow {
  /** Received from this instant on, and before the other. */
  readonly from: Date;
  readonly to: Date;
  /** Only what these parties have sent, or what has reached them. */
  readonly parties?: readonly HerId[];
}

export interface ReplayStore {
  /** Processed messages of a window, receipts excepted, in order of id, after one; at most `limit`. */
  replayMessages(
    window: ReplayWindow,
    after: MessageId | undefined,
    limit: number,
  ): Promise<readonly ReplayMessage[]>;
  /** Payloads of some messages, by id. */
  replayPayloads(
    ids: readonly MessageId[],
  ): Promise<readonly { readonly id: MessageId; readonly payload: Sealed }[]>;
  /** Subjects in order, after one, that these parties have sent or got a message of since an instant; at most `limit`. */
  replaySubjects(
    parties: readonly HerId[],
    since: Date,
    after: Subject | undefined,
    limit: number,
  ): Promise<readonly Subject[]>;
}
