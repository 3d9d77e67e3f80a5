import type { HandoverAct } from '../../../domain/handover/facts.ts';
import type { NewAct } from '../../../domain/handover/store.ts';
import type { ActsTable } from '../tables-handovers.ts';
import { instant, type Written } from './written.ts';

/** An act as its row. */
export const actRow = (act: NewAct): Written<ActsTable> => ({
  id: act.id,
  message_id: act.about,
  municipality: act.municipality ?? null,
  kind: act.kind,
  at: instant(act.at),
  enterprise: act.by,
  reported_at: instant(act.reportedAt),
  reported_by: act.reportedBy,
});

/** The act that a row holds. */
export const actFrom = (row: ActsTable): HandoverAct => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  reportedAt: row.reported_at,
  by: row.enterprise,
  about: row.message_id,
  ...(row.municipality !== null && { municipality: row.municipality }),
});
