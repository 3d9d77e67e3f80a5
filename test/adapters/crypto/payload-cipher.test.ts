import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKeyRing } from '../../../src/adapters/crypto/key-ring.ts';
import {
  createPayloadCipher,
  KeyMissingError,
  TamperedError,
} from '../../../src/adapters/crypto/payload-cipher.ts';

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const cipherOf = (...entries: string[]) => {
  const ring = parseKeyRing(entries.join(','));
  if (!ring.ok) throw new Error(ring.fault);
  return createPayloadCipher(ring.value, randomBytes);
};

const oldKey = entry('old');
const newKey = entry('new');
const cipher = cipherOf(newKey, oldKey);
const payloads = fc.uint8Array({ maxLength: 2000 });

test('what is sealed opens to the same bytes in the same context', () => {
  fc.assert(
    fc.property(payloads, fc.string(), (plain, context) => {
      const sealed = cipher.seal(plain, context);
      expect(sealed.keyId).toBe('new');
      expect(sealed.nonce).toHaveLength(12);
      expect(sealed.data).toHaveLength(plain.length + 16);
      expect(Buffer.from(cipher.open(sealed, context))).toEqual(Buffer.from(plain));
    }),
  );
});

test('what is sealed for one row does not open for another', () => {
  fc.assert(
    fc.property(payloads, fc.string(), fc.string(), (plain, context, other) => {
      fc.pre(context !== other);
      expect(() => cipher.open(cipher.seal(plain, context), other)).toThrow(TamperedError);
    }),
  );
});

test('what was sealed under an older key still opens, and new payloads are sealed under the newest', () => {
  const sealed = cipherOf(oldKey).seal(Buffer.from('brev'), 'row');
  expect(sealed.keyId).toBe('old');
  expect(Buffer.from(cipher.open(sealed, 'row')).toString()).toBe('brev');
  expect(cipher.currentKeyId).toBe('new');
});

test('what was sealed under a key that is gone says which key is missing', () => {
  const sealed = cipher.seal(Buffer.from('brev'), 'row');
  expect(() => cipherOf(oldKey).open(sealed, 'row')).toThrow(KeyMissingError);
  expect(() => cipherOf(oldKey).open(sealed, 'row')).toThrow('new');
});

test('a change of any one byte, in nonce, payload or tag, is found', () => {
  const sealed = cipher.seal(Buffer.from('Pasienten er utskrivningsklar.'), 'row');
  for (const field of ['nonce', 'data'] as const) {
    for (let at = 0; at < sealed[field].length; at += 1) {
      const changed = Uint8Array.from(sealed[field]);
      changed[at]! ^= 1;
      expect(() => cipher.open({ ...sealed, [field]: changed }, 'row')).toThrow(TamperedError);
    }
  }
});

test('a truncated payload or nonce is found', () => {
  const sealed = cipher.seal(Buffer.from('brev'), 'row');
  for (let length = 0; length < sealed.data.length; length += 1)
    expect(() => cipher.open({ ...sealed, data: sealed.data.subarray(0, length) }, 'row')).toThrow(
      TamperedError,
    );
  expect(() => cipher.open({ ...sealed, nonce: sealed.nonce.subarray(0, 11) }, 'row')).toThrow(TamperedError);
});

test('a payload passed off as sealed under another key on the ring is found', () => {
  const sealed = cipher.seal(Buffer.from('brev'), 'row');
  expect(() => cipher.open({ ...sealed, keyId: 'old' }, 'row')).toThrow(TamperedError);
});

test('the same payload sealed twice looks different', () => {
  const [one, two] = [cipher.seal(Buffer.from('brev'), 'row'), cipher.seal(Buffer.from('brev'), 'row')];
  expect(one.nonce).not.toEqual(two.nonce);
  expect(one.data).not.toEqual(two.data);
});
