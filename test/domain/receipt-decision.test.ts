import { describe, expect, it } from 'vitest';
import type { AppRecVersion } from '../../src/domain/app-rec.ts';
import { type Fault, fault, outcomeRow } from '../../src/domain/outcome.ts';
import { decideReceipt, type ReceiptDecision } from '../../src/domain/receipt-decision.ts';
import { type ReceiptFacts, receiptRows } from '../../src/domain/receipt-table.ts';
import { cases, chosen, good, manually } from './receipt-cases.ts';

const word = ({ code, params }: Fault): string => `${code}@${params?.line ?? '?'}`;

/** Short form of a decision: `OK`, `T02 E36`, `manual: row`, `none: row`. */
const short = (decision: ReceiptDecision): string =>
  decision.kind === 'answer'
    ? decision.errors.map(({ code }) => code).join(' ') || 'OK'
    : `${decision.kind}: ${decision.reason}`;

const decideAs = (version: AppRecVersion, more: Partial<ReceiptFacts>): string =>
  short(decideReceipt({ ...good, appRecVersion: version, ...more }, word));

describe('the receipt decision', () => {
  it.each(cases)('row $row: $in11 (1.1), $in10 (1.0)', ({ row, when, in11, in10 }) => {
    expect(receiptRows.find(({ id }) => id === row)?.when({ ...good, ...when })).toBe(true);
    expect(decideAs('1.1', when)).toBe(in11);
    expect(decideAs('1.0', when)).toBe(in10);
  });

  it.each(cases.filter(({ fault: told }) => told !== undefined))(
    'row $row tells $fault, and nothing else',
    ({ when, fault: told }) => {
      expect(decideReceipt({ ...good, ...when }, ({ code }) => code)).toMatchObject({
        status: 2,
        errors: [{ details: told }],
      });
    },
  );

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

  it('leaves what an enterprise has chosen to look at to a person, but for what must be rejected', () => {
    const { settings } = chosen({
      unknownParty: 'manual',
      unsupportedFormat: 'manual',
      schemaInvalid: 'manual',
    });
    const poor = { schema: 'invalid', recipient: 'party-unknown', settings } as const;
    expect(decideAs('1.1', poor)).toBe('manual: schema-invalid-manual');
    expect(decideAs('1.1', { ...poor, format: 'unsupported' })).toBe('manual: format-manual');
    expect(decideAs('1.1', { ...poor, msgIdIsUuid: false })).toBe('E10');
    expect(decideAs('1.1', { ...poor, wellFormed: false })).toBe('T01');
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
