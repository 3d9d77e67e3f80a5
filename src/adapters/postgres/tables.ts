import type { AppRecStatus, ReceiptCode } from '../../domain/app-rec.ts';
import type { Actor, NewDeliveryEvent } from '../../domain/delivery.ts';
import type { Severity } from '../../domain/finding.ts';
import type { HerId, MessageId, Pseudonym } from '../../domain/ids.ts';
import type { ImportCounts, ImportPhase } from '../../domain/import-store.ts';
import type { DeliveryEventType, ReceiptState, TransportState } from '../../domain/lifecycle.ts';
import type { MessageReference } from '../../domain/links-facts.ts';
import type { PartyRole, ServiceStatus } from '../../domain/message.ts';
import type { OutcomeCode } from '../../domain/outcome.ts';
import type { BreakerRow, Origin } from '../../domain/store.ts';
import type { AccessTables } from './tables-access.ts';
import type { AlertTables } from './tables-alerts.ts';
import type { BoardTables } from './tables-board.ts';
import type { DecisionTables } from './tables-decisions.ts';
import type { HandoverTables } from './tables-handovers.ts';
import type { ReportTables } from './tables-reports.ts';

/** The tables as kysely sees them; what they mean is said in the migrations. Instants are timestamptz, bytes bytea. */
export interface Database
  extends HandoverTables,
    AlertTables,
    AccessTables,
    BoardTables,
    DecisionTables,
    ReportTables {
  message_keys: MessageKeysTable;
  messages: MessagesTable;
  payloads: PayloadsTable;
  deliveries: DeliveriesTable;
  events: EventsTable;
  findings: FindingsTable;
  receipts: ReceiptsTable;
  message_references: MessageReferencesTable;
  quarantine: QuarantineTable;
  notices: NoticesTable;
  breakers: BreakersTable;
  dpop_jtis: DpopJtisTable;
  imports: ImportsTable;
}

/** The directory's tables: read and written whole, as JSON rows (rows/directory.ts). */
export type DirectoryTable =
  | 'organisations'
  | 'municipality_codes'
  | 'communication_parties'
  | 'endpoints'
  | 'journal_systems';

export interface MessageKeysTable {
  /** `indexKey` of the MsgId in lower case. */
  msg_key: string;
  sender: HerId;
  message_id: MessageId;
  sha256: Buffer;
}

export interface MessagesTable {
  id: MessageId;
  received_at: Date;
  origin: Origin;
  sender: HerId;
  msg_id: string;
  type: string;
  type_key: string | null;
  is_app_rec: boolean;
  gen_date: string;
  gen_instant: Date;
  document_id: string | null;
  app_rec_id: string | null;
  service_status: ServiceStatus | null;
  ref_to_parent: string | null;
  ref_to_conversation: string | null;
  patient: Pseudonym | null;
  sha256: Buffer;
  size: number;
  source_system: string | null;
  request_id: string;
  processed_at: Date | null;
  /** Null until processed. */
  rejected: boolean | null;
}

export interface PayloadsTable {
  message_id: MessageId;
  key_id: string;
  nonce: Buffer;
  data: Buffer;
}

export interface DeliveriesTable {
  message_id: MessageId;
  receiver: HerId;
  role: PartyRole;
  transport: TransportState;
  receipt: ReceiptState;
  lane: string | null;
  parked_for: string | null;
  parked_at: Date | null;
  attempts: number;
  next_attempt_at: Date | null;
  persist_until: Date | null;
  receipt_due: Date | null;
  lease_until: Date | null;
  read_at: Date | null;
  /** The message's gen_instant, which mailboxes are sorted by. */
  gen_instant: Date;
  /** Counts changes: a writer that read another version reads again. */
  version: number;
  /** When the delivery next wants a worker; null: nothing to do. PostgreSQL computes it. */
  due_at: Date | null;
}

export interface EventsTable {
  message_id: MessageId;
  receiver: HerId;
  at: Date;
  type: DeliveryEventType;
  actor: Actor;
  cause: OutcomeCode | null;
  details: NewDeliveryEvent['details'] | null;
  transport_before: TransportState;
  receipt_before: ReceiptState;
  transport_after: TransportState;
  receipt_after: ReceiptState;
  possible: boolean;
  /** Order within a delivery; PostgreSQL counts it. */
  seq: string;
}

export interface FindingsTable {
  message_id: MessageId;
  position: number;
  rule: string;
  severity: Severity;
  path: string | null;
}

export interface ReceiptsTable {
  /** The message that was receipted. */
  message_id: MessageId;
  receiver: HerId;
  /** The AppRec's own message. */
  app_rec: MessageId;
  status: AppRecStatus;
  errors: readonly ReceiptCode[];
  at: Date;
}

export interface MessageReferencesTable {
  message_id: MessageId;
  position: number;
  kind: MessageReference['kind'];
  /** In lower case. */
  key: string;
}

interface QuarantineTable {
  id: MessageId;
  at: Date;
  reason: OutcomeCode;
  sender: HerId | null;
  msg_id: string | null;
  sha256: Buffer;
  size: number;
  key_id: string;
  nonce: Buffer;
  data: Buffer;
  request_id: string;
  related: MessageId | null;
}

export interface NoticesTable {
  id: MessageId;
  at: Date;
  her_id: HerId;
  message_id: MessageId;
  receiver: HerId;
  reason: OutcomeCode;
  sent_at: Date | null;
}

export interface BreakersTable {
  receiver: HerId;
  state: BreakerRow['state'];
  failures: number;
  retry_at: Date | null;
  version: number;
}

export interface ImportsTable {
  id: string;
  phase: ImportPhase;
  position: string;
  counts: ImportCounts;
  version: string;
  started_at: Date;
  updated_at: Date;
}

interface DpopJtisTable {
  /** Digest of a proof's key and jti, as long for every client. */
  jti: string;
  until: Date;
}
