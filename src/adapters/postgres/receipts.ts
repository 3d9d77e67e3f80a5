import { sql } from 'kysely';
import { type NewDeliveryEvent, stampEvents } from '../../domain/delivery.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { NewReceipt } from '../../domain/store.ts';
import type { Db } from './database.ts';
import { writeDelivery } from './deliveries.ts';
import type { VersionedDelivery } from './load.ts';
import { deliveryFrom, patchedRow } from './rows/delivery.ts';
import { receiptRow } from './rows/receipt.ts';
import { insertRows } from './rows/written.ts';

/**
 * `MessageStore.recordReceipt`. The same AppRec again is answered as before, without effect: its worker may have
 * died before it could go on. A receipt that its delivery's state does not allow is treated like a second one: its
 * event is kept as an anomaly, and nothing else. Throws when the original has no delivery to that receiver.
 */
export const recordReceipt = async (
  db: Db,
  receipt: NewReceipt,
  event: NewDeliveryEvent,
): Promise<boolean> => {
  const { original, receiver } = receipt;
  for (;;) {
    const found = await readReceipted(db, receipt);
    if (found === undefined) throw new Error(`no delivery of ${original} to ${receiver}`);
    if (found.standing === receipt.appRec) return true;
    if (found.isFlagged) return false;
    const { delivery } = found;
    const stamped = stampEvents(delivery, [event], receipt.at);
    const counts = found.standing === null && stamped.events.every(({ possible }) => possible);
    const events = counts
      ? stamped.events
      : stamped.events.map((kept) => ({ ...kept, after: delivery.state, possible: false }));
    const row = patchedRow(delivery, counts ? stamped.state : delivery.state);
    const receiptToo = sql`new_receipt as (${insertRows('receipts', counts ? [receiptRow(receipt)] : [], {
      where: sql`exists (select from changed)`,
    })})`;
    if (await writeDelivery(db, found, row, events, receiptToo)) return counts;
  }
};

interface Receipted extends VersionedDelivery {
  /** The AppRec that stands. */
  readonly standing: MessageId | null;
  /** The AppRec in hand has come before, and did not count. */
  readonly isFlagged: boolean;
}

/** A delivery and what has been receipted of it, as of one moment. */
const readReceipted = async (
  db: Db,
  { original: id, receiver, appRec }: NewReceipt,
): Promise<Receipted | undefined> => {
  const row = await db
    .selectFrom('deliveries as d')
    .leftJoin('receipts as r', (join) =>
      join.on('r.message_id', '=', id).onRef('r.receiver', '=', 'd.receiver'),
    )
    .selectAll('d')
    .select('r.app_rec as standing')
    .select(
      sql<boolean>`exists (
        select from events e
        where e.message_id = ${id} and e.receiver = d.receiver and e.details->>'appRec' = ${appRec}
      )`.as('is_flagged'),
    )
    .where('d.message_id', '=', id)
    .where('d.receiver', '=', receiver)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        delivery: deliveryFrom(row),
        version: row.version,
        standing: row.standing,
        isFlagged: row.is_flagged,
      };
};
