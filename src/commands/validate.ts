import { open, readFile } from 'node:fs/promises';
import { systemClock } from '../adapters/clock.ts';
import { type PresentedValidation, presentValidation } from '../app/present-validation.ts';
import { validate } from '../app/validate.ts';
import { describeDocument, type ReportedDocument } from '../app/validation-report/describe.ts';
import { reportNames } from '../app/validation-report/names.ts';
import { reportPage } from '../app/validation-report/page.ts';
import type { Clock } from '../domain/ports.ts';
import type { Language } from '../domain/texts.ts';
import { software } from '../software.ts';
import { loadStandards } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

export interface ValidateOptions {
  readonly json?: boolean;
  readonly lang: Language;
  /** File to write the report page to. */
  readonly html?: string;
  /** Lines of the messages in the report: only when asked for, since they tell of patients. */
  readonly withContent?: boolean;
}

/** A report with content is for its owner's eyes; one without may be read by all whom the user's umask lets. */
const ownerOnly = 0o600;
const umasked = 0o666;

/**
 * Judges documents: a line of JSON or a few of text each, and a report page of them all with `html`. Exit 0 when
 * every verdict is ok, 2 when a file cannot be read or the page cannot be written.
 */
export const validateCommand = async (
  terminal: Terminal,
  files: readonly string[],
  options: ValidateOptions,
  clock: Clock = systemClock,
): Promise<ExitCode> => {
  const { json = false, lang, html, withContent = false } = options;
  const misused = misuseOf(options);
  if (misused !== undefined) {
    terminal.err(misused);
    return 2;
  }
  const { inspector, texts, rules, word } = loadStandards(terminal.environment.SCHEMA_DIR || undefined);
  const wording = { language: lang, texts, rules };
  const names = reportNames(files);
  const reported: ReportedDocument[] = [];
  let code: ExitCode = 0;
  for (const file of files) {
    const bytes = file === '-' ? await terminal.stdin() : await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
      terminal.err(`${file}: cannot be read; is the path right?`);
      code = 2;
      continue;
    }
    const validation = validate(inspector, word, bytes);
    const judged = presentValidation(validation, wording, file);
    if (judged.verdict !== 'ok' && code === 0) code = 1;
    if (json) terminal.out(JSON.stringify(judged));
    else for (const line of linesOf(judged)) terminal.out(line);
    if (html !== undefined) {
      reported.push(describeDocument(names.get(file) ?? file, bytes, validation, withContent));
    }
  }
  if (html === undefined) return code;
  const page = reportPage(reported, {
    ...wording,
    software,
    madeAt: clock.now(),
    withContent,
    // `word` is bokmål, as the code list of receipts is.
    detailsLanguage: 'nb',
  });
  try {
    await writePage(html, page, withContent);
  } catch {
    terminal.err(`${html}: cannot be written; is there such a folder, and may you write there?`);
    return 2;
  }
  return code;
};

/** Who may read it is settled before anything stands in it: the mode of a file that is there already would stay. */
const writePage = async (file: string, page: string, withContent: boolean): Promise<void> => {
  await using target = await open(file, 'w', withContent ? ownerOnly : umasked);
  if (withContent) await target.chmod(ownerOnly);
  await target.writeFile(page);
};

const misuseOf = ({ html, withContent }: ValidateOptions): string | undefined => {
  if (html === '-') return '--html needs a file: standard output is for the verdicts';
  return withContent === true && html === undefined
    ? '--with-content is about the report: give --html FILE too'
    : undefined;
};

const linesOf = (judged: PresentedValidation): readonly string[] => [
  `${judged.file}: ${judged.verdict} (${judged.messageType ?? '–'} ${judged.version ?? ''})`,
  ...judged.schema.errors.map(({ line, message }) => `  ${line}: ${message}`),
  ...(judged.appRec?.errors ?? []).map(
    ({ code, text, details }) => `  AppRec ${code} ${text}${details === null ? '' : `: ${details}`}`,
  ),
  ...judged.findings.map(
    ({ severity, path, text }) => `  ${severity}: ${text}${path === null ? '' : ` [${path}]`}`,
  ),
];
