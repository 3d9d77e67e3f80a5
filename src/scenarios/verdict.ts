import type { Expectation, ExpectationCase, ExpectationCatalogue } from '../domain/expectation.ts';
import { actKinds } from '../domain/expectation-vocabulary.ts';
import type { Expected } from '../domain/handover/expected.ts';
import { foldHandovers } from '../domain/handover/fold.ts';
import type { HandoverRules } from '../domain/handover/ground.ts';
import { formatOslo } from '../domain/norwegian-time.ts';
import {
  applicable,
  type Cast,
  isOfCase,
  type Outcome,
  type RowScenarios,
  type Scenario,
  type Shown,
  shown,
} from './scenario.ts';
import { instantOf, tell, the } from './tell.ts';

/** Folds scenarios and compares what became of their rows with what they say. */

/** A scenario and how it went: right when it has no faults. */
interface Verdict {
  readonly name: string;
  readonly faults: readonly string[];
}

/** One case of the catalogue: what is shown of it. */
export interface CaseCoverage {
  readonly expectation: string;
  readonly case?: string;
  /** By what they show; none of what cannot become of the case. */
  readonly cells: Readonly<Partial<Record<Shown, readonly Verdict[]>>>;
  /** What should be shown and is not. */
  readonly empty: readonly Shown[];
  /** What is shown though it cannot become of the case. */
  readonly stray: readonly Shown[];
}

const isVoid =
  (why: string) =>
  (one: Expected): boolean =>
    one.state === 'void' && one.why === why;
const isUnseen =
  (why: string) =>
  (one: Expected): boolean =>
    one.state === 'not-observable' && one.why === why;

const hasDied = ({ messages, acts }: Scenario): boolean =>
  Object.values(messages).some(({ function: type, died }) => died === true || type === 'LOG_DOD') ||
  acts.some(({ kind }) => kind === 'death-known');

/** What must be true of an expectation that shows something, whatever else the scenario says. */
const demands: Readonly<Record<Shown, (one: Expected, scenario: Scenario) => boolean>> = {
  'on-time': (one) => one.state === 'met' && !one.wasLate,
  late: (one) => (one.state === 'late' || one.state === 'met-late') && one.wasLate,
  warned: ({ state }) => state === 'due-soon',
  'void-C': isVoid('C'),
  'void-D': isVoid('D'),
  'survives-D': ({ state }, scenario) => state !== 'void' && state !== 'not-observable' && hasDied(scenario),
  'void-R': isVoid('R'),
  'void-W': isVoid('W'),
  'stay-ended': isVoid('stay-ended'),
  replaced: isVoid('replaced'),
  unreported: isUnseen('no-acts-reported'),
  'shared-record': isUnseen('shared-record'),
};

const timeOf = (at: Date | undefined): string => (at === undefined ? 'none' : formatOslo(at));

/** Evidence under the name that a story has for it. */
const evidenceIn = (one: Expected, nameOf: ReadonlyMap<string, string>): string | undefined => {
  if (one.state !== 'met' && one.state !== 'met-late') return undefined;
  const { by, id } = one.evidence;
  if (by === 'receipt') return 'receipt';
  return by === 'act' ? id.split(' ')[0] : nameOf.get(id);
};

const compared = (
  cast: Cast,
  { shows }: Scenario,
  outcome: Outcome,
  one: Expected,
  nameOf: ReadonlyMap<string, string>,
): readonly string[] => {
  const expectedTime = (text: string): string => (text === 'none' ? text : formatOslo(instantOf(text)));
  const owner = outcome.owes === undefined ? undefined : the(cast.parties, outcome.owes, 'party').herId;
  const pairs: readonly (readonly [what: string, is: string | undefined, should: string | undefined])[] = [
    ['state', one.state, outcome.state],
    ['why', 'why' in one ? one.why : undefined, outcome.why],
    ['by', evidenceIn(one, nameOf), outcome.by],
    ['due', timeOf(one.dueAt), expectedTime(outcome.due)],
    ['late', String(one.wasLate), String(outcome.late ?? shows === 'late')],
    ...(outcome.warn === undefined
      ? []
      : [['warn', timeOf(one.warnAt), expectedTime(outcome.warn)] as const]),
    ...(owner === undefined ? [] : [['owes', String(one.owes.herId), String(owner)] as const]),
  ];
  return pairs.flatMap(([what, is, should]) =>
    is === should ? [] : [`${what} is ${is ?? 'not there'}, not ${should ?? 'left out'}`],
  );
};

const judge = (
  cast: Cast,
  catalogue: ExpectationCatalogue,
  row: Expectation,
  scenario: Scenario,
): Verdict => {
  const { messages, acts } = tell(cast, scenario);
  const enterprises = Object.values(cast.parties).flatMap(({ herId, enterprise }) => [
    herId,
    enterprise ?? herId,
  ]);
  const rules: HandoverRules = {
    catalogue,
    switchedOff: [],
    reports: new Map(scenario.reports ? enterprises.map((each) => [each, new Set(actKinds)]) : []),
  };
  const folded = foldHandovers(messages, acts, rules, instantOf(scenario.now));
  const nameOf = new Map<string, string>(messages.map(({ id, msgId }) => [id, msgId]));
  const isMeant = ({ trigger: { message, act } }: Expected): boolean =>
    scenario.of === undefined ||
    scenario.of === (act === undefined ? nameOf.get(message ?? '') : act.split(' ')[0]);
  const found = [...folded.handovers, ...folded.ofMessages]
    .flatMap(({ expected }) => expected)
    .filter((one) => one.expectation === row.id && one.case === scenario.case && isMeant(one));
  const { name, expect } = scenario;
  const [one] = found;
  if (expect === 'nothing') {
    const isRight = one === undefined && scenario.shows === 'unreported';
    return { name, faults: isRight ? [] : [`expected ${found.length} times, not 0`] };
  }
  if (one === undefined || found.length > 1) {
    return { name, faults: [`expected ${found.length} times, not once`] };
  }
  const faults = compared(cast, scenario, expect, one, nameOf);
  const isShown = demands[scenario.shows](one, scenario);
  return { name, faults: isShown ? faults : [...faults, `does not show ${scenario.shows}`] };
};

const ofCase = (
  cast: Cast,
  catalogue: ExpectationCatalogue,
  row: Expectation,
  each: ExpectationCase,
  all: readonly RowScenarios[],
): CaseCoverage => {
  const own = all
    .filter(({ expectation }) => expectation === row.id)
    .flatMap(({ scenarios }) => scenarios.filter((one) => isOfCase(one, each)));
  const may = applicable(catalogue, row, each);
  const cells = Object.fromEntries(
    may.map((cell) => [
      cell,
      own.filter(({ shows }) => shows === cell).map((one) => judge(cast, catalogue, row, one)),
    ]),
  );
  return {
    expectation: row.id,
    ...(each.name !== undefined && { case: each.name }),
    cells,
    empty: may.filter((cell) => !own.some(({ shows }) => shows === cell)),
    stray: shown.filter((cell) => !may.includes(cell) && own.some(({ shows }) => shows === cell)),
  };
};

/** What is shown of every case of the catalogue, in its order. A story that names what is not there throws an Error. */
export const scenarioCoverage = (
  catalogue: ExpectationCatalogue,
  cast: Cast,
  all: readonly RowScenarios[],
): readonly CaseCoverage[] =>
  catalogue.expectations.flatMap((row) => row.cases.map((each) => ofCase(cast, catalogue, row, each, all)));
