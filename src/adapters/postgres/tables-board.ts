import type { Band } from '../../domain/board/late.ts';
import type { Grain, LeftOut, Measure } from '../../domain/board/measure.ts';
import type { Scope } from '../../domain/board/publication.ts';
import type { Severity } from '../../domain/finding.ts';
import type { HerId } from '../../domain/ids.ts';

/** The tables of published figures as kysely sees them; what they mean is said in migration 0010. */
export interface BoardTables {
  publication_cells: PublicationCellsTable;
  publications: PublicationsTable;
  late_counts: LateCountsTable;
  publication_state: PublicationStateTable;
}

type LeftOutCounts = Readonly<Partial<Record<LeftOut, number>>>;

/** Dates are read and written as text. */
export interface PublicationCellsTable {
  measure: Measure;
  type: string;
  part: string;
  month: string;
  enterprise: HerId;
  other: HerId | 0;
  system: string;
  run: number;
  n: number;
  hits: number;
  left_out: LeftOutCounts;
}

export interface PublicationsTable {
  measure: Measure;
  type: string;
  part: string;
  scope: Scope;
  enterprise: HerId | 0;
  other: HerId | 0;
  system: string;
  grain: Grain;
  start: string;
  run: number;
  told: boolean;
  shown: boolean;
  rounded: boolean;
  n: number | null;
  hits: number | null;
  median: number | null;
  p90: number | null;
  left_out: LeftOutCounts;
  published_at: Date;
}

export interface LateCountsTable {
  day: string;
  expectation: string;
  case: string;
  severity: Severity;
  band: Band;
  counted_at: Date;
}

interface PublicationStateTable {
  single: boolean;
  run: number;
  day: string | null;
  monday: string | null;
  late_day: string | null;
  late_at: Date | null;
  lease: string | null;
  lease_until: Date | null;
}
