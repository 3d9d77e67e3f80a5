import { writeFile } from 'node:fs/promises';
import { draftReport } from '../app/board/report.ts';
import { reportXlsx } from '../app/board/report-xlsx.ts';
import type { Report, ReportPeriod } from '../domain/board/report.ts';
import { reportCsv } from '../domain/board/report-csv.ts';
import type { Language } from '../domain/texts.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface ReportOptions {
  readonly year: string;
  /** 1 to 4; the whole year without it. */
  readonly quarter?: string;
  readonly format: 'csv' | 'xlsx' | 'json';
  readonly lang: Language;
  /** Where the file is written; else to standard output, which takes no workbook. */
  readonly out?: string;
}

const monthsInQuarter = 3;

const periodOf = ({ year, quarter }: ReportOptions): ReportPeriod | undefined => {
  if (!/^20\d\d$/.test(year)) return undefined;
  if (quarter === undefined) return { grain: 'year', period: `${year}-01-01` };
  if (!/^[1-4]$/.test(quarter)) return undefined;
  const month = String((Number(quarter) - 1) * monthsInQuarter + 1).padStart(2, '0');
  return { grain: 'quarter', period: `${year}-${month}-01` };
};

/**
 * Writes the board's report of a year or a quarter as it is now, with all organisations. Exit 2 when the period is none, or
 * a workbook has nowhere to be written.
 */
export const report = async (terminal: Terminal, options: ReportOptions): Promise<ExitCode> => {
  const { format, lang, out } = options;
  const period = periodOf(options);
  if (period === undefined) {
    terminal.err('--year is a year, --quarter 1 to 4. A right example: --year 2026 --quarter 3');
    return 2;
  }
  if (format === 'xlsx' && out === undefined) {
    terminal.err(
      'a workbook needs a file to be written to. A right example: --format xlsx --out report.xlsx',
    );
    return 2;
  }
  return withParts(terminal, async ({ services, standards, directory }) => {
    const texts = standards.reportTexts;
    const made: Report = await draftReport(services, { texts, directory }, { ...period, language: lang });
    if (format === 'xlsx' && out !== undefined) {
      await writeFile(out, await reportXlsx(texts[lang], made));
      return 0;
    }
    const text = format === 'csv' ? reportCsv(texts[lang], made) : JSON.stringify(made);
    if (out === undefined) terminal.out(text);
    else await writeFile(out, text);
    return 0;
  });
};
