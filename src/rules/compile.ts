import type { Mark } from '../domain/mark.ts';
import type { ServiceStatus } from '../domain/message.ts';
import { resolveTimestamp } from '../domain/norwegian-time.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { MessageRange, Rule } from '../domain/rule.ts';
import { evaluateBoolean } from '../xml/xpath.ts';
import { standingOf } from './blocks.ts';
import type { Verdict } from './check.ts';
import { checks } from './checks.ts';
import { type CompiledRule, type CompiledRules, type RuleStatus, situation } from './evaluate.ts';
import { readExpression, readSelection } from './expression.ts';
import type { RuleInput, RuleReference, RuleType } from './input.ts';
import { type CompiledMark, compileMark } from './marks.ts';
import { compileWording } from './wording.ts';

/** Why a rule cannot be used: its id, the field, and what is wrong with it. */
export interface RuleFault {
  readonly rule: string;
  readonly field:
    | 'id'
    | 'types'
    | 'functions'
    | 'assert'
    | 'at'
    | 'explained'
    | 'check'
    | 'find'
    | 'validFrom';
  readonly reason: string;
}

const msgHeadNamespace = 'http://www.kith.no/xmlstds/msghead/2006-05-24';
const statuses: readonly ServiceStatus[] = ['N', 'M', 'C'];
const indexedStatuses: readonly RuleStatus[] = [...statuses, 'unread'];

/** `mh` and `p` are the same in every row, so that one row serves the versions of a type and whole families. */
const namespacesOf = (type: RuleType): Readonly<Record<string, string>> => ({
  ...type.prefixes,
  mh: msgHeadNamespace,
  p: type.root.namespace,
});

/** Phrases as one expression: any case, any blanks between words, whole words only. */
const phrases = (texts: readonly string[]): RegExp => {
  const alternatives = texts.map((phrase) =>
    phrase
      .trim()
      .split(/\s+/)
      .map((word) => RegExp.escape(word))
      .join('\\s+'),
  );
  return new RegExp(`(?<![\\p{L}\\d])(?:${alternatives.join('|')})(?![\\p{L}\\d])`, 'iu');
};

type Fail = (field: RuleFault['field'], reason: string) => undefined;

const testOf = (
  rule: Rule,
  type: RuleType,
  reference: RuleReference,
  refuse: Fail,
): ((input: RuleInput) => Verdict) | undefined => {
  if (rule.kind === 'check') {
    const known = checks.get(rule.check);
    if (known === undefined) return refuse('check', `there is no check ${rule.check}`);
    const bound = known.bind(rule.params, { type, reference });
    return bound.ok ? bound.value : refuse('check', bound.fault);
  }
  if (rule.kind === 'wording') {
    const wording = compileWording(rule);
    if (!wording.ok) return refuse('find', wording.fault);
    return ({ clinical }) => {
      const { texts, medications } = clinical();
      return wording.value(texts, { medications: medications.length });
    };
  }
  const assert = readExpression(rule.assert, namespacesOf(type));
  if (!assert.ok) return refuse('assert', assert.fault);
  const { value } = assert;
  return ({ payload }) => evaluateBoolean(value, payload);
};

/** One rule for one type; undefined when something was refused. */
const compileOne = (
  rule: Rule,
  type: RuleType,
  reference: RuleReference,
  refuse: Fail,
): CompiledRule | undefined => {
  const namespaces = namespacesOf(type);
  const judge = testOf(rule, type, reference, refuse);
  const at = rule.at === undefined ? undefined : readSelection(rule.at, namespaces);
  const texts = rule.explained === undefined ? undefined : readSelection(rule.explained.in, namespaces);
  const validFrom = resolveTimestamp(rule.validFrom)?.getTime();
  if (at?.ok === false) return refuse('at', at.fault);
  if (texts?.ok === false) return refuse('explained', texts.fault);
  if (validFrom === undefined) return refuse('validFrom', 'it is not a day');
  if (judge === undefined) return undefined;
  return {
    id: rule.id,
    severity: rule.severity,
    validFrom,
    judge,
    ...(at && { at: at.value }),
    ...(texts && rule.explained && { explained: { in: texts.value, by: phrases(rule.explained.by) } }),
    ...(rule.block !== undefined && { block: { name: rule.block, standing: standingOf(rule) } }),
  };
};

/** What a row may call a type by: in one version, in all, or with all others of its standard. */
const namesOf = ({ key, name, standard }: RuleType): readonly string[] => [key, name, standard];

/** Whether a row is for messages of this type. */
export const applies = (rule: MessageRange, type: RuleType): boolean =>
  namesOf(type).some((name) => rule.types.includes(name)) || rule.families.includes(type.family);

/** A status that is none of the three may stand for anything: only what holds for all three is sure to hold for it. */
const holdsFor = (rule: MessageRange, status: RuleStatus): boolean =>
  status === 'unread'
    ? statuses.every((each) => rule.statuses.includes(each))
    : rule.statuses.includes(status);

/** Faults that need no type: same id twice, types and functions that nobody has. */
const misfits = (rows: readonly (Rule | Mark)[], types: readonly RuleType[]): RuleFault[] => {
  const seen = new Set<string>();
  return rows.flatMap((row): RuleFault[] => {
    const faults: RuleFault[] = [];
    const add = (field: RuleFault['field'], reason: string) => faults.push({ rule: row.id, field, reason });
    if (seen.has(row.id)) add('id', 'two rows have it');
    seen.add(row.id);
    for (const key of row.types.filter((each) => !types.some((type) => namesOf(type).includes(each)))) {
      add('types', `there is no type ${key}`);
    }
    const codes = types.filter((type) => applies(row, type)).flatMap((type) => type.functions);
    for (const code of (row.functions ?? []).filter((each) => !codes.some((known) => known.code === each))) {
      add('functions', `none of its types is sent as ${code}`);
    }
    return faults;
  });
};

/** What applies to each situation of a type, of what was made ready for it. */
const situationsOf = <T>(
  type: RuleType,
  made: readonly { readonly row: MessageRange; readonly ready: T }[],
): (readonly [situation: string, chosen: readonly T[]])[] =>
  ['', ...type.functions.map(({ code }) => code)].flatMap((code) =>
    indexedStatuses.map((status) => {
      const chosen = made.filter(
        ({ row }) => holdsFor(row, status) && (row.functions === undefined || row.functions.includes(code)),
      );
      return [situation(type.key, code, status), chosen.map(({ ready }) => ready)] as const;
    }),
  );

/**
 * Makes rows ready for the types given, once: XPath compiled, checks bound, all indexed by type, function and status;
 * and marks likewise. `reference` is what checks look codes up in. Faults name every row and mark that cannot be used;
 * then nothing is compiled, for a missing rule would look like a good message.
 */
export const compileRules = (
  rows: readonly Rule[],
  types: readonly RuleType[],
  reference: RuleReference,
  marks: readonly Mark[] = [],
): Result<CompiledRules, readonly RuleFault[]> => {
  const faults = misfits([...rows, ...marks], types);
  const bySituation = new Map<string, readonly CompiledRule[]>();
  const marksBySituation = new Map<string, readonly CompiledMark[]>();
  const ordered = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  for (const type of types) {
    const refusing =
      (id: string): Fail =>
      (field, reason) => {
        faults.push({ rule: id, field, reason: `${reason} (${type.key})` });
        return undefined;
      };
    const ready = <Row extends MessageRange & { readonly id: string }, T>(
      all: readonly Row[],
      make: (row: Row, refuse: Fail) => T | undefined,
    ) =>
      all
        .filter((row) => applies(row, type))
        .flatMap((row) => {
          const made = make(row, refusing(row.id));
          return made === undefined ? [] : [{ row, ready: made }];
        });
    const rules = ready(ordered, (row, refuse) => compileOne(row, type, reference, refuse));
    const found = ready(marks, (mark, refuse) => compileMark(mark, namespacesOf(type), refuse));
    for (const [key, chosen] of situationsOf(type, rules)) bySituation.set(key, chosen);
    for (const [key, chosen] of situationsOf(type, found)) marksBySituation.set(key, chosen);
  }
  if (faults.length > 0) return fail(faults);
  return ok({ rows: new Map(rows.map((row) => [row.id, row])), bySituation, marks: marksBySituation });
};
