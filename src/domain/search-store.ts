import type { Severity } from './finding.ts';
import type { HerId, MessageId } from './ids.ts';
import type { ReceiptState, TransportState } from './lifecycle.ts';
import type { TrackedMessage } from './store.ts';

/** What messages are searched by; all that is given must hold. Never by patient. */
export interface MessageQuery {
  /**
   * HER-ids of which one sent the message, or has got it; undefined: anybody's. `direction` narrows it to the one or the
   * other.
   */
  readonly own?: readonly HerId[];
  readonly direction?: 'sent' | 'received';
  /** HER-ids of which one is another side of it. */
  readonly others?: readonly HerId[];
  /** 8279 code. */
  readonly type?: string;
  /** Of some delivery of the message that may be seen, both of the same one. */
  readonly transport?: TransportState;
  readonly receipt?: ReceiptState;
  readonly withFindings?: boolean;
  /** Received from, and before. */
  readonly from?: Date;
  readonly to?: Date;
  /** Older than this message. */
  readonly before?: MessageId;
  readonly limit: number;
}

/** A message in a list, with all its deliveries. */
export interface FoundMessage extends TrackedMessage {
  readonly findings: number;
  /** The gravest of its findings. */
  readonly severity?: Severity;
}

/** When a party was last heard from and sent to, as far as the gateway knows. */
export interface LastTraffic {
  readonly herId: HerId;
  readonly heardAt?: Date;
  readonly sentToAt?: Date;
}

/** Finds messages by what stands around them. Each method is one query. */
export interface SearchStore {
  /** The newest first. */
  searchMessages(query: MessageQuery): Promise<readonly FoundMessage[]>;
  /** Messages by an id: their own, MsgId, AppRec id, document or conversation; the newest first. Keys in lower case. */
  messagesByKey(id: MessageId | undefined, key: string, limit: number): Promise<readonly FoundMessage[]>;
  lastTraffic(herIds: readonly HerId[]): Promise<readonly LastTraffic[]>;
}
