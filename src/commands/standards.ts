import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSchemaFiles } from '../adapters/seeds/schemas.ts';
import { type Coverage, type CoveringFixture, coverageOf } from '../app/coverage.ts';
import { readOrCannotStart } from '../cannot-start.ts';
import { verdicts } from '../domain/report-texts.ts';
import { type RuleLevel, ruleLevels } from '../domain/rule.ts';
import { messageTypes } from '../messages/index.ts';
import { loadStandards, seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

const projectRoot = join(seedsDir, '..');
const expectedSchema = z.object({ verdict: z.enum(verdicts) });

const foldersIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const fixtureIn = (folder: string, name: string): CoveringFixture => {
  const file = join(folder, name, 'expected.json');
  const expected = existsSync(file)
    ? expectedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
  return { name, verdict: expected?.data?.verdict };
};

/** Every fixture there is, by the folder of its type. */
const readFixtures = (root: string): ReadonlyMap<string, readonly CoveringFixture[]> =>
  new Map(
    foldersIn(root).map((type) => {
      const folder = join(root, type);
      const cases = foldersIn(folder).filter((name) => existsSync(join(folder, name, 'input.xml')));
      return [type, cases.map((name) => fixtureIn(folder, name))];
    }),
  );

const levels = Object.keys(ruleLevels) as readonly RuleLevel[];

const columns: readonly (readonly [heading: string, cell: (row: Coverage) => string])[] = [
  ['type', ({ type }) => type],
  ['function', (row) => row.function],
  ['AppRec', ({ appRec }) => (appRec === 'none' ? '–' : appRec)],
  ['schema', ({ schema }) => schema ?? '–'],
  [levels.join('/'), ({ rules }) => levels.map((level) => rules[level]).join('/')],
  ['own rules', ({ ownRules }) => String(ownRules)],
  ['good/faulty', ({ fixtures }) => `${fixtures.good}/${fixtures.faulty}`],
  [
    'cases',
    ({ fixtures }) =>
      Object.entries(fixtures.cases)
        .map(([name, isThere]) => (isThere ? name : '–'.padEnd(name.length)))
        .join(' '),
  ],
  ['ok/rejected/partial/unreadable', (row) => verdicts.map((verdict) => row.verdicts[verdict]).join('/')],
];

const table = (rows: readonly Coverage[]): readonly string[] => {
  const cells = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/**
 * Prints what the gateway has of every message type, version and function: rules, schema, fixtures and their verdicts
 * on file. Exit 1 when a cell holds too little, with what is missing; 2 when the fixtures are not there to be counted.
 */
export const standards = (terminal: Terminal, options: { readonly json?: boolean } = {}): ExitCode => {
  const fixtures = join(projectRoot, 'fixtures');
  if (!existsSync(fixtures)) {
    terminal.err(`${fixtures}: there are no fixtures here to count; run this in the project's own folder`);
    return 2;
  }
  const schemaDir = terminal.environment.SCHEMA_DIR || join(projectRoot, 'schemas');
  const rows = coverageOf(messageTypes, {
    rules: loadStandards(schemaDir).compiled,
    schemas: readOrCannotStart(() => readSchemaFiles(schemaDir)),
    fixtures: readFixtures(fixtures),
  });
  const lacking = rows.filter(({ empty }) => empty.length > 0);
  if (options.json === true) {
    for (const row of rows) terminal.out(JSON.stringify(row));
  } else {
    for (const line of table(rows)) terminal.out(line);
    terminal.out('');
    for (const { type, function: code, empty } of lacking) {
      terminal.out(`${code} in ${type}: ${empty.join(', ')}`);
    }
    terminal.out(`${rows.length} rows, ${lacking.length} with an empty cell`);
  }
  return lacking.length === 0 ? 0 : 1;
};
