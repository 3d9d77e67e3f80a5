import { readFile } from 'node:fs/promises';
import { type PresentedValidation, presentValidation } from '../app/present-validation.ts';
import { validate } from '../app/validate.ts';
import type { Language } from '../domain/texts.ts';
import { loadStandards } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

export interface ValidateOptions {
  readonly json?: boolean;
  readonly lang: Language;
}

/** Judges documents: a line of JSON or a few of text each. Exit 0 when every verdict is ok, 2 when a file cannot be read. */
export const validateCommand = async (
  terminal: Terminal,
  files: readonly string[],
  options: ValidateOptions,
): Promise<ExitCode> => {
  const { inspector, texts, rules, word } = loadStandards(terminal.environment.SCHEMA_DIR || undefined);
  const wording = { language: options.lang, texts, rules };
  let code: ExitCode = 0;
  for (const file of files) {
    const bytes = file === '-' ? await terminal.stdin() : await readFile(file).catch(() => undefined);
    if (bytes === undefined) {
      terminal.err(`${file}: cannot be read; is the path right?`);
      code = 2;
      continue;
    }
    const judged = presentValidation(validate(inspector, word, bytes), wording, file);
    if (judged.verdict !== 'ok' && code === 0) code = 1;
    if (options.json === true) terminal.out(JSON.stringify(judged));
    else for (const line of linesOf(judged)) terminal.out(line);
  }
  return code;
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
