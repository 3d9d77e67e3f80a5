import { sql } from 'kysely';
import type { Db } from '../adapters/postgres/database.ts';
import { actRow } from '../adapters/postgres/rows/act.ts';
import { deliveryRow } from '../adapters/postgres/rows/delivery.ts';
import { eventRow } from '../adapters/postgres/rows/event.ts';
import { findingRow } from '../adapters/postgres/rows/finding.ts';
import { messageKeyRow, messageRow } from '../adapters/postgres/rows/message.ts';
import { receiptRow } from '../adapters/postgres/rows/receipt.ts';
import { referenceRow } from '../adapters/postgres/rows/reference.ts';
import { insertRows, instant } from '../adapters/postgres/rows/written.ts';
import type { Delivery, DeliveryEvent } from '../domain/delivery.ts';
import type { NewMessage, Processed } from '../domain/store.ts';
import type { Deed } from './letter.ts';

/** Much at a time, as it has become: none of it is followed through the states that it went through. */

/** A message with what became of it. Its payload is not kept: it has none. */
export interface PastMessage {
  readonly message: NewMessage;
  readonly deliveries: readonly Delivery[];
  readonly events: readonly DeliveryEvent[];
  /** Of letters; what receipts are is all in their message. */
  readonly processed?: Pick<Processed, 'findings' | 'references' | 'reading' | 'receipts'>;
}

/** Stores messages whole. None of them may be here already. */
export const insertPast = async (db: Db, past: readonly PastMessage[]): Promise<void> => {
  const letters = past.flatMap(({ message: { id }, processed }) =>
    processed === undefined ? [] : [{ id, ...processed }],
  );
  const rows = {
    message_keys: past.map(({ message }) => messageKeyRow(message)),
    messages: past.map(({ message }) => messageRow(message)),
    deliveries: past.flatMap(({ message, deliveries }) =>
      deliveries.map((delivery) => deliveryRow(delivery, message.genInstant)),
    ),
    events: past.flatMap(({ events }) => events.map(eventRow)),
    findings: letters.flatMap(({ id, findings }) => findings.map((one, at) => findingRow(id, one, at))),
    message_references: letters.flatMap(({ id, references }) =>
      references.map((one, at) => referenceRow(id, one, at)),
    ),
    receipts: letters.flatMap(({ receipts }) => receipts.map(receiptRow)),
    handover_readings: letters.flatMap(({ id, reading }) =>
      reading === undefined ? [] : [{ message_id: id, subject: reading.subject, reading: reading.told }],
    ),
  } as const;
  await db.transaction().execute(async (trx) => {
    for (const [table, all] of Object.entries(rows)) {
      await insertRows(table as keyof typeof rows, all).execute(trx);
    }
  });
};

/** Stores acts, and that their enterprises report such. */
export const insertDeeds = async (db: Db, deeds: readonly Deed[]): Promise<void> => {
  const acts = deeds.map(({ id, kind, at, told, by, about }) =>
    actRow({
      id,
      kind,
      at: new Date(at),
      by,
      about: about.id,
      reportedAt: new Date(told),
      reportedBy: 'county',
    }),
  );
  const kinds = acts.map(({ enterprise, kind }) => ({ enterprise, kind }));
  await insertRows('acts', acts).execute(db);
  await insertRows('reported_kinds', kinds, { onConflictDoNothing: true }).execute(db);
};

/** Makes due whatever these messages are about. */
export const followFrom = async (db: Db, now: Date): Promise<void> => {
  await sql`
    insert into follow_subjects (subject, version, check_at)
    select distinct subject, 1, ${instant(now)}::timestamptz from handover_readings
    on conflict (subject) do nothing`.execute(db);
};
