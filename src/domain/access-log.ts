import type { HerId, MessageId, Pseudonym } from './ids.ts';
import type { OutcomeCode } from './outcome.ts';
import type { Role } from './roles.ts';

/**
 * Who was shown what about whom, when and why (pasientjournalloven § 22 a: who and of which organisation, on what basis, in
 * which period, and which data). Kept as a chain: each entry's hash holds the one before it.
 */

export const accessActions = [
  'handovers-listed',
  'handover-read',
  'messages-listed',
  'message-read',
  'message-content',
  'message-resent',
  'exported',
] as const;
type AccessAction = (typeof accessActions)[number];

/**
 * What lets a role see what it sees: health care (hpl § 25), an enterprise's own quality work (hpl § 29 a), keeping the
 * gateway running, or being the sender's or receiver's own system.
 */
type AccessBasis = 'health-care' | 'own-quality' | 'operation' | 'own-system' | 'none';

const bases: Readonly<Record<Role, AccessBasis>> = {
  'board-member': 'none',
  'message-officer': 'own-quality',
  'clinical-reader': 'health-care',
  administrator: 'none',
  operator: 'operation',
  auditor: 'none',
  'record-system': 'own-system',
};

/** What a role's sight of messages and handovers rests on; `none` for roles that have no such sight. */
export const basisOf = (role: Role): AccessBasis => bases[role];

/** Why somebody wants to read what a message says. */
export const contentReasons = ['treatment', 'patient-asks', 'fault-finding', 'quality'] as const;
type ContentReason = (typeof contentReasons)[number];

/** What the ids of an entry are ids of. */
type AccessKind = 'message' | 'handover' | 'report';

export interface AccessEntry {
  readonly at: Date;
  readonly person?: string;
  /** The program that asked, as it signed in. */
  readonly client: string;
  readonly role: Role;
  /** Those that the reader acted for; none: for all. */
  readonly enterprises: readonly HerId[];
  readonly action: AccessAction;
  readonly basis: AccessBasis;
  readonly reason?: ContentReason;
  /** In the reader's own words; without numbers of persons. */
  readonly reasonText?: string;
  readonly kind: AccessKind;
  /** Ids of what was shown, or asked for. */
  readonly objects: readonly string[];
  /** `shown`, or why it was not. */
  readonly outcome: 'shown' | OutcomeCode;
  readonly requestId: string;
}

/** An entry as it stands in the log. */
export interface LoggedAccess extends AccessEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Of those that the messages are about, so that one patient's entries can be found. Never shown. */
  readonly patients: readonly Pseudonym[];
  /** SHA-256, hex, of the hash before it and of all that stands in it. */
  readonly hash: string;
}

/** The last entry of the log; `seq` 0: nothing has been logged. */
export interface AccessHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the log is searched by; all that is given must hold. */
export interface AccessQuery {
  readonly person?: string;
  readonly role?: Role;
  readonly enterprise?: HerId;
  readonly action?: AccessAction;
  /** Id of a message or a handover. */
  readonly object?: string;
  /** Everything about the patient of this message. */
  readonly patientOf?: MessageId;
  readonly from?: Date;
  readonly to?: Date;
  /** Older than this entry. */
  readonly before?: number;
  readonly limit: number;
}

export interface AccessLogStore {
  /** Adds an entry at the end of the chain, with the pseudonyms of those its messages are about. */
  logAccess(entry: AccessEntry): Promise<void>;
  /** The newest first. */
  accesses(query: AccessQuery): Promise<readonly LoggedAccess[]>;
  /** A stretch of the log in order, from after an entry. */
  accessesAfter(seq: number, limit: number): Promise<readonly LoggedAccess[]>;
  accessHead(): Promise<AccessHead>;
  /** How often a person has done something since a time, refused or not. */
  countAccesses(who: Pick<AccessEntry, 'person' | 'client' | 'action'>, since: Date): Promise<number>;
}

/** What an entry's hash is made of besides the hash before it: everything in it, in one order and one form. */
export const canonicalAccess = (entry: AccessEntry, patients: readonly Pseudonym[]): string =>
  JSON.stringify([
    entry.at.toISOString(),
    entry.person ?? null,
    entry.client,
    entry.role,
    entry.enterprises,
    entry.action,
    entry.basis,
    entry.reason ?? null,
    entry.reasonText ?? null,
    entry.kind,
    entry.objects,
    patients,
    entry.outcome,
    entry.requestId,
  ]);

/** The forms of a fødselsnummer: eleven digits in a row, in groups, or six and five with something between them. */
const personsNumber = /(?:\p{Nd}[\s.-]*){11}|\p{Nd}{6}[^\p{L}\p{N}]{1,3}\p{Nd}{5}/u;

// What XML, files and the database cannot hold.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** True for words that may be kept as a reason: no person's number is among them, and nothing that cannot be written. */
export const isKeepableReason = (text: string): boolean =>
  text.isWellFormed() && !unprintable.test(text) && !personsNumber.test(text.normalize('NFKC'));
