import type { BoardDecision } from '../../domain/board/decisions.ts';
import type { HerId } from '../../domain/ids.ts';

/** The board's decisions as kysely sees them; what they mean is said in migration 0012. */
export interface DecisionTables {
  board_decisions: BoardDecisionsTable;
}

export interface BoardDecisionsTable {
  /** A bigint, which pg gives as text. */
  seq: string;
  decided_at: Date;
  decided_by: string;
  role: BoardDecision['role'];
  reason: string;
  subject: BoardDecision['subject'];
  item: string;
  enterprise: HerId | null;
  change: BoardDecision['change'];
  valid_from: string;
}
