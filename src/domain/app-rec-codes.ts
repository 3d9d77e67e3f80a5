import type { AppRecVersion } from './app-rec.ts';

/** OID of code list 8221, the error codes of an AppRec. */
export const appRecErrorSystem = '2.16.578.1.12.4.1.1.8221';

/** What the code list and the standard say of one error code. */
interface AppRecCode {
  /** DN: the display name of the code list, bokmål only. */
  readonly name: string;
  /** Versions whose list has the code in use. A code that stands in the other version only is withdrawn or not yet there. */
  readonly versions: readonly AppRecVersion[];
  /**
   * `gateway`: given here and by receivers. `table`: the receipt decision has it, but nothing tells this gateway the
   * fact behind it: what is not XML names nobody to answer, and signatures and records are the receiver's own.
   * `receiver`: only a receiver's system can know it. `nobody`: withdrawn.
   */
  readonly givenBy: 'gateway' | 'table' | 'receiver' | 'nobody';
  /** When it is the right one, being the most precise. */
  readonly situation: string;
  /** A general code says nothing without OT, which must be shown always. */
  readonly details: 'required' | 'optional';
  /** `process`: only where the process of the message type documents it. `unidentified`: and only if nothing else tells who the patient is. */
  readonly onlyIf?: 'process' | 'unidentified';
}

const both = ['1.0', '1.1'] as const;

const code = (
  name: string,
  givenBy: AppRecCode['givenBy'],
  situation: string,
  more: Partial<AppRecCode> = {},
): AppRecCode => ({ name, versions: both, givenBy, situation, details: 'optional', ...more });

/**
 * 8221 whole, each code with its situation (HIS 80415:2012 §3.3.4 and its code list after the errata of 2017 and 2019;
 * HIS 80415:2004 for 1.0, whose list lacks E10, T10 and E36). Withdrawn codes are read and shown, never written.
 */
export const appRecCodes = {
  T01: code("Ikke XML / ikke 'well formed' / uleselig", 'table', 'the document cannot be parsed as XML'),
  T02: code(
    'XML validerer ikke',
    'gateway',
    'the XML breaks its schema, or an envelope lacks what it must have',
  ),
  T10: code('Støtter ikke meldingsformatet', 'gateway', 'the type or its version is not supported here', {
    versions: ['1.1'],
  }),
  T99: code('Annen feil på format', 'gateway', 'the format is wrong in a way that no other T code tells', {
    details: 'required',
  }),
  S01: code('Feil på signatur', 'table', 'the personal signature that the type demands is missing or wrong'),
  S02: code('Ugyldig sertifikat', 'table', 'the certificate of the signature is not valid'),
  S03: code('Tilbaketrukket sertifikat', 'table', 'the certificate of the signature has been revoked'),
  S99: code(
    'Annen feil på signatur eller sertifikat',
    'receiver',
    'the signature or its certificate fails in a way that no other S code tells',
    { details: 'required' },
  ),
  E10: code('Ugyldig meldingsidentifikator', 'gateway', 'MsgId is not a UUID', { versions: ['1.1'] }),
  E20: code('Lege finnes ikke', 'receiver', 'the doctor addressed does not work at the receiver', {
    versions: ['1.1'],
    onlyIf: 'process',
  }),
  E21: code('Mottaker finnes ikke', 'gateway', 'the enterprise has no such service or GP, or none is named'),
  E30: code('Pasientens fødselsnummer mangler', 'receiver', 'the patient has no fødselsnummer', {
    onlyIf: 'unidentified',
  }),
  E31: code('Pasientens fødselsnummer er feil', 'receiver', 'the fødselsnummer of the patient is wrong', {
    onlyIf: 'unidentified',
  }),
  E32: code('Pasientens navn mangler', 'receiver', 'the patient has no name', { onlyIf: 'unidentified' }),
  E33: code('Pasientens etternavn mangler', 'nobody', 'the patient has no family name', { versions: [] }),
  E34: code('Pasientens fornavn mangler', 'nobody', 'the patient has no given name', { versions: [] }),
  E35: code(
    'Pasienten finnes ikke i mottakersystemet',
    'table',
    'an epikrise or a svarrapport is about a patient who has, and shall have, no record at the receiver',
  ),
  E36: code(
    'Pasientopplysninger er utilstrekkelige',
    'gateway',
    'the patient lacks a name with a number, and a name with birth date and sex',
    { versions: ['1.1'] },
  ),
  E40: code('Mottaker er ikke korrekt', 'receiver', 'the message should have gone to another receiver', {
    versions: ['1.0'],
  }),
  E53: code(
    'Pasientens fødselsnummer eller D-nummer finnes ikke registrert i Folkeregisteret.',
    'receiver',
    'Folkeregisteret does not know the number of the patient',
    { onlyIf: 'process' },
  ),
  E54: code(
    'Pasientens fødselsnummer er ikke registrert i mottagersystemet',
    'receiver',
    'the receiving system does not know the fødselsnummer of the patient',
    { onlyIf: 'unidentified' },
  ),
  X99: code('Annen feil', 'receiver', 'no other code fits', { details: 'required' }),
} as const satisfies Record<string, AppRecCode>;

export type AppRecErrorCode = keyof typeof appRecCodes;

/** The row of a code, with all optional fields visible. */
export const appRecCode = (listed: AppRecErrorCode): AppRecCode => appRecCodes[listed];

/** True for a code of 8221, in use or withdrawn. */
export const isAppRecErrorCode = (text: string): text is AppRecErrorCode => Object.hasOwn(appRecCodes, text);

/** True for a general code: it says nothing without OT (HIS 80415:2012 §3.1). */
export const needsDetails = (listed: AppRecErrorCode): boolean => appRecCode(listed).details === 'required';

/** Codes of 8221 that an AppRec of a version may be given with. */
export const codesInUse = (version: AppRecVersion): readonly AppRecErrorCode[] =>
  Object.keys(appRecCodes).filter(
    (text): text is AppRecErrorCode => isAppRecErrorCode(text) && appRecCode(text).versions.includes(version),
  );
