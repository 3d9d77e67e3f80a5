import { sql } from 'kysely';
import type {
  FrozenReport,
  FrozenReportHead,
  NewFrozenReport,
  NewReportComment,
  ReportComment,
  ReportStore,
} from '../../../domain/board/report-store.ts';
import type { Db } from '../database.ts';
import { insertRows, instant, recordset, type Written } from '../rows/written.ts';
import type { FrozenReportsTable, ReportCommentsTable } from '../tables-reports.ts';

/** Frozen reports, and the board's comments. */
export const createReportStore = (db: Db): ReportStore => ({
  async addReportComment(comment) {
    const { rows } = await sql<{ readonly seq: string }>`
      ${insertRows('report_comments', [commentRow(comment)])} returning seq`.execute(db);
    const [row] = rows;
    if (row === undefined) throw new Error('a comment was not stored');
    return { ...comment, seq: Number(row.seq) };
  },

  async reportComments({ grain, period }) {
    const rows = await db
      .selectFrom('report_comments')
      .selectAll()
      .where('grain', '=', grain)
      .where('period', '=', period)
      .orderBy('seq')
      .execute();
    return rows.map(commentFrom);
  },

  freezeReport: (report) => freeze(db, report),

  async frozenReports() {
    const { rows } = await sql<HeadRow>`
      select ${heads} from frozen_reports r order by r.frozen_at desc, r.edition desc, r.id`.execute(db);
    return rows.map(headFrom);
  },

  async frozenReport(id): Promise<FrozenReport | undefined> {
    const { rows } = await sql<HeadRow & { readonly content: string; readonly intact: boolean }>`
      select ${heads}, r.content, r.hash = sha256(convert_to(r.content, 'UTF8')) as intact
      from frozen_reports r where r.id = ${id}`.execute(db);
    const [row] = rows;
    return row === undefined ? undefined : { ...headFrom(row), content: row.content, isIntact: row.intact };
  },
});

type HeadRow = Omit<FrozenReportsTable, 'content' | 'hash'> & {
  readonly replaced_by: string | null;
  readonly hash: string;
};

const heads = sql`r.id, r.grain, r.period, r.language, r.enterprises, r.edition, r.replaces, r.frozen_by, r.role,
  r.frozen_at, encode(r.hash, 'hex') as hash,
  (select n.id from frozen_reports n where n.replaces = r.id) as replaced_by`;

/**
 * One transaction: whoever freezes waits for others who do, so that each edition has one before it. The rows that a
 * statement reads are those of its own beginning, so the lock is a statement of its own.
 */
const freeze = (db: Db, report: NewFrozenReport): Promise<FrozenReportHead> =>
  db.transaction().execute(async (trx) => {
    await sql`lock table frozen_reports in share row exclusive mode`.execute(trx);
    const { rows } = await sql<HeadRow>`
      insert into frozen_reports as r (id, grain, period, language, enterprises, edition, replaces, frozen_by, role,
        frozen_at, content, hash)
      select v.id, v.grain, v.period, v.language, v.enterprises, coalesce(b.edition, 0) + 1, b.id, v.frozen_by, v.role,
        v.frozen_at, v.content, sha256(convert_to(v.content, 'UTF8'))
      from ${recordset('frozen_reports', [reportRow(report)])} v
      left join lateral (
        select p.id, p.edition from frozen_reports p
        where (p.grain, p.period, p.language, p.enterprises) = (v.grain, v.period, v.language, v.enterprises)
        order by p.edition desc limit 1
      ) b on true
      returning ${heads}`.execute(trx);
    const [row] = rows;
    if (row === undefined) throw new Error('a report was not stored');
    return headFrom(row);
  });

const reportRow = (
  report: NewFrozenReport,
): Omit<Written<FrozenReportsTable>, 'edition' | 'replaces' | 'hash'> => ({
  id: report.id,
  grain: report.grain,
  period: report.period,
  language: report.language,
  enterprises: report.enterprises.toSorted((a, b) => a - b),
  frozen_by: report.by,
  role: report.role,
  frozen_at: instant(report.at),
  content: report.content,
});

const headFrom = (row: HeadRow): FrozenReportHead => ({
  id: row.id,
  grain: row.grain,
  period: row.period,
  language: row.language,
  enterprises: row.enterprises,
  edition: row.edition,
  ...(row.replaces !== null && { replaces: row.replaces }),
  ...(row.replaced_by !== null && { replacedBy: row.replaced_by }),
  by: row.frozen_by,
  role: row.role,
  at: row.frozen_at,
  hash: row.hash,
});

const commentRow = (comment: NewReportComment): Omit<Written<ReportCommentsTable>, 'seq'> => ({
  grain: comment.grain,
  period: comment.period,
  chapter: comment.chapter,
  comment: comment.text,
  written_by: comment.by,
  role: comment.role,
  written_at: instant(comment.at),
});

const commentFrom = (row: ReportCommentsTable): ReportComment => ({
  seq: Number(row.seq),
  grain: row.grain,
  period: row.period,
  chapter: row.chapter,
  text: row.comment,
  by: row.written_by,
  role: row.role,
  at: row.written_at,
});
