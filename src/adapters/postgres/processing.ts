import { type RawBuilder, sql } from 'kysely';
import { type DeliveryEvent, stampEvents } from '../../domain/delivery.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { Processed } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { insertMessages } from './insert-messages.ts';
import { loadProgress, type VersionedDelivery } from './load.ts';
import { changingColumns, patchedRow } from './rows/delivery.ts';
import { eventRow } from './rows/event.ts';
import { findingRow } from './rows/finding.ts';
import { receiptRow } from './rows/receipt.ts';
import { referenceRow } from './rows/reference.ts';
import { insertRows, instant, recordset } from './rows/written.ts';

/**
 * `MessageStore.completeProcessing`: one read and one statement. The statement writes only if the message is
 * there and its deliveries are as they were read; if they are not, everything is computed anew.
 * Throws when a change names a receiver that the message has not.
 */
export const completeProcessing = async (db: Db, id: MessageId, processed: Processed): Promise<boolean> => {
  for (;;) {
    const progress = await loadProgress(db, id);
    if (progress === undefined || isDone(progress, processed)) return false;
    if (await write(db, id, processed, progress.deliveries)) return true;
  }
};

/** Receivers may be added to a processed message, so each delivery tells for itself; one without any goes by the message. */
const isDone = (
  {
    isProcessed,
    deliveries,
  }: { readonly isProcessed: boolean; readonly deliveries: readonly VersionedDelivery[] },
  processed: Processed,
): boolean =>
  processed.deliveries.length === 0
    ? isProcessed
    : processed.deliveries.some(({ receiver }) =>
        deliveries.some(
          ({ delivery }) => delivery.receiver === receiver && delivery.state.transport !== 'received',
        ),
      );

const write = async (
  db: Db,
  id: MessageId,
  processed: Processed,
  deliveries: readonly VersionedDelivery[],
): Promise<boolean> => {
  const changed = changedDeliveries(processed, deliveries);
  const rows = changed.map(({ row }) => row);
  const onlyIfTaken = { where: sql`exists (select from taken)` };
  const columns = changingColumns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`w.${column}`)}`);
  const appRecs =
    processed.appRecs.length === 0 ? sql`` : sql`, ${insertMessages(processed.appRecs, onlyIfTaken.where)}`;
  const written = await sql`
    with wanted as materialized (select * from ${recordset('deliveries', rows)}),
    locked as materialized (
      select d.receiver, d.version from deliveries d where d.message_id = ${id} order by d.receiver for update
    ),
    taken as (
      update messages set
        processed_at = coalesce(processed_at, ${instant(processed.at)}),
        rejected = coalesce(rejected, false) or ${processed.rejected},
        type_key = coalesce(${processed.typeKey ?? null}, type_key),
        document_id = coalesce(${processed.documentId ?? null}, document_id),
        app_rec_id = coalesce(${processed.appRecId ?? null}, app_rec_id),
        service_status = coalesce(${processed.serviceStatus ?? null}, service_status)
      where id = ${id} and (processed_at is null or ${rows.length > 0})
        and (select count(*) from locked join wanted using (receiver, version)) = ${rows.length}::integer
      returning id
    ),
    changed as (
      update deliveries d set ${sql.join(columns)}, version = d.version + 1
      from wanted w
      where d.message_id = ${id} and d.receiver = w.receiver and exists (select from taken)
    ),
    kept_events as (${insertRows('events', changed.flatMap(({ events }) => events).map(eventRow), onlyIfTaken)}),
    new_findings as (${insertRows(
      'findings',
      processed.findings.map((finding, at) => findingRow(id, finding, at)),
      { ...onlyIfTaken, onConflictDoNothing: true },
    )}),
    new_references as (${insertRows(
      'message_references',
      processed.references.map((reference, at) => referenceRow(id, reference, at)),
      { ...onlyIfTaken, onConflictDoNothing: true },
    )}),
    new_receipts as (${insertRows('receipts', processed.receipts.map(receiptRow), {
      ...onlyIfTaken,
      onConflictDoNothing: true,
    })})
    ${followed(id, processed)}
    ${appRecs}
    select id from taken`.execute(db);
  return written.rows.length > 0;
};

/** What the message told of its handover, and that it is to be looked at now. */
const followed = (id: MessageId, { at, reading }: Processed): RawBuilder<unknown> => {
  if (reading === undefined) return sql``;
  const rows = [{ message_id: id, subject: reading.subject, reading: reading.told }];
  return sql`, new_reading as (
      ${insertRows('handover_readings', rows, { where: sql`exists (select from taken)` })}
      on conflict (message_id) do update set reading = excluded.reading
    ),
    due as (
      insert into follow_subjects as f (subject, version, check_at)
      select ${reading.subject}, 1, ${instant(at)}::timestamptz where exists (select from taken)
      on conflict (subject) do update set
        version = f.version + 1, check_at = least(coalesce(f.check_at, 'infinity'), excluded.check_at)
    )`;
};

const changedDeliveries = (processed: Processed, deliveries: readonly VersionedDelivery[]) =>
  processed.deliveries.map(({ receiver, change }) => {
    const found = deliveries.find(({ delivery }) => delivery.receiver === receiver);
    if (found === undefined) throw new Error(`no delivery to ${receiver}`);
    const stamped = stampEvents(found.delivery, change.events, processed.at);
    const row = patchedRow(found.delivery, stamped.state, change.patch);
    const events: readonly DeliveryEvent[] = stamped.events;
    return { row: { ...row, version: found.version }, events };
  });
