import type { Hidden } from './figure.ts';
import type { ChapterId, ReportGrain } from './report.ts';

/** The words that reports are made of (seeds/report), with {places} that figures are filled into. */

export const reportSentences = [
  'result',
  'resultRounded',
  'rate',
  'rateRounded',
  'few',
  'partly',
  'reached',
  'reachedUnsure',
  'missed',
  'missedUnsure',
  'better',
  'worse',
  'other',
  'unsure',
  'same',
  'nothingBefore',
  'volume',
  'volumeRounded',
  'largest',
  'causes',
  'noCauses',
  'below',
  'improved',
  'declined',
  'noneBelow',
  'noneChanged',
  'noDecisions',
  'wordingNote',
] as const;
export type ReportSentence = (typeof reportSentences)[number];

export const reportWords = [
  'indicator',
  'organisation',
  'county',
  'type',
  'result',
  'numerator',
  'denominator',
  'interval',
  'target',
  'before',
  'change',
  'leftOut',
  'source',
  'definition',
  'published',
  'settleDays',
  'confidence',
  'median',
  'p90',
  'medianReceipt',
  'messages',
  'receipted',
  'share',
  'cause',
  'date',
  'subject',
  'decision',
  'validFrom',
  'reason',
  'better',
  'worse',
  'other',
  'unsure',
  'few',
  'about',
  'hiddenRows',
  'and',
  'countyTable',
  'organisationTable',
  'typeTable',
  'trafficTable',
  'causeTable',
  'decisionTable',
  'monthTable',
  'coursePicture',
  'courseSummary',
  'barPicture',
  'barSummary',
  'targetLine',
  'switchedOn',
  'switchedOff',
  'severity',
  'deadline',
  'unknownCode',
] as const;
export type ReportWord = (typeof reportWords)[number];

export interface ReportTexts {
  readonly title: Readonly<Record<ReportGrain, string>>;
  /** With {year}, and for a quarter {number}. */
  readonly periods: Readonly<Record<ReportGrain, string>>;
  readonly chapters: Readonly<Record<ChapterId, { readonly title: string; readonly lead: string }>>;
  readonly sentences: Readonly<Record<ReportSentence, string>>;
  readonly words: Readonly<Record<ReportWord, string>>;
  /** What stands where there is no number, in a cell, and as a sentence with {name}. */
  readonly hidden: Readonly<Record<Hidden, { readonly cell: string; readonly sentence: string }>>;
  /** How sure a source is, by its letter. */
  readonly confidences: Readonly<Record<string, string>>;
  readonly months: readonly string[];
  readonly method: readonly string[];
  /** Names of message types (8279). */
  readonly types: Readonly<Record<string, string>>;
  /** Titles of AppRec codes. */
  readonly causes: Readonly<Record<string, string>>;
}

/** A text with its {places} filled. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
