import type { Deadline } from '../../../domain/deadline.ts';
import type { Severity } from '../../../domain/finding.ts';
import { canBeSet } from './deadline-fields.tsx';
import type { Case, Change, State } from './rules.ts';

/** What somebody thinks of deciding, while she fills it in. */
export interface Draft {
  readonly what: Change['what'];
  /** HER-id as text; empty: everybody. */
  readonly enterprise: string;
  readonly severity: Severity;
  /** Place of the case whose deadline it is. */
  readonly at: number;
  readonly deadline: Deadline | undefined;
}

/** The cases that have something to decide in their deadline, with their places. */
export const openCases = (cases: readonly Case[]) =>
  cases.flatMap((each, at) =>
    each.now !== null && canBeSet(each.now.deadline, each.now.open) ? [{ each, at, now: each.now }] : [],
  );

/** Switched off for somebody by itself. */
const isOffFor = (state: State, enterprise: string): boolean =>
  state.offFor.some(({ herId }) => String(herId) === enterprise);

/** Whether a switch would turn it on: it is off where it would be switched. */
export const turnsOn = (state: State, enterprise: string): boolean =>
  enterprise === '' ? !state.isOn : isOffFor(state, enterprise);

/** The change that a draft comes to; undefined while it changes nothing. */
export const changeOf = (draft: Draft, state: State, cases: readonly Case[]): Change | undefined => {
  switch (draft.what) {
    case 'switch':
      return { what: 'switch', on: turnsOn(state, draft.enterprise) };
    case 'severity':
      return draft.severity === state.severity ? undefined : { what: 'severity', severity: draft.severity };
    case 'deadline': {
      const each = cases[draft.at];
      const held = each?.now?.deadline;
      if (draft.deadline === undefined || JSON.stringify(draft.deadline) === JSON.stringify(held)) {
        return undefined;
      }
      return {
        what: 'deadline',
        ...(each?.case != null && { case: each.case }),
        deadline: draft.deadline,
      };
    }
  }
};
