import { useCallback } from 'react';
import type { ReportCell, ReportPicture, ReportTable } from '../../../domain/board/report.ts';
import type { Formats } from '../../i18n/format.ts';
import { Chart, type Draw } from '../../parts/chart.tsx';
import { ReportTableView } from './table.tsx';

/** Pictures that are read in grey as in colour: dark on light, with their words beside them. */

type Course = Extract<ReportPicture, { readonly kind: 'course' }>;
type Bars = Extract<ReportPicture, { readonly kind: 'bars' }>;

const ink = 'var(--ds-color-accent-base-default)';
const faint = 'var(--ds-color-neutral-border-default)';
const strong = 'var(--ds-color-neutral-text-default)';
const courseHeight = 190;
const barHeight = 38;
const labelRoom = 84;
/** Of the height of a picture: labels that are nearer than this stand in each other's way. */
const near = 0.12;

const drawCourse =
  ({ points, target, unit }: Course, format: Formats): Draw =>
  (plot, width) => {
    const shown = points.flatMap(({ period, at }) => (at === undefined ? [] : [{ period, ...at }]));
    const line = points.map(({ period, at }) => ({ period, value: at?.value ?? Number.NaN }));
    const last = shown.slice(-1);
    const all = [
      ...shown.flatMap(({ low, high }) => [low, high]),
      ...(target === undefined ? [] : [target.value]),
    ];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const room = (high - low || 1) * near;
    const end = last[0]?.value ?? 0;
    const isNear = target !== undefined && Math.abs(target.value - end) < room * 2;
    const away = target !== undefined && target.value >= end ? -1 : 1;
    const labels = new Map(points.map(({ period, label }) => [period, label]));
    const lastPeriod = points.at(-1)?.period;
    return {
      height: courseHeight,
      marginRight: labelRoom,
      marginLeft: 54,
      x: {
        type: 'point',
        domain: points.map(({ period }) => period),
        label: null,
        tickSize: 0,
        tickFormat: (period: string) => (width < 420 ? labels.get(period)?.charAt(0) : labels.get(period)),
      },
      y: {
        domain: [low - room, high + room],
        label: null,
        grid: true,
        ticks: 4,
        tickFormat: (value: number) =>
          unit === 'share' ? format.percent(value) : format.number(value * 100),
      },
      marks: [
        ...(target === undefined
          ? []
          : [
              plot.ruleY([target.value], { stroke: strong, strokeDasharray: '5 4' }),
              plot.text([target], {
                x: () => lastPeriod,
                y: 'value',
                text: 'text',
                textAnchor: 'start',
                dx: 8,
                dy: isNear ? 9 * away : 0,
                fill: strong,
              }),
            ]),
        plot.ruleX(shown, { x: 'period', y1: 'low', y2: 'high', stroke: faint, strokeWidth: 5 }),
        plot.lineY(line, { x: 'period', y: 'value', stroke: ink, strokeWidth: 2 }),
        plot.dot(shown, { x: 'period', y: 'value', fill: ink, r: 3.5 }),
        plot.text(last, {
          x: 'period',
          y: 'value',
          text: 'text',
          textAnchor: 'start',
          dx: 8,
          dy: isNear ? -7 * away : 0,
          fontWeight: 600,
          fill: ink,
        }),
      ],
    };
  };

const drawBars =
  ({ bars }: Bars): Draw =>
  (plot) => ({
    height: bars.length * barHeight + 10,
    marginLeft: 2,
    marginRight: 60,
    marginTop: 4,
    marginBottom: 4,
    x: { axis: null },
    y: { axis: null, domain: bars.map(({ label }) => label), paddingInner: 0.15 },
    marks: [
      plot.barX(bars, { x: 'value', y: 'label', fill: ink, insetTop: 17 }),
      plot.text(bars, { x: 0, y: 'label', text: 'label', textAnchor: 'start', dy: -10, fill: strong }),
      plot.text(bars, {
        x: 'value',
        y: 'label',
        text: 'text',
        textAnchor: 'start',
        dx: 6,
        dy: 8,
        fontWeight: 600,
        fill: strong,
      }),
    ],
  });

const tableOf = (picture: ReportPicture): ReportTable => {
  const rows =
    picture.kind === 'bars'
      ? picture.bars.map(({ label, text }) => [label, text])
      : picture.points.map(({ period, at }) => [period.slice(0, 7), at?.text ?? '–']);
  return {
    id: `${picture.id}-table`,
    title: picture.title,
    columns: [
      { title: '', isNumber: false },
      { title: '', isNumber: true },
    ],
    rows: rows.map((row) => row.map((text): ReportCell => ({ kind: 'text', text }))),
  };
};

/** A picture of a report, with the same in a table. */
export const ReportPictureView = ({
  picture,
  format,
}: {
  readonly picture: ReportPicture;
  readonly format: Formats;
}) => {
  const draw = useCallback<Draw>(
    (plot, width) => (picture.kind === 'bars' ? drawBars(picture) : drawCourse(picture, format))(plot, width),
    [picture, format],
  );
  return (
    <Chart
      title={picture.title}
      summary={picture.summary}
      draw={draw}
      table={<ReportTableView table={tableOf(picture)} format={format} />}
    />
  );
};
