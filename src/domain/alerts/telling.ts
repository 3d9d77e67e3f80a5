import { type Severity, severities } from '../finding.ts';
import type { AlertFacts } from './alert.ts';
import { quietUntil } from './quiet.ts';
import type { AlertChannel, AlertSettings, ChannelKind } from './settings.ts';

/**
 * Who is told of what, over which channel, and when. What comes within a while is told in one message; what is critical
 * waits for nothing; the rest waits for the end of quiet hours.
 */

/** What is not critical waits so long for others to be told with. */
export const gatherMs = 10 * 60_000;

/** An alert that something is to be told of. */
export interface PendingAlert extends AlertFacts {
  /** When it came to its level. */
  readonly changedAt: Date;
  /** Counts its changes: what was planned on another version is not carried out. */
  readonly version: number;
}

/** One message to be sent: over a channel, about these alerts. Never empty. */
interface Telling {
  readonly channel: ChannelKind;
  readonly alerts: readonly PendingAlert[];
}

/** What becomes of an enterprise's pending alerts; each is in `told`, `waiting` or `inboxOnly`. */
export interface TellingPlan {
  readonly tellings: readonly Telling[];
  /** Those that are in a telling. */
  readonly told: readonly PendingAlert[];
  /** To be looked at again then. */
  readonly waiting: readonly { readonly alert: PendingAlert; readonly until: Date }[];
  /** No channel wants them: that they stand in the inbox is enough. */
  readonly inboxOnly: readonly PendingAlert[];
}

/** Place of a severity among all, least first. */
const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** True for what is told at any hour: what is critical, and what is serious and late for so long that it is taken further. */
export const breaksQuiet = ({ severity, level }: Pick<AlertFacts, 'severity' | 'level'>): boolean =>
  severity === 'critical' || (level === 3 && severity === 'high');

/** True when a channel is to tell of an alert. */
export const isWanted = (
  { lowest, dueSoon }: Pick<AlertChannel, 'lowest' | 'dueSoon'>,
  { severity, level }: Pick<AlertFacts, 'severity' | 'level'>,
): boolean => severityRank(severity) >= severityRank(lowest) && (level > 1 || dueSoon);

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** When an alert is to be told: now, or the first time after it that it may be. */
const tellAt = (alert: PendingAlert, { quiet }: AlertSettings, now: Date): Date => {
  if (breaksQuiet(alert)) return now;
  const gathered = later(now, new Date(alert.changedAt.getTime() + gatherMs));
  return (quiet && quietUntil(gathered, quiet)) ?? gathered;
};

/** Plans what one enterprise is told of its pending alerts now. */
export const planTelling = (
  pending: readonly PendingAlert[],
  settings: AlertSettings,
  now: Date,
): TellingPlan => {
  const wanted = pending.filter((alert) => settings.channels.some((channel) => isWanted(channel, alert)));
  const timed = wanted.map((alert) => ({ alert, until: tellAt(alert, settings, now) }));
  const isQuiet = settings.quiet !== undefined && quietUntil(now, settings.quiet) !== undefined;
  const isAnyDue = timed.some(({ until }) => until <= now);
  // What goes out takes along what still gathers, but nothing that the hour holds back.
  const goes = ({ alert, until }: (typeof timed)[number]): boolean =>
    until <= now || (isAnyDue && (!isQuiet || breaksQuiet(alert)));
  const told = timed.filter(goes).map(({ alert }) => alert);
  return {
    tellings: settings.channels.flatMap((channel) => {
      const alerts = told.filter((alert) => isWanted(channel, alert));
      return alerts.length === 0 ? [] : [{ channel: channel.channel, alerts }];
    }),
    told,
    waiting: timed.filter((each) => !goes(each)),
    inboxOnly: pending.filter((alert) => !wanted.includes(alert)),
  };
};

/** How many of what: what a message says instead of whom it is about. */
export interface AlertCount extends Pick<AlertFacts, 'kind' | 'part' | 'level' | 'severity'> {
  /** Row of the catalogue. */
  readonly expectation?: string;
  /** Type of message, of traffic. */
  readonly type?: string;
  readonly count: number;
}

/** The type of message that an alert on traffic is about. */
export const trafficType = ({ kind, key }: Pick<AlertFacts, 'kind' | 'key'>): string | undefined =>
  kind === 'expectation' || kind === 'parked' ? undefined : key;

/** Alerts counted by what they are about, the most severe and latest first. */
export const countAlerts = (alerts: readonly AlertFacts[]): readonly AlertCount[] => {
  const groups = Map.groupBy(alerts, (alert) => {
    const { kind, part, level, severity, expectation } = alert;
    return JSON.stringify([kind, part, level, severity, expectation, trafficType(alert)]);
  });
  return [...groups.values()]
    .flatMap((group): readonly AlertCount[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { kind, part, level, severity, expectation } = first;
      const type = trafficType(first);
      const about = {
        ...(expectation !== undefined && { expectation }),
        ...(type !== undefined && { type }),
      };
      return [{ kind, part, level, severity, ...about, count: group.length }];
    })
    .sort(
      (one, other) =>
        severityRank(other.severity) - severityRank(one.severity) ||
        other.level - one.level ||
        other.count - one.count,
    );
};
