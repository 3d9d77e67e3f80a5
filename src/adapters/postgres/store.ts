import type { AccessLogStore } from '../../domain/access-log.ts';
import type { AlertStore } from '../../domain/alerts/store.ts';
import type { TrafficStore } from '../../domain/alerts/traffic.ts';
import type { DecisionStore } from '../../domain/board/decisions-store.ts';
import type { MeasureStore } from '../../domain/board/measure-store.ts';
import type { PublicationStore } from '../../domain/board/publication-store.ts';
import type { ReportStore } from '../../domain/board/report-store.ts';
import type { HandoverListStore } from '../../domain/handover/list-store.ts';
import type { FollowStore } from '../../domain/handover/store.ts';
import type { LinkStore } from '../../domain/links-store.ts';
import type { OperationsStore } from '../../domain/operations-store.ts';
import type { ReplayStore } from '../../domain/replay-store.ts';
import type { SearchStore } from '../../domain/search-store.ts';
import type { BreakerStore, MailboxStore, MessageStore, UpkeepStore } from '../../domain/store.ts';
import { accept } from './accept.ts';
import { createAccessLogStore } from './access-log.ts';
import { createAlertStore } from './alerts.ts';
import { createDecisionStore } from './board/decisions.ts';
import { createMeasureStore } from './board/measures.ts';
import { createPublicationStore } from './board/publications.ts';
import { createReportStore } from './board/reports.ts';
import { createBreakerStore } from './breakers.ts';
import { type Db, openDatabase } from './database.ts';
import { blockedBy, changeDelivery, waitingFor } from './deliveries.ts';
import { createDirectoryStore, type DirectoryStore } from './directory.ts';
import { createFollowStore } from './follow.ts';
import { createHandoverListStore } from './handovers.ts';
import { addDeliveries } from './insert-messages.ts';
import { createLinkStore } from './links.ts';
import { load, track } from './load.ts';
import { createMailboxStore } from './mailbox.ts';
import { createSearchStore } from './message-search.ts';
import { createOperationsStore } from './operations.ts';
import type { SqlPool } from './pool.ts';
import { completeProcessing } from './processing.ts';
import { quarantine } from './quarantine.ts';
import { recordReceipt } from './receipts.ts';
import { createReplayStore } from './replay.ts';
import { findBySender, findOriginal } from './search.ts';
import { createTrafficStore } from './traffic.ts';
import { createUpkeepStore } from './upkeep.ts';

/** The whole store on one database. */
export type Store = MessageStore &
  MailboxStore &
  UpkeepStore &
  BreakerStore &
  DirectoryStore &
  LinkStore &
  FollowStore &
  HandoverListStore &
  ReplayStore &
  AlertStore &
  TrafficStore &
  MeasureStore &
  PublicationStore &
  DecisionStore &
  ReportStore &
  SearchStore &
  OperationsStore &
  AccessLogStore;

/**
 * The store over a migrated database, embedded or a server's. The pool stays the caller's to end. Call
 * `ensurePartitions` right after `migrate`, before messages come: rows of a month without a partition stay in
 * the default one.
 */
export const createStore = (pool: SqlPool): Store => {
  const db = openDatabase(pool);
  return {
    ...createMessageStore(db),
    ...createMailboxStore(db),
    ...createUpkeepStore(db),
    ...createBreakerStore(db),
    ...createDirectoryStore(db),
    ...createLinkStore(db),
    ...createFollowStore(db),
    ...createAlertStore(db),
    ...createTrafficStore(db),
    ...createMeasureStore(db),
    ...createPublicationStore(db),
    ...createDecisionStore(db),
    ...createReportStore(db),
    ...createHandoverListStore(db),
    ...createReplayStore(db),
    ...createSearchStore(db),
    ...createOperationsStore(db),
    ...createAccessLogStore(db),
  };
};

const createMessageStore = (db: Db): MessageStore => ({
  accept: (message) => accept(db, message),
  addDeliveries: (message, deliveries) => addDeliveries(db, message, deliveries),
  quarantine: (entry) => quarantine(db, entry),
  load: (id) => load(db, id),
  track: (id) => track(db, id),
  completeProcessing: (id, processed) => completeProcessing(db, id, processed),
  changeDelivery: (id, receiver, at, decide) => changeDelivery(db, id, receiver, at, decide),
  recordReceipt: (receipt, event) => recordReceipt(db, receipt, event),
  blockedBy: (delivery) => blockedBy(db, delivery),
  waitingFor: (delivery, sender, ids) => waitingFor(db, delivery, sender, ids),
  findBySender: (sender, id, change) => findBySender(db, sender, id, change),
  findOriginal: (originalId, sender) => findOriginal(db, originalId, sender),
});
