import { type CsvCell, toCsv } from '../csv.ts';
import type { Report, ReportFigure } from './report.ts';
import type { ReportTexts } from './report-texts.ts';

/** Every figure of a report, one a row, for spreadsheets and programs. */

const columns = [
  'measure',
  'part',
  'name',
  'type',
  'herId',
  'organisation',
  'grain',
  'period',
  'numerator',
  'denominator',
  'share',
  'low',
  'high',
  'rounded',
  'medianMinutes',
  'p90Minutes',
  'hidden',
  'publishedAt',
] as const;

const cellsOf = (texts: ReportTexts, each: ReportFigure): readonly CsvCell[] => {
  const { measure, part, name, type, enterprise, grain, period, figure, asOf } = each;
  const shown = figure.shown ? figure : undefined;
  return [
    measure,
    part,
    name,
    type,
    enterprise?.herId,
    enterprise?.name ?? texts.words.county,
    grain,
    period,
    shown?.hits,
    shown?.n,
    shown?.share,
    shown?.low,
    shown?.high,
    shown?.rounded === true ? texts.words.about : undefined,
    shown?.medianMinutes,
    shown?.p90Minutes,
    figure.shown ? undefined : texts.hidden[figure.why].cell,
    asOf.slice(0, 10),
  ];
};

/** A report's figures as CSV. Headings are names for programs; what is hidden has its reason in words and no number. */
export const reportCsv = (texts: ReportTexts, { figures }: Report): string =>
  toCsv(
    columns,
    figures.map((each) => cellsOf(texts, each)),
  );
