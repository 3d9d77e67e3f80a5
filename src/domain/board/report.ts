import type { HerId } from '../ids.ts';
import type { Language } from '../texts.ts';
import type { Figure } from './figure.ts';
import type { Measure } from './measure.ts';

/**
 * The board's report (årleg melding om digital samhandling) as a value: texts, tables and pictures in one language, and the
 * figures they were made of. It holds what is published and nothing else.
 */

/** Periods that are reported on. */
export const reportGrains = ['quarter', 'year'] as const;
export type ReportGrain = (typeof reportGrains)[number];

/** Which time a report is of. The board's comments belong to it, whatever else was chosen. */
export interface ReportPeriod {
  readonly grain: ReportGrain;
  /** First day, YYYY-MM-DD. */
  readonly period: string;
}

/** What is asked for. Without `enterprises`, all of them. */
export interface ReportQuery extends ReportPeriod {
  readonly enterprises?: readonly HerId[];
  readonly language: Language;
}

/** Chapters in their order. */
export const chapterIds = [
  'volume',
  'admission',
  'discharge',
  'epikrise',
  'content',
  'wording',
  'actions',
  'method',
  'appendix',
] as const;
export type ChapterId = (typeof chapterIds)[number];

/** The chapter that an indicator is told of in; one that is not named here is content. */
export const chapterOf: Readonly<Partial<Record<string, ChapterId>>> = {
  delivery: 'volume',
  'early-warning-24h': 'admission',
  'admission-report-24h': 'admission',
  'plan-available': 'admission',
  'referral-10wd': 'admission',
  'consulted-first': 'admission',
  'reply-same-day': 'discharge',
  'overdue-days': 'discharge',
  'ready-withdrawn': 'discharge',
  'discharge-report-0d': 'discharge',
  'contact-3d': 'discharge',
  'gp-2w': 'discharge',
  'readmission-30d': 'discharge',
  'epikrise-0d': 'epikrise',
  'epikrise-1d': 'epikrise',
  'epikrise-7d': 'epikrise',
  completeness: 'content',
  'medication-list': 'content',
  'order-wording': 'wording',
};

/** What an indicator is out of: a share from 0 to 1, or so many to each hundred. */
export type Unit = 'share' | 'per-hundred';

/** A cell of a table. Numbers stay numbers until they are shown; what is hidden is words. */
export type ReportCell =
  | { readonly kind: 'text' | 'hidden'; readonly text: string }
  | { readonly kind: 'count' | 'share' | 'rate' | 'minutes' | 'hours'; readonly value: number };

export interface ReportColumn {
  readonly title: string;
  readonly isNumber: boolean;
}

export interface ReportTable {
  /** Of this table alone in its report, in kebab-case. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** What is not in it, in words. */
  readonly note?: string;
}

/** A point of a course: a share with its interval, or why there is none. */
export interface CoursePoint {
  /** First day of its month. */
  readonly period: string;
  readonly label: string;
  readonly at?: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly text: string;
  };
}

/** A picture. Its labels say in words what it shows, so that it is read in grey too. */
export type ReportPicture = { readonly id: string; readonly title: string; readonly summary: string } & (
  | {
      readonly kind: 'course';
      readonly unit: Unit;
      readonly points: readonly CoursePoint[];
      readonly target?: { readonly value: number; readonly text: string };
    }
  | {
      readonly kind: 'bars';
      readonly bars: readonly { readonly label: string; readonly value: number; readonly text: string }[];
    }
);

/** What somebody on the board has written beside a chapter. */
export interface ChapterComment {
  readonly text: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A definition in the chapter on method: a name, and facts under it. */
export interface Definition {
  readonly name: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
}

export interface ReportChapter {
  readonly id: ChapterId;
  readonly title: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly pictures: readonly ReportPicture[];
  readonly tables: readonly ReportTable[];
  readonly definitions: readonly Definition[];
  readonly comment?: ChapterComment;
}

/** A figure as it was published, with the words that it stands under. */
export interface ReportFigure {
  readonly measure: Measure;
  readonly part: string;
  readonly name: string;
  readonly type?: string;
  readonly enterprise?: { readonly herId: HerId; readonly name: string };
  readonly grain: 'month' | ReportGrain;
  readonly period: string;
  readonly figure: Figure;
  /** ISO 8601. */
  readonly asOf: string;
}

export interface Report extends ReportPeriod {
  readonly language: Language;
  readonly title: string;
  readonly periodName: string;
  /** The organisations chosen; empty: all. */
  readonly enterprises: readonly { readonly herId: HerId; readonly name: string }[];
  /** ISO 8601. */
  readonly madeAt: string;
  readonly chapters: readonly ReportChapter[];
  readonly figures: readonly ReportFigure[];
}
