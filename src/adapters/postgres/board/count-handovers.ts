import { type RawBuilder, sql } from 'kysely';
import type { DayBounds } from './count-messages.ts';

/** An indicator and a key of the catalogue that it is of. */
export interface IndicatorOf {
  readonly indicator: string;
  readonly key: string;
}

/**
 * CTEs of what was expected from a day on, of the handovers whose first notice of readiness or discharge lies in it. What
 * nobody is known to owe is nobody's figure. Who ended late counts as late, whatever came then; who ended before it was
 * late was never to be counted.
 */
export const handoversOf = (
  { from, to }: DayBounds,
  indicators: readonly IndicatorOf[],
): RawBuilder<unknown> => sql`
  e as materialized (
    select holder, key as own, expectation, expectation || coalesce('/' || "case", '') as part, owes,
      coalesce(waits, 0) as waits, round, trigger_at, why,
      state = 'met' as met, state in ('met', 'met-late', 'late') or (state = 'void' and was_late) as decided,
      case when state in ('met', 'met-late') and clock_at is not null
        then greatest(0, floor(extract(epoch from ended_at - clock_at) / 60))::integer end as minute,
      case
        when state in ('open', 'due-soon') then 'pending'
        when state = 'not-observable' then 'not-observable'
        when state = 'void' and not was_late then case why when 'replaced' then 'deferred' else 'cancelled' end
      end as told
    from expectations where trigger_at >= ${from}::timestamptz and trigger_at < ${to}::timestamptz
  ),
  indicators as (
    select * from json_to_recordset(${JSON.stringify(indicators)}::json) as i (indicator text, key text)
  ),
  notices as materialized (
    select h.*, e.round as notice, e.why is not distinct from 'C' as cancelled,
      h.hospitals[cardinality(h.hospitals)] as hospital,
      h.discharged_at is not null or h.died_at is not null or h.superseded_at is not null as ended,
      not exists (
        select from expectations o
        where o.holder = h.id and o.expectation = 'municipal-reply' and o.why is distinct from 'C'
          and (o.trigger_at, o.key) < (e.trigger_at, e.own)
      ) as first
    from e join handovers h on h.id = e.holder
    where e.expectation = 'municipal-reply'
  ),
  discharges as materialized (
    select h.*, h.hospitals[cardinality(h.hospitals)] as hospital,
      row_number() over (partition by h.stay order by h.id) = 1 as first
    from handovers h
    where h.discharged_at >= ${from}::timestamptz and h.discharged_at < ${to}::timestamptz
      and h.state <> 'cancelled' and (h.died_at is null or h.died_at > h.discharged_at)
  )`;

/** Nights of overdue stay of the row `h`, as src/domain/handover/overdue.ts counts them. */
const nights = sql`(
  select count(distinct night) from (
    select (each.value->>'since')::timestamptz as since, (each.value->>'readyAt')::timestamptz as ready_at,
      coalesce((each.value->>'until')::timestamptz, h.discharged_at, h.died_at, h.superseded_at) as until,
      row_number() over (partition by each.value->>'readyAt' order by each.ordinality) as place
    from jsonb_array_elements(h.overdue) with ordinality as each
  ) as s
  cross join generate_series(
    oslo_day(case when s.place = 1 then s.ready_at else s.since end)::timestamp,
    oslo_day(s.until)::timestamp - interval '1 day', interval '1 day'
  ) as night)::integer`;

/** What a day's expectations and handovers add to counts, as `messageFacts` has it. */
export const handoverFacts: RawBuilder<unknown> = sql`
  select k.measure, owes as enterprise, waits as other, '' as type, k.part, '' as system,
    decided::integer as n, (decided and met)::integer as hits, case when decided then minute end as minute, told, 1 as times
  from e cross join lateral (
    select 'expectation' as measure, e.part
    union all select 'indicator', indicator from indicators i where i.key in (e.part, e.expectation)
  ) as k
  where owes is not null
  union all
  select 'indicator', municipality, coalesce(hospital, 0), '', 'overdue-days', '', ended::integer,
    case when ended then ${nights} else 0 end, null, case when not ended then 'pending' end, 1
  from notices h where first and not cancelled
  union all
  select 'indicator', hospital, municipality, '', 'ready-withdrawn', '',
    (not cancelled and (ended or notice < round))::integer, (not cancelled and notice < round)::integer, null,
    case when cancelled then 'cancelled' when not ended and notice >= round then 'pending' end, 1
  from notices where hospital is not null
  union all
  select 'indicator', hospital, municipality, '', 'readmission-30d', '', 1,
    exists (select from handovers n where n.follows = h.id and n.readmission)::integer, null, null, 0
  from discharges h where first and hospital is not null
  union all
  select 'indicator', hospital, municipality, '', 'medication-list', '', (told is null)::integer,
    (told is null and lists = 2)::integer, null, told, 1
  from (
    select h.*, case
        when r.state = 'not-observable' then 'not-observable'
        when r.state = 'void' then 'cancelled'
        when r.state in ('open', 'due-soon') and lists < 2 then 'pending'
      end as told, lists
    from discharges h
    cross join lateral (
      select state from expectations x
      where x.holder = h.id and x.expectation = 'discharge-report' order by x.round desc limit 1
    ) as r
    cross join lateral (
      select count(distinct m.type) as lists from messages m join handover_readings t on t.message_id = m.id
      where m.id = any(h.messages) and m.type in ('EPIKRISE', 'UTSKRIVNINGSRAPPORT') and m.rejected is not true
        and t.reading->'blocks'->'present' ? 'medicines'
    ) as held
    where h.hospital is not null
  ) as lists`;
