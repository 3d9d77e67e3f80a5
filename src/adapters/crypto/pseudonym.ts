import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { pseudonym } from '../../domain/ids.ts';
import type { Pseudonymiser } from '../../domain/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { bytesOfBase64 } from './base64.ts';

const leastKeyBytes = 32;

/** Reads PSEUDONYM_KEY: base64 of at least 32 bytes. The fault is one sentence for the operator, without the key. */
export const parsePseudonymKey = (text: string): Result<KeyObject, string> => {
  const bytes = bytesOfBase64(text.trim());
  if (bytes === undefined) return fail('it is not base64');
  if (bytes.length < leastKeyBytes)
    return fail(`it is ${bytes.length} bytes; it must be at least ${leastKeyBytes}`);
  return ok(createSecretKey(bytes));
};

/**
 * HMAC-SHA-256, hex. Of a person: over the kind of identifier (8116 code) and the number, from which white space is
 * left out, as senders write it with and without. Of an outside id: over it alone, with a prefix that no kind has.
 */
export const createPseudonymiser = (key: KeyObject): Pseudonymiser => {
  const hmac = (text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('hex');
  return {
    patient: ({ id, type }) => pseudonym(hmac(`${type.v.trim().toUpperCase()}\0${id.replace(/\s/gu, '')}`)),
    outsideId: (id) => hmac(`\0id\0${id}`),
  };
};
