import type { Deadline, Figure } from '../../../domain/deadline.ts';
import { type Severity, severities } from '../../../domain/finding.ts';

/** GET /api/rules, /api/expectations and /api/decisions, as far as the page needs them. */

interface Named {
  readonly herId: number;
  readonly name: string | null;
}

export type Change =
  | { readonly what: 'switch'; readonly on: boolean }
  | { readonly what: 'severity'; readonly severity: Severity }
  | {
      readonly what: 'deadline';
      readonly case?: string;
      readonly deadline: Deadline;
      /** In the reader's language; of decisions only. */
      readonly text?: string;
    };

export interface Decision {
  readonly id: number;
  readonly enterprise: Named | null;
  readonly change: Change;
  readonly validFrom: string;
  readonly decidedAt: string;
  readonly by: string;
  readonly roleText: string;
  readonly reason: string;
}

/** How it stands today. */
export interface State {
  readonly isOn: boolean;
  readonly offFor: readonly Named[];
  readonly severity: Severity;
  readonly severityText: string;
  readonly planned: readonly Decision[];
}

export interface RuleRow {
  readonly id: string;
  readonly title: string;
  readonly mend: string;
  readonly kind: 'xpath' | 'wording' | 'check';
  readonly level: 'must' | 'check' | 'note' | 'form' | 'hint';
  readonly severity: Severity;
  readonly block: string | null;
  /** Codes of 8279. */
  readonly types: readonly string[];
  readonly versions: readonly string[];
  readonly source: { readonly document: string; readonly section: string };
  readonly validFrom: string;
  readonly measured: { readonly right: number; readonly wrong: number; readonly missed: number } | null;
  readonly now: State;
}

export interface Rule extends RuleRow {
  /** In Norway, by the gateway's clock. */
  readonly today: string;
  readonly parts: {
    readonly assert?: string;
    readonly explainedBy?: readonly string[];
    readonly check?: string;
    readonly phrases?: readonly string[];
    readonly excuses?: readonly string[];
  };
  readonly example: { readonly why: string; readonly before: string; readonly after: string } | null;
  readonly decisions: readonly Decision[];
}

interface Word {
  readonly role: string;
  readonly text: string;
}

export interface DatedDeadline {
  readonly validFrom: string;
  readonly text: string;
  readonly deadline: Deadline;
  readonly decided: {
    readonly figures: readonly Figure[];
    readonly reason: string;
    readonly approver: string;
  } | null;
}

/** What starts or meets an expectation. */
export interface Occasion {
  readonly on?: 'message' | 'phase' | 'act' | 'receipt';
  readonly by?: 'message' | 'act' | 'receipt';
  readonly functions?: readonly string[] | 'any';
  readonly text?: string;
  readonly is?: readonly string[];
}

export interface Case {
  readonly case: string | null;
  readonly triggers: readonly Occasion[];
  readonly fulfilments: readonly Occasion[];
  readonly from: readonly Word[];
  readonly to: readonly Word[];
  readonly deadlines: readonly DatedDeadline[];
  /** The deadline of today, and which of its figures the board may decide. */
  readonly now: (DatedDeadline & { readonly open: readonly Figure[] }) | null;
}

export interface Expectation {
  readonly id: string;
  readonly name: string;
  readonly act: string;
  readonly severity: Severity;
  readonly cases: readonly Case[];
  readonly sources: readonly {
    readonly document: string;
    readonly section: string;
    readonly confidence: string;
  }[];
  readonly observable: { readonly by: 'messages' | 'acts' | 'none'; readonly why?: string };
  readonly validFrom: string;
  readonly changes: readonly string[];
  readonly now: State;
}

/** GET /api/expectations. */
export interface Catalogue {
  readonly today: string;
  readonly expectations: readonly Expectation[];
}

/** Place of a severity, the least first. */
export const rankOf = (severity: Severity): number => severities.indexOf(severity);

/** States that a list can be narrowed to. */
export const stateNames = ['on', 'off', 'planned', 'weighed'] as const;

/** True when something stands so. `delivered`: its severity as it came. */
export const standsSo = (
  { isOn, offFor, severity, planned }: State,
  delivered: Severity,
  wanted: string | undefined,
): boolean => {
  switch (wanted) {
    case 'on':
      return isOn && offFor.length === 0;
    case 'off':
      return !isOn || offFor.length > 0;
    case 'planned':
      return planned.length > 0;
    case 'weighed':
      return severity !== delivered;
    default:
      return true;
  }
};

/** True when every word that is looked for stands somewhere in the texts, whatever its case. */
export const isFound = (wanted: string | undefined, texts: readonly string[]): boolean => {
  const all = texts.join(' ').toLocaleLowerCase('nb');
  return (wanted ?? '')
    .toLocaleLowerCase('nb')
    .split(/\s+/)
    .every((word) => all.includes(word));
};
