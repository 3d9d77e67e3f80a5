import { type RawBuilder, sql } from 'kysely';
import type { ActKind } from '../../domain/expectation-vocabulary.ts';
import type { AddActResult, NewAct } from '../../domain/handover/store.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Db } from './database.ts';
import { actFrom, actRow } from './rows/act.ts';
import { insertRows, instant } from './rows/written.ts';

/**
 * Subjects in which something could not be seen, since an enterprise reported no such act: what is not observable, and
 * what ended unmet after its time and was not late.
 */
const unseen = (by: HerId): RawBuilder<unknown> => sql`
  select subject from expectations where owes = ${by} and why = 'no-acts-reported'
  union
  select subject from expectations
  where owes = ${by} and state = 'void' and not was_late and ended_at > due_at`;

/** CTEs that make due the subjects of the CTE `due`, in order, as all who change several. */
const makeDue = (at: Date): RawBuilder<unknown> => sql`
  locked as materialized (
    select subject from follow_subjects where subject in (select subject from due) order by subject for update
  ),
  followed as (
    update follow_subjects set
      version = version + 1, check_at = least(coalesce(check_at, 'infinity'), ${instant(at)}::timestamptz)
    where subject in (select subject from locked)
  )`;

/**
 * `FollowStore.addAct`. The first act of a kind that an enterprise reports says that it reports such acts at all: what
 * could not be seen of it before is judged from then on.
 */
export const addAct = async (db: Db, act: NewAct): Promise<AddActResult> => {
  const added = await sql<{ readonly is_first: boolean }>`
    with added as (${insertRows('acts', [actRow(act)], { onConflictDoNothing: true })} returning id),
    reported as (
      insert into reported_kinds (enterprise, kind)
      select ${act.by}::integer, ${act.kind}::text where exists (select from added)
      on conflict do nothing returning kind
    ),
    due as (
      select subject from handover_readings where message_id = ${act.about} and exists (select from added)
      union
      select subject from (${unseen(act.by)}) as hidden where exists (select from reported)
    ),
    ${makeDue(act.reportedAt)}
    select exists (select from reported) as is_first from added`.execute(db);
  const [row] = added.rows;
  // What was folded while the act was not there yet, and stored meanwhile, has not been found.
  if (row?.is_first) {
    await sql`with due as (${unseen(act.by)}), ${makeDue(act.reportedAt)} select`.execute(db);
  }
  if (row !== undefined) return { kind: 'added' };
  return { kind: (await isHere(db, act)) ? 'known' : 'conflict' };
};

/** True when the act that has its id is the same. */
const isHere = async (db: Db, act: NewAct): Promise<boolean> => {
  const row = await db.selectFrom('acts').selectAll().where('id', '=', act.id).executeTakeFirstOrThrow();
  const here = actFrom(row);
  return (
    here.kind === act.kind &&
    here.about === act.about &&
    here.municipality === act.municipality &&
    here.by === act.by &&
    here.at.getTime() === act.at.getTime()
  );
};

/** `FollowStore.reports`. */
export const reports = async (db: Db): Promise<ReadonlyMap<HerId, ReadonlySet<ActKind>>> => {
  const rows = await db.selectFrom('reported_kinds').selectAll().execute();
  const kinds = new Map<HerId, Set<ActKind>>();
  for (const { enterprise, kind } of rows) {
    kinds.set(enterprise, (kinds.get(enterprise) ?? new Set()).add(kind));
  }
  return kinds;
};
