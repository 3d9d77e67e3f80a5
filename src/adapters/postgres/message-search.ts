import { type RawBuilder, sql } from 'kysely';
import { type Severity, severities } from '../../domain/finding.ts';
import type { HerId } from '../../domain/ids.ts';
import type { FoundMessage, MessageQuery, SearchStore } from '../../domain/search-store.ts';
import type { Db } from './database.ts';
import { uuidLowerBound, uuidTime } from './partitions.ts';
import { planAnew } from './prepare.ts';
import { type DeliveryRow, deliveryFrom } from './rows/delivery.ts';
import { messageFrom, messageKey } from './rows/message.ts';
import { instant } from './rows/written.ts';
import type { MessagesTable } from './tables.ts';

/** Finds messages by their parties, type, state and time, or by an id. */
export const createSearchStore = (db: Db): SearchStore => ({
  searchMessages: (query) => search(db, query),

  messagesByKey: (id, key, limit) =>
    found(
      db,
      sql`select message_id as id from (
        select message_id from message_keys where msg_key = ${messageKey(key)}
        union select message_id from message_references where key = ${key}
        ${id === undefined ? sql`` : sql`union select ${id}::uuid`}
      ) as named order by id desc limit ${limit}`,
    ),

  async lastTraffic(herIds) {
    const rows = await sql<{ her_id: HerId; heard_at: Date | null; sent_to_at: Date | null }>`
      select her_id,
        (select received_at from messages where sender = her_id order by id desc limit 1) as heard_at,
        (select m.received_at from messages m where m.id = (
          select message_id from deliveries where receiver = her_id and ${arrived(sql.ref('deliveries'))}
          order by message_id desc limit 1)) as sent_to_at
      from unnest(${herIds}::integer[]) as asked (her_id)`.execute(db);
    return rows.rows.map((row) => ({
      herId: row.her_id,
      ...(row.heard_at !== null && { heardAt: row.heard_at }),
      ...(row.sent_to_at !== null && { sentToAt: row.sent_to_at }),
    }));
  },
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const visible = ['acknowledged', 'sent'] as const;

/** A receiver knows of a message once it is on its way to it. */
const arrived = (delivery: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${delivery}.transport in (${sql.join(visible.map((state) => sql.lit(state)))})`;

const and = (parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);

const anyOf = (herIds: readonly HerId[]): RawBuilder<unknown> => sql`any(${herIds}::integer[])`;

/** A stretch of ids: `from` belongs to it, `to` does not. */
interface Stretch {
  readonly from?: string;
  readonly to?: string;
}

const within = ({ from, to }: Stretch, id: RawBuilder<unknown>): readonly RawBuilder<unknown>[] => [
  ...(from === undefined ? [] : [sql`${id} >= ${from}::uuid`]),
  ...(to === undefined ? [] : [sql`${id} < ${to}::uuid`]),
];

/** What is asked of the delivery `d` itself. */
const ofDelivery = ({ transport, receipt }: MessageQuery): readonly RawBuilder<unknown>[] => [
  ...(transport === undefined ? [] : [sql`d.transport = ${sql.lit(transport)}`]),
  ...(receipt === undefined ? [] : [sql`d.receipt = ${sql.lit(receipt)}`]),
];

/** What is asked of the message `m` itself. */
const ofMessage = ({ type, from, to }: MessageQuery): readonly RawBuilder<unknown>[] => [
  ...(type === undefined ? [] : [sql`m.type = ${type}`]),
  ...(from === undefined ? [] : [sql`m.received_at >= ${instant(from)}::timestamptz`]),
  ...(to === undefined ? [] : [sql`m.received_at < ${instant(to)}::timestamptz`]),
];

const ofFindings = (
  { withFindings }: MessageQuery,
  stretch: Stretch,
  id: RawBuilder<unknown>,
): readonly RawBuilder<unknown>[] =>
  withFindings === true
    ? [
        sql`exists (select from findings f
          where ${and([sql`f.message_id = ${id}`, ...within(stretch, sql`f.message_id`)])})`,
      ]
    : [];

/** Ids of what some HER-ids sent, or anybody; those that are asked for have a delivery as it is asked for. */
const sentBy = (query: MessageQuery, senders: readonly HerId[] | undefined, stretch: Stretch) => {
  const { others } = query;
  const receivers = others === undefined ? [] : [sql`d.receiver = ${anyOf(others)}`];
  const asked = [...receivers, ...ofDelivery(query)];
  const delivered = sql`exists (select from deliveries d
    where ${and([sql`d.message_id = m.id`, ...asked, ...within(stretch, sql`d.message_id`)])})`;
  return sql`select m.id from messages m where ${and([
    ...(senders === undefined ? [] : [sql`m.sender = ${anyOf(senders)}`]),
    ...within(stretch, sql`m.id`),
    ...ofMessage(query),
    ...(asked.length === 0 ? [] : [delivered]),
    ...ofFindings(query, stretch, sql`m.id`),
  ])}`;
};

/** Ids of what some HER-ids have got; of others than the asker's own, also what is not on its way yet. */
const gotBy = (
  query: MessageQuery,
  { herIds, areOwn }: { readonly herIds: readonly HerId[]; readonly areOwn: boolean },
  stretch: Stretch,
) => {
  const { others } = query;
  const asked = [...ofMessage(query), ...(others === undefined ? [] : [sql`m.sender = ${anyOf(others)}`])];
  const message =
    asked.length === 0
      ? sql``
      : sql`join messages m on ${and([sql`m.id = d.message_id`, ...within(stretch, sql`m.id`), ...asked])}`;
  return sql`select d.message_id as id from deliveries d ${message} where ${and([
    sql`d.receiver = ${anyOf(herIds)}`,
    ...within(stretch, sql`d.message_id`),
    ...(areOwn ? [arrived(sql`d`)] : []),
    ...ofDelivery(query),
    ...ofFindings(query, stretch, sql`d.message_id`),
  ])}`;
};

const mirrored = { sent: 'received', received: 'sent' } as const;

/** All ids of a stretch that are asked for: from one side or both. */
const idsIn = (query: MessageQuery, stretch: Stretch): RawBuilder<unknown> => {
  const { own, others, direction, ...rest } = query;
  if (own === undefined && others === undefined) return sentBy(query, undefined, stretch);
  // Of everybody's messages those with one side: as that side would ask, without being it.
  const herIds = own ?? others ?? [];
  const side = own === undefined && direction !== undefined ? mirrored[direction] : direction;
  const asked = own === undefined ? rest : query;
  const sent = sentBy(asked, herIds, stretch);
  const got = gotBy(asked, { herIds, areOwn: own !== undefined }, stretch);
  if (side !== undefined) return side === 'sent' ? sent : got;
  return sql`${sent} union all ${got}`;
};

/** How far back each look goes, in days; the last as far as there is anything. */
const looks = [4, 32, 256, Number.POSITIVE_INFINITY];

/**
 * The stretches that are looked through one after the other, the newest first: a few days are enough where there is much,
 * and where there is little, a year is little too. A message's id is as old as itself, or nearly.
 */
const stretches = ({ from, to, before }: MessageQuery, newest: string): readonly Stretch[] => {
  const bounds = [
    ...(before === undefined ? [] : [before]),
    ...(to === undefined ? [] : [uuidLowerBound(new Date(to.getTime() + hourMs))]),
  ];
  const top = bounds.toSorted()[0];
  const bottom = from === undefined ? undefined : uuidLowerBound(new Date(from.getTime() - hourMs));
  const start = uuidTime(top === undefined || newest < top ? newest : top);
  const found: Stretch[] = [];
  let upper = top;
  for (const days of looks) {
    const since = Number.isFinite(days) ? uuidLowerBound(new Date(start - days * dayMs)) : undefined;
    const isLast = since === undefined || (bottom !== undefined && since <= bottom);
    const lower = isLast ? bottom : since;
    found.push({
      ...(lower !== undefined && { from: lower }),
      ...(upper !== undefined && { to: upper }),
    });
    if (isLast) break;
    upper = lower;
  }
  return found;
};

const search = async (db: Db, query: MessageQuery): Promise<readonly FoundMessage[]> => {
  if (query.own?.length === 0 || query.others?.length === 0) return [];
  const newest = await sql<{ readonly id: string }>`select id from messages order by id desc limit 1`.execute(
    db,
  );
  const [last] = newest.rows;
  if (last === undefined) return [];
  const ids: string[] = [];
  for (const stretch of stretches(query, last.id)) {
    // Apart from the limit: a plan that hopes for the first ones would read everything where there are none.
    const more = await sql<{ readonly id: string }>`
      ${sql.raw(planAnew)} with found as materialized (${idsIn(query, stretch)})
      select distinct id from found order by id desc limit ${query.limit - ids.length}`.execute(db);
    ids.push(...more.rows.map(({ id }) => id));
    if (ids.length >= query.limit) break;
  }
  return ids.length === 0 ? [] : found(db, sql`select unnest(${ids}::uuid[])`);
};

type FoundRow = MessagesTable & {
  readonly deliveries: readonly DeliveryRow[];
  readonly found: number;
  readonly gravest: number | null;
};

/** The messages of some ids, which are found first, so that only the partitions they lie in are read. */
const found = async (db: Db, ids: RawBuilder<unknown>): Promise<readonly FoundMessage[]> => {
  const rows = await sql<FoundRow>`
    select m.*,
      (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d
        where d.message_id = m.id) as deliveries,
      f.found, f.gravest
    from messages m
    cross join lateral (
      select count(*)::integer as found, max(array_position(${severities}::text[], severity)) as gravest
      from findings where message_id = m.id
    ) as f
    where m.id = any(array(${ids}))
    order by m.id desc`.execute(db);
  return rows.rows.map((row) => {
    const severity: Severity | undefined = row.gravest === null ? undefined : severities[row.gravest - 1];
    return {
      message: messageFrom(row),
      deliveries: row.deliveries.map(deliveryFrom),
      findings: row.found,
      ...(severity !== undefined && { severity }),
    };
  });
};
