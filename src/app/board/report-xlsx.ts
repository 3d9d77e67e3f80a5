import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';
import type { Report, ReportCell, ReportTable } from '../../domain/board/report.ts';
import type { ReportTexts } from '../../domain/board/report-texts.ts';

/** A report as a workbook: what it is, its method, and a sheet for each table. */

type Sheets = readonly Sheet<Buffer>[];

const formats: Readonly<Record<Exclude<ReportCell['kind'], 'text' | 'hidden'>, string>> = {
  count: '#,##0',
  share: '0.0%',
  rate: '0.0',
  minutes: '#,##0',
  hours: '0.0',
};

const longestName = 31;
const widest = 60;
const narrowest = 10;
const methodWidth = 100;

/** Excel takes no name that is longer, is there twice, or has these signs in it. */
const sheetName = (title: string, index: number): string =>
  `${index} ${title.replaceAll(/[[\]:*?/\\]/g, ' ')}`.slice(0, longestName).trim();

// Text is written as text: Excel takes none of it for a formula.
const words = (value: string): Cell => ({ type: String, value, wrap: true, alignVertical: 'top' });
const bold = (value: string): Cell => ({ type: String, value, fontWeight: 'bold' });

const cellOf = (cell: ReportCell): Cell => {
  if ('text' in cell) {
    if (cell.kind === 'hidden')
      return { type: String, value: cell.text, fontStyle: 'italic', align: 'right' };
    return cell.text === '' ? null : { type: String, value: cell.text };
  }
  return { type: Number, value: cell.value, format: formats[cell.kind] };
};

const lengthOf = (cell: ReportCell | undefined): number =>
  cell !== undefined && 'text' in cell ? cell.text.length : 0;

const tableSheet = ({ title, columns, rows, note }: ReportTable, index: number): Sheet<Buffer> => ({
  sheet: sheetName(title, index),
  data: [
    [bold(title)],
    columns.map(
      (column): Cell => ({
        type: String,
        value: column.title,
        fontWeight: 'bold',
        wrap: true,
        bottomBorderStyle: 'thin',
        ...(column.isNumber && { align: 'right' }),
      }),
    ),
    ...rows.map((row) => row.map(cellOf)),
    ...(note === undefined ? [] : [[words(note)]]),
  ],
  columns: columns.map((column, place) => ({
    width: Math.min(
      widest,
      Math.max(narrowest, column.title.length / 2, ...rows.map((row) => lengthOf(row[place]) + 2)),
    ),
  })),
  stickyRowsCount: 2,
});

const methodSheet = (report: Report): Sheet<Buffer> => {
  const method = report.chapters.find(({ id }) => id === 'method');
  return {
    sheet: sheetName(method?.title ?? '', 2),
    data: [
      [bold(method?.title ?? ''), null],
      ...(method?.paragraphs ?? []).map((paragraph) => [null, words(paragraph)]),
      ...(method?.definitions ?? []).flatMap(({ name, facts }) => [
        [bold(name), null],
        ...facts.map(({ term, text }) => [words(term), words(text)]),
      ]),
    ],
    columns: [{ width: widest / 2 }, { width: methodWidth }],
    stickyRowsCount: 1,
  };
};

const frontSheet = (texts: ReportTexts, report: Report, tables: readonly ReportTable[]): Sheet<Buffer> => ({
  sheet: sheetName(report.periodName, 1),
  data: [
    [bold(report.title), null],
    [words(texts.words.published), words(report.madeAt.slice(0, 10))],
    [
      words(texts.words.organisation),
      words(
        report.enterprises.length === 0
          ? texts.words.county
          : report.enterprises.map(({ name }) => name).join(', '),
      ),
    ],
    ...report.chapters.flatMap(({ title, paragraphs, comment, id }) => [
      [bold(title), null],
      ...(id === 'method' ? [] : paragraphs.map((paragraph) => [null, words(paragraph)])),
      ...(comment === undefined ? [] : [[words(comment.by), words(comment.text)]]),
    ]),
    ...tables.map(({ title }, place) => [words(sheetName(title, place + 3)), words(title)]),
  ],
  columns: [{ width: widest / 2 }, { width: methodWidth }],
  stickyRowsCount: 1,
});

/** The workbook of a report, as the bytes of an .xlsx file (ECMA-376). Cells hold numbers, with formats of their own. */
export const reportXlsx = (texts: ReportTexts, report: Report): Promise<Buffer> => {
  const tables = report.chapters.flatMap((chapter) => chapter.tables);
  const sheets: Sheets = [
    frontSheet(texts, report, tables),
    methodSheet(report),
    ...tables.map((table, place) => tableSheet(table, place + 3)),
  ];
  return writeXlsxFile([...sheets]).toBuffer();
};
