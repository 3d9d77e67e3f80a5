import type { AppRecStatus, AppRecVersion } from '../domain/app-rec.ts';
import { isAppRecErrorCode } from '../domain/app-rec-codes.ts';
import type { Severity } from '../domain/finding.ts';
import type { Rule } from '../domain/rule.ts';
import { type Language, type Texts, wordFaults } from '../domain/texts.ts';
import type { Validation } from './validate.ts';

/** The `validate` object as `POST /validate` and the command line give it (design §5). */
export interface PresentedValidation {
  /** Name the command line was given; null over HTTP. */
  readonly file: string | null;
  readonly messageType: string | null;
  readonly version: string | null;
  readonly msgId: string | null;
  readonly verdict: Validation['verdict'];
  readonly schema: {
    readonly valid: boolean;
    readonly errors: readonly { readonly line: number; readonly path?: string; readonly message: string }[];
  };
  readonly appRec: {
    readonly version: AppRecVersion;
    readonly status: AppRecStatus;
    readonly errors: readonly {
      readonly code: string;
      readonly text: string;
      readonly details: string | null;
    }[];
  } | null;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly path: string | null;
    readonly text: string;
  }[];
}

/** The words it is told in. */
export interface ValidationWording {
  readonly language: Language;
  readonly texts: Texts;
  readonly rules: readonly Pick<Rule, 'id' | 'texts'>[];
}

/** Puts a validation in words. A document that cannot be read has its reason as the one error of `schema`. */
export const presentValidation = (
  validation: Validation,
  { language, texts, rules }: ValidationWording,
  file: string | null = null,
): PresentedValidation => {
  const { messageType, version, msgId, verdict, fault, schema, appRec } = validation;
  const reading =
    fault === null
      ? []
      : [{ line: Number(fault.params?.line ?? 1), message: wordFaults(texts, language)(fault) }];
  return {
    file,
    messageType,
    version,
    msgId,
    verdict,
    schema: {
      valid: schema.valid && fault === null,
      errors: [
        ...reading,
        ...schema.errors.map(({ line, path, message }) => ({
          line,
          ...(path !== undefined && { path }),
          message,
        })),
      ],
    },
    appRec: appRec && {
      version: appRec.version,
      status: appRec.status,
      errors: appRec.errors.map(({ code, text, details }) => ({
        code,
        text: isAppRecErrorCode(code) ? texts[language].appRecErrors[code].title : text,
        details,
      })),
    },
    findings: validation.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      path: finding.path ?? null,
      text: findingText(rules, language, finding.rule),
    })),
  };
};

const findingText = (rules: ValidationWording['rules'], language: Language, id: string): string => {
  const wording = rules.find((rule) => rule.id === id)?.texts[language];
  // A rule's title is a heading and has no full stop.
  return wording === undefined ? id : `${wording.title}. ${wording.mend}`;
};
