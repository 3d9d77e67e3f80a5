import type { NewReceipt, StoredReceipt } from '../../../domain/store.ts';
import type { ReceiptsTable } from '../tables.ts';
import { instant, type Written } from './written.ts';

/** A receipt as its row. */
export const receiptRow = (receipt: NewReceipt): Written<ReceiptsTable> => ({
  message_id: receipt.original,
  receiver: receipt.receiver,
  app_rec: receipt.appRec,
  status: receipt.status,
  errors: receipt.errors,
  at: instant(receipt.at),
});

/** A row as the receipt it holds. */
export const receiptFrom = (row: ReceiptsTable): StoredReceipt => ({
  receiver: row.receiver,
  status: row.status,
  errors: row.errors,
  appRec: row.app_rec,
  at: row.at,
});
