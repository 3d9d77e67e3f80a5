import type { Severity } from '../finding.ts';
import type { HerId } from '../ids.ts';

/**
 * An alert tells one enterprise of one thing that wants doing: something that should have come draws near or is late, a
 * message waits for another that does not come, or a sender's traffic is not what it uses to be. It names handovers and
 * messages by their ids, and never a patient.
 */

/**
 * What an alert is about.
 * - `expectation`: something that should have come
 * - `parked`: a reply or withdrawal whose notice has not come
 * - `silence`: nothing comes of what a sender uses to send
 * - `rejections`, `volume`: more of it is rejected, or more or less of it comes, than before
 */
export const alertKinds = ['expectation', 'parked', 'silence', 'rejections', 'volume'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Why it is told: the enterprise has to do it, or waits for another that has. */
export const alertParts = ['owes', 'waits'] as const;
export type AlertPart = (typeof alertParts)[number];

/** `closed` by a person, or by itself once it is over. */
export const alertStates = ['open', 'acknowledged', 'assigned', 'closed'] as const;
export type AlertState = (typeof alertStates)[number];

/** 1 due soon, 2 late, 3 late for so long that it is taken further. */
export type AlertLevel = 1 | 2 | 3;

/** Why a person closes an alert. No words of her own: they could be about a patient. */
export const closeReasons = [
  'handled',
  'sent-otherwise',
  'agreed-otherwise',
  'planned-stop',
  'not-relevant',
  'wrong-data',
] as const;
export type CloseReason = (typeof closeReasons)[number];

/** Why an alert closed by itself: it is over, whatever was the matter. */
export const resolved = 'resolved';

/** What an alert is about, as its enterprise may read it. */
export interface AlertFacts {
  readonly id: string;
  readonly enterprise: HerId;
  readonly kind: AlertKind;
  readonly part: AlertPart;
  /** Id of the handover or message; of traffic, the sender's HER-id. */
  readonly holder: string;
  /** Within the holder: the expectation's key, the parked message's municipality, the type that is sent. */
  readonly key: string;
  /** True when `holder` is a message. */
  readonly ofMessage: boolean;
  /** Row and case of the catalogue. */
  readonly expectation?: string;
  readonly case?: string;
  readonly severity: Severity;
  readonly level: AlertLevel;
  readonly dueAt?: Date;
}

/** An alert with what has become of it. */
export interface Alert extends Omit<AlertFacts, 'level'> {
  /** 0 when it is over. */
  readonly level: AlertLevel | 0;
  readonly raisedAt: Date;
  /** When it came to its level, or opened again. */
  readonly changedAt: Date;
  readonly state: AlertState;
  /** Name of the role that has it. */
  readonly assignee?: string;
  readonly reason?: CloseReason | typeof resolved;
  readonly stateAt: Date;
  /** `gateway`, or the client that said so. */
  readonly stateBy: string;
  /** The highest level that was told over a channel. */
  readonly notifiedLevel: AlertLevel | 0;
  readonly notifiedAt?: Date;
}

/** What a person does with an alert. */
export type AlertDeed =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'assign'; readonly to: string }
  | { readonly kind: 'close'; readonly reason: CloseReason };

/** What a name of a role is; shown to those who give another. */
export const roleNameExpected =
  "a role's name of at most 40 letters, such as Sone 2, with at most two digits in it";

/** A role, not a person: no room for a number or date that could be somebody's, however it is parted, nor for a tale. */
const roleName = /^(?!(?:\P{N}*\p{N}){3})\p{L}[\p{L}\p{N} .,/&()-]{0,39}$/u;

/** The name of a role as it is kept, white space in order; undefined when it is none. */
export const readRoleName = (text: string): string | undefined => {
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  return roleName.test(name) ? name : undefined;
};
