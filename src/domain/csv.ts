/** Tables as files that spreadsheets open: semicolons and a byte order mark, which is what Norwegian ones expect. */

/** A cell as it is written; `undefined` is empty. */
export type CsvCell = string | number | undefined;

/** What a spreadsheet would take for a formula is led by an apostrophe, so that it stands as text. */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const written = (cell: CsvCell): string => {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  const text = guarded(cell);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Headings and rows as CSV (RFC 4180, with semicolons); numbers have a decimal comma. */
export const toCsv = (headings: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${[headings, ...rows].map((row) => row.map(written).join(';')).join('\r\n')}\r\n`;
