import type { Figure } from '../../../domain/board/figure.ts';

/** GET /api/board/quality and /api/board/wording, and what is drawn of them. Periods are first days, YYYY-MM-DD. */

export const grains = ['month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

/** A block, or a rule on wording, in the county or with an organisation. */
export interface Cell {
  readonly part: string;
  readonly figure: Figure;
  readonly asOf: string;
}

export interface Enterprise {
  readonly herId: number;
  readonly name: string | null;
}

interface SenderRow {
  readonly enterprise: Enterprise;
  readonly own: boolean;
  readonly cells: readonly Cell[];
}

type Level = 'must' | 'check' | 'note' | 'hint' | 'form';

export interface Example {
  readonly why: string;
  readonly before: string;
  readonly after: string;
}

export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly mend: string;
  readonly block: string | null;
  readonly level: Level;
  /** What finding something means; null where the rule is not about wording. */
  readonly sign: 'flag' | 'credit' | 'absence' | null;
  readonly source: { readonly document: string; readonly section: string };
  /** On labelled texts; null where it is not measured. */
  readonly measured: { readonly right: number; readonly wrong: number; readonly missed: number } | null;
  readonly example: Example | null;
}

interface OfPeriod {
  readonly grain: Grain;
  readonly period: string;
  /** To choose among, the newest first. */
  readonly choices: readonly string[];
  /** 8279 */
  readonly type: string;
  readonly county: readonly Cell[];
  readonly rows: readonly SenderRow[];
  readonly rules: readonly Rule[];
}

export interface Quality extends OfPeriod {
  /** To choose among. */
  readonly types: readonly string[];
  readonly parts: readonly { readonly part: string; readonly level: Level }[];
}

export interface Content extends Quality {
  /** What the rules found. */
  readonly found: { readonly county: readonly Cell[]; readonly own: readonly SenderRow[] };
}

export interface MonthFigure {
  readonly period: string;
  readonly figure: Figure;
}

export interface SystemFigure {
  readonly system: string;
  /** The reader's own; null for the whole county's. */
  readonly enterprise: Enterprise | null;
  readonly figure: Figure;
}

/** GET /api/board/quality/:type/:part and /api/board/wording/:type/:part. */
export interface PartOfType extends OfPeriod {
  readonly part: string;
  readonly level: Level;
  readonly example: Example | null;
  readonly months: readonly string[];
  readonly course: {
    readonly county: readonly MonthFigure[];
    readonly organisation: readonly MonthFigure[];
  };
  readonly systems: readonly SystemFigure[];
  readonly found: readonly (Cell & { readonly isCounty: boolean })[];
  readonly organisation: Enterprise | null;
}

/** Whether more of something is good, bad, or neither. */
export type Better = 'higher' | 'lower' | 'none';

/** Of what a rule on wording finds, credit is no fault and no duty. */
export const betterOf = (rule: Pick<Rule, 'sign'> | undefined): Better => {
  if (rule === undefined || rule.sign === null) return 'higher';
  return rule.sign === 'credit' ? 'none' : 'lower';
};

/** From so much that is not as it should be the next tone begins. */
const toneSteps = [0.05, 0.15, 0.3, 0.5] as const;

/** How strong the colour of a share is, from 0 to 4: the more there is to mend, the stronger. Undefined where there is nothing to mend. */
export const toneOf = (share: number, better: Better): number | undefined => {
  if (better === 'none') return undefined;
  const amiss = better === 'higher' ? 1 - share : share;
  return toneSteps.filter((step) => amiss >= step).length;
};

export const nameOf = ({ name, herId }: Enterprise): string => name ?? String(herId);
