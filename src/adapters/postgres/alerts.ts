import { sql } from 'kysely';
import type { Alert, AlertDeed } from '../../domain/alerts/alert.ts';
import type { AlertQuery, AlertStore, DeedBy } from '../../domain/alerts/store.ts';
import { severities } from '../../domain/finding.ts';
import type { Db } from './database.ts';
import { raiseExpectations, raiseParked, saveTraffic, settleAlerts } from './raise-alerts.ts';
import { alertFrom } from './rows/alert.ts';
import { instant } from './rows/written.ts';
import type { AlertsTable } from './tables-alerts.ts';
import {
  endSending,
  enterprisesToTell,
  pendingAlerts,
  saveTelling,
  takeNotifications,
} from './tell-alerts.ts';

/** Alerts on one database. */
export const createAlertStore = (db: Db): AlertStore => ({
  raiseExpectations: (now, limit) => raiseExpectations(db, now, limit),
  raiseParked: (now, limit) => raiseParked(db, now, limit),
  settleAlerts: (now, limit) => settleAlerts(db, now, limit),
  saveTraffic: (sender, enterprise, faults, now) => saveTraffic(db, sender, enterprise, faults, now),
  enterprisesToTell: (now, limit) => enterprisesToTell(db, now, limit),
  pendingAlerts: (enterprise, limit) => pendingAlerts(db, enterprise, limit),
  saveTelling: (enterprise, plan, ids, now) => saveTelling(db, enterprise, plan, ids, now),
  takeNotifications: (now, leaseUntil, limit) => takeNotifications(db, now, leaseUntil, limit),
  endSending: (notification, end, now) => endSending(db, notification, end, now),
  alerts: (query) => alerts(db, query),

  async alert(id) {
    const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : alertFrom(row);
  },

  actOnAlert: (id, deed, by) => actOnAlert(db, id, deed, by),
});

/** As the table's `rank` has it: from 1. */
const rankOf = (severity: AlertQuery['severity']): number =>
  severity === undefined ? 0 : severities.indexOf(severity) + 1;

const alerts = async (
  db: Db,
  { enterprises, states, kinds, holder, severity, after, limit }: AlertQuery,
): Promise<readonly Alert[]> => {
  if (enterprises.length === 0) return [];
  let query = db.selectFrom('alerts').selectAll().where('enterprise', 'in', enterprises);
  if (states !== undefined) {
    query = query.where('state', 'in', states);
    // Said once more, so that the index of those that are not closed is seen to fit.
    if (!states.includes('closed')) query = query.where(sql<boolean>`state <> 'closed'`);
  }
  if (kinds !== undefined) query = query.where('kind', 'in', kinds);
  if (holder !== undefined) query = query.where('holder', '=', holder);
  if (severity !== undefined) query = query.where('rank', '>=', rankOf(severity));
  if (after !== undefined) {
    const rank = rankOf(after.severity);
    query = query.where(
      sql<boolean>`(rank < ${rank} or (rank = ${rank} and (sort_at, id) > (${instant(after.at)}, ${after.id}::uuid)))`,
    );
  }
  const rows = await query.orderBy('rank', 'desc').orderBy('sort_at').orderBy('id').limit(limit).execute();
  return rows.map(alertFrom);
};

const stateAfter = { acknowledge: 'acknowledged', assign: 'assigned', close: 'closed' } as const;

/** Whoever has seen an alert need not be told of it any more. What is as it should be already is left as it is. */
const actOnAlert = async (
  db: Db,
  id: string,
  deed: AlertDeed,
  { by, at }: DeedBy,
): Promise<Alert | undefined> => {
  const state = stateAfter[deed.kind];
  const assignee = deed.kind === 'assign' ? deed.to : null;
  const reason = deed.kind === 'close' ? deed.reason : null;
  // An alert that is assigned has been seen: it stays with whoever has it.
  const isNews =
    deed.kind === 'acknowledge'
      ? sql`a.state = 'open'`
      : deed.kind === 'assign'
        ? sql`(a.state <> 'assigned' or a.assignee <> ${assignee})`
        : sql`true`;
  const found = await sql<AlertsTable>`
    with locked as materialized (select * from alerts where id = ${id} and state <> 'closed' for update),
    changed as (
      update alerts a set
        state = ${state}, assignee = coalesce(${assignee}, a.assignee), reason = ${reason},
        state_at = ${instant(at)}, state_by = ${by}, notify_after = null, version = a.version + 1
      from locked where a.id = locked.id and ${isNews}
      returning a.*
    ),
    noted as (
      insert into alert_events (alert, at, type, actor, level, assignee, reason)
      select id, ${instant(at)}, ${state}, ${by}, level, ${assignee}, ${reason} from changed
    )
    select * from changed union all select * from locked where not exists (select from changed)`.execute(db);
  const [row] = found.rows;
  return row === undefined ? undefined : alertFrom(row);
};
