import { type RawBuilder, sql } from 'kysely';
import type { Followed, Subject, TakenSubject } from '../../domain/handover/store.ts';
import type { Db } from './database.ts';
import { type FollowedRows, followedRows } from './rows/followed.ts';
import { instant, recordset } from './rows/written.ts';

type Table = keyof FollowedRows;

/** What makes each of the tables' rows the same row. */
const keysOf: Readonly<Record<Table, readonly string[]>> = {
  handovers: ['id'],
  handover_parties: ['enterprise', 'handover'],
  expectations: ['holder', 'key'],
  parked_messages: ['message_id', 'municipality'],
};

const refs = (columns: readonly string[], of?: string): RawBuilder<unknown> =>
  sql.join(columns.map((column) => sql.ref(of === undefined ? column : `${of}.${column}`)));

/**
 * CTEs that make some subjects' rows of one table these: what is not among them goes, what is the same is not written
 * again. `t` and `v` are the table and the rows; their conditions tell what belongs to subjects that are `locked`.
 */
const replaceRows = (
  table: Table,
  rows: readonly object[],
  { stored, wanted }: Readonly<Record<'stored' | 'wanted', RawBuilder<unknown>>>,
  also: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => {
  const keys = keysOf[table];
  const all = sql.ref(`all_${table}`);
  const gone = sql`
    ${all} as materialized (select * from ${recordset(table, rows)}),
    ${sql.ref(`gone_${table}`)} as (
      delete from ${sql.table(table)} t where ${stored}
      and (${refs(keys, 't')}) not in (select ${refs(keys, 'w')} from ${all} w)
    )`;
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return gone;
  const others = columns.filter((column) => !keys.includes(column));
  const sets = others.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`${gone},
    ${sql.ref(`new_${table}`)} as (
      insert into ${sql.table(table)} as t (${refs(columns)})
      select ${refs(columns, 'v')} from ${all} v where ${wanted}
      on conflict (${refs(keys)}) do update set ${sql.join(sets)}${also}
      where (${refs(others, 't')}) is distinct from (${refs(others, 'excluded')})
    )`;
};

/** What one fold gave, of a subject as it was when it was taken. */
export interface FoldedSubject {
  readonly taken: TakenSubject;
  readonly followed: Followed;
  readonly judgedBy: string;
}

const isLocked = (subject: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${subject} in (select subject from locked)`;
const ofSubjects = { stored: isLocked(sql`t.subject`), wanted: isLocked(sql`v.subject`) };
const ofHandovers = {
  stored: sql`t.handover in (select id from handovers where ${isLocked(sql`subject`)})`,
  wanted: sql`v.handover in (select id from all_handovers where ${isLocked(sql`subject`)})`,
};
// What is less pressing than it was may be told of again when it presses anew; so may what somebody else owes or waits for.
const alerted = sql`, alerted = case when (t.owes, t.waits) is distinct from (excluded.owes, excluded.waits) then 0
  else least(t.alerted, coalesce(excluded.level, 0)) end`;

/**
 * `FollowStore.saveFollowed` of several subjects, in one statement: whether each was saved. Subjects are locked in order,
 * as by all who change several.
 */
export const saveAllFollowed = async (
  db: Db,
  folded: readonly FoldedSubject[],
): Promise<readonly boolean[]> => {
  const rows = folded.map(({ taken: { subject }, followed }) => followedRows(subject, followed));
  const all = <T extends Table>(table: T): FollowedRows[T][number][] =>
    rows.flatMap((each) => [...each[table]]);
  const taken = folded.map(({ taken: { subject, version }, followed, judgedBy }) => ({
    subject,
    version,
    at: instant(followed.at),
    check_at: followed.checkAt === undefined ? null : instant(followed.checkAt),
    kinds: followed.reportedKinds,
    judged_by: judgedBy,
  }));
  const saved = await sql<{ readonly subject: Subject }>`
    with taken as materialized (
      select * from json_to_recordset(${JSON.stringify(taken)}::json) as w (
        subject text, version bigint, at timestamptz, check_at timestamptz, kinds integer, judged_by text
      )
    ),
    locked as materialized (
      select f.subject from follow_subjects f join taken w using (subject, version)
      order by f.subject for update of f
    ),
    ${replaceRows('handovers', all('handovers'), ofSubjects)},
    ${replaceRows('handover_parties', all('handover_parties'), ofHandovers)},
    ${replaceRows('expectations', all('expectations'), ofSubjects, alerted)},
    ${replaceRows('parked_messages', all('parked_messages'), ofSubjects)}
    update follow_subjects f
    set check_at = case (select count(*) from reported_kinds) when w.kinds then w.check_at else w.at end,
      lease_until = null, folded_at = w.at, judged_by = w.judged_by
    from taken w
    where f.subject = w.subject and ${isLocked(sql`f.subject`)}
    returning f.subject`.execute(db);
  const subjects = new Set(saved.rows.map(({ subject }) => subject));
  return folded.map(({ taken: { subject } }) => subjects.has(subject));
};
