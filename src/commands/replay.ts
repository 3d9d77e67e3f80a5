import { readFile } from 'node:fs/promises';
import type { DraftFault } from '../app/replay/drafts.ts';
import { replayExpectations } from '../app/replay/expectations.ts';
import {
  type Naming,
  presentExpectationChange,
  presentFindingChange,
  summariseExpectations,
  summariseRules,
} from '../app/replay/present.ts';
import { replayRules } from '../app/replay/rules.ts';
import type { ReplayRequest } from '../app/replay/run.ts';
import { resolveTimestamp } from '../domain/norwegian-time.ts';
import type { Result } from '../domain/result.ts';
import type { Language } from '../domain/texts.ts';
import type { Parts } from '../main.ts';
import { replayServices } from '../replay.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withParts } from './with-config.ts';

export interface ReplayOptions {
  /** File of the draft; one of the two. `-` is standard input. */
  readonly expectations?: string;
  readonly rules?: string;
  readonly from?: string;
  /** Up to, but not including. */
  readonly to?: string;
  readonly examples: string;
  readonly lang: Language;
  readonly json?: boolean;
}

/** What was found: figures, and a line for each change. */
interface Shown {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly changes: readonly Readonly<Record<string, unknown>>[];
}

type Asked = Omit<ReplayRequest, 'draft' | 'onProgress'>;

/** Reads the options; a text says what is wrong with them. */
const readOptions = ({ expectations, rules, from, to, examples }: ReplayOptions): Asked | string => {
  if ((expectations === undefined) === (rules === undefined)) {
    return 'give one draft: --expectations FILE or --rules FILE';
  }
  const [start, end] = [from, to].map((text) => (text === undefined ? undefined : resolveTimestamp(text)));
  if ((from !== undefined && start === undefined) || (to !== undefined && end === undefined)) {
    return '--from and --to must be dates, or times such as 2026-11-21T08:00:00+01:00';
  }
  if (start !== undefined && end !== undefined && start >= end) return '--from must be before --to';
  const most = Number(examples);
  if (!Number.isInteger(most) || most < 0) return '--examples must be a whole number, 0 or above';
  return { ...(start && { from: start }), ...(end && { to: end }), examples: most };
};

const run = async (
  { services, standards, directory, inForce }: Parts,
  request: ReplayRequest,
  { rules, lang }: ReplayOptions,
): Promise<Result<Shown, readonly DraftFault[]>> => {
  const naming: Naming = {
    directory,
    language: lang,
    catalogue: services.handoverRules.catalogue,
    rules: standards.rules,
  };
  const replay = replayServices(services, inForce);
  if (rules === undefined) {
    const replayed = await replayExpectations(replay, request);
    if (!replayed.ok) return replayed;
    const changes = replayed.value.changes.map((change) => presentExpectationChange(change, naming));
    return { ok: true, value: { summary: summariseExpectations(replayed.value), changes } };
  }
  const replayed = await replayRules(replay, request);
  if (!replayed.ok) return replayed;
  const changes = replayed.value.changes.map((change) => presentFindingChange(change, naming));
  return { ok: true, value: { summary: summariseRules(replayed.value), changes } };
};

const cell = (value: unknown): string =>
  value === null || value === undefined ? '' : Array.isArray(value) ? value.join(' ') : String(value);

/** Columns that tell something, each as wide as it needs to be. */
const table = (rows: Shown['changes']): readonly string[] => {
  const names = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => cell(row[name]) !== ''));
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name])))];
  const widths = names.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((each, at) => each.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const isPair = (value: unknown): value is { readonly before: number; readonly after: number } =>
  typeof value === 'object' && value !== null && 'before' in value && 'after' in value;

const rate = (looked: number, seconds: number): number => Math.round(looked / Math.max(seconds, 0.001));

/** One line a figure; what is empty is left out. */
const summaryLines = ({ looked, seconds, ...summary }: Shown['summary']): readonly string[] => [
  `looked: ${looked} in ${seconds} s, ${rate(Number(looked), Number(seconds))} a second`,
  ...Object.entries(summary).flatMap(([name, value]) => {
    if (isPair(value)) return [`${name}: ${value.before} before, ${value.after} by the draft`];
    if (value instanceof Date) return [`${name}: ${value.toISOString()}`];
    if (name === 'defects' || name === 'notYet') {
      const parts = Array.isArray(value) ? value : [];
      return parts.length === 0 ? [] : [`${name}: ${parts.map((each) => JSON.stringify(each)).join(' ')}`];
    }
    return value === null ? [] : [`${name}: ${cell(value)}`];
  }),
];

const say = (terminal: Terminal, { summary, changes }: Shown, json: boolean): void => {
  if (json) {
    for (const change of changes) terminal.out(JSON.stringify(change));
    terminal.out(JSON.stringify({ summary }));
    return;
  }
  for (const line of summaryLines(summary)) terminal.out(line);
  terminal.out('');
  if (changes.length === 0) terminal.out('nothing changes');
  else for (const line of table(changes)) terminal.out(line);
};

/**
 * Shows what a draft of expectations, deadlines or rules would change in stored traffic, and stores nothing. Exit 1 when
 * the draft has faults or a rule of it cannot be evaluated, 2 when it cannot be read.
 */
export const replay = async (terminal: Terminal, options: ReplayOptions): Promise<ExitCode> => {
  const asked = readOptions(options);
  if (typeof asked === 'string') {
    terminal.err(asked);
    return 2;
  }
  const file = options.expectations ?? options.rules ?? '';
  const bytes = file === '-' ? await terminal.stdin() : await readFile(file).catch(() => undefined);
  if (bytes === undefined) {
    terminal.err(`${file}: cannot be read; is the path right?`);
    return 2;
  }
  const draft = Buffer.from(bytes).toString('utf8');
  return withParts(terminal, async (parts) => {
    const { clock } = parts.services;
    const began = clock.now().getTime();
    const onProgress = (looked: number): void => {
      terminal.err(`${looked} looked at, ${rate(looked, (clock.now().getTime() - began) / 1000)} a second`);
    };
    const shown = await run(parts, { ...asked, draft, onProgress }, options);
    if (!shown.ok) {
      for (const { where, reason } of shown.fault) {
        terminal.err(`${file}${where === '' ? '' : ` ${where}`}: ${reason}`);
      }
      return 1;
    }
    say(terminal, shown.value, options.json === true);
    const { defects } = shown.value.summary;
    return Array.isArray(defects) && defects.length > 0 ? 1 : 0;
  });
};
