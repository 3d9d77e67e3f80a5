import { openArchive } from '../adapters/archive/open.ts';
import { readTimes, type TimesFault } from '../adapters/archive/times.ts';
import { systemStopwatch } from '../adapters/clock.ts';
import { createImportStore } from '../adapters/postgres/import.ts';
import { importArchive, rehearseImport } from '../app/import/import.ts';
import type { ImportOptions, ImportServices } from '../app/import/ports.ts';
import { CannotStart } from '../cannot-start.ts';
import type { Archive, ArchiveFault } from '../domain/archive.ts';
import type { ImportCounts } from '../domain/import-store.ts';
import type { ExitCode, Terminal } from './command.ts';
import { createListener, type ImportFigures, importLines, rehearsalLines } from './import-report.ts';
import { withParts } from './with-config.ts';

export interface ImportCommandOptions {
  /** CSV file that tells when messages came. */
  readonly times?: string;
  readonly fileTimes?: boolean;
  /** commander's form of --no-apprecs. */
  readonly apprecs?: boolean;
  readonly names?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const refusal = ({ code, found = 0, limit = 0 }: ArchiveFault): string => {
  const gigabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 3)} GB`;
  switch (code) {
    case 'not-found':
      return 'there is no such folder or file';
    case 'unreadable':
      return 'it is neither a folder nor a ZIP file that can be read';
    case 'too-many-files':
      return `it holds more than ${limit} files: import it in parts`;
    case 'too-large':
      return `it would be ${gigabytes(found)} unpacked, and at most ${gigabytes(limit)} is taken: import it in parts`;
    case 'overlapping':
      return 'its files lie over each other, which only a ZIP made to do harm has';
    case 'bomb':
      return `it would be ${found} times as large unpacked, and at most ${limit} times is taken`;
  }
};

const open = async (path: string): Promise<Archive> => {
  const opened = await openArchive(path);
  // The path is the operator's own; names inside are not shown.
  if (!opened.ok) throw new CannotStart(`${path} cannot be imported: ${refusal(opened.fault)}`);
  return opened.value;
};

const timesFaults: Readonly<Record<TimesFault['code'], string>> = {
  'no-time': 'no time such as 2026-11-21T08:00:00',
  'no-key': 'no msgId or file',
  repeated: 'the same as a line before it, which counts',
};

const optionsOf = async (
  terminal: Terminal,
  { times, fileTimes = false, apprecs = true, json = false }: ImportCommandOptions,
): Promise<{ readonly options: ImportOptions; readonly faults: number }> => {
  const options = { fileTimes, appRecs: apprecs };
  if (times === undefined) return { options, faults: 0 };
  const read = await readTimes(times);
  if (!read.ok) {
    throw new CannotStart(
      read.fault === 'heading'
        ? `${times} must have the columns received and msgId, or received and file`
        : `${times} cannot be read as CSV`,
    );
  }
  for (const { line, code } of read.value.faults) {
    terminal.out(
      json
        ? JSON.stringify({ kind: 'times-fault', line, code })
        : `times, line ${line}: ${timesFaults[code]}`,
    );
  }
  return { options: { ...options, times: read.value.times }, faults: read.value.faults.length };
};

const hasFaults = (counts: ImportCounts): boolean =>
  Object.keys(counts).some((name) => name.startsWith('fault.'));

/**
 * Imports an archive of earlier messages, and prints what it came to. 1 when some of its files could not be taken in; 2
 * when the archive, or the list of times, is unusable.
 */
export const importCommand = (
  terminal: Terminal,
  path: string,
  command: ImportCommandOptions,
): Promise<ExitCode> =>
  withParts(terminal, async ({ services, pool }) => {
    const { json = false, names = false, dryRun = false } = command;
    const archive = await open(path);
    const { options, faults } = await optionsOf(terminal, command);
    const began = systemStopwatch.elapsed();
    const seconds = (): number => (systemStopwatch.elapsed() - began) / 1000;
    const listener = createListener(terminal, { json, names }, seconds);
    const ports: ImportServices = { ...services, imports: createImportStore(pool, services.clock) };
    const print = (kind: string, figures: object, lines: readonly string[]): void => {
      if (json) terminal.out(JSON.stringify({ kind, ...figures }));
      else for (const line of lines) terminal.out(line);
    };

    if (dryRun) {
      const { counts, types } = await rehearseImport(ports, archive, options, listener);
      const figures = { counts, types: Object.fromEntries(types), passedOver: archive.others };
      print('rehearsal', figures, rehearsalLines(figures));
      return faults > 0 || hasFaults(counts) ? 1 : 0;
    }
    const imported = await importArchive(ports, archive, options, listener);
    if (!imported.ok) {
      terminal.err('another process is importing the same archive: let it finish');
      return 2;
    }
    const { run, summary } = imported.value;
    const figures: ImportFigures = {
      import: run.id.slice(0, 16),
      counts: run.counts,
      ...summary,
      passedOver: archive.others,
      seconds: Math.round(seconds() * 10) / 10,
      rate: Math.round(listener.stored() / seconds()),
    };
    print('imported', figures, importLines(figures));
    return faults > 0 || hasFaults(run.counts) ? 1 : 0;
  });
