import type { Figure, ShownFigure } from '../../../domain/board/figure.ts';

/** GET /api/board/overview, as far as the page needs it. Periods are first days of months, YYYY-MM-DD. */
export interface Overview {
  readonly month: string;
  /** The newest, which is running, first. */
  readonly months: readonly string[];
  readonly own: Enterprise | null;
  readonly indicators: readonly Standing[];
  readonly late: Late;
  readonly changes: readonly Change[];
}

/** What is late now: in the county in bands as of a morning, of the reader's own exactly. */
interface Late {
  readonly county: readonly (LateKind & { readonly band: string })[];
  /** Null before the county's were counted. */
  readonly asOf: string | null;
  readonly own: readonly (LateKind & { readonly count: number })[] | null;
}

/** One expectation that was not met in time. */
export interface LateKind {
  readonly expectation: string;
  readonly case: string | null;
  readonly name: string;
  readonly severity: string;
}

interface Enterprise {
  readonly herId: number;
  readonly name: string | null;
}

export interface Move {
  readonly points: number;
  readonly sure: boolean;
}

export interface Course {
  readonly period: string;
  readonly figure: Figure;
  readonly before: Figure;
  readonly change: Move | null;
  readonly trend: readonly { readonly period: string; readonly figure: Figure }[];
  readonly asOf: string | null;
}

export interface Ranked {
  readonly enterprise: Enterprise;
  readonly figure: ShownFigure;
  readonly change: Move | null;
}

export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly leftOut: string;
  readonly why: string;
  readonly better: 'higher' | 'lower' | 'none';
  readonly unit: 'share' | 'per-hundred';
  readonly target: {
    readonly share: number;
    readonly source: string | null;
    readonly decided: { readonly approver: string } | null;
  } | null;
  readonly source: string;
  readonly counts: string;
  readonly expectations: readonly string[];
  readonly county: Course;
  readonly types: readonly { readonly type: string; readonly figure: Figure }[];
  readonly own: Course | null;
  readonly ranking: {
    readonly period: string;
    readonly counted: number;
    readonly ranked: number;
    readonly weakest: readonly Ranked[];
    readonly improved: readonly Ranked[];
  };
}

interface Moved {
  readonly before: ShownFigure;
  readonly figure: ShownFigure;
  readonly change: Move;
  readonly period: string;
}

/** Without an enterprise: of the whole county. */
export type Change =
  | (Moved & {
      readonly kind: 'indicator';
      readonly indicator: string;
      readonly enterprise: Enterprise | null;
    })
  | (Moved & {
      readonly kind: 'content';
      readonly type: string;
      readonly block: string;
      readonly enterprise: Enterprise;
    })
  | (Moved & {
      readonly kind: 'cause';
      readonly type: string;
      readonly code: string;
      readonly system: string;
    })
  | {
      readonly kind: 'version';
      readonly type: string;
      readonly version: string;
      readonly figure: ShownFigure;
      readonly period: string;
    }
  | {
      readonly kind: 'silence' | 'rejections' | 'volume';
      readonly type: string;
      readonly enterprise: Enterprise;
      readonly since: string;
    };

/** The indicators that lead the page (board.md, Oversikt). */
export const leading = ['early-warning-24h', 'reply-same-day', 'epikrise-1d', 'admission-report-24h'];
