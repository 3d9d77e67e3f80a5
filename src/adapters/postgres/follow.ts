import { sql } from 'kysely';
import { handoverMessageOf } from '../../domain/handover/assemble.ts';
import type { FollowStore, Pathway, Subject } from '../../domain/handover/store.ts';
import { addAct, reports } from './acts.ts';
import type { Db } from './database.ts';
import { gathered } from './gather.ts';
import { actFrom } from './rows/act.ts';
import { type ReadMessageRow, readMessageFrom } from './rows/reading.ts';
import { instant } from './rows/written.ts';
import { type FoldedSubject, saveAllFollowed } from './save-followed.ts';
import type { ActsTable } from './tables-handovers.ts';

/** Subjects that one statement reads or saves at most. */
const mostTogether = 16;

/** What follows handovers asks of the database. */
export const createFollowStore = (db: Db): FollowStore => {
  const pathway = gathered(mostTogether, (subjects: readonly Subject[]) => pathwaysOf(db, subjects));
  const save = gathered(mostTogether, (folded: readonly FoldedSubject[]) => saveAllFollowed(db, folded));
  return {
    async takeDue(now, leaseUntil, limit) {
      const taken = await sql<{ readonly subject: Subject; readonly version: string }>`
      update follow_subjects set lease_until = ${instant(leaseUntil)}
      where subject in (
        select subject from follow_subjects
        where check_at <= ${instant(now)} and (lease_until is null or lease_until <= ${instant(now)})
        order by check_at limit ${limit} for update skip locked
      )
      returning subject, version`.execute(db);
      return taken.rows.map(({ subject, version }) => ({ subject, version: Number(version) }));
    },

    async countDue(now, limit) {
      const due = await sql<{ readonly due: number }>`
      select count(*)::integer as due from (
        select from follow_subjects
        where check_at <= ${instant(now)} and (lease_until is null or lease_until <= ${instant(now)})
        limit ${limit}
      ) as free`.execute(db);
      return due.rows[0]?.due ?? 0;
    },

    pathway,

    async keepReading(message, { subject, told }, at) {
      const kept = await sql`
      with kept as (
        insert into handover_readings as r (message_id, subject, reading)
        values (${message}, ${subject}, ${JSON.stringify(told)}::jsonb)
        on conflict (message_id) do update set reading = excluded.reading
        where r.reading is distinct from excluded.reading
        returning subject
      )
      insert into follow_subjects as f (subject, version, check_at)
      select subject, 1, ${instant(at)}::timestamptz from kept
      on conflict (subject) do update set
        version = f.version + 1, check_at = least(coalesce(f.check_at, 'infinity'), excluded.check_at)
      returning subject`.execute(db);
      return kept.rows.length > 0;
    },

    async subjectOf(message) {
      const row = await db
        .selectFrom('handover_readings')
        .select('subject')
        .where('message_id', '=', message)
        .executeTakeFirst();
      return row?.subject;
    },

    saveFollowed: (taken, followed, judgedBy) => save({ taken, followed, judgedBy }),

    async release({ subject }, until) {
      const lease = until === undefined ? null : instant(until);
      await sql`update follow_subjects set lease_until = ${lease} where subject = ${subject}`.execute(db);
    },

    addAct: (act) => addAct(db, act),
    reports: () => reports(db),

    async recheck(judgedBy, now, limit) {
      const due = await sql`
      update follow_subjects set
        version = version + 1, check_at = least(coalesce(check_at, 'infinity'), ${instant(now)}), judged_by = ${judgedBy}
      where subject in (
        select subject from (
          select subject from follow_subjects where judged_by < ${judgedBy} limit ${limit} for update skip locked
        ) as before
        union all select subject from (
          select subject from follow_subjects where judged_by > ${judgedBy} limit ${limit} for update skip locked
        ) as behind
        limit ${limit}
      )
      returning subject`.execute(db);
      return due.rows.length;
    },

    async subjects(after, limit) {
      const rows = await db
        .selectFrom('follow_subjects')
        .select('subject')
        .where('subject', '>', after ?? ('' as Subject))
        .orderBy('subject')
        .limit(limit)
        .execute();
      return rows.map(({ subject }) => subject);
    },
  };
};

/** All that some subjects are folded from, each in the place of its subject. */
const pathwaysOf = async (db: Db, subjects: readonly Subject[]): Promise<readonly Pathway[]> => {
  const [messages, acts] = await Promise.all([messagesOf(db, subjects), actsOf(db, subjects)]);
  return subjects.map((subject) => ({
    messages: messages
      .filter((row) => row.subject === subject)
      .map((row) => handoverMessageOf(readMessageFrom(row))),
    acts: acts.filter((row) => row.subject === subject).map(actFrom),
  }));
};

type OfSubject<Row> = Row & { readonly subject: Subject };

/**
 * Each message is looked up by its own reading's id (OFFSET keeps it so), so that only the partition it lies in is read:
 * an array of ids would have all of them read.
 */
const messagesOf = async (
  db: Db,
  subjects: readonly Subject[],
): Promise<readonly OfSubject<ReadMessageRow>[]> => {
  const found = await sql<OfSubject<ReadMessageRow>>`
    select m.*, r.subject, r.reading,
      (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d
        where d.message_id = m.id) as deliveries,
      array(select key from message_references a
        where a.message_id = m.id and a.kind = 'answers' order by a.position) as answers,
      (select coalesce(json_agg(json_build_object('receiver', c.receiver, 'at', c.at)), '[]') from receipts c
        where c.message_id = m.id) as receipts,
      (select coalesce(json_agg(json_build_object('receiver', e.receiver, 'at', e.at)), '[]') from events e
        where e.message_id = m.id and e.type = 'receiptTimedOut' and e.possible) as timeouts
    from handover_readings r
    cross join lateral (select * from messages where id = r.message_id offset 0) as m
    where r.subject = any(${subjects}::text[])
    order by m.id`.execute(db);
  return found.rows;
};

const actsOf = async (db: Db, subjects: readonly Subject[]): Promise<readonly OfSubject<ActsTable>[]> => {
  const found = await sql<OfSubject<ActsTable>>`
    select a.*, r.subject from handover_readings r join acts a on a.message_id = r.message_id
    where r.subject = any(${subjects}::text[])
    order by a.id`.execute(db);
  return found.rows;
};
