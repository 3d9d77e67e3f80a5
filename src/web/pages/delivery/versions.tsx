import { useCallback, useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { Chart } from '../../parts/chart.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import type { Delivery, Version } from './delivery.ts';
import { periodName } from './period.ts';
import { stack } from './stack.ts';
import { type KeptColumn, KeptTable } from './table.tsx';
import { labelGap, useStackDraw } from './volumes.tsx';

/** Beside versions nobody names there are none. */
const rest = '…';

/** Which versions of the standards are in use, period by period, and who writes what now. */
export const Versions = ({
  delivery: { versions, versionsBySystem, periods, period, grain },
  type,
  order,
  onOrder,
}: {
  readonly delivery: Delivery;
  /** The type that is looked at; the one with most versions when none is. */
  readonly type: string | undefined;
  readonly order: string | undefined;
  readonly onOrder: (order: string) => void;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const shown = useMemo(() => {
    const parts = versions.filter(({ version, figure }) => version !== null && figure.shown);
    const byType = Map.groupBy(parts, (row) => row.type ?? '');
    const variety = (of: string): number =>
      new Set(byType.get(of)?.map(({ version }) => version)).size * 1_000 + (byType.get(of)?.length ?? 0);
    const chosen =
      type ?? [...byType.keys()].toSorted((a, b) => variety(b) - variety(a) || a.localeCompare(b))[0];
    return { type: chosen, rows: byType.get(chosen ?? '') ?? [] };
  }, [versions, type]);
  const stacked = useMemo(
    () =>
      stack(
        shown.rows.map(({ period: at, version, figure }) => ({
          period: at,
          part: version ?? '',
          amount: figure.shown ? figure.hits : 0,
        })),
        periods,
        { most: 7, rest, labelGap },
      ),
    [shown, periods],
  );
  const name = useCallback((part: string): string => part, []);
  const draw = useStackDraw(stacked, periods, grain, name);
  const columns = useMemo((): readonly KeptColumn<Version>[] => {
    const word = (row: Version): string => (row.type === null ? '' : capital(typeWord(t, row.type)));
    const hits = ({ figure }: Version): number => (figure.shown ? figure.hits : 0);
    const text = (key: 'version' | 'system', title: string): KeptColumn<Version> => ({
      key,
      title,
      cell: (row) => row[key] ?? '–',
      sort: (row) => row[key] ?? '',
      csv: (row) => row[key] ?? undefined,
    });
    return [
      text('system', t('delivery.system')),
      { key: 'type', title: t('delivery.type'), cell: word, sort: word, csv: (row) => row.type ?? undefined },
      text('version', t('delivery.versions.version')),
      {
        key: 'hits',
        title: t('delivery.volumes.messages'),
        isNumber: true,
        cell: (row) => format.number(hits(row)),
        sort: hits,
        csv: hits,
      },
    ];
  }, [t, format]);
  if (shown.type === undefined) return <p className="og-nothing">{t('delivery.versions.none')}</p>;
  const newest = periodName(speech, grain, period);
  return (
    <>
      <Chart
        title={capital(typeWord(t, shown.type))}
        summary={t('delivery.versions.summary', { versions: stacked.parts.join(', ') })}
        draw={draw}
        table={
          <ul>
            {stacked.slices.map((slice) => (
              <li key={`${slice.period} ${slice.part}`}>
                {capital(periodName(speech, grain, slice.period))}: {slice.part} {format.number(slice.amount)}
              </li>
            ))}
          </ul>
        }
      />
      <KeptTable
        caption={t('delivery.versions.bySystem', { period: newest })}
        file={`overgang-versjonar-${period}`}
        columns={columns}
        rows={versionsBySystem.filter(({ version, figure }) => version !== null && figure.shown)}
        rowKey={(row) => `${row.system} ${row.type} ${row.version}`}
        order={order ?? '-hits'}
        onOrder={onOrder}
      />
    </>
  );
};
