import { systemClock, systemStopwatch } from '../adapters/clock.ts';
import { createIds } from '../adapters/ids.ts';
import { createLog } from '../adapters/log.ts';
import { createStore } from '../adapters/postgres/store.ts';
import { percentile } from '../bench/figures.ts';
import type { Difference } from '../county/compare.ts';
import { type Simulated, simulate } from '../county/simulate.ts';
import { software } from '../software.ts';
import { loadStandards } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';
import { withCounty } from './county-place.ts';
import { simulateIntoBoard } from './simulate-board.ts';

export interface SimulateCountyOptions {
  readonly stays: string;
  readonly days: string;
  readonly seed: string;
  readonly json?: boolean;
  /** Into the gateway's own database, up to now, for its board. */
  readonly intoBoard?: boolean;
}

/** Ticks that the county's script can tell the holidays of. */
const mostDays = 200;
/** The embedded database is for a look, not for a county. */
const mostEmbedded = 1_000;
const writers = 8;
const mostShown = 20;

const wholeNumber = (text: string, from: number, to: number): number | undefined => {
  const number = Number(text);
  return Number.isInteger(number) && number >= from && number <= to ? number : undefined;
};

const ms = (time: number): string => (Number.isNaN(time) ? '–' : `${time.toFixed(1)} ms`);
const seconds = (time: number): string => `${(time / 1000).toFixed(0)} s`;

const linesOfTicks = (name: string, ticks: readonly number[]): string =>
  `${name.padEnd(24)} ${String(ticks.length).padStart(6)}   p50 ${ms(percentile(ticks, 0.5))}   p95 ${ms(percentile(ticks, 0.95))}   max ${ms(percentile(ticks, 1))}`;

const byKind = (differences: readonly Difference[]): readonly string[] =>
  [...Map.groupBy(differences, ({ kind, expectation }) => `${kind}: ${expectation}`)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, list]) => `${String(list.length).padStart(6)}  ${name}`);

const linesOf = ({ script, played, comparison, playing, comparing }: Simulated): readonly string[] => {
  const { differences, expected, flags, truths } = comparison;
  const count = (kind: Difference['kind']) => differences.filter((one) => one.kind === kind).length;
  const folding = [...played.ticks, ...played.idleTicks].reduce((sum, each) => sum + each, 0);
  return [
    `${script.patients.length} patients; ${played.messages} messages, ${played.receipts} receipts, ${played.acts} acts`,
    `played in ${seconds(playing)}: writing ${seconds(played.writing)}, ${played.folds} folds ${seconds(folding)}; compared in ${seconds(comparing)}`,
    '',
    'faults made on purpose',
    ...[...script.faults]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, times]) => `${String(times).padStart(6)}  ${name}`),
    '',
    'what was expected, and what became of it',
    ...[...truths]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([row, states]) =>
          `  ${row.padEnd(34)} ${[...states]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([state, times]) => `${state} ${times}`)
            .join(', ')}`,
      ),
    '',
    'ticks of 15 minutes',
    linesOfTicks('with something due', played.ticks),
    linesOfTicks('with nothing due', played.idleTicks),
    '',
    `expected ${expected}; late and to be told of ${flags}`,
    `missed ${count('missed')}, false flags ${count('false flag')}, flags at another tick ${count('late flag')}, ` +
      `other states ${count('state')}, parked otherwise ${count('parked')}, surprises ${played.surprises.length}`,
    ...byKind(differences),
    ...differences
      .slice(0, mostShown)
      .map(
        ({ kind, holder, key, script: known, gateway }) =>
          `  ${kind} ${holder} ${key}\n    script  ${known}\n    gateway ${gateway}`,
      ),
    ...played.surprises.slice(0, mostShown),
  ];
};

const figuresOf = ({ script, played, comparison, playing, comparing }: Simulated): object => {
  const ticks = (list: readonly number[]) => ({
    count: list.length,
    p50: percentile(list, 0.5),
    p95: percentile(list, 0.95),
    max: percentile(list, 1),
  });
  const { messages, receipts, acts, folds, surprises, writing } = played;
  return {
    simulation: 'county',
    messages,
    receipts,
    acts,
    folds,
    surprises,
    milliseconds: { playing, writing, comparing },
    faults: Object.fromEntries(script.faults),
    expected: comparison.expected,
    flags: comparison.flags,
    became: Object.fromEntries(
      [...comparison.truths].map(([row, states]) => [row, Object.fromEntries(states)]),
    ),
    ticks: { due: ticks(played.ticks), idle: ticks(played.idleTicks) },
    differences: comparison.differences,
  };
};

/**
 * Plays a simulated county and prints how long it took and whether everything that went wrong was found, and nothing
 * else. Exit 0 when it was, 1 when not, 2 when the database is in use or an option is wrong.
 */
export const simulateCounty = async (
  terminal: Terminal,
  options: SimulateCountyOptions,
): Promise<ExitCode> => {
  const url = terminal.environment.DATABASE_URL || undefined;
  const stays = wholeNumber(options.stays, 1, 1_000_000);
  const days = wholeNumber(options.days, 1, mostDays);
  const seed = wholeNumber(options.seed, 0, 1_000_000_000);
  if (stays === undefined || days === undefined || seed === undefined) {
    terminal.err(
      `--stays, --days (at most ${mostDays}) and --seed must be whole numbers. A right example: --stays 2000 --days 90 --seed 1`,
    );
    return 2;
  }
  if (options.intoBoard === true) return simulateIntoBoard(terminal, { stays, days, seed });
  if (url === undefined && stays > mostEmbedded) {
    terminal.err(
      `more than ${mostEmbedded} stays need a server: set DATABASE_URL to an empty database. A right example: postgres://overgang@localhost/county`,
    );
    return 2;
  }
  return withCounty(terminal, async ({ pool, county, directory }) => {
    const { expectations: catalogue, rules } = loadStandards(terminal.environment.SCHEMA_DIR || undefined);
    if (options.json !== true) {
      const where = url === undefined ? 'the embedded database' : 'PostgreSQL';
      terminal.out(`seed ${seed}: ${stays} patients over ${days} days from 1 March 2027, in ${where}`);
      terminal.out(
        'messages are written as their readers would give them: there is no XML, no parsing and no validation here',
      );
    }
    const simulated = await simulate(
      {
        pool,
        county,
        store: createStore(pool),
        ids: createIds(systemClock),
        stopwatch: systemStopwatch,
        log: createLog({ level: 'warn' }),
        writers,
        handoverRules: { catalogue, switchedOff: [] },
        software,
        wardrobe: { rules, directory },
        onDay: (day, { messages, folds }) => terminal.err(`day ${day}: ${messages} messages, ${folds} folds`),
      },
      { stays, days, seed },
    );
    if (options.json === true) terminal.out(JSON.stringify(figuresOf(simulated)));
    else for (const line of linesOf(simulated)) terminal.out(line);
    const { comparison, played } = simulated;
    return comparison.differences.length === 0 && played.surprises.length === 0 ? 0 : 1;
  });
};
