import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createPseudonymiser, parsePseudonymKey } from '../../../src/adapters/crypto/pseudonym.ts';

const bytes = randomBytes(32);
const pseudonymiser = (key = bytes) => {
  const parsed = parsePseudonymKey(key.toString('base64'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return createPseudonymiser(parsed.value);
};
/** Synthetic: month 41 and up never occurs in a real number. */
const ident = (id: string, v = 'FNR') => ({ id, type: { v } });

describe('a pseudonym', () => {
  test('is the HMAC-SHA-256 of kind, NUL and number, in hex', () => {
    const expected = createHmac('sha256', bytes).update('FNR\x0013416512345').digest('hex');
    expect(pseudonymiser().patient(ident('13416512345'))).toBe(expected);
  });

  test('is the same with and without white space in the number', () => {
    const one = pseudonymiser().patient(ident('13416512345'));
    expect(pseudonymiser().patient(ident(' 134165 12345\n'))).toBe(one);
    expect(pseudonymiser().patient(ident('134165\u00a012345'))).toBe(one);
  });

  test('differs with number, kind and key', () => {
    const all = [
      pseudonymiser().patient(ident('13416512345')),
      pseudonymiser().patient(ident('13416512346')),
      pseudonymiser().patient(ident('13416512345', 'DNR')),
      pseudonymiser(randomBytes(32)).patient(ident('13416512345')),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

test('an outside id is digested with the key, apart from every person', () => {
  const one = pseudonymiser().outsideId('13416512345');
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(pseudonymiser().outsideId('13416512345')).toBe(one);
  const others = [
    pseudonymiser().outsideId('13416512346'),
    pseudonymiser(randomBytes(32)).outsideId('13416512345'),
    pseudonymiser().patient(ident('13416512345')),
    pseudonymiser().patient(ident('13416512345', '')),
  ];
  expect(others).not.toContain(one);
});

describe('PSEUDONYM_KEY', () => {
  test.each([
    ['not base64', '###', 'it is not base64'],
    ['too short', randomBytes(31).toString('base64'), 'it is 31 bytes; it must be at least 32'],
    ['empty', '', 'it is 0 bytes; it must be at least 32'],
  ])('that is %s is refused without being shown', (_case, text, expected) => {
    expect(parsePseudonymKey(text)).toEqual({ ok: false, fault: expected });
  });

  test('may be longer than 32 bytes', () => {
    expect(parsePseudonymKey(randomBytes(64).toString('base64')).ok).toBe(true);
  });
});
