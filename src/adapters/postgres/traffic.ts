import { sql } from 'kysely';
import type { LastHeard, TrafficDay, TrafficStore } from '../../domain/alerts/traffic.ts';
import { addDays, osloDate, startOfDay } from '../../domain/calendar.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { uuidLowerBound } from './partitions.ts';
import { instant } from './rows/written.ts';

/** Days that one statement counts at most. */
const daysAtOnce = 7;
const idDigits = 12;
/** Fewer messages than these are not told of (small numbers). */
const fewest = 5;

/** Counts of messages by sender, type and Oslo day. */
export const createTrafficStore = (db: Db): TrafficStore => ({
  countTraffic: (until) => countTraffic(db, until),

  async recountTraffic(from) {
    const since = instant(startOfDay(osloDate(from)));
    await sql`update traffic_watch set through = least(through, ${since}), judged = null`.execute(db);
  },

  async trafficCounted() {
    const row = await db.selectFrom('traffic_watch').selectAll().executeTakeFirst();
    if (row === undefined || row.through === null) return undefined;
    return { through: row.through, isJudged: row.judged?.getTime() === row.through.getTime() };
  },

  async markTrafficJudged(through) {
    await db.updateTable('traffic_watch').set({ judged: through }).where('through', '=', through).execute();
  },

  async trafficSenders(from, after, limit) {
    const found = await sql<{ readonly sender: HerId }>`
      select sender from (
        select sender from traffic_days where day >= ${from}::date
        union
        select holder::integer from alerts where kind in ('silence', 'rejections', 'volume') and level > 0
      ) as senders
      where sender > ${after ?? 0} order by sender limit ${limit}`.execute(db);
    return found.rows.map(({ sender }) => sender);
  },

  async trafficOf(sender, from) {
    const found = await sql<TrafficDay & { readonly type: string; readonly live: boolean }>`
      select type, day::text as day, received, rejected, hours, live from traffic_days
      where sender = ${sender} and day >= ${from}::date order by type, day`.execute(db);
    const types = Map.groupBy(found.rows, ({ type }) => type);
    return [...types].map(([type, days]) => {
      const liveFrom = days.find(({ live }) => live)?.day;
      return {
        type,
        days: days.map(({ type: _type, live: _live, ...day }) => day),
        ...(liveFrom !== undefined && { liveFrom }),
      };
    });
  },

  async lastHeard(from, today) {
    const found = await sql<LastHeard>`
      with days as materialized (
        select sender, type, day, date_trunc('week', day)::date as week, received from traffic_days
        where day >= ${from}::date and day < ${today}::date
      ),
      told as (
        select sender, type, day from days where received >= ${sql.lit(fewest)}
        union all
        select sender, type, week + 6 from days where week + 6 < ${today}::date
        group by sender, type, week having sum(received) >= ${sql.lit(fewest)}
      )
      select sender, type, max(day)::text as day from told group by 1, 2`.execute(db);
    return found.rows;
  },
});

/** When the first message was received, by its id; undefined where there is none. */
const firstReceived = async (db: Db): Promise<Date | undefined> => {
  const row = await db.selectFrom('messages').select('id').orderBy('id').limit(1).executeTakeFirst();
  return row && new Date(Number.parseInt(row.id.replaceAll('-', '').slice(0, idDigits), 16));
};

/**
 * `TrafficStore.countTraffic`. The day that was counted to before is counted anew from its beginning, so that what was
 * not processed yet then is right now, and a count done twice puts the same figures in the same place. Receipts are no
 * traffic of their own: they follow from that of others.
 */
const countTraffic = async (db: Db, until: Date): Promise<Date> => {
  const { through } = await db.selectFrom('traffic_watch').selectAll().executeTakeFirstOrThrow();
  if (through !== null && through >= until) return through;
  const last = through === null ? await firstReceived(db) : new Date(through.getTime() - 1);
  const start = osloDate(last ?? until);
  const from = startOfDay(start);
  const limit = startOfDay(addDays(start, daysAtOnce));
  const to = limit < until ? limit : until;
  await sql`
    with taken as (
      update traffic_watch set through = ${instant(to)}
      where through is not distinct from ${through === null ? null : instant(through)}::timestamptz
      returning through
    ),
    received as (
      select sender, type, coalesce(rejected, false) as rejected, origin <> 'import' as live,
        greatest(received_at, ${instant(from)}) at time zone 'Europe/Oslo' as at
      from messages
      where id >= ${uuidLowerBound(from)}::uuid and id < ${uuidLowerBound(to)}::uuid and not is_app_rec
        and exists (select from taken)
    ),
    by_hour as (
      select sender, type, at::date as day, extract(hour from at)::integer as hour,
        count(*)::integer as received, (count(*) filter (where rejected))::integer as rejected,
        bool_or(live) as live
      from received group by 1, 2, 3, 4
    )
    insert into traffic_days (sender, type, day, received, rejected, hours, live)
    select d.sender, d.type, d.day, sum(d.received), sum(d.rejected),
      array_agg(d.received order by d.hour), bool_or(d.live)
    from (
      select k.sender, k.type, k.day, h.hour, coalesce(b.received, 0) as received, coalesce(b.rejected, 0) as rejected,
        coalesce(b.live, false) as live
      from (select distinct sender, type, day from by_hour) as k
      cross join generate_series(0, 23) as h (hour)
      left join by_hour b using (sender, type, day, hour)
    ) as d
    group by 1, 2, 3
    on conflict (sender, type, day) do update set
      received = excluded.received, rejected = excluded.rejected, hours = excluded.hours,
      live = excluded.live`.execute(db);
  return to;
};
