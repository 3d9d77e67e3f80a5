import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { createAddressBook } from '../../src/app/address-book.ts';
import { addressee, judge } from '../../src/app/judge.ts';
import { type AppRecErrorCode, appRecCode, appRecCodes } from '../../src/domain/app-rec-codes.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import { type OutcomeCode, outcomes } from '../../src/domain/outcome.ts';
import { loadStandards, seedsDir } from '../../src/standards.ts';
import { allFixtures, fixtureBytes } from '../helpers/fixtures.ts';

const root = join(import.meta.dirname, '../..');

/** A test that ends in each outcome and asks for it by name. A new outcome does not compile without one. */
const reachedIn: Readonly<Record<OutcomeCode, string>> = {
  'json-invalid': 'test/bad-input/request.test.ts',
  'body-missing': 'test/bad-input/request.test.ts',
  'body-too-large': 'test/bad-input/request.test.ts',
  'content-type-unsupported': 'test/bad-input/request.test.ts',
  'content-encoding-unsupported': 'test/bad-input/request.test.ts',
  'request-invalid': 'test/bad-input/request.test.ts',
  'document-encoding-unsupported': 'test/bad-input/request.test.ts',
  'base64-invalid': 'test/bad-input/request.test.ts',
  'api-version-unsupported': 'test/bad-input/request.test.ts',
  'not-found': 'test/adapters/http/errors.test.ts',
  'method-not-allowed': 'test/adapters/http/edi.test.ts',
  'message-not-found': 'test/bad-input/parties.test.ts',
  'not-authenticated': 'test/adapters/http/errors.test.ts',
  'her-id-not-authorised': 'test/bad-input/parties.test.ts',
  'resend-not-possible': 'test/adapters/http/messages.test.ts',
  'role-not-allowed': 'test/adapters/http/roles.test.ts',
  'draft-invalid': 'test/adapters/http/replay.test.ts',
  'handover-not-found': 'test/adapters/http/handovers.test.ts',
  'act-not-yours': 'test/adapters/http/handover-acts.test.ts',
  'act-id-conflict': 'test/adapters/http/handover-acts.test.ts',
  'acts-too-many': 'test/adapters/http/handover-acts.test.ts',
  'alert-not-found': 'test/adapters/http/alerts.test.ts',
  'alert-closed': 'test/adapters/http/alerts.test.ts',
  'too-many-requests': 'test/adapters/http/limits.test.ts',

  'xml-empty': 'test/adapters/http/bad-input.test.ts',
  'xml-too-large': 'test/adapters/http/limits.test.ts',
  'xml-encoding': 'test/adapters/http/bad-input.test.ts',
  'xml-dtd': 'test/bad-input/document.test.ts',
  'xml-entity': 'test/bad-input/document.test.ts',
  'xml-too-deep': 'test/bad-input/document.test.ts',
  'xml-too-many-elements': 'test/bad-input/document.test.ts',
  'xml-too-many-attributes': 'test/bad-input/document.test.ts',
  'xml-name-too-long': 'test/bad-input/document.test.ts',
  'xml-not-well-formed': 'test/bad-input/document.test.ts',
  'root-unknown': 'test/adapters/http/bad-input.test.ts',
  'envelope-version-unknown': 'test/messages/recognise.test.ts',
  'envelope-incomplete': 'test/bad-input/parties.test.ts',
  'envelope-date-invalid': 'test/adapters/http/bad-input.test.ts',
  'type-unsupported': 'test/domain/receipt-cases.ts',
  'payload-missing': 'test/messages/recognise.test.ts',
  'payload-mismatch': 'test/domain/receipt-cases.ts',
  'schema-invalid': 'test/bad-input/receipts.test.ts',
  'msgid-not-uuid': 'test/domain/receipt-cases.ts',
  'attachment-type-refused': 'test/domain/receipt-cases.ts',
  'attachment-unreadable': 'test/app/outcomes.test.ts',

  'sender-unknown': 'test/bad-input/parties.test.ts',
  'sender-not-level-2': 'test/bad-input/parties.test.ts',
  'receiver-unknown': 'test/bad-input/parties.test.ts',
  'receiver-not-ours': 'test/app/outcomes.test.ts',
  'receivers-too-many': 'test/app/outcomes.test.ts',
  'receiver-subset-empty': 'test/bad-input/parties.test.ts',
  'party-unknown': 'test/domain/receipt-cases.ts',
  'party-not-level-2': 'test/domain/receipt-cases.ts',
  'patient-insufficient': 'test/domain/receipt-cases.ts',
  'patient-not-in-system': 'test/domain/receipt-cases.ts',
  'signature-invalid': 'test/domain/receipt-cases.ts',
  'certificate-invalid': 'test/domain/receipt-cases.ts',
  'certificate-revoked': 'test/domain/receipt-cases.ts',
  'msgid-conflict': 'test/bad-input/duplicates.test.ts',

  'apprec-original-unknown': 'test/bad-input/receipts.test.ts',
  'apprec-not-receiver': 'test/bad-input/receipts.test.ts',
  'apprec-on-apprec': 'test/bad-input/receipts.test.ts',
  'apprec-already-given': 'test/bad-input/receipts.test.ts',
  'apprec-errors-required': 'test/bad-input/receipts.test.ts',
  'apprec-errors-not-allowed': 'test/bad-input/receipts.test.ts',
  'apprec-status-unsupported': 'test/bad-input/receipts.test.ts',
  'apprec-original-not-delivered': 'test/app/outcomes.test.ts',
  'apprec-code-unusable': 'test/bad-input/receipts.test.ts',
  'apprec-details-required': 'test/bad-input/receipts.test.ts',

  'delivery-refused-by-endpoint': 'test/app/outcomes.test.ts',
  'delivery-endpoint-failed': 'test/app/outcomes.test.ts',
  'delivery-endpoint-unreachable': 'test/app/outcomes.test.ts',
  'delivery-abandoned': 'test/app/outcomes.test.ts',
  'apprec-timed-out': 'test/app/outcomes.test.ts',

  'identity-provider-unavailable': 'test/adapters/http/errors.test.ts',
  'storage-unavailable': 'test/adapters/http/errors.test.ts',
  'internal-error': 'test/adapters/http/errors.test.ts',
};

const isCode = (name: string): name is OutcomeCode => Object.hasOwn(outcomes, name);
const codes = Object.keys(outcomes).filter(isCode);
const names = (text: string, code: string): boolean => new RegExp(`['"\`]${code}['"\`]`).test(text);

/** Sources in which a fault may be made; the catalogue and its numbers only list it. */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/(outcome|edi-error-codes)\.ts$/.test(file))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'));

describe.each(codes)('the outcome %s', (code) => {
  it('is made somewhere', () => {
    expect(sources.some((text) => names(text, code))).toBe(true);
  });

  it('is asked for by name in the test that reaches it', () => {
    const file = join(root, reachedIn[code]);
    expect(existsSync(file)).toBe(true);
    expect(names(readFileSync(file, 'utf8'), code), reachedIn[code]).toBe(true);
  });
});

describe('the error codes of 8221', () => {
  it('that the gateway gives are those that some fixture is answered with', () => {
    const { inspector, word } = loadStandards();
    const directory = createDirectory(readOrganisations(join(seedsDir, 'organisations')));
    if (!directory.ok) throw new Error('the sandbox directory is unusable');
    const addressBook = createAddressBook(directory.value, { now: () => new Date('2026-11-21T09:00:00Z') });
    const given = new Set<string>();
    for (const { type, name } of allFixtures()) {
      const inspection = inspector.inspect(fixtureBytes(type, name));
      const { envelope } = inspection;
      for (const receiver of envelope?.family === 'apprec' ? [] : (envelope?.receivers ?? [])) {
        const decision = judge(inspection, receiver, addressee(addressBook, receiver), word);
        if (decision.kind === 'answer') for (const error of decision.errors) given.add(error.code);
      }
    }
    const known = (Object.keys(appRecCodes) as AppRecErrorCode[]).filter(
      (code) => appRecCode(code).givenBy === 'gateway',
    );
    expect([...given].sort()).toEqual(known.sort());
  });
});
