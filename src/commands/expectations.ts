import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readExpectations } from '../adapters/seeds/expectations.ts';
import { readScenarios } from '../adapters/seeds/scenarios.ts';
import { readOrCannotStart } from '../cannot-start.ts';
import { caseKey, type ExpectationCatalogue } from '../domain/expectation.ts';
import { messageTypes } from '../messages/index.ts';
import { isKnownByName } from '../messages/unchecked/functions.ts';
import { type Shown, shown, strayScenarios } from '../scenarios/scenario.ts';
import { type CaseCoverage, scenarioCoverage } from '../scenarios/verdict.ts';
import { seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

/** `dir`: folder of scenarios; the project's own where left out. */
export interface ExpectationsOptions {
  readonly json?: boolean;
  readonly dir?: string;
}

const keyOf = ({ expectation, case: name }: CaseCoverage): string =>
  caseKey({ id: expectation }, { ...(name !== undefined && { name }) });

const functions = new Set<string>(messageTypes.flatMap((type) => type.functions.map(({ code }) => code)));

const readCatalogue = (): ExpectationCatalogue =>
  readExpectations(join(seedsDir, 'expectations.yaml'), (code) => functions.has(code) || isKnownByName(code));

/** `–`: cannot become of the case. */
const cell = ({ cells, stray }: CaseCoverage, column: Shown): string => {
  const verdicts = cells[column];
  if (verdicts === undefined) return stray.includes(column) ? 'stray' : '–';
  if (verdicts.length === 0) return 'empty';
  return verdicts.map(({ faults }) => (faults.length === 0 ? 'ok' : 'wrong')).join(' ');
};

const table = (rows: readonly CaseCoverage[]): readonly string[] => {
  const cells = [
    ['expectation', ...shown],
    ...rows.map((row) => [keyOf(row), ...shown.map((column) => cell(row, column))]),
  ];
  const widths = ['', ...shown].map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((each, at) => each.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** Everything that is not as it should be, one line each. */
const faultsOf = (row: CaseCoverage): readonly string[] => [
  ...row.empty.map((column) => `${keyOf(row)}: no scenario shows ${column}`),
  ...row.stray.map((column) => `${keyOf(row)}: cannot be ${column}, and a scenario shows it`),
  ...shown.flatMap((column) =>
    (row.cells[column] ?? []).flatMap(({ name, faults }) =>
      faults.map((fault) => `${keyOf(row)}, ${column}, “${name}”: ${fault}`),
    ),
  ),
];

/**
 * Plays the scenarios of every case of the catalogue and prints what each shows: on time, late, void by each change code,
 * not observable. Exit 1 when a cell is empty or a scenario goes otherwise than it says; 2 when there are none to play.
 */
export const expectations = (terminal: Terminal, options: ExpectationsOptions = {}): ExitCode => {
  const dir = options.dir ?? join(seedsDir, '..', 'fixtures', 'handovers');
  if (!existsSync(dir)) {
    terminal.err(`${dir}: there are no scenarios here; run this in the project's own folder`);
    return 2;
  }
  const catalogue = readOrCannotStart(readCatalogue);
  const { cast, rows: scenarios } = readOrCannotStart(() => readScenarios(dir));
  const rows = readOrCannotStart(() => scenarioCoverage(catalogue, cast, scenarios));
  const strays = strayScenarios(catalogue, scenarios);
  const faults = [...strays, ...rows.flatMap(faultsOf)];
  if (options.json === true) {
    for (const row of rows) terminal.out(JSON.stringify(row));
    for (const stray of strays) terminal.err(stray);
  } else {
    for (const line of table(rows)) terminal.out(line);
    terminal.out('');
    for (const fault of faults) terminal.out(fault);
    const played = rows.flatMap(({ cells }) => Object.values(cells).flat()).length;
    terminal.out(`${rows.length} cases, ${played} scenarios, ${faults.length} faults`);
  }
  return faults.length === 0 ? 0 : 1;
};
