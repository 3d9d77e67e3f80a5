import type { ReceiptCode } from '../domain/app-rec.ts';
import { appRecErrorSystem, isAppRecErrorCode } from '../domain/app-rec-codes.ts';
import type { LanguageTexts, Wording } from '../domain/texts.ts';

/** An error of a receipt in words: what the code means and what the sender can do. The receiver's own words are not here. */
export interface PresentedError extends Wording {
  readonly code: string;
  readonly oid: string;
}

/** Puts an error code in words; one that is not of 8221 says only where its meaning is to be found. */
export const presentError = (texts: LanguageTexts, { code, system }: ReceiptCode): PresentedError => {
  const listed = (system === undefined || system === appRecErrorSystem) && isAppRecErrorCode(code);
  return {
    code,
    oid: system ?? appRecErrorSystem,
    ...(listed ? texts.appRecErrors[code] : texts.unlistedAppRecError),
  };
};
