import { Table } from '@digdir/designsystemet-react';
import type { ReportCell, ReportTable } from '../../../domain/board/report.ts';
import type { Formats } from '../../i18n/format.ts';

/** A table with no more rows is not broken over two pages. */
const shortRows = 12;

const written = (format: Formats, cell: ReportCell): string => {
  if ('text' in cell) return cell.text;
  return cell.kind === 'share' ? format.percent(cell.value) : format.number(cell.value);
};

/** A table of a report, in the report's language. On paper it is as wide as the page, and its head stands on each. */
export const ReportTableView = ({
  table: { id, title, columns, rows, note },
  format,
}: {
  readonly table: ReportTable;
  readonly format: Formats;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
  <section className="og-scroll rp-table" aria-label={title} tabIndex={0}>
    <Table data-size="sm" id={id} data-columns={columns.length} data-short={rows.length <= shortRows}>
      <caption className="og-caption">{title}</caption>
      <Table.Head>
        <Table.Row>
          {columns.map((column) => (
            <Table.HeaderCell
              key={column.title}
              scope="col"
              className={column.isNumber ? 'og-number' : undefined}
            >
              {column.title}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={written(format, row[0] ?? { kind: 'text', text: '' })}>
            {row.map((cell, place) => (
              <Table.Cell
                key={columns[place]?.title}
                className={
                  [
                    ...(columns[place]?.isNumber === true ? ['og-number'] : []),
                    ...(cell.kind === 'hidden' ? ['og-hidden'] : []),
                  ].join(' ') || undefined
                }
              >
                {written(format, cell)}
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
    {note !== undefined && <p className="og-of">{note}</p>}
  </section>
);
