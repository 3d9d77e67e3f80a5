import type { Figure } from '../../../domain/board/figure.ts';

/** GET /api/board/delivery, as far as the page needs it. Periods are first days, YYYY-MM-DD; types 8279 codes. */
export interface Delivery {
  readonly grain: Grain;
  readonly period: string;
  readonly periods: readonly string[];
  /** To choose among, the newest first. */
  readonly choices: readonly string[];
  readonly organisations: readonly (Enterprise & { readonly own: boolean })[];
  readonly types: readonly string[];
  readonly traffic: readonly Traffic[];
  /** Those that are shown, and how many are not. */
  readonly links: readonly Link[];
  readonly hiddenLinks: number;
  readonly transit: readonly Link[];
  readonly causes: readonly Cause[];
  readonly hiddenCauses: number;
  readonly causesBySystem: readonly Cause[];
  readonly versions: readonly Version[];
  readonly versionsBySystem: readonly Version[];
  readonly marks: readonly Mark[];
  /** The last day on which an organisation sent a type. */
  readonly heard: readonly { readonly herId: number; readonly type: string; readonly day: string }[];
}

export const grains = ['week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

interface Enterprise {
  readonly herId: number;
  readonly name: string | null;
}

/** Messages of a type in a period. */
export interface Traffic {
  readonly period: string;
  readonly type: string | null;
  readonly figure: Figure;
  readonly own: boolean;
  readonly asOf: string;
}

/** Messages of a type from one organisation to another. */
export interface Link {
  readonly sender: Enterprise | null;
  readonly receiver: Enterprise | null;
  readonly type: string | null;
  readonly figure: Figure;
  readonly own: boolean;
}

/** How often a code (8221) stood in a negative receipt, of all that were receipted. */
export interface Cause {
  /** Null where the receipt had none. */
  readonly code: string | null;
  readonly type: string | null;
  readonly system: string | null;
  readonly figure: Figure;
  readonly title: string;
  readonly mend: string;
}

export interface Version {
  readonly period: string;
  readonly type: string | null;
  readonly version: string | null;
  readonly system: string | null;
  readonly figure: Figure;
}

/** What is the matter with an organisation's traffic now. */
export interface Mark {
  readonly enterprise: Enterprise;
  readonly type: string;
  readonly kind: 'silence' | 'rejections' | 'volume';
  readonly since: string;
}

export const nameOf = (enterprise: Enterprise | null): string =>
  enterprise === null ? '' : (enterprise.name ?? String(enterprise.herId));
