import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppRecErrorCode, appRecCodes, codesInUse } from '../../src/domain/app-rec-codes.ts';
import { type Fault, fault } from '../../src/domain/outcome.ts';
import { applyRows, decideReceipt, type ReceiptDecision } from '../../src/domain/receipt-decision.ts';
import { type ReceiptFacts, receiptRows } from '../../src/domain/receipt-table.ts';

const word = ({ code }: Fault): string => code;

const anyFacts: fc.Arbitrary<ReceiptFacts> = fc.record({
  appRecVersion: fc.constantFrom('1.0', '1.1'),
  answerable: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean()),
  recipient: fc.constantFrom('ours', 'ours', 'party-unknown', 'level-2-missing', 'not-ours'),
  duplicate: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
  wellFormed: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()),
  format: fc.constantFrom('supported', 'supported', 'unsupported', 'mismatch'),
  schema: fc.constantFrom('valid', 'invalid'),
  msgIdIsUuid: fc.boolean(),
  signature: fc.constantFrom(
    'not-required',
    'valid',
    'missing',
    'wrong',
    'certificate-invalid',
    'certificate-revoked',
  ),
  emergencyReferral: fc.boolean(),
  patient: fc.constantFrom('not-required', 'sufficient', 'insufficient'),
  patientRecord: fc.constantFrom('known', 'missing-and-required', 'unknown', 'not-asked'),
  attachments: fc.constantFrom('ok', 'breaks-rules'),
  settings: fc.record({
    unknownParty: fc.constantFrom('reject', 'manual'),
    unsupportedFormat: fc.constantFrom('reject', 'manual'),
    schemaInvalid: fc.constantFrom('reject', 'manual'),
  }),
  faults: fc.array(
    fc.constantFrom(
      fault('schema-invalid', { line: 7, reason: 'x' }),
      fault('attachment-type-refused', { expected: 'application/pdf' }),
      fault('type-unsupported'),
      fault('patient-insufficient'),
    ),
  ),
});

const errorSet = (decision: ReceiptDecision): string[] =>
  decision.kind === 'answer' ? decision.errors.map((error) => JSON.stringify(error)).sort() : [];

describe('for any facts, the receipt decision', () => {
  it('has errors exactly when it rejects', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideReceipt(facts, word);
        if (decision.kind === 'answer') expect(decision.errors.length > 0).toBe(decision.status === 2);
      }),
    );
  });

  it('gives errors of 8221 with their names, general codes with details, none twice', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(
          word,
          () => undefined,
          () => ' ',
        ),
        (facts, wording) => {
          const decision = decideReceipt(facts, wording);
          if (decision.kind !== 'answer') return;
          for (const { code, text, details } of decision.errors) {
            expect(text).toBe(appRecCodes[code as AppRecErrorCode].name);
            expect(codesInUse(facts.appRecVersion)).toContain(code);
            if (code.endsWith('99')) expect(details?.trim()).toBeTruthy();
          }
          expect(new Set(errorSet(decision)).size).toBe(decision.errors.length);
        },
      ),
    );
  });

  it('uses only the grounds of AppRec 1.0 under 1.0', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decideReceipt({ ...facts, appRecVersion: '1.0' }, word);
        const codes = decision.kind === 'answer' ? decision.errors.map(({ code }) => code) : [];
        const allowed = ['T01', 'T02', 'T99', 'S01', 'S02', 'S03', 'E21', 'E35'];
        expect(codes.filter((code) => !allowed.includes(code))).toEqual([]);
      }),
    );
  });

  it('is the same kind with the same set of errors whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.shuffledSubarray([...receiptRows], { minLength: receiptRows.length }),
        (facts, rows) => {
          const inOrder = decideReceipt(facts, word);
          const shuffled = applyRows(rows, facts, word);
          expect(shuffled.kind).toBe(inOrder.kind);
          expect(errorSet(shuffled)).toEqual(errorSet(inOrder));
        },
      ),
    );
  });

  it('never rejects an emergency referral, nor holds it back, for its patient', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const emergency = { ...facts, emergencyReferral: true };
        const withGoodPatient = { ...emergency, patient: 'sufficient', patientRecord: 'known' } as const;
        expect(decideReceipt(emergency, word)).toEqual(decideReceipt(withGoodPatient, word));
      }),
    );
  });

  it('is never an answer to a duplicate, to a stranger’s message or to one that cannot be answered', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom<Partial<ReceiptFacts>>(
          { duplicate: true },
          { recipient: 'not-ours' },
          { answerable: false },
        ),
        (facts, ending) => {
          expect(decideReceipt({ ...facts, ...ending }, word).kind).toBe('none');
        },
      ),
    );
  });
});
