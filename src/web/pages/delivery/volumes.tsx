import { useCallback, useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { Chart, type Draw } from '../../parts/chart.tsx';
import { capital, typeWord } from '../../parts/names.ts';
import type { Delivery, Grain, Traffic } from './delivery.ts';
import { periodName, periodTick } from './period.ts';
import { messagesIn, receiptsOf } from './receipts.ts';
import { type Stack, stack } from './stack.ts';
import { type KeptColumn, KeptTable } from './table.tsx';

/** Fills of the parts of a bar; a line parts them, and each has its name beside it. */
const fills = [
  'var(--ds-color-accent-base-default)',
  'var(--ds-color-brand1-base-default)',
  'var(--ds-color-brand2-base-default)',
  'var(--ds-color-brand3-base-default)',
  'var(--ds-color-info-border-default)',
  'var(--ds-color-success-border-default)',
  'var(--ds-color-neutral-border-default)',
] as const;

const rest = 'rest';
const height = 340;
const labelHeight = 16;

/** Draws stacked bars with the names of their parts to the right of the last one. */
export const useStackDraw = (
  { parts, slices, labels }: Stack,
  periods: readonly string[],
  grain: Grain,
  name: (part: string) => string,
): Draw => {
  const speech = useSpeech();
  return useCallback(
    (plot, width) => {
      const marginRight = width < 520 ? 118 : 190;
      const fill = (part: string): string => fills[parts.indexOf(part) % fills.length] ?? fills[0];
      const last = periods.at(-1) ?? '';
      return {
        height,
        marginRight,
        marginLeft: 48,
        x: {
          domain: periods,
          label: null,
          tickSize: 0,
          tickFormat: (period: string, at: number) =>
            width >= 520 || (periods.length - 1 - at) % 3 === 0 ? periodTick(speech, grain, period) : '',
        },
        y: { label: null, grid: true, ticks: 4, tickFormat: (value: number) => speech.format.number(value) },
        marks: [
          plot.rectY(slices, {
            x: 'period',
            y1: 'low',
            y2: 'high',
            fill: ({ part }: { readonly part: string }) => fill(part),
            stroke: 'var(--ds-color-neutral-background-default)',
            insetLeft: 1,
            insetRight: 1,
          }),
          plot.text(labels, {
            x: () => last,
            y: 'at',
            text: ({ part }: { readonly part: string }) => name(part),
            textAnchor: 'start',
            dx: Math.max(10, (width - 48 - marginRight) / periods.length / 2 + 4),
            fill: 'currentColor',
            lineWidth: marginRight / 14,
            textOverflow: 'ellipsis',
          }),
          plot.ruleY([0]),
        ],
      };
    },
    [parts, slices, labels, periods, grain, name, speech],
  );
};

/** Of the highest bar: room for a label. */
export const labelGap = labelHeight / (height - 50);

/** How many messages of each type, period by period. */
export const Volumes = ({
  delivery: { traffic, periods, grain, period },
  order,
  onOrder,
}: {
  readonly delivery: Delivery;
  readonly order: string | undefined;
  readonly onOrder: (order: string) => void;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const stacked = useMemo(
    () =>
      stack(
        traffic.map(({ period: at, type, figure }) => ({
          period: at,
          part: type ?? '',
          amount: messagesIn(receiptsOf(figure)),
        })),
        periods,
        { most: 6, rest, labelGap },
      ),
    [traffic, periods],
  );
  const name = useCallback(
    (part: string): string => (part === rest ? t('delivery.otherTypes') : capital(typeWord(t, part))),
    [t],
  );
  const draw = useStackDraw(stacked, periods, grain, name);
  const columns = useMemo((): readonly KeptColumn<Traffic>[] => {
    const count = ({ figure }: Traffic): number | undefined =>
      figure.shown ? messagesIn(receiptsOf(figure)) : undefined;
    // Of what is published, no number may be too small a number.
    const leftOut = (kind: 'resent' | 'copies') => (row: Traffic) =>
      row.figure.shown ? (row.figure.leftOut[kind] ?? (row.own ? 0 : undefined)) : undefined;
    const number = (
      key: string,
      title: string,
      of: (row: Traffic) => number | undefined,
    ): KeptColumn<Traffic> => ({
      key,
      title,
      isNumber: true,
      cell: (row) => {
        if (!row.figure.shown) return t('delivery.hidden');
        const value = of(row);
        return value === undefined ? '–' : format.number(value);
      },
      sort: (row) => of(row) ?? -1,
      csv: of,
    });
    const word = ({ type }: Traffic): string => (type === null ? '' : name(type));
    return [
      {
        key: 'period',
        title: t('delivery.period'),
        cell: (row) => capital(periodName(speech, grain, row.period)),
        sort: (row) => row.period,
        csv: (row) => row.period,
      },
      { key: 'type', title: t('delivery.type'), cell: word, sort: word, csv: (row) => row.type ?? undefined },
      number('messages', t('delivery.volumes.messages'), count),
      number('resent', t('delivery.volumes.resent'), leftOut('resent')),
      number('copies', t('delivery.volumes.copies'), leftOut('copies')),
    ];
  }, [t, format, speech, grain, name]);
  const now = stacked.slices.filter((slice) => slice.period === period);
  const total = now.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <Chart
      title={t('delivery.volumes.title')}
      summary={t('delivery.volumes.summary', {
        count: format.number(total),
        period: periodName(speech, grain, period),
      })}
      draw={draw}
      table={
        <KeptTable
          caption={t('delivery.volumes.table')}
          file={`overgang-mengd-${period}`}
          columns={columns}
          rows={traffic.filter(({ type }) => type !== null)}
          rowKey={(row) => `${row.period} ${row.type}`}
          order={order ?? '-period'}
          onOrder={onOrder}
        />
      }
    />
  );
};
