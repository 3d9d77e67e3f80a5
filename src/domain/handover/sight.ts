import type { Expectation, ExpectationCase, ExpectationCatalogue } from '../expectation.ts';
import { type ActKind, type Flag, flags, type HandoverRole } from '../expectation-vocabulary.ts';
import type { HerId } from '../ids.ts';
import type { Expected, OwingParty } from './expected.ts';
import type { HandoverAct } from './facts.ts';
import type { Handover } from './handover.ts';

/**
 * Who sees what of a handover. Its municipality and hospitals see it whole, but for what lies between services of the
 * other side alone: a team for addiction called to a ward is no business of a municipality's. Whoever else owes
 * something in it, such as the GP, sees that.
 */

export type Side = 'specialist' | 'primary';

/** Roles of hospitals' units. */
export const specialist: readonly HandoverRole[] = ['hospital', 'dps', 'tsb', 'bup', 'maternity'];
const ofMessages: readonly HandoverRole[] = ['sender', 'receiver', 'referrer'];

/** The side within which a case lies; undefined when it lies between both, or is owed to nobody in particular. */
const innerSideOf = ({ from, to }: Pick<ExpectationCase, 'from' | 'to'>): Side | undefined => {
  const roles = [...from, ...to];
  if (to.length === 0 || roles.some((role) => ofMessages.includes(role))) return undefined;
  if (roles.every((role) => specialist.includes(role))) return 'specialist';
  return roles.some((role) => specialist.includes(role)) ? undefined : 'primary';
};

/** What one caller may see of one handover. */
export interface Sight {
  /** On which sides it is a party to the handover; none for one that only owes something. */
  readonly sides: readonly Side[];
  /** True for the caller's own enterprises. */
  readonly isOwn: (enterprise: HerId) => boolean;
}

/** The sight of a caller by the enterprises it acts for; undefined when the handover is none of its business. */
export const sightOf = (
  { municipality, hospitals }: Pick<Handover, 'municipality' | 'hospitals'>,
  owing: readonly OwingParty[],
  isOwn: (enterprise: HerId) => boolean,
): Sight | undefined => {
  const sides: readonly Side[] = [
    ...(isOwn(municipality) ? (['primary'] as const) : []),
    ...(hospitals.some(isOwn) ? (['specialist'] as const) : []),
  ];
  const owes = owing.some(({ enterprise }) => enterprise !== undefined && isOwn(enterprise));
  return sides.length > 0 || owes ? { sides, isOwn } : undefined;
};

type Named = Pick<Expected, 'expectation' | 'case'>;

const caseOf = (
  { expectations }: Pick<ExpectationCatalogue, 'expectations'>,
  { expectation, case: name }: Named,
): ExpectationCase | undefined =>
  expectations.find(({ id }) => id === expectation)?.cases.find((one) => one.name === name);

/** The side that alone is told of an expectation, and who owes it; undefined where both are. */
export const innerSide = (
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  expected: Named,
): Side | undefined => {
  const each = caseOf(catalogue, expected);
  return each && innerSideOf(each);
};

const seesCase = ({ sides }: Sight, each: Pick<ExpectationCase, 'from' | 'to'> | undefined): boolean => {
  const inner = each && innerSideOf(each);
  return sides.length > 0 && (inner === undefined || sides.includes(inner));
};

/** True for an expectation that may be shown: what one owes always, the rest by the sides that it lies between. */
export const seesExpected = (
  sight: Sight,
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  expected: Pick<Expected, 'expectation' | 'case' | 'owes'>,
): boolean => {
  const { enterprise } = expected.owes;
  return (
    (enterprise !== undefined && sight.isOwn(enterprise)) || seesCase(sight, caseOf(catalogue, expected))
  );
};

const namesFlag = (given: readonly Flag[], kind: ActKind): boolean =>
  given.some((flag) => {
    const known = flags[flag];
    return typeof known === 'object' && known.act === kind;
  });

/** True for a case that an act starts, sets the clock of, makes apply or fulfils. */
const names = ({ triggers, clock, fulfilments }: ExpectationCase, kind: ActKind): boolean =>
  triggers.some((one) => (one.on === 'act' && one.act === kind) || namesFlag(one.given, kind)) ||
  (clock.from === 'act' && clock.act === kind) ||
  fulfilments.some((one) => one.by === 'act' && one.act === kind);

/** The cases of rows of a scope, or of all, that have to do with an act. */
export const casesNaming = (
  { expectations }: Pick<ExpectationCatalogue, 'expectations'>,
  kind: ActKind,
  scope?: Expectation['scope'],
): readonly ExpectationCase[] =>
  expectations
    .filter((row) => scope === undefined || row.scope === scope)
    .flatMap(({ cases }) => cases.filter((each) => names(each, kind)));

/** True for an act that may be shown: one's own always, others' like the cases that they are about. */
export const seesAct = (
  sight: Sight,
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  { by, kind }: Pick<HandoverAct, 'by' | 'kind'>,
): boolean => sight.isOwn(by) || casesNaming(catalogue, kind).some((each) => seesCase(sight, each));
