import type { ChapterId, Report, ReportGrain } from '../../../domain/board/report.ts';
import type { Language } from '../../../domain/texts.ts';

/** What /api/board/report and /api/board/reports answer. */

/** A report as pages get it; its figures are in the files. */
export type ShownReport = Omit<Report, 'figures'>;

interface Organisation {
  readonly herId: number;
  readonly name: string | null;
}

/** Something that was written beside a chapter; with an empty text, that it was taken away. */
export interface Written {
  readonly chapter: ChapterId;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

export interface Draft {
  readonly choices: readonly { readonly period: string; readonly name: string }[];
  readonly organisations: readonly Organisation[];
  readonly isOver: boolean;
  readonly report: ShownReport;
  /** Every version, in the order in which they were written. */
  readonly comments: readonly Written[];
}

export interface FrozenHead {
  readonly id: string;
  readonly grain: ReportGrain;
  readonly period: string;
  readonly periodName: string;
  readonly language: Language;
  readonly enterprises: readonly Organisation[];
  readonly edition: number;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly by: string;
  readonly at: string;
  readonly hash: string;
}
export interface Frozen extends FrozenHead {
  readonly isIntact: boolean;
  readonly report: ShownReport;
}

/** What languages are called in themselves. */
export const languageNames: Readonly<Record<Language, string>> = {
  nn: 'Nynorsk',
  nb: 'Bokmål',
  en: 'English',
};
