import { type RawBuilder, sql } from 'kysely';
import { type HerId, msgIdKey } from '../../domain/ids.ts';
import {
  type ImportRun,
  type ImportStep,
  type ImportSummary,
  importRequestId,
  type KnownMessage,
} from '../../domain/import-store.ts';
import type { Db } from './database.ts';
import { messageKey } from './rows/message.ts';
import { instant } from './rows/written.ts';
import type { ImportsTable, MessageKeysTable } from './tables.ts';

const runFrom = (row: ImportsTable): ImportRun => ({
  id: row.id,
  startedAt: row.started_at,
  phase: row.phase,
  position: Number(row.position),
  counts: row.counts,
  version: Number(row.version),
});

/** `ImportStore.begin`. */
export const begin = async (db: Db, id: string, now: Date): Promise<ImportRun> => {
  const at = instant(now);
  const { rows } = await sql<ImportsTable>`
    insert into imports as i (id, phase, position, counts, version, started_at, updated_at)
    values (${id}, 'messages', 0, '{}', 1, ${at}, ${at})
    on conflict (id) do update set
      version = i.version + 1,
      updated_at = excluded.updated_at,
      phase = case i.phase when 'done' then 'messages' else i.phase end,
      position = case i.phase when 'done' then 0 else i.position end,
      counts = case i.phase when 'done' then '{}' else i.counts end
    returning *`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('an upsert gave no row');
  return runFrom(row);
};

/** The CTE `run`: the import's row, locked, if nobody has taken a step since it was read. */
export const lockedRun = ({ run }: ImportStep): RawBuilder<unknown> => sql`
  run as materialized (select id from imports where id = ${run.id} and version = ${run.version} for update)`;

/** The statement that ends a step: how far the import has come now. `guard`: what else must be so. */
export const takeStep = (
  { next, at }: ImportStep,
  guard: RawBuilder<unknown>,
  returning: RawBuilder<unknown>,
): RawBuilder<{ readonly stored: number }> => sql`
  update imports set
    phase = ${next.phase}, position = ${next.position}, counts = ${JSON.stringify(next.counts)}::jsonb,
    version = version + 1, updated_at = ${instant(at)}
  where id in (select id from run) and ${guard}
  returning (${returning})::integer as stored`;

/** `ImportStore.known`, in one round trip. */
export const known = async (
  db: Db,
  keys: readonly { readonly sender: HerId; readonly msgId: string }[],
): Promise<readonly KnownMessage[]> => {
  if (keys.length === 0) return [];
  // Of long ids the index has a digest.
  const asked = new Map(keys.map(({ msgId }) => [messageKey(msgId), msgIdKey(msgId)]));
  const { rows } = await sql<MessageKeysTable>`
    select k.* from unnest(
      ${keys.map(({ msgId }) => messageKey(msgId))}::text[], ${keys.map(({ sender }) => sender)}::integer[]
    ) as asked (msg_key, sender)
    join message_keys k using (msg_key, sender)`.execute(db);
  return rows.map(({ msg_key, sender, message_id, sha256 }) => ({
    sender,
    key: asked.get(msg_key) ?? msg_key,
    id: message_id,
    sha256: sha256.toString('hex'),
  }));
};

/** `ImportStore.summary`. */
export const summary = async (db: Db, id: string): Promise<ImportSummary> => {
  const brought = sql`origin = 'import' and request_id = ${importRequestId(id)} and not is_app_rec`;
  const [types, senders, months, totals] = await Promise.all([
    sql<ImportSummary['types'][number]>`
      select type, count(*)::integer as count from messages where ${brought} group by 1 order by 2 desc, 1`.execute(
      db,
    ),
    sql<ImportSummary['senders'][number]>`
      select sender, count(*)::integer as count from messages where ${brought} group by 1 order by 2 desc, 1`.execute(
      db,
    ),
    sql<ImportSummary['months'][number]>`
      select to_char(received_at at time zone 'UTC', 'YYYY-MM') as month, count(*)::integer as count
      from messages where ${brought} group by 1 order by 1`.execute(db),
    sql<Pick<ImportSummary, 'rejected' | 'handovers' | 'lateHandovers'>>`
      select
        (select count(*)::integer from messages where ${brought} and rejected) as rejected,
        count(*)::integer as handovers,
        (count(*) filter (where late))::integer as "lateHandovers"
      from handovers h
      where historic and exists (select from messages m where m.id = h.anchor and ${brought})`.execute(db),
  ]);
  const [total] = totals.rows;
  if (total === undefined) throw new Error('an aggregate gave no row');
  return { types: types.rows, senders: senders.rows, months: months.rows, ...total };
};
