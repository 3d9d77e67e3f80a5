/**
 * Identifiers of persons and enterprises: what kind a number is, and whether it can be right (HIS 1001:2010).
 * A number that fails is told of; it never alone rejects a received message (HIS 80415:2012 §3.3.4).
 */
import { isOrgNumber } from './directory.ts';
import { type HerId, herId } from './ids.ts';
import type { Ident } from './message.ts';

/** Codes of 8116 for the eleven-digit numbers: birth number, D-number, H-number, common help number. */
export const personNumberKinds = ['FNR', 'DNR', 'HNR', 'FHN'] as const;
type PersonNumberKind = (typeof personNumberKinds)[number];

/**
 * Series of synthetic persons, told by what is added to the month: Tenor 80, NHN 65, NAV 40.
 * General knowledge, in none of the standards; `nav` collides with H-numbers and takes their place when accepted.
 */
export const syntheticSeries = ['tenor', 'nhn', 'nav'] as const;
export type SyntheticSeries = (typeof syntheticSeries)[number];

/** What eleven digits say about themselves. */
export interface PersonNumber {
  readonly kind: PersonNumberKind;
  /** Whether both check digits are right. */
  readonly checkDigits: boolean;
  /** YYYY-MM-DD; none for FHN (has no date) and HNR (may be fictitious), or when no such day or century exists. */
  readonly birthDate?: string;
  /** FNR and DNR only. */
  readonly sex?: 'female' | 'male';
  /** The series it was made in, when it is not a real person's. */
  readonly synthetic?: SyntheticSeries;
}

/** What is wrong with an identifier: its form, its check digits, its birth date, or that it is of another kind than its type says. */
export type IdentFault = 'form' | 'check-digits' | 'birth-date' | 'kind';

/** OID that a common help number may travel with in place of the code FHN (HIS 1001:2010 §3.1 no. 8). */
export const commonHelpNumberOid = '2.16.578.1.12.4.1.4.3';

const firstWeights = [3, 7, 6, 1, 8, 9, 4, 5, 2] as const;
const secondWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const monthShift: Readonly<Record<SyntheticSeries, number>> = { tenor: 80, nhn: 65, nav: 40 };

/** Modulus 11 check digit of the leading digits; 10 means that no digit is right. */
const checkDigit = (digits: readonly number[], weights: readonly number[]): number =>
  (11 - (weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0) % 11)) % 11;

const hasCheckDigits = (digits: readonly number[]): boolean =>
  checkDigit(digits, firstWeights) === digits[9] && checkDigit(digits, secondWeights) === digits[10];

/** Century by individual number and year of the century; undefined for combinations that were never given out. */
const centuryOf = (individual: number, year: number): number | undefined => {
  if (individual < 500) return 1900;
  if (year < 40) return 2000;
  if (individual < 750 && year >= 55) return 1800;
  return individual >= 900 ? 1900 : undefined;
};

const twoDigits = (part: number): string => String(part).padStart(2, '0');

const isoDate = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? `${year}-${twoDigits(month)}-${twoDigits(day)}` : undefined;
};

interface Layout {
  readonly kind: PersonNumberKind;
  readonly month: number;
  readonly synthetic?: SyntheticSeries;
}

/** Kind by first digit and month field; undefined where no kind has such a month. */
const layoutOf = (first: number, field: number, accepted: readonly SyntheticSeries[]): Layout | undefined => {
  if (first >= 8) return { kind: 'FHN', month: 0 };
  const kind = first >= 4 ? 'DNR' : 'FNR';
  if (field < 20) return { kind, month: field };
  const synthetic = accepted.find((series) => field > monthShift[series] && field <= monthShift[series] + 12);
  if (synthetic !== undefined) return { kind, month: field - monthShift[synthetic], synthetic };
  return kind === 'FNR' && field >= 40 && field < 60 ? { kind: 'HNR', month: field - 40 } : undefined;
};

const zero = 0x30;

const elevenDigits = (text: string): readonly number[] | undefined => {
  if (text.length !== 11) return undefined;
  const digits: number[] = [];
  for (let at = 0; at < 11; at += 1) digits.push(text.charCodeAt(at) - zero);
  return digits.every((digit) => digit >= 0 && digit <= 9) ? digits : undefined;
};

/**
 * Tells what kind of person number a text is (HIS 1001:2010): by its first and third digit, whatever its check digits.
 * Undefined when it is not eleven digits, or laid out as none of the four kinds or of the synthetic series accepted.
 */
export const readPersonNumber = (
  text: string,
  accepted: readonly SyntheticSeries[],
): PersonNumber | undefined => {
  const digits = elevenDigits(text);
  if (digits === undefined) return undefined;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const layout = layoutOf(part(0, 1), part(2, 4), accepted);
  if (layout === undefined) return undefined;

  const { kind, month, synthetic } = layout;
  const base = { kind, checkDigits: hasCheckDigits(digits), ...(synthetic && { synthetic }) };
  if (kind === 'FHN' || kind === 'HNR') return base;

  const individual = part(6, 9);
  const sex = individual % 2 === 0 ? 'female' : 'male';
  const century = centuryOf(individual, part(4, 6));
  const day = part(0, 2) - (kind === 'DNR' ? 40 : 0);
  const birthDate = century === undefined ? undefined : isoDate(century + part(4, 6), month, day);
  return { ...base, sex, ...(birthDate !== undefined && { birthDate }) };
};

const isPersonNumberKind = (code: string): code is PersonNumberKind =>
  personNumberKinds.some((kind) => kind === code);

/** True when an identifier's type says common help number, by code or by OID. */
export const isCommonHelpNumber = ({ type }: Ident): boolean =>
  type.v === 'FHN' || type.v === commonHelpNumberOid || type.s === commonHelpNumberOid;

/**
 * Checks an identifier against what its type (8116, 9051) demands: the first thing wrong, undefined when nothing is,
 * or when the type has no rule (HPR and HER-id have no check digit in any source).
 */
export const checkIdent = (ident: Ident, accepted: readonly SyntheticSeries[]): IdentFault | undefined => {
  const id = ident.id.trim();
  const code = isCommonHelpNumber(ident) ? 'FHN' : ident.type.v;
  if (code === 'DUF') return /^\d{12}$/.test(id) ? undefined : 'form';
  if (code === 'ENH') return /^\d{9}$/.test(id) ? (isOrgNumber(id) ? undefined : 'check-digits') : 'form';
  if (!isPersonNumberKind(code)) return undefined;

  const number = readPersonNumber(id, accepted);
  if (number === undefined) return 'form';
  if (number.kind !== code) return 'kind';
  if (!number.checkDigits) return 'check-digits';
  const dated = code === 'FNR' || code === 'DNR';
  return dated && number.birthDate === undefined ? 'birth-date' : undefined;
};

/**
 * The HER-id among a unit's identifiers; undefined when none is a number. The code system of a person's HER-id may be
 * 8116 or 9051, so the code alone decides (HIS 1153-2, HITS 1168:2016).
 */
export const herIdOf = (idents: readonly Ident[]): HerId | undefined =>
  idents
    .filter(({ type }) => type.v === 'HER')
    .map(({ id }) => herId(id))
    .find((value) => value !== undefined);
