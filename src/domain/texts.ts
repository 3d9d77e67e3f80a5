import type { AlertTexts } from './alerts/texts.ts';
import type { AppRecErrorCode } from './app-rec-codes.ts';
import type { Severity } from './finding.ts';
import type { HandoverTexts } from './handover/texts.ts';
import type { ReceiptState, TransportState } from './lifecycle.ts';
import type { Fault, OutcomeCode } from './outcome.ts';
import type { ReportWord, SchemaErrorCode, UncheckedPart, Verdict } from './report-texts.ts';
import type { Role } from './roles.ts';

/** Languages that people can be answered in; the wording of each is one file in seeds/texts. */
export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];

/** What is wrong, and how to put it right: one or two sentences each, for people. */
export interface Wording {
  readonly title: string;
  readonly mend: string;
}

/** Wording of the validation report. */
export interface ReportTexts {
  readonly words: Readonly<Record<ReportWord, string>>;
  /** `title`: the verdict in a word or two; `mend`: what it means. */
  readonly verdicts: Readonly<Record<Verdict, Wording>>;
  readonly severities: Readonly<Record<Severity, string>>;
  /** 8258. */
  readonly statuses: Readonly<Record<'1' | '2' | '3', string>>;
  readonly schemaErrors: Readonly<Record<SchemaErrorCode, Wording>>;
  readonly notChecked: Readonly<Record<UncheckedPart, string>>;
  /** Stands on a page that shows what messages say. */
  readonly contentWarning: Wording;
}

/** All wording of one language. */
export interface LanguageTexts {
  /** Stands where a text has a place for a value that the fault does not carry. */
  readonly unknownValue: string;
  /** Words for the codes that a `reason` may hold; other reasons are shown as they are. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<OutcomeCode, Wording>>;
  /** 8221: what a receiver's error code says, and what its reader can do. */
  readonly appRecErrors: Readonly<Record<AppRecErrorCode, Wording>>;
  /** The same for a code that is in no list we have, or of another list. */
  readonly unlistedAppRecError: Wording;
  readonly roles: Readonly<Record<Role, string>>;
  readonly transport: Readonly<Record<TransportState, string>>;
  readonly receipt: Readonly<Record<ReceiptState, string>>;
  readonly handover: HandoverTexts;
  readonly report: ReportTexts;
  readonly alerts: AlertTexts;
}

export type Texts = Readonly<Record<Language, LanguageTexts>>;

const placeholder = /\{([A-Za-z]+)(:size)?\}/g;

/** Names of the values a text has places for, in the order of the text; a value used twice stands twice. */
export const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(placeholder)].map((match) => match[1] ?? '');

/** Bytes in MB of 1,048,576, to one decimal; a text with its own unit is left alone. */
const size = (value: string | number): string =>
  typeof value === 'number' ? `${Math.round((value / 1_048_576) * 10) / 10} MB` : value;

/**
 * The wording of an outcome with its values filled in. Values are shown as they are, so the caller escapes
 * for the medium it writes to; a value the fault lacks is shown as the language's word for unknown.
 */
export const render = (
  texts: Texts,
  language: Language,
  code: OutcomeCode,
  params: Readonly<Record<string, string | number>> = {},
): Wording => {
  const { outcomes, reasons, unknownValue } = texts[language];
  const shown = (name: string, asSize: boolean): string => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined || value === '') return unknownValue;
    if (asSize) return size(value);
    const text = String(value);
    return name === 'reason' && Object.hasOwn(reasons, text) ? (reasons[text] ?? text) : text;
  };
  const fill = (text: string): string =>
    text.replace(placeholder, (_whole, name: string, unit?: string) => shown(name, unit !== undefined));
  const { title, mend } = outcomes[code];
  return { title: fill(title), mend: fill(mend) };
};

/** What is wrong and how to mend it, in one text. */
const inOneText = ({ title, mend }: Wording): string => `${title} ${mend}`;

/** Words faults in a language, in one text each. */
export const wordFaults =
  (texts: Texts, language: Language) =>
  ({ code, params }: Fault): string =>
    inOneText(render(texts, language, code, params));
