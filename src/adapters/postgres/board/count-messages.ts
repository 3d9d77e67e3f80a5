import { type RawBuilder, sql } from 'kysely';

/** A day as the statements that count it know it. Ids and instants: `from` belongs to it, `to` does not. */
export interface DayBounds {
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly fromId: string;
  readonly toId: string;
}

/** What one kind of message is looked at for by an indicator. */
export interface OrderRules {
  readonly rules: readonly string[];
  readonly types: readonly string[];
}

/** Parts that are known of only where they are: they have no share. */
const toldWhereThere = ['palliative-plan', 'crisis-plan', 'individual-plan', 'consulted'];

/**
 * CTEs of a day's messages: `m`, `d` (a message's way to one receiver), `found` (rules that found something) and `blocks`.
 * Who the parties were is in a message's reading, as of when it passed; of what could not be read, in the directory. A
 * receipt counts as in time as its clock went: from GenDate, or from when the message came where that is no clock
 * (HITS 1168; src/app/receipt-clock.ts).
 */
export const messagesOf = ({ fromId, toId }: DayBounds): RawBuilder<unknown> => {
  const within = (column: string) =>
    sql`${sql.ref(column)} >= ${fromId}::uuid and ${sql.ref(column)} < ${toId}::uuid`;
  return sql`
    m as materialized (
      select m.id, m.type, m.received_at, m.gen_instant, m.origin, coalesce(m.source_system, '') as system,
        coalesce(m.type_key, '') as version, coalesce(m.rejected, false) as rejected, r.reading,
        m.processed_at is not null and m.service_status is distinct from 'C' as checked,
        coalesce((r.reading->'sender'->>'enterprise')::integer, p.organisation, m.sender) as enterprise
      from messages m
      left join handover_readings r on r.message_id = m.id and ${within('r.message_id')}
      left join communication_parties p on p.her_id = m.sender
      where ${within('m.id')} and not m.is_app_rec
    ),
    told as (
      select message_id, receiver, count(*) filter (where type = 'requeued')::integer as resent,
        min(at) filter (where transport_after = 'acknowledged' and transport_before <> 'acknowledged') as came_at
      from events where ${within('message_id')} and possible group by message_id, receiver
    ),
    read as (
      select m.id, (each->>'herId')::integer as receiver, (each->>'enterprise')::integer as enterprise
      from m cross join jsonb_array_elements(m.reading->'receivers') as each
    ),
    d as materialized (
      select m.enterprise, coalesce(read.enterprise, p.organisation, d.receiver) as other, m.type, m.system,
        m.origin, d.role = 'copy' as copy, d.transport, d.receipt, r.errors, t.resent,
        r.at <= interval '96 hours' + case
          when m.gen_instant <= m.received_at + interval '5 minutes'
            and m.gen_instant > m.received_at - interval '96 hours' then m.gen_instant
          else m.received_at end as in_time,
        greatest(0, floor(extract(epoch from r.at - m.received_at) / 60))::integer as receipted_after,
        greatest(0, floor(extract(epoch from t.came_at - m.received_at) / 60))::integer as came_after
      from m join deliveries d on d.message_id = m.id and ${within('d.message_id')}
      left join read on read.id = m.id and read.receiver = d.receiver
      left join communication_parties p on p.her_id = d.receiver
      left join receipts r on r.message_id = m.id and r.receiver = d.receiver and ${within('r.message_id')}
      left join told t on t.message_id = m.id and t.receiver = d.receiver
    ),
    found as materialized (
      select distinct message_id, rule from findings where ${within('message_id')}
    ),
    blocks as materialized (
      select m.enterprise, m.type, m.system, m.rejected, b.standing, block, count(*)::integer as messages
      from m
      cross join jsonb_each(m.reading->'blocks') as b (standing, names)
      cross join jsonb_array_elements_text(b.names) as block
      where m.checked and block <> all(${toldWhereThere}::text[])
      group by 1, 2, 3, 4, 5, 6
    )`;
};

/**
 * What a day's messages add to counts, from the CTEs of `messagesOf`. Each row: its cell, what it adds to `n` and `hits`, a
 * duration, and what else it tells (a `LeftOut`) how often.
 */
export const messageFacts = ({ rules, types }: OrderRules): RawBuilder<unknown> => sql`
  select k.measure, enterprise, other, type, k.part, case k.measure when 'traffic' then system else '' end as system,
    (not copy and receipt not in ('waiting', 'none'))::integer as n,
    (not copy and receipt = 'ok' and in_time)::integer as hits,
    case when not copy and receipt in ('ok', 'rejected', 'partial') then receipted_after end as minute,
    case when copy then 'copies' else case receipt
      when 'waiting' then 'pending' when 'none' then 'not-observable' when 'rejected' then 'rejected'
      when 'partial' then 'partial' when 'timedOut' then 'timed-out' end end as told, 1 as times
  from d cross join (values ('traffic', ''), ('indicator', 'delivery')) as k (measure, part)
  union all
  select k.measure, enterprise, other, type, k.part, case k.measure when 'traffic' then system else '' end,
    0, 0, null, 'resent', resent
  from d cross join (values ('traffic', ''), ('indicator', 'delivery')) as k (measure, part) where resent > 0
  union all
  select 'transit', enterprise, other, type, '', system,
    (not copy and origin <> 'import' and transport in ('acknowledged', 'rejected', 'abandoned', 'refused'))::integer,
    (not copy and origin <> 'import' and transport = 'acknowledged')::integer,
    case when not copy and origin <> 'import' and transport = 'acknowledged' then came_after end,
    case when copy then 'copies' when origin = 'import' then 'not-observable'
      when transport in ('received', 'queued', 'sent', 'quarantined') then 'pending' end, 1
  from d
  union all
  select 'cause', enterprise, other, type, '', system, 1, (receipt <> 'ok')::integer, null, null, 0
  from d where not copy and receipt in ('ok', 'rejected', 'partial')
  union all
  select 'cause', enterprise, other, type, code, system, 0, 1, null, null, 0
  from d cross join lateral (
    select distinct each->>'code' as code from jsonb_array_elements(
      case when jsonb_array_length(errors) > 0 then errors else '[{"code": "?"}]'::jsonb end) as each
  ) as codes
  where not copy and receipt in ('rejected', 'partial')
  union all
  select 'content', enterprise, 0, type, block, system, case when rejected then 0 else messages end,
    case when not rejected and standing in ('present', 'explained') then messages else 0 end, null,
    case when rejected then 'rejected' end, messages
  from blocks
  union all
  select 'indicator', enterprise, 0, type, 'completeness', '', case when rejected then 0 else messages end,
    case when not rejected and standing in ('present', 'explained') then messages else 0 end, null,
    case when rejected then 'rejected' end, messages
  from blocks where standing <> 'noted'
  union all
  select 'rule', enterprise, 0, type, '', system, (not rejected)::integer,
    (not rejected and id in (select message_id from found))::integer, null,
    case when rejected then 'rejected' end, 1
  from m where checked
  union all
  select 'rule', enterprise, 0, type, rule, system, 0, (not rejected)::integer, null,
    case when rejected then 'rejected' end, 1
  from m join found on found.message_id = m.id where checked
  union all
  select 'version', enterprise, 0, type, case k.base when true then '' else version end, system,
    k.base::integer, 1, null, null, 0
  from m cross join (values (true), (false)) as k (base) where checked and not rejected and version <> ''
  union all
  select 'indicator', enterprise, 0, type, 'order-wording', '', (not rejected)::integer,
    (not rejected and id in (select message_id from found where rule = any(${rules}::text[])))::integer, null,
    case when rejected then 'rejected' end, 1
  from m where checked and type = any(${types}::text[])`;
