import type { AccessEntry } from '../../domain/access-log.ts';
import type { HerId, Pseudonym } from '../../domain/ids.ts';

/** The access log as kysely sees it; what it means is said in migration 0011. */
export interface AccessTables {
  access_log: AccessLogTable;
  access_log_head: AccessLogHeadTable;
}

export interface AccessLogTable {
  /** A bigint, which pg gives as text. */
  seq: string;
  at: Date;
  person: string | null;
  client: string;
  role: AccessEntry['role'];
  enterprises: readonly HerId[];
  action: AccessEntry['action'];
  basis: AccessEntry['basis'];
  reason: NonNullable<AccessEntry['reason']> | null;
  reason_text: string | null;
  kind: AccessEntry['kind'];
  objects: readonly string[];
  patients: readonly Pseudonym[];
  outcome: AccessEntry['outcome'];
  request_id: string;
  hash: Buffer;
}

interface AccessLogHeadTable {
  single: boolean;
  seq: string;
  hash: Buffer;
}
