import type { AppRecVersion } from '../domain/app-rec.ts';
import { type Verdict, verdicts } from '../domain/report-texts.ts';
import { type Rule, type RuleLevel, ruleLevels } from '../domain/rule.ts';
import type { MessageType } from '../messages/types.ts';
import { type CompiledRules, type RuleStatus, situation } from '../rules/evaluate.ts';

/** A fixture: its case, and the verdict on file, if there is one. */
export interface CoveringFixture {
  readonly name: string;
  readonly verdict: Verdict | undefined;
}

/** What there is of a standard besides its types. */
export interface CoverageParts {
  readonly rules: CompiledRules;
  /** Schema file by target namespace. */
  readonly schemas: ReadonlyMap<string, { readonly file: string }>;
  /** Fixtures by folder: the 8279 code in lower case with its version, `log-innlagt-1.6`. */
  readonly fixtures: ReadonlyMap<string, readonly CoveringFixture[]>;
}

/** One message type in one version, sent as one function: what the gateway has of it. */
export interface Coverage {
  /** Key of the plug-in. */
  readonly type: string;
  readonly version: string;
  /** 8279 code. */
  readonly function: string;
  /** Version of the receipt that answers it. */
  readonly appRec: AppRecVersion | 'none';
  readonly schema: string | null;
  /** Rules that judge it in any status, by how binding they are. */
  readonly rules: Readonly<Record<RuleLevel, number>>;
  /** How many of them were written for its type, name or standard; the others are for every message. */
  readonly ownRules: number;
  readonly fixtures: {
    readonly good: number;
    readonly faulty: number;
    /** The cases that each must have, and whether it has them. */
    readonly cases: Readonly<Record<string, boolean>>;
  };
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Cells that hold too little, in words; none when all is covered. */
  readonly empty: readonly string[];
}

const statuses: readonly RuleStatus[] = ['N', 'M', 'C', 'unread'];
const levels = Object.keys(ruleLevels) as readonly RuleLevel[];
const faultyWanted = 2;

/** A receipt is final: it is neither changed nor cancelled, and it says yes or no. */
const casesOf = ({ appRec }: MessageType): readonly string[] =>
  appRec === 'none' ? ['ok', 'minimal', 'rejected'] : ['full', 'minimal', 'changed', 'cancelled'];

/** Folder of a function's fixtures. */
const folderOf = (code: string, version: string): string =>
  `${code.toLowerCase().replaceAll('_', '-')}-${version}`;

const countBy = <K extends string>(
  keys: readonly K[],
  values: readonly (K | undefined)[],
): Readonly<Record<K, number>> =>
  Object.fromEntries(keys.map((key) => [key, values.filter((value) => value === key).length])) as Record<
    K,
    number
  >;

const rulesFor = ({ rows, bySituation }: CompiledRules, type: string, code: string): readonly Rule[] => {
  const compiled = statuses.flatMap((status) => bySituation.get(situation(type, code, status)) ?? []);
  return [...new Set(compiled.map(({ id }) => id))].flatMap((id) => rows.get(id) ?? []);
};

const isOwn = (rule: Rule, { key, name, standard }: MessageType): boolean =>
  [key, name, standard].some((written) => rule.types.includes(written));

const emptyIn = (coverage: Omit<Coverage, 'empty'>, unjudged: number): readonly string[] => {
  const { appRec, schema, ownRules, fixtures } = coverage;
  const missing = Object.entries(fixtures.cases).flatMap(([name, isThere]) => (isThere ? [] : name));
  return [
    schema === null && 'no schema',
    // A receipt tells of a message and not of a patient: its schema says all there is to say.
    ownRules === 0 && appRec !== 'none' && 'no rule of its own',
    missing.length > 0 && `no fixture ${missing.join(', ')}`,
    fixtures.good === 0 && 'no good fixture',
    fixtures.faulty < faultyWanted && `${fixtures.faulty} of ${faultyWanted} faulty fixtures`,
    unjudged > 0 && `${unjudged} without a verdict on file`,
  ].filter((line) => line !== false);
};

/** What there is of every type, version and function, in the order of the types. A type that is known by name alone has no row. */
export const coverageOf = (types: readonly MessageType[], parts: CoverageParts): readonly Coverage[] =>
  types.flatMap((type) =>
    type.functions.map(({ code }) => {
      const fixtures = parts.fixtures.get(folderOf(code, type.version)) ?? [];
      const judged = fixtures.filter(({ verdict }) => verdict !== undefined);
      const good = judged.filter(({ verdict }) => verdict === 'ok').length;
      const has = (name: string) => fixtures.some((fixture) => fixture.name === name);
      const rules = rulesFor(parts.rules, type.key, code);
      const coverage = {
        type: type.key,
        version: type.version,
        function: code,
        appRec: type.appRec,
        schema: parts.schemas.get(type.root.namespace)?.file ?? null,
        rules: countBy(
          levels,
          rules.map(({ level }) => level),
        ),
        ownRules: rules.filter((rule) => isOwn(rule, type)).length,
        fixtures: {
          good,
          faulty: judged.length - good,
          cases: Object.fromEntries(casesOf(type).map((name) => [name, has(name)])),
        },
        verdicts: countBy(
          verdicts,
          fixtures.map(({ verdict }) => verdict),
        ),
      };
      return { ...coverage, empty: emptyIn(coverage, fixtures.length - judged.length) };
    }),
  );
