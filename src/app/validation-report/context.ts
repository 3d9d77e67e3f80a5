import { createHash } from 'node:crypto';
import type { Rule } from '../../domain/rule.ts';
import type { Language, LanguageTexts, Texts, Wording } from '../../domain/texts.ts';
import { type Html, html } from './html.ts';

/** What a report is made in: words, rules, who made it and when. */
export interface ReportContext {
  readonly language: Language;
  readonly texts: Texts;
  readonly rules: readonly ReportedRule[];
  readonly software: { readonly name: string; readonly version: string };
  readonly madeAt: Date;
  /** Whether documents were described with their content, so that the page must say so. */
  readonly withContent: boolean;
  /** Language that the explanations in receipts were worded in. */
  readonly detailsLanguage: Language;
}

/** What the report tells of a rule. */
export type ReportedRule = Pick<Rule, 'id' | 'texts' | 'source' | 'validFrom'>;

/** A context with what every part of the page looks up. */
export interface Told extends ReportContext {
  readonly all: LanguageTexts;
  readonly words: LanguageTexts['report']['words'];
  readonly rule: (id: string) => ReportedRule | undefined;
  readonly number: (value: number) => string;
}

export const told = (context: ReportContext): Told => {
  const { language, texts, rules } = context;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const format = new Intl.NumberFormat(language);
  return {
    ...context,
    all: texts[language],
    words: texts[language].report.words,
    rule: (id) => byId.get(id),
    number: (value) => format.format(value),
  };
};

/** The rule set in figures: its size, its newest first day, and a fingerprint that two reports can be compared by. */
export const ruleSet = (
  rules: readonly ReportedRule[],
): { readonly count: number; readonly newest: string; readonly fingerprint: string } => ({
  count: rules.length,
  newest:
    rules
      .map(({ validFrom }) => validFrom)
      .sort()
      .at(-1) ?? '',
  fingerprint: createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12),
});

/** A term and its value, in a description list; nothing when there is no value. */
export const term = (name: string, value: Html | string | number | undefined | null): Html | undefined =>
  value === undefined || value === null || value === ''
    ? undefined
    : html`<div class="pair"><dt>${name}</dt><dd>${value}</dd></div>\n`;

/** How a finding's rule is told; a rule that is not in the set goes by its id. */
export const ruleWording = ({ rule, language }: Told, id: string): Wording =>
  rule(id)?.texts[language] ?? { title: id, mend: '' };
