import { sql } from 'kysely';
import type { Notification, SendingEnd } from '../../domain/alerts/store.ts';
import type { PendingAlert, TellingPlan } from '../../domain/alerts/telling.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { itemOf, notifiedFrom, pendingFrom } from './rows/alert.ts';
import { insertRows, instant } from './rows/written.ts';
import type { AlertNotificationsTable } from './tables-alerts.ts';

/** `AlertStore.enterprisesToTell`: those that have waited longest first. */
export const enterprisesToTell = async (db: Db, now: Date, limit: number): Promise<readonly HerId[]> => {
  const rows = await db
    .selectFrom('alerts')
    .select('enterprise')
    .where('notify_after', '<=', now)
    .groupBy('enterprise')
    .orderBy(sql`min(notify_after)`)
    .limit(limit)
    .execute();
  return rows.map(({ enterprise }) => enterprise);
};

/** `AlertStore.pendingAlerts`. */
export const pendingAlerts = async (
  db: Db,
  enterprise: HerId,
  limit: number,
): Promise<readonly PendingAlert[]> => {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('enterprise', '=', enterprise)
    .where('notify_after', 'is not', null)
    .orderBy('rank', 'desc')
    .orderBy('level', 'desc')
    .orderBy('changed_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap(pendingFrom);
};

/** `AlertStore.saveTelling`: all of it or nothing. */
export const saveTelling = async (
  db: Db,
  enterprise: HerId,
  plan: TellingPlan,
  ids: readonly string[],
  now: Date,
): Promise<boolean> => {
  const next = ({ id, version }: PendingAlert, until?: Date) => ({
    id,
    version,
    notify_after: until === undefined ? null : instant(until),
  });
  const rows = [
    ...[...plan.told, ...plan.inboxOnly].map((alert) => next(alert)),
    ...plan.waiting.map(({ alert, until }) => next(alert, until)),
  ];
  const notifications = plan.tellings.map(({ channel, alerts }, at) => ({
    id: ids[at],
    enterprise,
    channel,
    items: alerts.map(itemOf),
    made_at: instant(now),
    attempts: 0,
    next_attempt_at: instant(now),
  }));
  const isWhole = sql`(select count(*) from seen) = ${rows.length}`;
  const saved = await sql`
    with seen as materialized (
      select a.id, v.notify_after
      from json_to_recordset(${JSON.stringify(rows)}::json) as v (id uuid, version integer, notify_after timestamptz)
      join alerts a on a.id = v.id and a.version = v.version
      order by a.id for update of a
    ),
    made as (${insertRows('alert_notifications', notifications, { where: isWhole })})
    update alerts a set notify_after = s.notify_after, version = a.version + 1
    from seen s where a.id = s.id and ${isWhole}
    returning a.id`.execute(db);
  return saved.rows.length > 0;
};

type TakenRow = Omit<AlertNotificationsTable, 'items'> & {
  readonly items: readonly Parameters<typeof notifiedFrom>[0][];
};

/** `AlertStore.takeNotifications`: what has been tried least first, so that what is down for days keeps nobody else waiting. */
export const takeNotifications = async (
  db: Db,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<readonly Notification[]> => {
  const taken = await sql<TakenRow>`
    update alert_notifications set lease_until = ${instant(leaseUntil)}, attempts = attempts + 1
    where id in (
      select id from alert_notifications
      where next_attempt_at <= ${instant(now)} and (lease_until is null or lease_until <= ${instant(now)})
      order by attempts, next_attempt_at limit ${limit} for update skip locked
    )
    returning *`.execute(db);
  return taken.rows.map((row) => ({
    id: row.id,
    enterprise: row.enterprise,
    channel: row.channel,
    alerts: row.items.map(notifiedFrom),
    madeAt: row.made_at,
    attempt: row.attempts,
  }));
};

/** `AlertStore.endSending`: with a message that is sent, its alerts count as told, in one statement. */
export const endSending = async (
  db: Db,
  { id, attempt, channel }: Pick<Notification, 'id' | 'attempt' | 'channel'>,
  end: SendingEnd,
  now: Date,
): Promise<void> => {
  const isSent = end.kind === 'sent';
  await sql`
    with ended as (
      update alert_notifications set
        lease_until = null,
        next_attempt_at = ${end.kind === 'again' ? instant(end.at) : null}::timestamptz,
        sent_at = ${isSent ? instant(now) : null}::timestamptz,
        dropped_at = ${end.kind === 'dropped' ? instant(now) : null}::timestamptz
      where id = ${id} and attempts = ${attempt} and sent_at is null and dropped_at is null
      returning items
    ),
    told as (
      select (item ->> 'id')::uuid as id, (item ->> 'level')::smallint as level
      from ended cross join lateral jsonb_array_elements(items) as item where ${isSent}
    ),
    locked as materialized (
      select a.id, told.level from alerts a join told on told.id = a.id order by a.id for update of a
    ),
    notified as (
      update alerts a set
        notified_level = greatest(a.notified_level, least(a.level, l.level)), notified_at = ${instant(now)}
      from locked l where a.id = l.id
      returning a.id, l.level
    )
    insert into alert_events (alert, at, type, actor, level, channel)
    select id, ${instant(now)}, 'notified', 'gateway', level, ${channel} from notified`.execute(db);
};
