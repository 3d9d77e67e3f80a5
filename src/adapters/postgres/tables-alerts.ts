import type { AlertFacts, AlertKind, AlertPart, AlertState, CloseReason } from '../../domain/alerts/alert.ts';
import type { ChannelKind } from '../../domain/alerts/settings.ts';
import type { Severity } from '../../domain/finding.ts';
import type { HerId } from '../../domain/ids.ts';

/** The tables of alerts as kysely sees them; what they mean is said in migration 0007. */
export interface AlertTables {
  alerts: AlertsTable;
  alert_events: AlertEventsTable;
  alert_notifications: AlertNotificationsTable;
  traffic_days: TrafficDaysTable;
  traffic_watch: TrafficWatchTable;
}

export interface AlertsTable {
  id: string;
  enterprise: HerId;
  kind: AlertKind;
  holder: string;
  key: string;
  of_message: boolean;
  part: AlertPart;
  expectation: string | null;
  case: string | null;
  severity: Severity;
  level: AlertFacts['level'] | 0;
  due_at: Date | null;
  raised_at: Date;
  changed_at: Date;
  state: AlertState;
  assignee: string | null;
  reason: CloseReason | 'resolved' | null;
  state_at: Date;
  state_by: string;
  notified_level: AlertFacts['level'] | 0;
  notified_at: Date | null;
  notify_after: Date | null;
  version: number;
  rank: number;
  sort_at: Date;
}

interface AlertEventsTable {
  alert: string;
  /** Order within an alert; PostgreSQL counts it. */
  seq: string;
  at: Date;
  type: 'raised' | 'lowered' | 'acknowledged' | 'assigned' | 'closed' | 'notified';
  actor: string;
  level: number;
  assignee: string | null;
  reason: string | null;
  channel: ChannelKind | null;
}

export interface AlertNotificationsTable {
  id: string;
  enterprise: HerId;
  channel: ChannelKind;
  /** `NotifiedAlert`s, their instants as text. */
  items: unknown;
  made_at: Date;
  attempts: number;
  next_attempt_at: Date | null;
  lease_until: Date | null;
  sent_at: Date | null;
  dropped_at: Date | null;
}

interface TrafficDaysTable {
  sender: HerId;
  type: string;
  day: Date;
  received: number;
  rejected: number;
  hours: number[];
  live: boolean;
}

interface TrafficWatchTable {
  single: boolean;
  through: Date | null;
  judged: Date | null;
}
