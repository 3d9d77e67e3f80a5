import { type RawBuilder, sql } from 'kysely';
import type { Database, DirectoryTable } from '../tables.ts';

/** A row as `json_populate_recordset` takes it: instants and bytes as text, the rest as it is. */
export type Written<T> = { readonly [K in keyof T]: AsText<T[K]> };
type AsText<V> = V extends Date | Buffer ? string : V;

const isoTail = '-MM-DDTHH:mm:ss.sssZ'.length;

/** An instant as PostgreSQL reads it, to the millisecond; years before 1 and after 9999 too, which ISO 8601 writes otherwise. */
export const instant = (date: Date): string => {
  const tail = date.toISOString().slice(-isoTail);
  const year = date.getUTCFullYear();
  const digits = (n: number) => String(n).padStart(4, '0');
  return year > 0 ? `${digits(year)}${tail}` : `${digits(1 - year)}${tail} BC`;
};

/** Hex digits as a bytea's text. */
export const byteaOfHex = (hex: string): string => `\\x${hex}`;

type Table = keyof Database | DirectoryTable;

/** What narrows an INSERT of rows called `v`, and what it does with rows that are there already. */
interface InsertOptions {
  readonly where?: RawBuilder<unknown>;
  readonly onConflictDoNothing?: boolean;
}

/** Rows as a table expression in one parameter, with the column types of the table itself. */
export const recordset = (table: Table, rows: readonly object[]): RawBuilder<unknown> =>
  sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;

/**
 * `INSERT … SELECT` of any number of rows, in their order, with one parameter; `returning` may follow. The rows must
 * all have the same keys. No rows: a SELECT of nothing.
 */
export const insertRows = (
  table: Table,
  rows: readonly object[],
  { where = sql`true`, onConflictDoNothing = false }: InsertOptions = {},
): RawBuilder<unknown> => {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return sql`select`;
  return sql`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    select ${sql.join(columns.map((column) => sql.ref(`v.${column}`)))}
    from ${recordset(table, rows)} with ordinality v
    where ${where}
    order by v.ordinality
    ${onConflictDoNothing ? sql`on conflict do nothing` : sql``}`;
};
