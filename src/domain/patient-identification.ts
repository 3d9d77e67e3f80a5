import { isCommonHelpNumber } from './identifiers.ts';
import type { Ident, Patient } from './message.ts';

/** Whether a message names its patient well enough to be taken in. */
export type PatientIdentification = 'sufficient' | 'insufficient';

/** Codes of 8116 that identify together with a name; H-number, DUF, passport and foreign numbers do not. */
const sufficientTypes: readonly string[] = ['FNR', 'DNR'];

/** 3101: 0 Ikke kjent, 9 Ikke spesifisert. The sender has no sex to tell, so it identifies nobody (ours). */
const sexNotTold: readonly string[] = ['0', '9'];

const filled = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** A word, a dash or a row of zeros stands for "none"; anything else counts, right or wrong. */
const isGiven = (id: string): boolean => /[1-9]/.test(id);

const identifies = (ident: Ident): boolean =>
  isGiven(ident.id) && (sufficientTypes.includes(ident.type.v) || isCommonHelpNumber(ident));

const isNamed = (patient: Patient): boolean =>
  [patient.name, patient.familyName, patient.givenName].some(filled);

const hasBirthDateAndSex = ({ dateOfBirth, sex }: Patient): boolean =>
  filled(dateOfBirth) && filled(sex?.v) && !sexNotTold.includes(sex?.v ?? '');

/**
 * Judges a patient as E36 does (HIS 80415:2012 §3.3.4): a name with a birth number, a D-number, a common help number,
 * or birth date and sex. The identifier's type decides, never its check digits: a wrong number is a finding.
 */
export const identifyPatient = (patient: Patient | undefined): PatientIdentification => {
  if (patient === undefined || !isNamed(patient)) return 'insufficient';
  return patient.idents.some(identifies) || hasBirthDateAndSex(patient) ? 'sufficient' : 'insufficient';
};
