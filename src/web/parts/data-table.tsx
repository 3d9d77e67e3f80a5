import { Button, Table } from '@digdir/designsystemet-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useSpeech } from '../i18n/language.tsx';

/** A column of a table. `sort`: what its rows are ordered by; a column without is not sortable. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly sort?: (row: Row) => string | number;
  readonly isNumber?: boolean;
}

/** The order of a table as it stands in an address: `name` or `-name`. */
export type Order = string | undefined;

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'nb');

/** A table that can be sorted by its headings; on a narrow screen it scrolls sideways in its own box. */
export const DataTable = <Row,>({
  caption,
  columns,
  rows,
  rowKey,
  order,
  onOrder,
  most = Number.POSITIVE_INFINITY,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly order?: Order;
  readonly onOrder?: (order: string) => void;
  /** Rows shown at first; so many more each time they are asked for. */
  readonly most?: number;
}) => {
  const { t } = useSpeech();
  const [pages, setPages] = useState(1);
  const by = order?.replace(/^-/, '');
  const isDown = order?.startsWith('-') === true;
  const sorted = useMemo(() => {
    const sort = columns.find(({ key }) => key === by)?.sort;
    if (sort === undefined) return rows;
    return [...rows].sort((a, b) => compare(sort(a), sort(b)) * (isDown ? -1 : 1));
  }, [rows, columns, by, isDown]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
    <section className="og-scroll" aria-label={caption} tabIndex={0}>
      <Table data-size="sm" hover>
        <caption className="og-caption">{caption}</caption>
        <Table.Head>
          <Table.Row>
            {columns.map(({ key, title, sort, isNumber }) => {
              const direction = by === key ? (isDown ? 'descending' : 'ascending') : 'none';
              return (
                <Table.HeaderCell
                  key={key}
                  className={isNumber === true ? 'og-number' : undefined}
                  {...(sort !== undefined &&
                    onOrder !== undefined && {
                      sort: direction,
                      onClick: () => onOrder(by === key && !isDown ? `-${key}` : key),
                    })}
                >
                  {title}
                </Table.HeaderCell>
              );
            })}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {sorted.slice(0, pages * most).map((row) => (
            <Table.Row key={rowKey(row)}>
              {columns.map(({ key, cell, isNumber }) => (
                <Table.Cell key={key} className={isNumber === true ? 'og-number' : undefined}>
                  {cell(row)}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {rows.length === 0 && <p className="og-nothing">{t('shell.table.empty')}</p>}
      {rows.length > pages * most && <More onClick={() => setPages(pages + 1)} />}
    </section>
  );
};

/** Fetches the next page of a list. */
export const More = ({ onClick }: { readonly onClick: () => void }) => {
  const { t } = useSpeech();
  return (
    <Button variant="secondary" data-size="sm" onClick={onClick}>
      {t('shell.table.more')}
    </Button>
  );
};
