import type { Indicator } from './indicator.ts';
import type { CoursePoint, ReportPicture } from './report.ts';
import { figureOf, type ReportFacts } from './report-facts.ts';
import { trafficRows } from './report-tables.ts';
import { fill } from './report-texts.ts';
import { capital, type Wording } from './report-words.ts';

/** The pictures of a report, as values; whoever shows it draws them. */

const mostBars = 10;
/** Fewer points are no course. */
const leastPoints = 2;

/** A county's indicator month by month, with its target; undefined when there is too little to draw. */
export const coursePicture = (
  wording: Wording,
  facts: ReportFacts,
  indicator: Indicator,
  months: readonly string[],
): ReportPicture | undefined => {
  const { unit, target, texts, id } = indicator;
  const { name } = texts[facts.language];
  const points = months.map((period): CoursePoint => {
    const figure = figureOf(facts, facts.months, indicator, { period, grain: 'month' });
    const label = wording.month(period).slice(0, 3);
    if (!figure.shown) return { period, label };
    const { share, low, high } = figure;
    return { period, label, at: { value: share, low, high, text: wording.value(share, unit) } };
  });
  const begin = points.findIndex(({ at }) => at !== undefined);
  const shown = points.filter(({ at }) => at !== undefined);
  const [first] = shown;
  const last = shown.at(-1);
  if (shown.length < leastPoints || first?.at === undefined || last?.at === undefined) return undefined;
  const targetText =
    target && fill(wording.word('targetLine'), { target: wording.value(target.share, unit) });
  const summary = fill(wording.word('courseSummary'), {
    from: wording.month(first.period),
    fromValue: first.at.text,
    to: wording.month(last.period),
    toValue: last.at.text,
  });
  return {
    kind: 'course',
    id: `course-${id}`,
    title: fill(wording.word('coursePicture'), { name }),
    summary,
    unit,
    // What lies before anything was published is no hole.
    points: points.slice(begin),
    ...(target !== undefined &&
      targetText !== undefined && { target: { value: target.share, text: targetText } }),
  };
};

/** The types of message with the most messages. */
export const trafficPicture = (wording: Wording, facts: ReportFacts): ReportPicture | undefined => {
  const bars = trafficRows(facts).flatMap(({ type, figure }) =>
    figure.shown
      ? [
          {
            label: capital(wording.texts.types[type] ?? type),
            value: figure.n,
            text: wording.number(figure.n),
          },
        ]
      : [],
  );
  const [largest] = bars;
  if (largest === undefined) return undefined;
  return {
    kind: 'bars',
    id: 'traffic-types',
    title: fill(wording.word('barPicture'), { period: wording.period(facts) }),
    summary: fill(wording.word('barSummary'), { type: largest.label, n: largest.text }),
    bars: bars.slice(0, mostBars),
  };
};
