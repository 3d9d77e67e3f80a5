import type { AppRecVersion } from './app-rec.ts';
import type { AppRecErrorCode } from './app-rec-codes.ts';
import type { OrganisationSettings } from './directory.ts';
import type { Fault, OutcomeCode } from './outcome.ts';

/** What is known of a message and one of its recipients when the recipient's answer is decided. Values only. */
export interface ReceiptFacts {
  /** The version that the message's standard is answered in. */
  readonly appRecVersion: AppRecVersion;
  /** Sender readable, and MsgId, GenDate and type there to be repeated. */
  readonly answerable: boolean;
  /** `party-unknown`: the enterprise is ours, its level-2 party is not registered. */
  readonly recipient: 'ours' | 'party-unknown' | 'level-2-missing' | 'not-ours';
  /** The MsgId was received before by the same enterprise's system, whatever was answered. */
  readonly duplicate: boolean;
  readonly wellFormed: boolean;
  /** `mismatch`: a supported type with another type's payload. */
  readonly format: 'supported' | 'unsupported' | 'mismatch';
  readonly schema: 'valid' | 'invalid';
  readonly msgIdIsUuid: boolean;
  /** The personal signature, for types that demand one. */
  readonly signature:
    | 'not-required'
    | 'valid'
    | 'missing'
    | 'wrong'
    | 'certificate-invalid'
    | 'certificate-revoked';
  /** Referral with ReqServ/Priority 0 (Øyeblikkelig hjelp). */
  readonly emergencyReferral: boolean;
  /** Whether the patient is named well enough: see identifyPatient. */
  readonly patient: 'not-required' | 'sufficient' | 'insufficient';
  /** `missing-and-required`: known for certain to have and to need no record here; `unknown`: a person must look. */
  readonly patientRecord: 'known' | 'missing-and-required' | 'unknown' | 'not-asked';
  readonly attachments: 'ok' | 'breaks-rules';
  /** What the receiving enterprise has chosen where the standard says MAY. */
  readonly settings: Pick<OrganisationSettings, 'unknownParty' | 'unsupportedFormat' | 'schemaInvalid'>;
  /** The concrete faults behind the facts: each becomes one Error, with its figures in OT. */
  readonly faults: readonly Fault[];
}

/**
 * What a row that applies leads to. `accept` leaves the message alone; `spare-patient` takes the rows about the
 * patient out; `no-answer` ends the matter; `reject` adds its errors; `manual` leaves it to a person.
 */
export type ReceiptEffect = 'no-answer' | 'reject' | 'manual' | 'spare-patient' | 'accept';

interface RowBase {
  readonly id: string;
  readonly when: (facts: ReceiptFacts) => boolean;
  /** Left out for an emergency referral. */
  readonly aboutPatient?: true;
  readonly source: string;
}

interface RejectingRow extends RowBase {
  /** AppRec 1.0 has narrower grounds to reject than 1.1 (HITS 1168:2016 §4.4), so each has its own effect. */
  readonly effect: Readonly<Record<AppRecVersion, ReceiptEffect>>;
  /** Faults whose details the row's errors show; the first stands when the facts name none. */
  readonly faults: readonly [OutcomeCode, ...OutcomeCode[]];
  /** Code in AppRec 1.0, where its list lacks the one that the fault has in 1.1. */
  readonly codeIn10?: AppRecErrorCode;
}

interface OtherRow extends RowBase {
  readonly effect: Readonly<Record<AppRecVersion, Exclude<ReceiptEffect, 'reject'>>>;
  readonly faults?: never;
  readonly codeIn10?: never;
}

/** A situation and what it leads to in each version. Only a row with faults may reject. */
export type ReceiptRow = RejectingRow | OtherRow;

const both = <E extends ReceiptEffect>(effect: E): Readonly<Record<AppRecVersion, E>> => ({
  '1.0': effect,
  '1.1': effect,
});

/** Nothing more can be said of a document that is not XML. */
const legible = (when: (facts: ReceiptFacts) => boolean) => (facts: ReceiptFacts) =>
  facts.wellFormed && when(facts);

const unaddressed = ({ recipient }: ReceiptFacts): boolean =>
  recipient === 'party-unknown' || recipient === 'level-2-missing';

// A payload that no schema knows is invalid for that reason alone: T10 says so more precisely.
const invalid = ({ schema, format }: ReceiptFacts): boolean =>
  schema === 'invalid' && format !== 'unsupported';

type Setting = keyof ReceiptFacts['settings'];

/** The row holds for enterprises that have chosen so. */
const chosen =
  (setting: Setting, choice: OrganisationSettings[Setting], when: (facts: ReceiptFacts) => boolean) =>
  (facts: ReceiptFacts): boolean =>
    facts.settings[setting] === choice && when(facts);

/**
 * The receipt decision as a table, in the order of HIS 80415:2012 §3.3.4 after its errata of 2017 and 2019.
 * What stands in no row (bad code values, failed check digits, clinical content, an unknown patient in other types)
 * must not reject.
 */
export const receiptRows = [
  {
    id: 'not-answerable',
    when: ({ answerable }) => !answerable,
    effect: both('no-answer'),
    source: 'HITS 1168:2016 §5.3; missing MsgId, GenDate or type: ours',
  },
  {
    id: 'not-ours',
    when: ({ recipient }) => recipient === 'not-ours',
    effect: both('no-answer'),
    source: 'HITS 1168:2016 §5.3',
  },
  {
    id: 'duplicate',
    when: ({ duplicate }) => duplicate,
    effect: both('no-answer'),
    source: 'HIS 80415:2012 §3.3.4',
  },
  {
    id: 'not-well-formed',
    when: ({ wellFormed }) => !wellFormed,
    effect: both('reject'),
    faults: [
      'xml-not-well-formed',
      'xml-empty',
      'xml-too-large',
      'xml-encoding',
      'xml-dtd',
      'xml-entity',
      'xml-too-deep',
      'xml-too-many-elements',
      'xml-too-many-attributes',
      'xml-name-too-long',
    ],
    source: 'HIS 80415:2012 §3.3.4 (MAY T01); no choice, since OK means readable XML, §3.3.1',
  },
  {
    id: 'format-unsupported',
    when: chosen(
      'unsupportedFormat',
      'reject',
      legible(({ format }) => format === 'unsupported'),
    ),
    effect: both('reject'),
    faults: ['type-unsupported', 'root-unknown', 'envelope-version-unknown'],
    codeIn10: 'T99',
    source: 'HIS 80415:2012 §3.3.4 (MAY T10); 1.0 has no T10: T99 with OT (ours)',
  },
  {
    id: 'payload-mismatch',
    when: chosen(
      'unsupportedFormat',
      'reject',
      legible(({ format }) => format === 'mismatch'),
    ),
    effect: both('reject'),
    faults: ['payload-mismatch'],
    codeIn10: 'T99',
    source: 'HIS 80415:2012 §3.3.4 (MAY T10); 1.0 has no T10: T99 with OT (ours)',
  },
  {
    id: 'format-manual',
    when: chosen(
      'unsupportedFormat',
      'manual',
      legible(({ format }) => format !== 'supported'),
    ),
    effect: both('manual'),
    source: 'HIS 80415:2012 §3.3.4 (MAY T10, the customer chooses)',
  },
  {
    id: 'schema-invalid',
    when: chosen('schemaInvalid', 'reject', legible(invalid)),
    effect: both('reject'),
    faults: ['schema-invalid', 'envelope-incomplete', 'envelope-date-invalid', 'payload-missing'],
    source: 'HIS 80415:2012 §3.3.4 (MAY T02); rejected since OK means valid XML, §3.3.1',
  },
  {
    id: 'schema-invalid-manual',
    when: chosen('schemaInvalid', 'manual', legible(invalid)),
    effect: both('manual'),
    source: 'HIS 80415:2012 §3.3.4 (MAY T02, the customer chooses)',
  },
  {
    id: 'msgid-not-uuid',
    when: legible(({ msgIdIsUuid }) => !msgIdIsUuid),
    effect: { '1.0': 'accept', '1.1': 'reject' },
    faults: ['msgid-not-uuid'],
    source: 'HIS 80415:2012 §3.3.4 (MUST E10); not among the grounds of 1.0',
  },
  {
    id: 'signature-wrong',
    when: legible(({ signature }) => signature === 'wrong' || signature === 'missing'),
    effect: both('reject'),
    faults: ['signature-invalid'],
    source: 'HIS 80415:2012 §3.3.4 (MUST S01), HITS 1168:2016 §4.4; missing: ours',
  },
  {
    id: 'certificate-invalid',
    when: legible(({ signature }) => signature === 'certificate-invalid'),
    effect: both('reject'),
    faults: ['certificate-invalid'],
    source: 'HIS 80415:2012 §3.3.4 (MUST S02), HITS 1168:2016 §4.4',
  },
  {
    id: 'certificate-revoked',
    when: legible(({ signature }) => signature === 'certificate-revoked'),
    effect: both('reject'),
    faults: ['certificate-revoked'],
    source: 'HIS 80415:2012 §3.3.4 (MUST S03), HITS 1168:2016 §4.4',
  },
  {
    id: 'party-unknown',
    when: chosen('unknownParty', 'reject', unaddressed),
    effect: both('reject'),
    faults: ['party-unknown', 'party-not-level-2'],
    source: 'HIS 80415:2012 §3.3.4 (MAY E21, the customer chooses); level 2 missing: ours',
  },
  {
    id: 'party-unknown-manual',
    when: chosen('unknownParty', 'manual', unaddressed),
    effect: both('manual'),
    source: 'HIS 80415:2012 §3.3.4 (MAY E21, the customer chooses)',
  },
  {
    id: 'emergency-referral',
    when: ({ emergencyReferral }) => emergencyReferral,
    effect: both('spare-patient'),
    source: 'HIS 80415:2012 §3.3.4 (MUST be positive however poor the patient data)',
  },
  {
    id: 'patient-insufficient',
    when: legible(({ patient }) => patient === 'insufficient'),
    effect: { '1.0': 'manual', '1.1': 'reject' },
    faults: ['patient-insufficient'],
    aboutPatient: true,
    source: 'HIS 80415:2012 §3.3.4 (MUST E36); 1.0 has no E36: manual queue (ours)',
  },
  {
    id: 'patient-not-in-system',
    when: legible(({ patientRecord }) => patientRecord === 'missing-and-required'),
    effect: both('reject'),
    faults: ['patient-not-in-system'],
    aboutPatient: true,
    source: 'HIS 80415:2012 §3.3.4 (MUST E35, epikrise and svarrapport only), HITS 1168:2016 §4.4 (1.0: MAY)',
  },
  {
    id: 'patient-not-matched',
    when: legible(({ patientRecord }) => patientRecord === 'unknown'),
    effect: both('manual'),
    aboutPatient: true,
    source: 'HIS 80415:2012 §3.3.4 (manual queue unless known for certain)',
  },
  {
    id: 'attachments-break-rules',
    when: legible(({ attachments }) => attachments === 'breaks-rules'),
    effect: both('reject'),
    faults: ['attachment-type-refused', 'attachment-unreadable'],
    source: 'HITS 1168:2016 §4.4; code: T99 with OT (ours)',
  },
] as const satisfies readonly ReceiptRow[];

/** Id of a row of the table. */
export type ReceiptRowId = (typeof receiptRows)[number]['id'];
