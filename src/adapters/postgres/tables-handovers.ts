import type { ActKind, HandoverRole } from '../../domain/expectation-vocabulary.ts';
import type { Severity } from '../../domain/finding.ts';
import type { Completeness } from '../../domain/handover/completeness.ts';
import type { Expected } from '../../domain/handover/expected.ts';
import type { Handover } from '../../domain/handover/handover.ts';
import type { Side } from '../../domain/handover/sight.ts';
import type { Subject } from '../../domain/handover/store.ts';
import type { HerId, MessageId } from '../../domain/ids.ts';

/** The tables of handovers as kysely sees them; what they mean is said in migration 0006. */
export interface HandoverTables {
  handover_readings: HandoverReadingsTable;
  acts: ActsTable;
  reported_kinds: ReportedKindsTable;
  follow_subjects: FollowSubjectsTable;
  handovers: HandoversTable;
  handover_parties: HandoverPartiesTable;
  expectations: ExpectationsTable;
  parked_messages: ParkedMessagesTable;
}

interface HandoverReadingsTable {
  message_id: MessageId;
  subject: Subject;
  /** A `MessageReading`, its instants as text. */
  reading: unknown;
}

export interface ActsTable {
  id: string;
  message_id: MessageId;
  municipality: HerId | null;
  kind: ActKind;
  at: Date;
  enterprise: HerId;
  reported_at: Date;
  reported_by: string;
}

interface ReportedKindsTable {
  enterprise: HerId;
  kind: ActKind;
}

interface FollowSubjectsTable {
  subject: Subject;
  version: string;
  check_at: Date | null;
  lease_until: Date | null;
  folded_at: Date | null;
  judged_by: string | null;
}

export interface HandoversTable {
  id: string;
  subject: Subject;
  anchor: MessageId;
  stay: MessageId;
  municipality: HerId;
  hospitals: HerId[];
  state: Handover['state'];
  inferred: boolean;
  admitted_at: Date;
  ready_at: Date | null;
  discharged_at: Date | null;
  died_at: Date | null;
  superseded_at: Date | null;
  round: number;
  /** Instants as text. */
  overdue: unknown;
  late: boolean;
  historic: boolean;
  readmission: boolean;
  follows: string | null;
  messages: MessageId[];
  completeness: readonly Completeness[];
}

export interface HandoverPartiesTable {
  enterprise: HerId;
  handover: string;
  attention: number;
  own: number;
  due_at: Date | null;
  admitted_at: Date;
}

export interface ExpectationsTable {
  holder: string;
  key: string;
  of_message: boolean;
  subject: Subject;
  expectation: string;
  case: string | null;
  severity: Severity;
  round: number;
  state: Expected['state'];
  why: string | null;
  ended_at: Date | null;
  received_at: Date | null;
  trigger_at: Date;
  clock_at: Date | null;
  warn_at: Date | null;
  due_at: Date | null;
  escalate_at: Date | null;
  was_late: boolean;
  delivered_late: boolean;
  level: number | null;
  alerted: number;
  owes_role: HandoverRole;
  owes_her_id: HerId | null;
  owes: HerId | null;
  waits: HerId | null;
  side: Side | null;
  historic: boolean;
}

export interface ParkedMessagesTable {
  message_id: MessageId;
  municipality: HerId;
  subject: Subject;
  since: Date;
  alert_at: Date;
  alerted: boolean;
}
