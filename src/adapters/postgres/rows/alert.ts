import type { Alert, AlertFacts } from '../../../domain/alerts/alert.ts';
import type { NotifiedAlert } from '../../../domain/alerts/store.ts';
import type { PendingAlert } from '../../../domain/alerts/telling.ts';
import type { AlertsTable } from '../tables-alerts.ts';

const factsFrom = (row: AlertsTable): Omit<AlertFacts, 'level'> => ({
  id: row.id,
  enterprise: row.enterprise,
  kind: row.kind,
  part: row.part,
  holder: row.holder,
  key: row.key,
  ofMessage: row.of_message,
  ...(row.expectation !== null && { expectation: row.expectation }),
  ...(row.case !== null && { case: row.case }),
  severity: row.severity,
  ...(row.due_at !== null && { dueAt: row.due_at }),
});

/** A row as the alert it holds. */
export const alertFrom = (row: AlertsTable): Alert => ({
  ...factsFrom(row),
  level: row.level,
  raisedAt: row.raised_at,
  changedAt: row.changed_at,
  state: row.state,
  ...(row.assignee !== null && { assignee: row.assignee }),
  ...(row.reason !== null && { reason: row.reason }),
  stateAt: row.state_at,
  stateBy: row.state_by,
  notifiedLevel: row.notified_level,
  ...(row.notified_at !== null && { notifiedAt: row.notified_at }),
});

/** A row of which something is to be told; none of an alert that is over. */
export const pendingFrom = (row: AlertsTable): readonly PendingAlert[] =>
  row.level === 0
    ? []
    : [{ ...factsFrom(row), level: row.level, changedAt: row.changed_at, version: row.version }];

/** An alert as it stands in a notification, its instants as text. */
type NotifiedItem = Omit<NotifiedAlert, 'dueAt' | 'changedAt'> & {
  readonly dueAt?: string;
  readonly changedAt: string;
};

/** What a notification keeps of an alert. */
export const itemOf = ({ version: _, dueAt, changedAt, ...rest }: PendingAlert): NotifiedItem => ({
  ...rest,
  ...(dueAt !== undefined && { dueAt: dueAt.toISOString() }),
  changedAt: changedAt.toISOString(),
});

/** The alert that a notification kept. */
export const notifiedFrom = ({ dueAt, changedAt, ...rest }: NotifiedItem): NotifiedAlert => ({
  ...rest,
  ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
  changedAt: new Date(changedAt),
});
