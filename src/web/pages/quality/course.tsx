import { Table } from '@digdir/designsystemet-react';
import { useCallback, useMemo } from 'react';
import { useSpeech } from '../../i18n/language.tsx';
import { Chart, type Draw } from '../../parts/chart.tsx';
import { capital } from '../../parts/names.ts';
import { isShown, monthsFrom, type Point, pointsOf, rangeOf } from './course-points.ts';
import { nameOf, type PartOfType } from './quality.ts';
import { figureWords, periodWord } from './words.ts';

const height = 300;
const labelHeight = 16;

interface Line {
  readonly name: string;
  readonly points: readonly Point[];
  readonly colour: string;
  /** Dashes, so that the lines differ without colour. */
  readonly dash: string;
  readonly symbol: 'circle' | 'square';
}

/** Where the names of lines stand, so far apart that they can be read. */
const labelsOf = (lines: readonly Line[], [low, high]: readonly [number, number]) => {
  const ends = lines
    .flatMap((line) => {
      const end = line.points.findLast(isShown);
      return end === undefined ? [] : [{ line, end }];
    })
    .sort((a, b) => b.end.share - a.end.share);
  const pixels = (share: number): number => ((high - share) / (high - low)) * (height - 50);
  let above = Number.NEGATIVE_INFINITY;
  return ends.map(({ line, end }) => {
    const at = pixels(end.share);
    const placed = Math.max(at, above + labelHeight);
    above = placed;
    return { line, end, dy: placed - at };
  });
};

/** How the share went over a year: the county, and an organisation beside it, each named where it ends. */
export const Course = ({ body, name }: { readonly body: PartOfType; readonly name: string }) => {
  const speech = useSpeech();
  const { t, format } = speech;
  const { course, organisation } = body;
  const months = useMemo(
    () => monthsFrom(body.months, [...body.course.county, ...body.course.organisation]),
    [body],
  );
  const lines = useMemo((): readonly Line[] => {
    const county: Line = {
      name: t('quality.county'),
      points: pointsOf(months, course.county),
      colour: 'var(--ds-color-neutral-text-subtle)',
      dash: '6 3',
      symbol: 'square',
    };
    if (organisation === null) return [county];
    return [
      county,
      {
        name: nameOf(organisation),
        points: pointsOf(months, course.organisation),
        colour: 'var(--ds-color-accent-base-default)',
        dash: 'none',
        symbol: 'circle',
      },
    ];
  }, [months, course, organisation, t]);
  const last = months.at(-1);
  const labelOf = useCallback(
    ({ name: who }: Line, end: Point): string => {
      const share = format.percent(end.share);
      return end.month === last ? `${share} ${who}` : `${share} (${format.shortMonth(end.month)}) ${who}`;
    },
    [format, last],
  );
  const draw = useCallback<Draw>(
    (plot, width) => {
      const marginRight = width < 520 ? 110 : 220;
      const range = rangeOf(lines.flatMap(({ points }) => points));
      const labels = labelsOf(lines, range);
      return {
        height,
        marginLeft: 48,
        marginRight,
        x: {
          type: 'point',
          domain: months,
          label: null,
          tickSize: 0,
          tickFormat: (month: string, at: number) =>
            width >= 640 || (months.length - 1 - at) % 3 === 0 ? format.shortMonth(month) : '',
        },
        y: {
          domain: range,
          label: null,
          grid: true,
          ticks: 5,
          tickFormat: (share: number) => format.percent(share),
        },
        marks: [
          ...lines.flatMap(({ points, colour, dash, symbol }) => [
            plot.ruleX(
              points.filter((point) => point.few),
              { x: 'month', y1: 'low', y2: 'high', stroke: colour, strokeOpacity: 0.6 },
            ),
            plot.line(points, {
              x: 'month',
              y: 'share',
              stroke: colour,
              strokeWidth: 2,
              strokeDasharray: dash,
            }),
            plot.dot(points.filter(isShown), {
              x: 'month',
              y: 'share',
              symbol,
              stroke: colour,
              fill: (point: Point) => (point.few ? 'var(--ds-color-neutral-background-default)' : colour),
            }),
          ]),
          ...labels.map(({ line, end, dy }) =>
            plot.text([end], {
              x: () => months.at(-1) ?? end.month,
              y: 'share',
              text: () => labelOf(line, end),
              textAnchor: 'start',
              dx: 10,
              dy,
              fill: 'currentColor',
              lineWidth: marginRight / 13,
              textOverflow: 'ellipsis',
            }),
          ),
        ],
      };
    },
    [lines, months, format, labelOf],
  );
  const drawn = lines.filter(({ points }) => points.some(isShown));
  if (drawn.length === 0) return <p className="og-nothing">{t('quality.course.none')}</p>;
  const summary = drawn
    .map(({ name: who, points }) => {
      const end = points.findLast(isShown);
      return end === undefined
        ? who
        : `${who}: ${format.percent(end.share)}, ${periodWord(speech, 'month', end.month)}`;
    })
    .join('. ');
  const wordsOf = (of: PartOfType['course']['county'], month: string): string => {
    const figure = of.find(({ period }) => period === month)?.figure;
    return figure === undefined ? '–' : figureWords(speech, figure);
  };
  return (
    <Chart
      title={t('quality.course.title', { name })}
      summary={`${summary}. ${t('quality.course.how')}`}
      draw={draw}
      table={
        <Table data-size="sm">
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('quality.period')}</Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('quality.county')}</Table.HeaderCell>
              {organisation !== null && (
                <Table.HeaderCell scope="col">{nameOf(organisation)}</Table.HeaderCell>
              )}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {months.map((month) => (
              <Table.Row key={month}>
                <Table.HeaderCell scope="row">{capital(periodWord(speech, 'month', month))}</Table.HeaderCell>
                <Table.Cell>{wordsOf(course.county, month)}</Table.Cell>
                {organisation !== null && <Table.Cell>{wordsOf(course.organisation, month)}</Table.Cell>}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      }
    />
  );
};
