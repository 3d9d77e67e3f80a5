import { sql } from 'kysely';
import type { BoardDecision, NewBoardDecision } from '../../../domain/board/decisions.ts';
import type { DecisionStore } from '../../../domain/board/decisions-store.ts';
import type { Db } from '../database.ts';
import { insertRows, instant, type Written } from '../rows/written.ts';
import type { BoardDecisionsTable } from '../tables-decisions.ts';

/** The board's decisions. */
export const createDecisionStore = (db: Db): DecisionStore => ({
  decide: (decision, after) => decide(db, decision, after),

  async decisions() {
    const rows = await db.selectFrom('board_decisions').selectAll().orderBy('seq').execute();
    return rows.map(decisionFrom);
  },
});

/** One transaction: the rows that a statement reads are those of its own beginning, so the lock is one of its own. */
const decide = (db: Db, decision: NewBoardDecision, after: number): Promise<BoardDecision | undefined> =>
  db.transaction().execute(async (trx) => {
    await sql`lock table board_decisions in share row exclusive mode`.execute(trx);
    const where = sql`(select coalesce(max(seq), 0) from board_decisions) = ${after}`;
    const { rows } = await sql<{ readonly seq: string }>`
      ${insertRows('board_decisions', [rowOf(decision)], { where })} returning seq`.execute(trx);
    const [row] = rows;
    return row === undefined ? undefined : { ...decision, seq: Number(row.seq) };
  });

const rowOf = (decision: NewBoardDecision): Omit<Written<BoardDecisionsTable>, 'seq'> => ({
  decided_at: instant(decision.decidedAt),
  decided_by: decision.by,
  role: decision.role,
  reason: decision.reason,
  subject: decision.subject,
  item: decision.item,
  enterprise: decision.enterprise ?? null,
  change: decision.change,
  valid_from: decision.validFrom,
});

const decisionFrom = (row: BoardDecisionsTable): BoardDecision => ({
  seq: Number(row.seq),
  decidedAt: row.decided_at,
  by: row.decided_by,
  role: row.role,
  reason: row.reason,
  subject: row.subject,
  item: row.item,
  ...(row.enterprise !== null && { enterprise: row.enterprise }),
  change: row.change,
  validFrom: row.valid_from,
});
