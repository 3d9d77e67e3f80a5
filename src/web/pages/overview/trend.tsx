import { useSpeech } from '../../i18n/language.tsx';
import type { Course, Standing } from './overview.ts';
import { sayShare } from './words.ts';

const width = 320;
const height = 132;
const edge = { top: 14, right: 112, bottom: 22, left: 8 } as const;

/** Keeps direct labels apart: each is at least so far below the one above. */
const labelGap = 13;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly few: boolean;
}

const apart = <Label extends { readonly y: number }>(labels: readonly Label[]): readonly Label[] => {
  const placed: Label[] = [];
  for (const label of labels.toSorted((a, b) => a.y - b.y)) {
    const above = placed.at(-1);
    placed.push({ ...label, y: above === undefined ? label.y : Math.max(label.y, above.y + labelGap) });
  }
  return placed;
};

/** Points of a course in runs without a hole: a line is not drawn over months that are hidden. */
const runsOf = (points: readonly (Point | undefined)[]): readonly (readonly Point[])[] => {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === undefined) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((run) => run.length > 0);
};

const Line = ({ points, of }: { points: readonly (Point | undefined)[]; of: 'county' | 'own' }) => (
  <g className={`ov-line-${of}`}>
    {runsOf(points).map((run) => (
      <polyline key={run[0]?.x} points={run.map(({ x, y }) => `${x},${y}`).join(' ')} />
    ))}
    {points.map((point) =>
      point === undefined ? null : (
        <circle
          key={point.x}
          cx={point.x}
          cy={point.y}
          r={2.5}
          className={point.few ? 'ov-few' : undefined}
        />
      ),
    )}
  </g>
);

/** An indicator over twelve months: the county, the reader's own organisation and the target, each named where it ends. */
export const Trend = ({
  standing,
  ownName,
}: {
  readonly standing: Standing;
  readonly ownName: string | undefined;
}) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { county, own, target, name } = standing;
  const shares = [county, own].flatMap((course) =>
    (course?.trend ?? []).flatMap(({ figure }) => (figure.shown ? [figure.share] : [])),
  );
  const all = [...shares, ...(target === null ? [] : [target.share])];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const range = Math.max(high - low, 0.1);
  const bottom = Math.max(0, (low + high - range) / 2);
  const y = (share: number): number =>
    height - edge.bottom - ((share - bottom) / range) * (height - edge.top - edge.bottom);
  const last = county.trend.length - 1;
  const x = (place: number): number => edge.left + (place / last) * (width - edge.left - edge.right);
  const pointsOf = (course: Course): readonly (Point | undefined)[] =>
    course.trend.map(({ figure }, place) =>
      figure.shown ? { x: x(place), y: y(figure.share), few: figure.few } : undefined,
    );
  const endOf = (course: Course, text: string) => {
    const end = course.trend.findLast(({ figure }) => figure.shown)?.figure;
    if (end?.shown !== true) return [];
    return [{ y: y(end.share), text: `${text} ${sayShare(speech, standing, end.share)}` }];
  };
  const labels = apart([
    ...endOf(county, t('overview.trend.county')).map((each) => ({ ...each, of: 'county' })),
    ...(own === null || ownName === undefined
      ? []
      : endOf(own, t('overview.trend.own')).map((each) => ({ ...each, of: 'own' }))),
    ...(target === null
      ? []
      : [
          {
            y: y(target.share),
            text: t('overview.target.is', { target: sayShare(speech, standing, target.share) }),
            of: 'target',
          },
        ]),
  ]);
  const from = county.trend[0]?.period ?? county.period;
  const months = { from: format.month(from), to: format.month(county.period) };
  const summary = [t('overview.trend.summary', { name, ...months }), ...labels.map(({ text }) => text)].join(
    '. ',
  );
  return (
    <svg className="ov-trend" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
      {target !== null && (
        <line
          className="ov-target-line"
          x1={edge.left}
          x2={x(last)}
          y1={y(target.share)}
          y2={y(target.share)}
        />
      )}
      <line
        className="ov-axis"
        x1={edge.left}
        x2={x(last)}
        y1={height - edge.bottom}
        y2={height - edge.bottom}
      />
      <Line points={pointsOf(county)} of="county" />
      {own !== null && <Line points={pointsOf(own)} of="own" />}
      {labels.map(({ y: at, text, of }) => (
        <text key={of} className={`ov-label-${of}`} x={x(last) + 7} y={at + 4}>
          {text}
        </text>
      ))}
      <text className="ov-tick" x={edge.left} y={height - 6}>
        {format.shortMonth(from)}
      </text>
      <text className="ov-tick" x={x(last)} y={height - 6} textAnchor="end">
        {format.shortMonth(county.period)}
      </text>
    </svg>
  );
};
