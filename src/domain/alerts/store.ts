import type { Severity } from '../finding.ts';
import type { HerId } from '../ids.ts';
import type { Alert, AlertDeed, AlertKind, AlertState } from './alert.ts';
import type { ChannelKind } from './settings.ts';
import type { PendingAlert, TellingPlan } from './telling.ts';

/**
 * Alerts as they are stored: one for each enterprise and thing, for good. Raising the same twice changes nothing; a
 * higher level opens it again and is told again; what is over closes by itself, and opens again if it comes back. Every
 * method is one statement, so that nothing is half done whenever a process dies, and any number of processes may call.
 */

/** One page of alerts is asked for by these. */
export interface AlertQuery {
  readonly enterprises: readonly HerId[];
  readonly states?: readonly AlertState[];
  readonly kinds?: readonly AlertKind[];
  /** What they are about: id of a handover or message, or a sender's HER-id. */
  readonly holder?: string;
  /** The least severity. */
  readonly severity?: Severity;
  readonly after?: AlertPlace;
  readonly limit: number;
}

/** An alert's place in a list: the most severe first, then by when it is due, or was raised where nothing is due. */
export interface AlertPlace {
  readonly severity: Severity;
  readonly at: Date;
  readonly id: string;
}

/** A message that goes out, as often as it takes, with the same id and the same content. */
export interface Notification {
  readonly id: string;
  readonly enterprise: HerId;
  readonly channel: ChannelKind;
  readonly alerts: readonly NotifiedAlert[];
  readonly madeAt: Date;
  /** Number of this attempt; 1 is the first. */
  readonly attempt: number;
}

/** An alert as it was when the message that tells of it was made. */
export type NotifiedAlert = Omit<PendingAlert, 'version'>;

/** How an attempt to send ended: sent, tried again at a time, or given up. */
export type SendingEnd =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly at: Date }
  | { readonly kind: 'dropped' };

/** What is wrong with a sender's traffic, for its own enterprise. */
export interface TrafficFault {
  readonly kind: Exclude<AlertKind, 'expectation' | 'parked'>;
  readonly type: string;
  readonly severity: Severity;
}

/** Who did something with an alert; a client's name, not a person's. */
export interface DeedBy {
  readonly by: string;
  readonly at: Date;
}

export interface AlertStore {
  /** Raises alerts of expectations whose level has not been told of; of at most so many expectations. How many of those. */
  raiseExpectations(now: Date, limit: number): Promise<number>;
  /** Raises alerts of parked messages whose time has come. How many messages. */
  raiseParked(now: Date, limit: number): Promise<number>;
  /** Closes alerts of what is over, lowers those of what is less pressing, and moves those whose deadline or weight is another. How many. */
  settleAlerts(now: Date, limit: number): Promise<number>;
  /** Makes these the alerts on a sender's traffic: raises them, and closes what others there were. How many changed. */
  saveTraffic(sender: HerId, enterprise: HerId, faults: readonly TrafficFault[], now: Date): Promise<number>;

  /** Enterprises of which something is to be told now. */
  enterprisesToTell(now: Date, limit: number): Promise<readonly HerId[]>;
  /** All that an enterprise is still to be told of, now or later: the most severe and latest first. */
  pendingAlerts(enterprise: HerId, limit: number): Promise<readonly PendingAlert[]>;
  /**
   * Carries a plan out: its messages wait to be sent, under these ids in the order of its tellings. False, and nothing
   * done, when an alert is not as it was any more.
   */
  saveTelling(enterprise: HerId, plan: TellingPlan, ids: readonly string[], now: Date): Promise<boolean>;
  /** Takes messages whose time has come, so that nobody else has them until `leaseUntil`. */
  takeNotifications(now: Date, leaseUntil: Date, limit: number): Promise<readonly Notification[]>;
  /** Says how an attempt ended; nothing when another attempt has been made since. */
  endSending(
    notification: Pick<Notification, 'id' | 'attempt' | 'channel'>,
    end: SendingEnd,
    now: Date,
  ): Promise<void>;

  /** Alerts of enterprises, in order. */
  alerts(query: AlertQuery): Promise<readonly Alert[]>;
  alert(id: string): Promise<Alert | undefined>;
  /** Does something with an alert that is not closed; the alert as it is then, undefined when it is closed or not there. */
  actOnAlert(id: string, deed: AlertDeed, by: DeedBy): Promise<Alert | undefined>;
}
