import type { ChapterId, ReportGrain } from '../../domain/board/report.ts';
import type { HerId } from '../../domain/ids.ts';
import type { Role } from '../../domain/roles.ts';
import type { Language } from '../../domain/texts.ts';

/** The board's reports as kysely sees them; what they mean is said in migration 0013. */
export interface ReportTables {
  report_comments: ReportCommentsTable;
  frozen_reports: FrozenReportsTable;
}

export interface ReportCommentsTable {
  /** A bigint, which pg gives as text. */
  seq: string;
  grain: ReportGrain;
  period: string;
  chapter: ChapterId;
  comment: string;
  written_by: string;
  role: Role;
  written_at: Date;
}

export interface FrozenReportsTable {
  id: string;
  grain: ReportGrain;
  period: string;
  language: Language;
  enterprises: HerId[];
  edition: number;
  replaces: string | null;
  frozen_by: string;
  role: Role;
  frozen_at: Date;
  content: string;
  hash: Buffer;
}
