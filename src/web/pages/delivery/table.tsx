import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { type CsvCell, toCsv } from '../../../domain/csv.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { keepFile } from '../../parts/csv.ts';
import { type Column, DataTable, More } from '../../parts/data-table.tsx';

/** A column that a file has too. */
export interface KeptColumn<Row> extends Column<Row> {
  readonly csv: (row: Row) => CsvCell;
}

const atOnce = 25;

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'nb');

/** A long table: sorted as its address says, some rows at a time, and all of them as a file. */
export const KeptTable = <Row,>({
  caption,
  file,
  columns,
  rows,
  rowKey,
  order,
  onOrder,
}: {
  readonly caption: string;
  /** Name of the file, without its ending. */
  readonly file: string;
  readonly columns: readonly KeptColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly order: string;
  readonly onOrder: (order: string) => void;
}) => {
  const { t } = useSpeech();
  const [shown, setShown] = useState(atOnce);
  const isDown = order.startsWith('-');
  const sort = columns.find(({ key }) => key === order.replace(/^-/, ''))?.sort;
  const sorted =
    sort === undefined ? rows : rows.toSorted((a, b) => compare(sort(a), sort(b)) * (isDown ? -1 : 1));
  const keep = (): void =>
    keepFile(
      `${file}.csv`,
      toCsv(
        columns.map(({ title }) => title),
        sorted.map((row) => columns.map(({ csv }) => csv(row))),
      ),
    );
  return (
    <>
      <DataTable
        caption={caption}
        columns={columns}
        rows={sorted.slice(0, shown)}
        rowKey={rowKey}
        order={order}
        onOrder={onOrder}
      />
      <div className="og-actions">
        {rows.length > shown && <More onClick={() => setShown(shown + atOnce)} />}
        {rows.length > 0 && (
          <Button variant="tertiary" data-size="sm" onClick={keep}>
            {t('shell.table.csv')}
          </Button>
        )}
      </div>
    </>
  );
};
