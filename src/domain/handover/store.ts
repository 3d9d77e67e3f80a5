import type { ActKind } from '../expectation-vocabulary.ts';
import { type HerId, type MessageId, msgIdKey } from '../ids.ts';
import type { LinkFacts } from '../links-facts.ts';
import type { HandoverAct, HandoverMessage } from './facts.ts';
import type { Handover, Handovers, MessageExpected } from './handover.ts';
import type { MessageReading } from './reading.ts';
import type { Side } from './sight.ts';

/**
 * Handovers as they are stored: what the fold gave last, so that it can be listed, counted and told of. It follows from
 * messages and acts, and can be made anew from them at any time.
 *
 * What is folded together is a *subject*: all messages of one patient, or those of one conversation where no patient is
 * named. The row of a subject says when it is to be folded next: at once when something came, else when a deadline
 * passes. So what is due is found in the database, and nothing is missed while nobody was there to look.
 */

/** A patient's pseudonym, or `c:` and the id of a conversation. Not for logs, queues or people. */
export type Subject = string & { readonly [subjectBrand]: true };
declare const subjectBrand: unique symbol;

/** The subject that a message belongs to. */
export const subjectOf = ({
  patient,
  conversation,
  msgId,
}: Pick<LinkFacts, 'patient' | 'conversation' | 'msgId'>): Subject =>
  // A conversation is named by the MsgId of its first message (HITS 1218).
  (patient ?? `c:${msgIdKey(conversation?.refToConversation ?? msgId)}`) as Subject;

/** A subject as it was when it was taken: what was folded is stored only if nothing has come since. */
export interface TakenSubject {
  readonly subject: Subject;
  readonly version: number;
}

/** What a message told of its handover, and whom that is to be folded with. */
export interface KeptReading {
  readonly subject: Subject;
  readonly told: MessageReading;
}

/** All that a subject's handovers are folded from. */
export interface Pathway {
  readonly messages: readonly HandoverMessage[];
  readonly acts: readonly HandoverAct[];
}

/** What is expected of a message, with the enterprises it passed between, its sender's first. */
export interface FollowedMessage extends MessageExpected {
  readonly enterprises: readonly HerId[];
}

/** A handover with what only one of its sides is told of. */
export interface FollowedHandover extends Handover {
  /** By the key of what is expected. */
  readonly inner: ReadonlyMap<string, Side>;
}

/** What the fold gave, and when it is to be asked again; never, where time alone changes nothing any more. */
export interface Followed extends Omit<Handovers, 'handovers' | 'ofMessages'> {
  readonly handovers: readonly FollowedHandover[];
  readonly ofMessages: readonly FollowedMessage[];
  /** `now` of the fold. */
  readonly at: Date;
  /** How many kinds of acts enterprises were known to report: what nobody reports is judged otherwise. */
  readonly reportedKinds: number;
  readonly checkAt?: Date;
}

export type AddActResult =
  | { readonly kind: 'added' }
  /** The same act, with the same id, was here before. */
  | { readonly kind: 'known' }
  /** Another act has this id. */
  | { readonly kind: 'conflict' };

/** A reported act with who reported it, for the log. */
export interface NewAct extends HandoverAct {
  readonly reportedAt: Date;
  /** Client or person, as the access token names them. */
  readonly reportedBy: string;
}

export interface FollowStore {
  /**
   * Takes subjects whose time has come, the longest due first, so that nobody else has them until `leaseUntil`. What a
   * worker that died has taken is free again then.
   */
  takeDue(now: Date, leaseUntil: Date, limit: number): Promise<readonly TakenSubject[]>;
  /** How many subjects are due and free. Counts no further than `limit`. */
  countDue(now: Date, limit: number): Promise<number>;
  /** All of a subject's messages, receipts excepted, and the acts about them; by id. */
  pathway(subject: Subject): Promise<Pathway>;
  /** Keeps what was read of a processed message anew, and makes its subject due; false when it is as it was. */
  keepReading(message: MessageId, reading: KeptReading, at: Date): Promise<boolean>;
  /** The subject that a processed message belongs to. */
  subjectOf(message: MessageId): Promise<Subject | undefined>;
  /**
   * Puts what was folded in the place of what was stored; false and no effect when something came since it was taken.
   * `judgedBy` stands for the rules that it was folded by. When more kinds of acts are reported by now, it is due again.
   */
  saveFollowed(taken: TakenSubject, followed: Followed, judgedBy: string): Promise<boolean>;
  /** Gives a taken subject back untouched: it is due as before, but nobody's until an instant where one is given. */
  release(taken: TakenSubject, until?: Date): Promise<void>;
  /** Keeps an act and makes its subject due. */
  addAct(act: NewAct): Promise<AddActResult>;
  /** Which acts each enterprise has ever reported. */
  reports(): Promise<ReadonlyMap<HerId, ReadonlySet<ActKind>>>;
  /** Makes subjects due that were last folded by other rules than these, at most `limit`; how many. */
  recheck(judgedBy: string, now: Date, limit: number): Promise<number>;
  /** Subjects in order, after one: for those who go through all of them. */
  subjects(after: Subject | undefined, limit: number): Promise<readonly Subject[]>;
}
