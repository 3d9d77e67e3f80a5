import { type RawBuilder, sql } from 'kysely';
import type { TrafficFault } from '../../domain/alerts/store.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { instant } from './rows/written.ts';

/** Whoever has a level 2 alert of a message that waits, or of traffic: both are late already. */
const lateLevel = 2;
const parkedSeverity = 'high';

/**
 * An alert's id follows from what it is about (a UUIDv8 of its digest), so that whoever raises it comes to the same.
 * It opens nothing: who asks for an alert must be of its enterprise.
 */
const alertId = sql`overlay(overlay(
  md5(concat_ws(' ', enterprise, kind, holder, key)) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid`;

/**
 * CTEs that raise the alerts of the CTE `wanted`: new ones, and those whose level is higher than it was, or that whoever
 * waited for has to see to by now. Such a one is open again, unless somebody has it, and is to be told of. In order of
 * their ids, as all who change several.
 */
const raise = (now: Date): RawBuilder<unknown> => sql`
  raised as (
    insert into alerts as a (
      id, enterprise, kind, holder, key, of_message, part, expectation, "case", severity, level, due_at,
      raised_at, changed_at, state, state_at, state_by, notify_after
    )
    select ${alertId}, enterprise, kind, holder, key, of_message, part, expectation, "case", severity, level, due_at,
      ${instant(now)}, ${instant(now)}, 'open', ${instant(now)}, 'gateway', ${instant(now)}
    from wanted order by 1
    on conflict (enterprise, kind, holder, key) do update set
      part = excluded.part, severity = excluded.severity, level = excluded.level, due_at = excluded.due_at,
      changed_at = excluded.changed_at, notify_after = excluded.notify_after, version = a.version + 1,
      state = case when a.level > 0 and a.state = 'assigned' then a.state else 'open' end,
      assignee = case when a.level > 0 and a.state = 'assigned' then a.assignee end,
      reason = null, state_at = excluded.state_at, state_by = excluded.state_by
    where a.level < excluded.level or (a.level = excluded.level and a.part <> excluded.part)
    returning a.id, a.level
  ),
  raised_events as (
    insert into alert_events (alert, at, type, actor, level)
    select id, ${instant(now)}, 'raised', 'gateway', level from raised
  )`;

const counted = async (statement: RawBuilder<{ readonly count: number }>, db: Db): Promise<number> =>
  (await statement.execute(db)).rows[0]?.count ?? 0;

/**
 * `AlertStore.raiseExpectations`: what is due soon is told to who owes it; what is late also to who waits for it. The
 * level counts as told of when its alerts are there, in one statement.
 */
export const raiseExpectations = (db: Db, now: Date, limit: number): Promise<number> =>
  counted(
    sql`
    with told as (
      update expectations e set alerted = e.level
      from (
        select holder, key from expectations
        where level > alerted and not historic
        order by due_at limit ${limit} for update skip locked
      ) as due
      where e.holder = due.holder and e.key = due.key
      returning e.*
    ),
    wanted as (
      select between_.enterprise, 'expectation' as kind, holder, key, of_message, between_.part, expectation, "case",
        severity, level, due_at
      from told cross join lateral (
        values (owes, 'owes'), (case when level >= 2 and waits is distinct from owes then waits end, 'waits')
      ) as between_ (enterprise, part)
      where between_.enterprise is not null
    ),
    ${raise(now)}
    select count(*)::integer as count from told`,
    db,
  );

/**
 * `AlertStore.raiseParked`: told to the enterprise that sent the message, and to the municipality it is about. Imported
 * messages are told of to nobody.
 */
export const raiseParked = (db: Db, now: Date, limit: number): Promise<number> =>
  counted(
    sql`
    with told as (
      update parked_messages p set alerted = true
      from (
        select message_id, municipality from parked_messages
        where not alerted and alert_at <= ${instant(now)}
        order by alert_at limit ${limit} for update skip locked
      ) as due
      where p.message_id = due.message_id and p.municipality = due.municipality
      returning p.*
    ),
    wanted as (
      select between_.enterprise, 'parked' as kind, told.message_id::text as holder, told.municipality::text as key,
        true as of_message, between_.part, null as expectation, null as "case", ${sql.lit(parkedSeverity)} as severity,
        ${sql.lit(lateLevel)}::smallint as level, null::timestamptz as due_at
      from told join messages m on m.id = told.message_id
      left join communication_parties c on c.her_id = m.sender
      left join organisations o on o.her_id = coalesce(c.organisation, m.sender)
      cross join lateral (
        values (o.her_id, 'owes'), (nullif(told.municipality, coalesce(o.her_id, 0)), 'waits')
      ) as between_ (enterprise, part)
      where between_.enterprise is not null and m.origin <> 'import'
    ),
    ${raise(now)}
    select count(*)::integer as count from told`,
    db,
  );

/**
 * CTEs that lower the alerts of the CTE `stale` (id, level, and `was`, the state before) to their new level; at level 0
 * they are over and closed. What a person closed keeps her reason.
 */
const lower = (now: Date): RawBuilder<unknown> => sql`
  lowered as (
    update alerts a set
      level = s.level, notified_level = least(a.notified_level, s.level), version = a.version + 1,
      notify_after = case when s.level > 0 then a.notify_after end,
      state = case when s.level = 0 then 'closed' else a.state end,
      reason = case when s.level = 0 and s.was <> 'closed' then 'resolved' else a.reason end,
      state_at = case when s.level = 0 and s.was <> 'closed' then ${instant(now)} else a.state_at end,
      state_by = case when s.level = 0 and s.was <> 'closed' then 'gateway' else a.state_by end
    from stale s where a.id = s.id
    returning a.id, s.level, s.was
  ),
  lowered_events as (
    insert into alert_events (alert, at, type, actor, level, reason)
    select id, ${instant(now)}, case when level = 0 and was <> 'closed' then 'closed' else 'lowered' end, 'gateway',
      level, case when level = 0 and was <> 'closed' then 'resolved' end
    from lowered
  )`;

/**
 * `AlertStore.settleAlerts`. Where another enterprise owes or waits by now, what was told of the old one's level is
 * forgotten, so that the new one is told. What is due at another time or weighs otherwise, at the same level, is told
 * as it is now; what waits for quiet hours to end is looked at anew.
 */
export const settleAlerts = (db: Db, now: Date, limit: number): Promise<number> =>
  counted(
    sql`
    with of_expectations as (
      select a.id, a.holder, a.key, a.state as was, now_.level
      from alerts a left join expectations e on e.holder = a.holder and e.key = a.key and not e.historic
      cross join lateral (
        select coalesce(
          case when e.owes = a.enterprise then e.level when e.waits = a.enterprise and e.level >= 2 then e.level end, 0
        )::smallint as level
      ) as now_
      where a.kind = 'expectation' and a.level > 0 and now_.level < a.level
      limit ${limit} for update of a skip locked
    ),
    of_parked as (
      select a.id, a.state as was, 0::smallint as level from alerts a
      where a.kind = 'parked' and a.level > 0 and not exists (
        select from parked_messages p where p.message_id = a.holder::uuid and p.municipality = a.key::integer
      )
      limit ${limit} for update of a skip locked
    ),
    stale as (select id, was, level from of_expectations union all select id, was, level from of_parked),
    again as (
      update expectations e set alerted = 0 from of_expectations s
      where s.level = 0 and e.holder = s.holder and e.key = s.key and e.level > 0
    ),
    ${lower(now)},
    moved as (
      update alerts a set
        due_at = m.due_at, severity = m.severity, version = a.version + 1,
        notify_after = case when a.notify_after is not null then ${instant(now)}::timestamptz end
      from (
        select a.id, e.due_at, e.severity
        from alerts a join expectations e on e.holder = a.holder and e.key = a.key and not e.historic
        where a.kind = 'expectation' and a.level > 0 and e.level = a.level
          and a.enterprise in (e.owes, e.waits) and (a.due_at, a.severity) is distinct from (e.due_at, e.severity)
        limit ${limit} for update of a skip locked
      ) as m
      where a.id = m.id
      returning a.id, a.level
    ),
    moved_events as (
      insert into alert_events (alert, at, type, actor, level)
      select id, ${instant(now)}, 'moved', 'gateway', level from moved
    )
    select ((select count(*) from lowered) + (select count(*) from moved))::integer as count`,
    db,
  );

/** `AlertStore.saveTraffic`. */
export const saveTraffic = (
  db: Db,
  sender: HerId,
  enterprise: HerId,
  faults: readonly TrafficFault[],
  now: Date,
): Promise<number> =>
  counted(
    sql`
    with wanted as (
      select ${enterprise}::integer as enterprise, kind, ${String(sender)} as holder, type as key, false as of_message,
        'owes' as part, null as expectation, null as "case", severity, ${sql.lit(lateLevel)}::smallint as level,
        null::timestamptz as due_at
      from json_to_recordset(${JSON.stringify(faults)}::json) as f (kind text, type text, severity text)
    ),
    stale as (
      select a.id, a.state as was, 0::smallint as level from alerts a
      where a.kind in ('silence', 'rejections', 'volume') and a.holder = ${String(sender)} and a.level > 0
        and (a.enterprise, a.kind, a.key) not in (select enterprise, kind, key from wanted)
      for update of a
    ),
    ${raise(now)}, ${lower(now)}
    select ((select count(*) from raised) + (select count(*) from lowered))::integer as count`,
    db,
  );
