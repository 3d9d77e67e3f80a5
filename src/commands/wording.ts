import { join } from 'node:path';
import { readRules } from '../adapters/seeds/rules.ts';
import { readWordingCases } from '../adapters/seeds/wording-cases.ts';
import { readOrCannotStart } from '../cannot-start.ts';
import type { WordingRule } from '../domain/rule.ts';
import { type WordingPart, wordingParts } from '../domain/wording-case.ts';
import { messageTypes } from '../messages/index.ts';
import { type Misjudged, type WordingFigure, wordingFigures } from '../rules/wording-figures.ts';
import { seedsDir } from '../standards.ts';
import { parseXml } from '../xml/parse.ts';
import type { ExitCode, Terminal } from './command.ts';

export interface WordingOptions {
  readonly json?: boolean;
  /** Shows the labelled texts that are misjudged; they are synthetic. */
  readonly misjudged?: boolean;
}

const percent = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3));

const rowOf = (figure: WordingFigure): readonly string[] => [
  figure.rule,
  figure.part,
  figure.language,
  String(figure.n),
  String(figure.truePositives),
  String(figure.falsePositives),
  String(figure.falseNegatives),
  percent(figure.precision),
  percent(figure.recall),
];
/** The labelled texts are kept with the fixtures. */
const labelled = join(seedsDir, '../fixtures/wording');

const header = ['rule', 'part', 'form', 'n', 'TP', 'FP', 'FN', 'precision', 'recall'];

/** A table whose columns are as wide as they need to be, figures to the right. */
const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = header.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => (at < 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

const shown = ({ rule, told, case: { part, texts } }: Misjudged): string =>
  `${part} ${told ? 'told of' : 'passed over'}: ${rule}: ${texts.map(({ text }) => text).join(' | ')}`;

/** Precision and recall over all rows of a part, each judgement counted once. */
const totalOf = (figures: readonly WordingFigure[], part: WordingPart): string => {
  const sum = (key: 'truePositives' | 'falsePositives' | 'falseNegatives'): number =>
    figures.reduce((total, figure) => total + (figure.part === part ? figure[key] : 0), 0);
  const right = sum('truePositives');
  const precision = right / (right + sum('falsePositives'));
  const recall = right / (right + sum('falseNegatives'));
  return `${part}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} over all rows`;
};

/** Prints how well the wording rows tell the labelled texts of fixtures/wording. Exit 0; 2 when seeds cannot be read. */
export const wordingCommand = (terminal: Terminal, options: WordingOptions): ExitCode => {
  const rows = readOrCannotStart(() => readRules(join(seedsDir, 'rules')));
  const cases = readOrCannotStart(() => readWordingCases(labelled));
  const parsed = parseXml(new TextEncoder().encode('<text/>'));
  if (!parsed.ok) throw new Error('an empty element does not parse');
  using document = parsed.value;
  const wording = rows.filter((row): row is WordingRule => row.kind === 'wording');
  const { figures, misjudged } = readOrCannotStart(() =>
    wordingFigures(wording, cases, messageTypes, document.root),
  );
  if (options.json === true) for (const figure of figures) terminal.out(JSON.stringify(figure));
  else {
    for (const line of table([header, ...figures.map(rowOf)])) terminal.out(line);
    for (const part of wordingParts) terminal.out(totalOf(figures, part));
    terminal.out(`${cases.length} labelled texts`);
  }
  if (options.misjudged === true) for (const each of misjudged) terminal.err(shown(each));
  return 0;
};
