import type { AlertKind, AlertLevel, AlertPart, AlertState, CloseReason, resolved } from './alert.ts';

/** Sentences of an e-mail that tells of alerts. */
export const alertMailWords = [
  'subject',
  'subjectCritical',
  'intro',
  'expectation',
  'part',
  'level',
  'severity',
  'count',
  'where',
  'why',
] as const;
type AlertMailWord = (typeof alertMailWords)[number];

/** Kinds that name no row of the catalogue: what is the matter, and what to do. */
type OtherAlertKind = Exclude<AlertKind, 'expectation'>;

/** Wording of alerts in one language. `{type}`, `{count}`, `{enterprise}` and `{url}` are filled in. */
export interface AlertTexts {
  /** `title`: what is the matter; `mend`: what to do about it. */
  readonly kinds: Readonly<Record<OtherAlertKind, { readonly title: string; readonly mend: string }>>;
  readonly parts: Readonly<Record<AlertPart, string>>;
  readonly levels: Readonly<Record<AlertLevel, string>>;
  readonly states: Readonly<Record<AlertState, string>>;
  readonly reasons: Readonly<Record<CloseReason | typeof resolved, string>>;
  readonly mail: Readonly<Record<AlertMailWord, string>>;
}
