import { type DatedDeadline, type Figure, figures, validOn } from '../deadline.ts';
import type { Expectation, ExpectationCase } from '../expectation.ts';
import { drafted, type ExpectationDraft } from '../expectation-draft.ts';
import type { ExpectationFault } from '../expectation-faults.ts';
import type { HandoverRules, SwitchedOff } from '../handover/ground.ts';
import type { Result } from '../result.ts';
import { type BoardDecision, changedFigures, type DecidedChange, type Proposal } from './decisions.ts';

/** What expectations are when decisions lie on top of them: by the same means that a draft is tried with. */

type Rules = Omit<HandoverRules, 'reports'>;
/** A decision as far as rules depend on it; a draft of one has reason and approver too, and they are said to be such. */
type Decided = Proposal & Pick<BoardDecision, 'reason' | 'by'>;

const nothing: ExpectationDraft = { expectations: [], retire: [], thresholds: [], settings: [] };

/** The case of a row that a change is about; undefined where it names none, or the row has several. */
export const caseOf = (
  { cases }: Expectation,
  change: Extract<DecidedChange, { readonly what: 'deadline' }>,
): ExpectationCase | undefined =>
  change.case === undefined
    ? cases.length === 1
      ? cases[0]
      : undefined
    : cases.find(({ name }) => name === change.case);

/** The deadline of a case that holds on a date; before its first day, that of its first. */
export const deadlineOn = ({ deadlines }: ExpectationCase, date: string): DatedDeadline | undefined =>
  validOn(deadlines, date) ?? deadlines[0];

const rowOf = ({ catalogue }: Rules, id: string): Expectation | undefined =>
  catalogue.expectations.find((row) => row.id === id);

/** True for what the rules still have: a later version of the gateway may have other rows. */
const isKnown = (rules: Rules, { subject, item, change }: Proposal): boolean => {
  const row = subject === 'expectation' ? rowOf(rules, item) : undefined;
  return row !== undefined && (change.what !== 'deadline' || caseOf(row, change) !== undefined);
};

const weighed = (row: Expectation, decided: readonly Decided[]): Expectation => {
  const weights = decided.flatMap(({ item, change, validFrom }) =>
    item === row.id && change.what === 'severity' ? [{ validFrom, severity: change.severity }] : [],
  );
  const [first] = weights;
  if (first === undefined) return row;
  const before = (row.weighed ?? []).filter(({ validFrom }) => validFrom < first.validFrom);
  return { ...row, weighed: [...before, ...weights] };
};

const thresholdsOf = (rules: Rules, decided: readonly Decided[]): ExpectationDraft['thresholds'] =>
  decided.flatMap(({ item, change, validFrom, reason, by }) => {
    const row = rowOf(rules, item);
    const each = row && change.what === 'deadline' ? caseOf(row, change) : undefined;
    const before = each && deadlineOn(each, validFrom);
    if (before === undefined || change.what !== 'deadline') return [];
    const { deadline } = change;
    const open = new Set([...(before.decided?.figures ?? []), ...changedFigures(before.deadline, deadline)]);
    const own = [...open].filter((figure) => figure in deadline);
    return {
      expectation: item,
      ...(change.case !== undefined && { case: change.case }),
      validFrom,
      deadline,
      ...(own.length > 0 && { decided: { figures: own, reason, approver: by } }),
    };
  });

const isOf =
  ({ item, enterprise }: Pick<Proposal, 'item' | 'enterprise'>) =>
  (off: SwitchedOff): boolean =>
    off.expectation === item && off.enterprise === enterprise;

/** A period up to a day, as far as it began before. */
const endedAt = (off: SwitchedOff, day: string): readonly SwitchedOff[] => {
  if (off.from >= day) return [];
  return [{ ...off, to: off.to === undefined || off.to > day ? day : off.to }];
};

/** All that is switched off: each decision ends what holds for the same from its day on, and may begin anew. */
const switchedOff = (before: readonly SwitchedOff[], decided: readonly Decided[]): readonly SwitchedOff[] =>
  decided.reduce<readonly SwitchedOff[]>((all, { item, enterprise, change, validFrom, reason, by }) => {
    if (change.what !== 'switch') return all;
    const isSame = isOf({ item, ...(enterprise !== undefined && { enterprise }) });
    const rest = all.flatMap((off) => (isSame(off) ? endedAt(off, validFrom) : [off]));
    if (change.on) return rest;
    const off: SwitchedOff = {
      expectation: item,
      ...(enterprise !== undefined && { enterprise }),
      from: validFrom,
      decided: { reason, approver: by },
    };
    return [...rest, off];
  }, before);

/**
 * The draft that decisions come to, on top of some rules, in order of their first day; what the rules no longer have is
 * left out.
 */
export const draftOf = (rules: Rules, decisions: readonly Decided[]): ExpectationDraft => {
  const decided = decisions.filter((each) => isKnown(rules, each));
  const rows = rules.catalogue.expectations.flatMap((row) => {
    const changed = weighed(row, decided);
    return changed === row ? [] : [changed];
  });
  return {
    ...nothing,
    expectations: rows,
    thresholds: thresholdsOf(rules, decided),
    switchedOff: switchedOff(rules.switchedOff, decided),
  };
};

/** The rules with decisions on top, or why they make no sense together. `knows`: the functions of 8279 that can pass. */
export const decidedExpectations = (
  rules: Rules,
  decisions: readonly Decided[],
  knows: (code: string) => boolean,
): Result<Rules, readonly ExpectationFault[]> => drafted(rules, draftOf(rules, decisions), knows);

/** Figures of a deadline that the board may decide: those that no law gives. When to warn is never the law's to say. */
export const openFigures = (
  { sources }: Pick<Expectation, 'sources'>,
  { deadline, decided }: DatedDeadline,
): readonly Figure[] => {
  if (!sources.some(({ confidence }) => confidence === 'L')) return figures;
  const isFree = (figure: Figure): boolean =>
    figure === 'warn' || (figure === 'escalate' && deadline.kind !== 'atOnce');
  return figures.filter((figure) => isFree(figure) || decided?.figures.includes(figure) === true);
};
