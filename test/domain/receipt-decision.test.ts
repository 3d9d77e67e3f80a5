import { describe, expect, it } from 'vitest';
import type { AppRecVersion } from '../../src/domain/app-rec.ts';
import { type Fault, fault, outcomeRow } from '../../src/domain/outcome.ts';
import { decideReceipt, type ReceiptDecision } from '../../src/domain/receipt-decision.ts';
import { type ReceiptFacts, type ReceiptRowId, receiptRows } from '../../src/domain/receipt-table.ts';

const good: ReceiptFacts = {
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
  settings: { unknownParty: 'reject' },
  faults: [],
};

const manually = { settings: { unknownParty: 'manual' } } as const;

const word = ({ code, params }: Fault): string => `${code}@${params?.line ?? '?'}`;

/** Short form of a decision: `OK`, `T02 E36`, `manual: row`, `none: row`. */
const short = (decision: ReceiptDecision): string =>
  decision.kind === 'answer'
    ? decision.errors.map(({ code }) => code).join(' ') || 'OK'
    : `${decision.kind}: ${decision.reason}`;

const decideAs = (version: AppRecVersion, more: Partial<ReceiptFacts>): string =>
  short(decideReceipt({ ...good, appRecVersion: version, ...more }, word));

interface Case {
  readonly row: ReceiptRowId;
  readonly when: Partial<ReceiptFacts>;
  readonly in11: string;
  readonly in10: string;
}

const none = (row: ReceiptRowId, when: Partial<ReceiptFacts>): Case => ({
  row,
  when,
  in11: `none: ${row}`,
  in10: `none: ${row}`,
});

const cases: readonly Case[] = [
  none('not-answerable', { answerable: false }),
  none('not-ours', { recipient: 'not-ours' }),
  none('duplicate', { duplicate: true }),
  { row: 'not-well-formed', when: { wellFormed: false }, in11: 'T01', in10: 'T01' },
  { row: 'format-unsupported', when: { format: 'unsupported' }, in11: 'T10', in10: 'T99' },
  { row: 'payload-mismatch', when: { format: 'mismatch' }, in11: 'T10', in10: 'T99' },
  { row: 'schema-invalid', when: { schema: 'invalid' }, in11: 'T02', in10: 'T02' },
  { row: 'msgid-not-uuid', when: { msgIdIsUuid: false }, in11: 'E10', in10: 'OK' },
  { row: 'signature-wrong', when: { signature: 'wrong' }, in11: 'S01', in10: 'S01' },
  { row: 'signature-wrong', when: { signature: 'missing' }, in11: 'S01', in10: 'S01' },
  { row: 'certificate-invalid', when: { signature: 'certificate-invalid' }, in11: 'S02', in10: 'S02' },
  { row: 'certificate-revoked', when: { signature: 'certificate-revoked' }, in11: 'S03', in10: 'S03' },
  { row: 'party-unknown', when: { recipient: 'party-unknown' }, in11: 'E21', in10: 'E21' },
  { row: 'party-unknown', when: { recipient: 'level-2-missing' }, in11: 'E21', in10: 'E21' },
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
    in10: 'manual: patient-insufficient',
  },
  {
    row: 'patient-not-in-system',
    when: { patientRecord: 'missing-and-required' },
    in11: 'E35',
    in10: 'E35',
  },
  {
    row: 'patient-not-matched',
    when: { patientRecord: 'unknown' },
    in11: 'manual: patient-not-matched',
    in10: 'manual: patient-not-matched',
  },
  { row: 'attachments-break-rules', when: { attachments: 'breaks-rules' }, in11: 'T99', in10: 'T99' },
];

describe('the receipt decision', () => {
  it.each(cases)('row $row: $in11 (1.1), $in10 (1.0)', ({ row, when, in11, in10 }) => {
    expect(receiptRows.find(({ id }) => id === row)?.when({ ...good, ...when })).toBe(true);
    expect(decideAs('1.1', when)).toBe(in11);
    expect(decideAs('1.0', when)).toBe(in10);
  });

  it('has a case here for every row, and no two rows of one name', () => {
    expect([...new Set(cases.map(({ row }) => row))]).toEqual(receiptRows.map(({ id }) => id));
  });

  it('is OK without errors when no row applies', () => {
    expect(decideReceipt(good, word)).toEqual({ kind: 'answer', status: 1, errors: [] });
    expect(receiptRows.filter(({ when }) => when(good))).toEqual([]);
  });

  it.each([
    { patient: 'not-required' },
    { patientRecord: 'known' },
    { patientRecord: 'not-asked' },
    { signature: 'valid' },
  ] as const)('is OK with %o', (when) => {
    expect(decideAs('1.1', when)).toBe('OK');
  });

  it('collects all errors below the rows that end it', () => {
    const when = {
      schema: 'invalid',
      msgIdIsUuid: false,
      signature: 'wrong',
      recipient: 'party-unknown',
      patient: 'insufficient',
      attachments: 'breaks-rules',
    } as const;
    expect(decideAs('1.1', when)).toBe('T02 E10 S01 E21 E36 T99');
    expect(decideAs('1.0', when)).toBe('T02 S01 E21 T99');
  });

  it('is a rejection, not a manual decision, when both have grounds', () => {
    expect(decideAs('1.1', { schema: 'invalid', recipient: 'party-unknown', ...manually })).toBe('T02');
  });

  it('says the most precise thing only: unreadable hides the rest, an unknown format its schema faults', () => {
    const poor = { schema: 'invalid', patient: 'insufficient', msgIdIsUuid: false } as const;
    expect(decideAs('1.1', { ...poor, wellFormed: false, format: 'unsupported' })).toBe('T01');
    expect(decideAs('1.1', { schema: 'invalid', format: 'unsupported' })).toBe('T10');
    expect(decideAs('1.1', { schema: 'invalid', format: 'mismatch' })).toBe('T10 T02');
  });

  it('spares an emergency referral the patient rows only', () => {
    const when = { emergencyReferral: true, patient: 'insufficient', recipient: 'party-unknown' } as const;
    expect(decideAs('1.1', when)).toBe('E21');
  });
});

describe('an error of a rejection', () => {
  const invalid = (line: number): Fault => fault('schema-invalid', { line });

  it('is one per concrete fault, with its wording as details', () => {
    const facts = { ...good, schema: 'invalid', faults: [invalid(4), fault('payload-missing')] } as const;
    expect(decideReceipt(facts, word)).toMatchObject({
      errors: [
        { code: 'T02', text: 'XML validerer ikke', details: 'schema-invalid@4' },
        { code: 'T02', text: 'XML validerer ikke', details: 'payload-missing@?' },
      ],
    });
  });

  it('stands once when two faults are worded alike', () => {
    const facts = { ...good, schema: 'invalid', faults: [invalid(4), invalid(4)] } as const;
    expect(decideReceipt(facts, word)).toMatchObject({ errors: [{ details: 'schema-invalid@4' }] });
  });

  it('has no details where there is nothing to add, but the fault’s code for a general code', () => {
    const facts = { ...good, schema: 'invalid', attachments: 'breaks-rules', faults: [invalid(4)] } as const;
    expect(decideReceipt(facts, () => ' ')).toEqual({
      kind: 'answer',
      status: 2,
      errors: [
        { code: 'T02', text: 'XML validerer ikke' },
        { code: 'T99', text: 'Annen feil på format', details: 'attachment-type-refused' },
      ],
    });
  });

  it('is left out when its row does not apply, whatever faults are named', () => {
    expect(decideReceipt({ ...good, faults: [invalid(4)] }, word)).toMatchObject({ status: 1 });
  });

  it('has the code that the outcome catalogue gives the fault, but for what 1.0 lacks', () => {
    for (const row of receiptRows) {
      if (!('faults' in row)) continue;
      const codes = new Set(row.faults.map((code) => outcomeRow(code).appRec));
      expect([...codes], row.id).toHaveLength(1);
      expect([...codes][0], row.id).toBeDefined();
    }
  });
});
