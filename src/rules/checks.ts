import { z } from 'zod';
import {
  checkIdent,
  isCommonHelpNumber,
  personNumberKinds,
  readPersonNumber,
  type SyntheticSeries,
  syntheticSeries,
} from '../domain/identifiers.ts';
import { isUuid } from '../domain/ids.ts';
import type { Ident, Party, Patient } from '../domain/message.ts';
import { formatOslo, resolveTimestamp } from '../domain/norwegian-time.ts';
import { type Check, check } from './check.ts';
import { codeChecks } from './code-checks.ts';
import { envelopeChecks } from './envelope-checks.ts';
import { survey } from './survey.ts';

const none = z.strictObject({});
const minutes = z.strictObject({ minutes: z.number().nonnegative() });
const hours = z.strictObject({ hours: z.number().positive() });
const megabytes = z.strictObject({ megabytes: z.number().positive() });
const event = z.strictObject({ code: z.string().min(1), minutes: z.number().nonnegative() });
const events = z.strictObject({ codes: z.array(z.string().min(1)).min(1) });
const synthetic = z.strictObject({ synthetic: z.array(z.enum(syntheticSeries)) });

const filled = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';
const isNamed = (patient: Patient): boolean =>
  [patient.name, patient.familyName, patient.givenName].some(filled);
const isEmpty = (patient: Patient): boolean => !isNamed(patient) && patient.idents.length === 0;

/** A check of the patient, for messages that have one. */
const ofPatient = <Params>(schema: z.ZodType<Params>, holds: (patient: Patient, params: Params) => boolean) =>
  check(schema, ({ envelope: { patient } }, params) => patient === undefined || holds(patient, params));

const nationalKinds: readonly string[] = ['FNR', 'DNR'];
const isLocal = (ident: Ident): boolean => ident.type.v === 'HNR';
const isNational = (ident: Ident): boolean =>
  nationalKinds.includes(ident.type.v) || isCommonHelpNumber(ident);

/** What the patient's birth number or D-number says of her; undefined when she has none that can be right. */
const numberOf = (patient: Patient, series: readonly SyntheticSeries[]) => {
  const ident = patient.idents.find(
    (each) => nationalKinds.includes(each.type.v) && checkIdent(each, series) === undefined,
  );
  return ident && readPersonNumber(ident.id.trim(), series);
};

/** 3101: Mann, Kvinne. Other values of the code list contradict no number. */
const sexCodes: Readonly<Record<string, 'male' | 'female'>> = { 1: 'male', 2: 'female' };

const oneNumberAKind = ({ idents }: Patient): boolean =>
  personNumberKinds.every(
    (kind) => new Set(idents.filter(({ type }) => type.v === kind).map(({ id }) => id.trim())).size < 2,
  );

const organisationIdents = (party: Party): readonly Ident[] =>
  [party.enterprise, party.unit]
    .flatMap((unit) => (unit?.kind === 'organisation' ? unit.idents : []))
    .filter(({ type }) => type.v === 'ENH');

/** An organisation number is often written with blanks; they do not make it wrong (AT). */
const isOrganisationNumber = (ident: Ident): boolean =>
  checkIdent({ ...ident, id: ident.id.replaceAll(/\s/g, '') }, []) === undefined;

/** YYYY-MM-DD in Norway; what is no time is as good as never. */
const norwegianDay = (instant: Date | undefined): string =>
  instant === undefined ? '9999-12-31' : formatOslo(instant).slice(0, 10);

/** Parts of the envelope whose own rows tell when they are empty. */
const toldByOthers: ReadonlySet<string> = new Set([
  'MsgId',
  'RefToParent',
  'RefToConversation',
  'Organisation',
  'OrganisationName',
  'FamilyName',
  'GivenName',
  'Id',
  'TypeId',
  'Patient',
  'Address',
  'Content',
  'FileReference',
  'OtherReceiver',
]);

const bytesOfBase64 = 3 / 4;
const megabyte = 1024 * 1024;

const table = {
  'message-id-form': check(none, ({ envelope }) => isUuid(envelope.msgId.trim())),

  'made-in-future': check(
    minutes,
    ({ envelope, receivedAt }, allowed) =>
      receivedAt === undefined ||
      envelope.genInstant.getTime() - receivedAt.getTime() <= allowed.minutes * 60_000,
  ),

  'arrived-late': check(
    hours,
    ({ envelope, receivedAt }, allowed) =>
      receivedAt === undefined ||
      receivedAt.getTime() - envelope.genInstant.getTime() <= allowed.hours * 3_600_000,
  ),

  'mig-version-form': check(none, ({ envelope }) =>
    /^v\d+(\.\d+)* \d{4}-\d\d-\d\d$/.test(envelope.migVersion),
  ),

  'patient-not-empty': ofPatient(none, (patient) => !isEmpty(patient)),

  // A patient with nothing at all is told of once, by patient-not-empty.
  'patient-named': ofPatient(none, (patient) => isNamed(patient) || isEmpty(patient)),

  // One known only by a local number is told of by patient-not-only-local-number.
  'patient-identified': ofPatient(
    none,
    (patient) => isEmpty(patient) || patient.idents.some((ident) => isNational(ident) || isLocal(ident)),
  ),

  'patient-numbers-right': ofPatient(synthetic, (patient, accepted) =>
    patient.idents.every((ident) => checkIdent(ident, accepted.synthetic) === undefined),
  ),

  'patient-one-number-a-kind': ofPatient(none, oneNumberAKind),

  'patient-not-only-local-number': ofPatient(none, (patient) => {
    const { idents, dateOfBirth, sex } = patient;
    return (
      !idents.some(isLocal) || idents.some(isNational) || (dateOfBirth !== undefined && sex !== undefined)
    );
  }),

  'patient-birth-date-agrees': ofPatient(synthetic, (patient, accepted) => {
    const said = numberOf(patient, accepted.synthetic)?.birthDate;
    return said === undefined || patient.dateOfBirth === undefined || said === patient.dateOfBirth;
  }),

  'patient-sex-agrees': ofPatient(synthetic, (patient, accepted) => {
    const said = numberOf(patient, accepted.synthetic)?.sex;
    const stated = sexCodes[patient.sex?.v ?? ''];
    return said === undefined || stated === undefined || said === stated;
  }),

  'patient-birth-date-with-sex': ofPatient(
    none,
    ({ dateOfBirth, sex }) => dateOfBirth === undefined || sex !== undefined,
  ),

  'party-organisation-numbers-right': check(none, ({ envelope }) =>
    [envelope.sender, ...envelope.receivers].flatMap(organisationIdents).every(isOrganisationNumber),
  ),

  'attachments-small': check(megabytes, ({ envelope }, allowed) => {
    const characters = envelope.documents.reduce((sum, { base64Length = 0 }) => sum + base64Length, 0);
    return characters * bytesOfBase64 <= allowed.megabytes * megabyte;
  }),

  // A date without time counts from its start, so today is never the future.
  'event-not-in-future': check(event, ({ envelope: { genInstant }, content }, allowed) =>
    content.events
      .filter(({ code }) => code === allowed.code)
      .every(({ at }) => {
        const instant = resolveTimestamp(at, genInstant);
        return instant === undefined || instant.getTime() <= genInstant.getTime() + allowed.minutes * 60_000;
      }),
  ),

  // What is expected today may still come: only days before the message was made have passed.
  'events-not-past': check(events, ({ envelope: { genInstant }, content }, { codes }) =>
    content.events
      .filter(({ code }) => codes.includes(code))
      .every(({ at }) => norwegianDay(resolveTimestamp(at, genInstant)) >= norwegianDay(genInstant)),
  ),

  'elements-filled': check(none, ({ payload }) => survey(payload).empty),
  'head-elements-filled': check(none, ({ payload }) =>
    survey(payload).emptyInHead.filter(({ name }) => !toldByOthers.has(name)),
  ),
  'codes-given': check(none, ({ payload }) => survey(payload).withoutCode),
  'codes-for-text': check(none, ({ payload }) => survey(payload).textForCode),

  'code-systems-formed': check(none, ({ payload }) => survey(payload).oddSystem),
  'values-trimmed': check(none, ({ payload }) => survey(payload).trailingBlank),
  'telephones-formed': check(none, ({ payload }) => survey(payload).oddTelephone),

  ...codeChecks,
  ...envelopeChecks,
} as const satisfies Readonly<Record<string, Check>>;

/** Checks by the name that rows use. */
export const checks: ReadonlyMap<string, Check> = new Map(Object.entries(table));
