import type { AppRecError, AppRecVersion } from './app-rec.ts';
import {
  appRecCode,
  appRecErrorSystem,
  codesInUse,
  isAppRecErrorCode,
  needsDetails,
} from './app-rec-codes.ts';
import { type Fault, fault } from './outcome.ts';
import { fail, ok, type Result } from './result.ts';

/** The other sets of error codes, by OID, each for the functions (8279) whose process documents it. */
const otherSets = new Map([
  // Sykmelding and legeerklæring.
  ['2.16.578.1.12.4.1.1.8222', { form: /^\d{2}$/, functions: ['SYKMELD', 'LEGEERKL'] }],
  // Tariffs of a doctor's claim; codes later than the list are in use.
  ['2.16.578.1.12.4.1.1.8223', { form: /^\d{2,3}$/, functions: ['LOM'] }],
]);

/** What the errors of an AppRec are to stand in. */
interface Answering {
  readonly version: AppRecVersion;
  /** 8279 of the message that is answered. */
  readonly messageType: string;
}

const isUsable = ({ code: text, system }: AppRecError, { version, messageType }: Answering): boolean => {
  if (system === undefined || system === appRecErrorSystem) {
    return isAppRecErrorCode(text) && appRecCode(text).versions.includes(version);
  }
  const set = otherSets.get(system);
  return set?.functions.includes(messageType) === true && set.form.test(text);
};

const lacksDetails = ({ code: text, details = '' }: AppRecError): boolean =>
  isAppRecErrorCode(text) && needsDetails(text) && details.trim() === '';

/**
 * Whether errors may stand in an AppRec that we write (HIS 80415:2012 §3.1; what others have written is taken as it
 * is). Faults, of the first that may not: `apprec-code-unusable` for a code that its version or the type's process
 * does not have, `apprec-details-required` for a general code without OT.
 */
export const checkErrors = (
  errors: readonly AppRecError[],
  answering: Answering,
): Result<undefined, Fault> => {
  for (const [at, error] of errors.entries()) {
    const number = at + 1;
    if (!isUsable(error, answering)) {
      const { version } = answering;
      const expected = codesInUse(version).join(', ');
      return fail(fault('apprec-code-unusable', { number, version, expected }));
    }
    if (lacksDetails(error)) return fail(fault('apprec-details-required', { number }));
  }
  return ok(undefined);
};
