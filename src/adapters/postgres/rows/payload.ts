import { type RawBuilder, sql } from 'kysely';
import type { Sealed } from '../../../domain/ports.ts';
import type { PayloadsTable } from '../tables.ts';

/** Columns of a sealed payload, in payloads and in quarantine. */
type SealedColumns = Pick<PayloadsTable, 'key_id' | 'nonce' | 'data'>;

/** A sealed payload as columns. Bytes are copied by nobody: pg sends them as they are. */
export const sealedColumns = (sealed: Sealed): SealedColumns => ({
  key_id: sealed.keyId,
  nonce: asBuffer(sealed.nonce),
  data: asBuffer(sealed.data),
});

/** Columns as the sealed payload they hold. */
export const sealedFrom = (row: SealedColumns): Sealed => ({
  keyId: row.key_id,
  nonce: row.nonce,
  data: row.data,
});

/** `VALUES` of payloads (message_id, key_id, nonce, data): bytes as parameters, since text would double them. */
export const payloadValues = (
  payloads: readonly { readonly id: string; readonly payload: Sealed }[],
): RawBuilder<unknown> =>
  sql.join(
    payloads.map(({ id, payload }) => {
      const { key_id, nonce, data } = sealedColumns(payload);
      return sql`(${id}::uuid, ${key_id}::text, ${nonce}::bytea, ${data}::bytea)`;
    }),
  );

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
