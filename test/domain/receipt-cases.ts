import { defaultSettings } from '../../src/domain/directory.ts';
import { fault, type OutcomeCode } from '../../src/domain/outcome.ts';
import type { ReceiptFacts, ReceiptRowId } from '../../src/domain/receipt-table.ts';

/** A message that is as it should be, to a receiver that is there. */
export const good: ReceiptFacts = {
  appRecVersion: '1.1',
  answerable: true,
  recipient: 'ours',
  duplicate: false,
  wellFormed: true,
  format: 'supported',
  schema: 'valid',
  msgIdIsUuid: true,
  signature: 'not-required',
  emergencyReferral: false,
  patient: 'sufficient',
  patientRecord: 'not-asked',
  attachments: 'ok',
  settings: defaultSettings,
  faults: [],
};

/** Settings of an enterprise that has chosen otherwise. */
export const chosen = (settings: Partial<ReceiptFacts['settings']>) => ({
  settings: { ...defaultSettings, ...settings },
});
/** One that looks at messages to parties it does not have. */
export const manually = chosen({ unknownParty: 'manual' });

/** A situation of the table, and what each version answers: `OK`, codes, or why there is no answer. */
interface Case {
  readonly row: ReceiptRowId;
  readonly when: Partial<ReceiptFacts>;
  readonly in11: string;
  readonly in10: string;
  /** The outcome that its Error tells, where it rejects. */
  readonly fault?: OutcomeCode;
}

const none = (row: ReceiptRowId, when: Partial<ReceiptFacts>): Case => ({
  row,
  when,
  in11: `none: ${row}`,
  in10: `none: ${row}`,
});

/** At least one for every row of the table, in its order. */
export const cases: readonly Case[] = [
  none('not-answerable', { answerable: false }),
  none('not-ours', { recipient: 'not-ours' }),
  none('duplicate', { duplicate: true }),
  {
    row: 'not-well-formed',
    when: { wellFormed: false },
    in11: 'T01',
    in10: 'T01',
    fault: 'xml-not-well-formed',
  },
  {
    row: 'format-unsupported',
    when: { format: 'unsupported' },
    in11: 'T10',
    in10: 'T99',
    fault: 'type-unsupported',
  },
  {
    row: 'payload-mismatch',
    when: { format: 'mismatch' },
    in11: 'T10',
    in10: 'T99',
    fault: 'payload-mismatch',
  },
  ...(['unsupported', 'mismatch'] as const).map((format) => ({
    row: 'format-manual' as const,
    when: { format, ...chosen({ unsupportedFormat: 'manual' }) },
    in11: 'manual: format-manual',
    in10: 'manual: format-manual',
  })),
  { row: 'schema-invalid', when: { schema: 'invalid' }, in11: 'T02', in10: 'T02', fault: 'schema-invalid' },
  {
    row: 'schema-invalid-manual',
    when: { schema: 'invalid', ...chosen({ schemaInvalid: 'manual' }) },
    in11: 'manual: schema-invalid-manual',
    in10: 'manual: schema-invalid-manual',
  },
  { row: 'msgid-not-uuid', when: { msgIdIsUuid: false }, in11: 'E10', in10: 'OK', fault: 'msgid-not-uuid' },
  {
    row: 'signature-wrong',
    when: { signature: 'wrong' },
    in11: 'S01',
    in10: 'S01',
    fault: 'signature-invalid',
  },
  {
    row: 'signature-wrong',
    when: { signature: 'missing' },
    in11: 'S01',
    in10: 'S01',
    fault: 'signature-invalid',
  },
  {
    row: 'certificate-invalid',
    when: { signature: 'certificate-invalid' },
    in11: 'S02',
    in10: 'S02',
    fault: 'certificate-invalid',
  },
  {
    row: 'certificate-revoked',
    when: { signature: 'certificate-revoked' },
    in11: 'S03',
    in10: 'S03',
    fault: 'certificate-revoked',
  },
  {
    row: 'party-unknown',
    when: { recipient: 'party-unknown' },
    in11: 'E21',
    in10: 'E21',
    fault: 'party-unknown',
  },
  {
    row: 'party-unknown',
    when: { recipient: 'level-2-missing', faults: [fault('party-not-level-2')] },
    in11: 'E21',
    in10: 'E21',
    fault: 'party-not-level-2',
  },
  {
    row: 'party-unknown-manual',
    when: { recipient: 'party-unknown', ...manually },
    in11: 'manual: party-unknown-manual',
    in10: 'manual: party-unknown-manual',
  },
  {
    row: 'party-unknown-manual',
    when: { recipient: 'level-2-missing', ...manually },
    in11: 'manual: party-unknown-manual',
    in10: 'manual: party-unknown-manual',
  },
  {
    row: 'emergency-referral',
    when: { emergencyReferral: true, patient: 'insufficient', patientRecord: 'missing-and-required' },
    in11: 'OK',
    in10: 'OK',
  },
  {
    row: 'patient-insufficient',
    when: { patient: 'insufficient' },
    in11: 'E36',
    fault: 'patient-insufficient',
    in10: 'manual: patient-insufficient',
  },
  {
    row: 'patient-not-in-system',
    when: { patientRecord: 'missing-and-required' },
    in11: 'E35',
    fault: 'patient-not-in-system',
    in10: 'E35',
  },
  {
    row: 'patient-not-matched',
    when: { patientRecord: 'unknown' },
    in11: 'manual: patient-not-matched',
    in10: 'manual: patient-not-matched',
  },
  {
    row: 'attachments-break-rules',
    when: { attachments: 'breaks-rules' },
    in11: 'T99',
    in10: 'T99',
    fault: 'attachment-type-refused',
  },
];
