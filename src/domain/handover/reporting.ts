import type { Expectation, ExpectationCatalogue } from '../expectation.ts';
import { type ActKind, actKinds, type HandoverRole } from '../expectation-vocabulary.ts';
import { casesNaming } from './sight.ts';

/**
 * Who may report which acts: those who would owe what the act starts or fulfils, by the catalogue. So nobody can make
 * another late, save where one act starts what several owe.
 */

/** Roles whose holders report an act, about handovers or about single messages. */
export const actReporters = (
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  scope: Expectation['scope'],
  kind: ActKind,
): ReadonlySet<HandoverRole> => new Set(casesNaming(catalogue, kind, scope).flatMap(({ from }) => from));

/** The acts that a holder of some roles may report, in order. */
export const actsReportedBy = (
  catalogue: Pick<ExpectationCatalogue, 'expectations'>,
  scope: Expectation['scope'],
  roles: readonly HandoverRole[],
): readonly ActKind[] =>
  actKinds.filter((kind) => {
    const reporters = actReporters(catalogue, scope, kind);
    return roles.some((role) => reporters.has(role));
  });
