import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { alertParts, alertStates, closeReasons, resolved } from '../../domain/alerts/alert.ts';
import { alertMailWords } from '../../domain/alerts/texts.ts';
import { type AppRecErrorCode, appRecCodes } from '../../domain/app-rec-codes.ts';
import { handoverRoles } from '../../domain/expectation-vocabulary.ts';
import { severities } from '../../domain/finding.ts';
import { handoverEvents, handoverStates } from '../../domain/handover/table.ts';
import { deadlineWords, remarks, unseenReasons, voidReasons } from '../../domain/handover/texts.ts';
import { expectationChanges } from '../../domain/handover/timeline.ts';
import { receiptStates, transportStates } from '../../domain/lifecycle.ts';
import { type OutcomeCode, outcomes } from '../../domain/outcome.ts';
import { reportWords, schemaErrorCodes, uncheckedParts, verdicts } from '../../domain/report-texts.ts';
import { roles } from '../../domain/roles.ts';
import { type Language, type LanguageTexts, languages, type Texts } from '../../domain/texts.ts';

const text = z.string().trim().min(1);
const wording = z.strictObject({ title: text, mend: text });
const codes = <Code extends string>(rows: Record<Code, unknown>): Code[] => Object.keys(rows) as Code[];

// z.record over an enum demands every key and takes no other: a code without wording stops the start.
const languageSchema = z.strictObject({
  unknownValue: text,
  reasons: z.record(z.string(), text),
  outcomes: z.record(z.enum(codes<OutcomeCode>(outcomes)), wording),
  appRecErrors: z.record(z.enum(codes<AppRecErrorCode>(appRecCodes)), wording),
  unlistedAppRecError: wording,
  roles: z.record(z.enum(roles), text),
  transport: z.record(z.enum(transportStates), text),
  receipt: z.record(z.enum(receiptStates), text),
  handover: z.strictObject({
    states: z.record(z.enum([...handoverStates, 'cancelled']), text),
    events: z.record(z.enum(handoverEvents), text),
    remarks: z.record(z.enum(remarks), text),
    expected: z.record(z.enum([...expectationChanges, 'open']), text),
    voids: z.record(z.enum(voidReasons), text),
    unseen: z.record(z.enum(unseenReasons), text),
    roles: z.record(z.enum(handoverRoles), text),
    deadlines: z.record(z.enum(deadlineWords), text),
  }),
  report: z.strictObject({
    words: z.record(z.enum(reportWords), text),
    verdicts: z.record(z.enum(verdicts), wording),
    severities: z.record(z.enum(severities), text),
    statuses: z.record(z.enum(['1', '2', '3']), text),
    schemaErrors: z.record(z.enum(schemaErrorCodes), wording),
    notChecked: z.record(z.enum(uncheckedParts), text),
    contentWarning: wording,
  }),
  alerts: z.strictObject({
    kinds: z.record(z.enum(['parked', 'silence', 'rejections', 'volume']), wording),
    parts: z.record(z.enum(alertParts), text),
    levels: z.record(z.enum(['1', '2', '3']), text),
    states: z.record(z.enum(alertStates), text),
    reasons: z.record(z.enum([...closeReasons, resolved]), text),
    mail: z.record(z.enum(alertMailWords), text),
  }),
});

const readLanguage = (dir: string, language: Language): LanguageTexts => {
  const file = `${language}.yaml`;
  const parsed = languageSchema.safeParse(parse(readFileSync(join(dir, file), 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${file} ${z.core.toDotPath(issue.path)}: ${issue.message}`,
  );
  throw new Error(faults.join('\n'));
};

/**
 * The wording of every outcome, receipt error and state, in every language, from `<language>.yaml` in a folder.
 * Throws one Error that names file, row and fault, one line a fault.
 */
export const readTexts = (dir: string): Texts =>
  Object.fromEntries(languages.map((language) => [language, readLanguage(dir, language)])) as Record<
    Language,
    LanguageTexts
  >;
