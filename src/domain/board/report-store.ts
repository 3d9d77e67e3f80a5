import type { HerId } from '../ids.ts';
import type { Role } from '../roles.ts';
import type { Language } from '../texts.ts';
import type { ChapterId, ReportPeriod } from './report.ts';

/** What the board writes beside a chapter; nothing is ever changed, a later one stands in place of an earlier. */
export interface NewReportComment extends ReportPeriod {
  readonly chapter: ChapterId;
  /** Empty: what stood there is taken away. */
  readonly text: string;
  readonly by: string;
  readonly role: Role;
  readonly at: Date;
}
export interface ReportComment extends NewReportComment {
  /** Place in the order in which comments were written. */
  readonly seq: number;
}

/** A report to be kept for good. */
export interface NewFrozenReport extends ReportPeriod {
  /** Short and random; its address. */
  readonly id: string;
  readonly language: Language;
  readonly enterprises: readonly HerId[];
  readonly by: string;
  readonly role: Role;
  readonly at: Date;
  /** The report as JSON text, byte for byte as it stays. */
  readonly content: string;
}

/** What a list says of a report that is kept. */
export interface FrozenReportHead extends Omit<NewFrozenReport, 'content'> {
  /** 1 for the first of its period, language and organisations. */
  readonly edition: number;
  /** The edition before, if any. */
  readonly replaces?: string;
  /** The edition that came after, if any. */
  readonly replacedBy?: string;
  /** SHA-256 of the content, in hex digits. */
  readonly hash: string;
}
export interface FrozenReport extends FrozenReportHead {
  readonly content: string;
  /** The content still has its hash. */
  readonly isIntact: boolean;
}

/** Keeps reports and what is written beside them. Nothing here changes or removes either. */
export interface ReportStore {
  addReportComment(comment: NewReportComment): Promise<ReportComment>;
  /** All of a period's comments, in the order in which they were written. */
  reportComments(of: ReportPeriod): Promise<readonly ReportComment[]>;
  /** Keeps a report as the newest edition of its kind. */
  freezeReport(report: NewFrozenReport): Promise<FrozenReportHead>;
  /** All that are kept, the newest first. */
  frozenReports(): Promise<readonly FrozenReportHead[]>;
  /** One with its content; undefined when there is none. */
  frozenReport(id: string): Promise<FrozenReport | undefined>;
}
