import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import type { Delivery } from './delivery.ts';
import { type Receipts as Counted, messagesIn, outcomes, receiptsOf, sumReceipts } from './receipts.ts';
import { type KeptColumn, KeptTable } from './table.tsx';

interface ReceiptRow {
  readonly type: string;
  readonly receipts: Counted;
  /** Of what is published, no number may be too small a number. */
  readonly own: boolean;
}

/** What became of a period's messages: a bar with its parts named, and the same by type in a table. */
export const Receipts = ({
  delivery: { traffic, period },
  order,
  onOrder,
}: {
  readonly delivery: Delivery;
  readonly order: string | undefined;
  readonly onOrder: (order: string) => void;
}) => {
  const { t, format } = useSpeech();
  const rows = useMemo(
    () =>
      traffic.flatMap((row): readonly ReceiptRow[] =>
        row.period === period && row.type !== null && row.figure.shown
          ? [{ type: row.type, receipts: receiptsOf(row.figure), own: row.own }]
          : [],
      ),
    [traffic, period],
  );
  const columns = useMemo((): readonly KeptColumn<ReceiptRow>[] => {
    const word = ({ type }: ReceiptRow): string => capital(typeWord(t, type));
    return [
      { key: 'type', title: t('delivery.type'), cell: word, sort: word, csv: ({ type }) => type },
      ...outcomes.map(
        (outcome): KeptColumn<ReceiptRow> => ({
          key: outcome,
          title: t(`delivery.outcomes.${outcome}`),
          isNumber: true,
          cell: ({ receipts, own }) =>
            receipts[outcome] === 0 && !own ? '–' : format.number(receipts[outcome]),
          sort: ({ receipts }) => receipts[outcome],
          csv: ({ receipts, own }) => (receipts[outcome] === 0 && !own ? undefined : receipts[outcome]),
        }),
      ),
    ];
  }, [t, format]);
  const all = sumReceipts(rows.map(({ receipts }) => receipts));
  const total = messagesIn(all);
  if (total === 0) return <p className="og-nothing">{t('delivery.flow.none')}</p>;
  return (
    <>
      <ul className="dl-parts">
        {outcomes
          .filter((outcome) => all[outcome] > 0)
          .map((outcome) => (
            <li key={outcome}>
              <span
                className={`dl-part dl-${outcome}`}
                style={{ inlineSize: `${(all[outcome] / total) * 100}%` }}
                aria-hidden
              />
              <strong>{format.number(all[outcome])}</strong> {t(`delivery.outcomes.${outcome}`)}{' '}
              <span className="og-of">{format.percent(all[outcome] / total)}</span>
            </li>
          ))}
      </ul>
      <KeptTable
        caption={t('delivery.receipts.table')}
        file={`overgang-kvitteringar-${period}`}
        columns={columns}
        rows={rows}
        rowKey={({ type }) => type}
        order={order ?? '-ok'}
        onOrder={onOrder}
      />
    </>
  );
};
