import type { MessageId, Pseudonym } from './ids.ts';
import type { TrackedMessage } from './store.ts';

/** A message with all that links are decided from. */
export interface LinkableMessage extends TrackedMessage {
  /** Ids of what it answers. */
  readonly answers: readonly string[];
}

/** What to look for around some messages: ids in lower case. */
export interface Neighbourhood {
  /** Ids that others may name them by. */
  readonly names: readonly string[];
  /** Ids that they name others by. */
  readonly references: readonly string[];
}

/** Finds what may be linked to a message; receipts are never among it. Each method is one query. */
export interface LinkStore {
  linkable(id: MessageId): Promise<LinkableMessage | undefined>;
  /**
   * Messages that have one of the references as MsgId, AppRec id or document id, or refer to one of the names; those of
   * the same conversation or document too. The first to come first, at most `limit`.
   */
  neighbours(around: Neighbourhood, limit: number): Promise<readonly LinkableMessage[]>;
  /** Messages of a patient that were sent at most `withinMs` before or after a time; the nearest first, at most `limit`. */
  ofPatient(
    patient: Pseudonym,
    at: Date,
    withinMs: number,
    limit: number,
  ): Promise<readonly LinkableMessage[]>;
}
