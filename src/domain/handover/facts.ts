import type { Period } from '../directory.ts';
import type { ActKind, Flag, HandoverRole } from '../expectation-vocabulary.ts';
import type { HerId, MessageId } from '../ids.ts';
import type { LinkFacts, LinkParty } from '../links-facts.ts';

/** What handovers are decided from: messages as they passed, and acts that people report. */

/** A stretch of days on which a party kept its records in a system that others share, such as Helseplattformen. */
interface SharedRecord extends Period {
  readonly system: string;
}

/** A sender or receiver, as the directory had it when the message passed. */
export interface HandoverParty extends LinkParty {
  /** As `rolesOf` tells them. */
  readonly roles: readonly HandoverRole[];
  /** Systems that no other party can share have no part in it. */
  readonly sharedRecords: readonly SharedRecord[];
}

/** The receipt of one receiver. */
export interface HandoverReceipt {
  readonly state: 'waiting' | 'ok' | 'partial' | 'rejected' | 'timedOut';
  /** When it came to that state; none while it waits. */
  readonly at?: Date;
  /** When it was given up, also when a receipt has come since: a late one replaces the state, not the fact. */
  readonly timedOutAt?: Date;
}

export interface HandoverReceiver extends HandoverParty {
  readonly copy: boolean;
  /** None where no receipt is expected. */
  readonly receipt?: HandoverReceipt;
}

/** A dated event that a message tells of. */
export interface DatedEvent {
  /** 9121; or `start` and `end` of a contact, or `assessed` of a referral. */
  readonly code: string;
  /** Of a date, any instant in that Oslo day. */
  readonly at: Date;
  readonly dateOnly: boolean;
}

/** What the newest check of a message's content came to: names of blocks, each in one list. */
export interface ContentBlocks {
  /** There, or not called for in this message; those that expectations ask for: there. */
  readonly present: readonly string[];
  /** Absent, and nothing says why. */
  readonly missing: readonly string[];
  /** Absent, and the message says why or says that there is none. */
  readonly explained: readonly string[];
  /** Absent or not as it should be, which may be right: for somebody to look at. */
  readonly noted: readonly string[];
}

/**
 * A processed message, receipts excepted: what is known of it outside its payload. One that does not stand (`stands`)
 * was rejected everywhere and counts for nothing but its receipts.
 */
export interface HandoverMessage extends LinkFacts {
  readonly sender: HandoverParty;
  readonly receivers: readonly HandoverReceiver[];
  /** By the gateway. Of imported messages: when they came to their receiver. */
  readonly receivedAt: Date;
  readonly events: readonly DatedEvent[];
  /** Values of the lists that expectations ask for. */
  readonly codes: readonly { readonly list: string; readonly v: string }[];
  readonly blocks?: ContentBlocks;
  /** What it tells of the patient: age at the time it was sent, and plans that it carried. */
  readonly flags: readonly Flag[];
  /** A notice of discharge of one who died (8431: 2 or 3); why is not kept. */
  readonly died?: true;
  /** A municipality's reply to a notice of readiness, as far as it could be understood. */
  readonly reply?: 'can' | 'cannot' | 'unclear';
  /** Imported from before the gateway saw the traffic. */
  readonly historic: boolean;
}

/** Something that no message tells of, as somebody reported it. */
export interface HandoverAct {
  readonly id: string;
  readonly kind: ActKind;
  /** When it was done, not when it was reported. */
  readonly at: Date;
  /** When the gateway was told; as it was done, when left out. */
  readonly reportedAt?: Date;
  /** Enterprise that reported it. */
  readonly by: HerId;
  /** Any message of the handover, such as its anchor; or the message that it is about. */
  readonly about: MessageId;
  /** Where that message belongs to the handovers of several municipalities: which. */
  readonly municipality?: HerId;
}
