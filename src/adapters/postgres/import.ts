import { type RawBuilder, sql } from 'kysely';
import type { HerId, MessageId } from '../../domain/ids.ts';
import type {
  AnswerableMessage,
  HistoricChange,
  HistoricMessage,
  HistoricReceipt,
  ImportStep,
  ImportStore,
  UnreceiptedDelivery,
} from '../../domain/import-store.ts';
import type { Clock } from '../../domain/ports.ts';
import { type Db, openDatabase } from './database.ts';
import { begin, known, lockedRun, summary, takeStep } from './import-runs.ts';
import { insertMessages } from './insert-messages.ts';
import { ensurePastPartitions } from './partitions.ts';
import type { SqlPool } from './pool.ts';
import { changingColumns, type DeliveryRow, deliveryFrom, patchedRow } from './rows/delivery.ts';
import { eventRow } from './rows/event.ts';
import { findingRow } from './rows/finding.ts';
import { messageFrom, messageKey } from './rows/message.ts';
import { receiptRow } from './rows/receipt.ts';
import { referenceRow } from './rows/reference.ts';
import { insertRows, instant, recordset } from './rows/written.ts';
import type { MessagesTable } from './tables.ts';

/** Import of history on a migrated database. The pool stays the caller's to end. */
export const createImportStore = (pool: SqlPool, clock: Clock): ImportStore => {
  const db = openDatabase(pool);
  return {
    begin: (id, now) => begin(db, id, now),
    known: (keys) => known(db, keys),
    ensureMonths: (instants) => ensurePastPartitions(db, instants, clock.now()),
    storeMessages: (step, messages) => storeMessages(db, step, messages),
    answerable: (ids) => answerable(db, ids),
    storeReceipts: (step, receipts) => storeReceipts(db, step, receipts),
    unreceipted: (after, limit) => unreceipted(db, after, limit),
    storeTimeouts: (step, changes) => storeTimeouts(db, step, changes),
    summary: (id) => summary(db, id),
  };
};

const stepTaken = async (
  db: Db,
  statement: RawBuilder<{ readonly stored: number }>,
): Promise<number | undefined> => (await statement.execute(db)).rows[0]?.stored;

const runIsHere = sql`exists (select from run)`;

/** CTEs that store messages with all that was found in them; those that are here already are left alone. */
const storing = (
  messages: readonly HistoricMessage[],
  guard: RawBuilder<unknown>,
  at: Date,
): RawBuilder<unknown> => {
  const ofClaimed = { where: sql`v.message_id in (select message_id from claimed)` };
  const readings = messages.flatMap(({ id, reading }) =>
    reading === undefined ? [] : [{ message_id: id, subject: reading.subject, reading: reading.told }],
  );
  return sql`
    ${insertMessages(messages, guard)},
    new_findings as (${insertRows(
      'findings',
      messages.flatMap(({ id, findings }) =>
        findings.map((finding, place) => findingRow(id, finding, place)),
      ),
      ofClaimed,
    )}),
    new_references as (${insertRows(
      'message_references',
      messages.flatMap(({ id, references }) =>
        references.map((reference, place) => referenceRow(id, reference, place)),
      ),
      ofClaimed,
    )}),
    new_readings as (${insertRows('handover_readings', readings, ofClaimed)}),
    due as (
      insert into follow_subjects as f (subject, version, check_at)
      select distinct v.subject, 1, ${instant(at)}::timestamptz
      from ${recordset('handover_readings', readings)} v where ${ofClaimed.where} order by v.subject
      on conflict (subject) do update set
        version = f.version + 1, check_at = least(coalesce(f.check_at, 'infinity'), excluded.check_at)
    )`;
};

const storeMessages = (
  db: Db,
  step: ImportStep,
  messages: readonly HistoricMessage[],
): Promise<number | undefined> =>
  stepTaken(
    db,
    messages.length === 0
      ? sql`with ${lockedRun(step)} ${takeStep(step, sql`true`, sql`0`)}`
      : sql`with ${lockedRun(step)}, ${storing(messages, runIsHere, step.at)}
          ${takeStep(step, sql`true`, sql`select count(*) from claimed`)}`,
  );

type AnswerableRow = MessagesTable & {
  readonly deliveries: readonly (DeliveryRow & { readonly version: number })[];
  readonly receipted: readonly HerId[];
};

/** Ids are found first, so that only the partitions they lie in are read. */
const answerable = async (db: Db, ids: readonly string[]): Promise<readonly AnswerableMessage[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<AnswerableRow>`
    select m.*,
      (select coalesce(json_agg(d order by d.receiver), '[]') from deliveries d
        where d.message_id = m.id) as deliveries,
      array(select receiver from receipts r where r.message_id = m.id) as receipted
    from messages m
    where m.id = any(array(
      select message_id from message_keys where msg_key = any(${ids.map(messageKey)}::text[])
      union select id from messages where app_rec_id = any(${ids}::text[])))
    order by m.id`.execute(db);
  return rows.map((row) => ({
    message: messageFrom(row),
    deliveries: row.deliveries.map((each) => ({ ...deliveryFrom(each), version: each.version })),
    receipted: row.receipted,
  }));
};

const changedRow = ({ delivery, state, version }: HistoricChange) => ({
  ...patchedRow(delivery, state, { receiptDue: null }),
  version,
});

/** CTEs that change deliveries and have their handovers judged anew. `where` narrows the rows called `w`. */
const changing = (
  changes: readonly HistoricChange[],
  where: RawBuilder<unknown>,
  at: Date,
): RawBuilder<unknown> => {
  const columns = changingColumns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`w.${column}`)}`);
  const events = changes.flatMap((change) => change.events).map(eventRow);
  return sql`
    changed as (
      update deliveries d set ${sql.join(columns)}, version = d.version + 1
      from wanted w
      where d.message_id = w.message_id and d.receiver = w.receiver and d.version = w.version and ${where}
      returning d.message_id, d.receiver
    ),
    kept_events as (${insertRows('events', events, {
      where: sql`(v.message_id, v.receiver) in (select message_id, receiver from changed)`,
    })}),
    followed as (
      update follow_subjects f set
        version = f.version + 1, check_at = least(coalesce(f.check_at, 'infinity'), ${instant(at)}::timestamptz)
      where f.subject in (
        select r.subject from handover_readings r where r.message_id in (select message_id from changed))
    )`;
};

const wanted = (changes: readonly HistoricChange[]): RawBuilder<unknown> =>
  sql`wanted as materialized (select * from ${recordset('deliveries', changes.map(changedRow))})`;

const storeReceipts = (
  db: Db,
  step: ImportStep,
  receipts: readonly HistoricReceipt[],
): Promise<number | undefined> => {
  if (receipts.length === 0) return storeMessages(db, step, []);
  const isTaken = sql`exists (select from taken)`;
  const changes = receipts.map(({ change }) => change);
  return stepTaken(
    db,
    sql`
      with ${lockedRun(step)},
      ${wanted(changes)},
      same as materialized (
        select d.message_id from deliveries d join wanted w using (message_id, receiver, version)
        order by d.message_id, d.receiver for update of d
      ),
      taken as materialized (
        select id from run where (select count(*) from same) = ${receipts.length}::integer
      ),
      ${storing(
        receipts.map(({ message }) => message),
        isTaken,
        step.at,
      )},
      ${changing(changes, isTaken, step.at)},
      new_receipts as (${insertRows(
        'receipts',
        receipts.map(({ receipt }) => receiptRow(receipt)),
        { where: isTaken, onConflictDoNothing: true },
      )})
      ${takeStep(step, isTaken, sql`select count(*) from claimed`)}`,
  );
};

/** `receipt_due` is null: what came live waits with a time, and is the sweep's. */
const unreceipted = async (
  db: Db,
  after: { readonly messageId: MessageId; readonly receiver: HerId } | undefined,
  limit: number,
): Promise<readonly UnreceiptedDelivery[]> => {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(d.message_id, d.receiver) > (${after.messageId}::uuid, ${after.receiver})`;
  const { rows } = await sql<DeliveryRow & { version: number; gen_instant: Date; received_at: Date }>`
    select d.*, m.received_at from deliveries d join messages m on m.id = d.message_id
    where d.receipt = 'waiting' and d.receipt_due is null and ${beyond} and m.origin = 'import'
    order by d.message_id, d.receiver limit ${limit}`.execute(db);
  return rows.map((row) => ({
    delivery: deliveryFrom(row),
    version: row.version,
    genInstant: row.gen_instant,
    receivedAt: row.received_at,
  }));
};

const storeTimeouts = (
  db: Db,
  step: ImportStep,
  changes: readonly HistoricChange[],
): Promise<number | undefined> =>
  changes.length === 0
    ? storeMessages(db, step, [])
    : stepTaken(
        db,
        sql`with ${lockedRun(step)}, ${wanted(changes)}, ${changing(changes, runIsHere, step.at)}
          ${takeStep(step, sql`true`, sql`select count(*) from changed`)}`,
      );
