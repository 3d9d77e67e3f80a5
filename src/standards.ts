import { join } from 'node:path';
import { readCodeBook } from './adapters/seeds/code-systems.ts';
import { readExamples } from './adapters/seeds/examples.ts';
import { readExpectations } from './adapters/seeds/expectations.ts';
import { readIndicators } from './adapters/seeds/indicators.ts';
import { readReportTexts } from './adapters/seeds/report-texts.ts';
import { readRuleRows } from './adapters/seeds/rules.ts';
import { readSchemaFiles } from './adapters/seeds/schemas.ts';
import { readTexts } from './adapters/seeds/texts.ts';
import { createInspector, type Inspector } from './app/inspect.ts';
import { CannotStart, readOrCannotStart } from './cannot-start.ts';
import type { Example } from './domain/board/example.ts';
import type { Indicator } from './domain/board/indicator.ts';
import type { ReportTexts } from './domain/board/report-texts.ts';
import type { CodeBook } from './domain/code-system.ts';
import type { ExpectationCatalogue } from './domain/expectation.ts';
import type { FaultWording } from './domain/receipt-decision.ts';
import type { Rule } from './domain/rule.ts';
import { type Language, type Texts, wordFaults } from './domain/texts.ts';
import { recognisedTypes, shownFunction } from './messages/recognise.ts';
import { compileRules } from './rules/compile.ts';
import type { CompiledRules } from './rules/evaluate.ts';
import { loadSchemaSet, type SchemaSet } from './xml/schema-set.ts';

/** Where the project's own files lie, whatever the working directory. */
const projectRoot = join(import.meta.dirname, '..');

/** Folder of seeds: organisations, code systems, rules, texts. */
export const seedsDir = join(projectRoot, 'seeds');

/** What the gateway knows of the national standards: enough to judge a document without server or database. */
export interface Standards {
  readonly inspector: Inspector;
  readonly schemas: SchemaSet;
  readonly rules: readonly Rule[];
  /** The same rules, ready for the types that are recognised. */
  readonly compiled: CompiledRules;
  /** What rules look codes up in. */
  readonly codes: CodeBook;
  readonly texts: Texts;
  /** What the board's reports are worded with. */
  readonly reportTexts: Readonly<Record<Language, ReportTexts>>;
  /** What handovers are judged by. */
  readonly expectations: ExpectationCatalogue;
  /** What the board looks at. */
  readonly indicators: readonly Indicator[];
  /** How what rules ask for can be written. */
  readonly examples: readonly Example[];
  /** Words faults for the OT of AppRec errors, in the language of the code list. */
  readonly word: FaultWording;
}

/** Reads schemas, code systems, rules and texts, and compiles them once. `schemaDir`: official schema files instead of ours; `onDefect` hears of a rule that cannot be evaluated. */
export const loadStandards = (schemaDir?: string, onDefect?: (rule: string) => void): Standards => {
  const { rules, marks } = readOrCannotStart(() => readRuleRows(join(seedsDir, 'rules')));
  const schemas = readOrCannotStart(() =>
    loadSchemaSet(readSchemaFiles(schemaDir ?? join(projectRoot, 'schemas'))),
  );
  const codes = readOrCannotStart(() => readCodeBook(join(seedsDir, 'code-systems')));
  const compiled = compileRules(rules, recognisedTypes, { codes }, marks);
  if (!compiled.ok) {
    throw new CannotStart(
      compiled.fault.map(({ rule, field, reason }) => `rule ${rule}, ${field}: ${reason}`).join('\n'),
    );
  }
  const expectations = readOrCannotStart(() =>
    readExpectations(join(seedsDir, 'expectations.yaml'), (code) => shownFunction(code) === code),
  );
  const indicators = readOrCannotStart(() =>
    readIndicators(join(seedsDir, 'indicators.yaml'), expectations, (id) =>
      rules.some((rule) => rule.id === id),
    ),
  );
  const examples = readOrCannotStart(() =>
    readExamples(join(seedsDir, 'examples'), (part) =>
      rules.some((rule) => rule.id === part || rule.block === part),
    ),
  );
  const texts = readOrCannotStart(() => readTexts(join(seedsDir, 'texts')));
  return {
    inspector: createInspector(schemas, compiled.value, onDefect),
    schemas,
    rules,
    compiled: compiled.value,
    codes,
    texts,
    reportTexts: readOrCannotStart(() => readReportTexts(seedsDir, texts)),
    expectations,
    indicators,
    examples,
    word: wordFaults(texts, 'nb'),
  };
};
