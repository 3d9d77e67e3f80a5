import { createSecretKey, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../../domain/result.ts';
import { bytesOfBase64 } from './base64.ts';

/** Keys for payloads at rest. KeyObjects print nothing of themselves. */
export interface KeyRing {
  /** Id of the newest key, which new payloads are sealed with. */
  readonly currentKeyId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

const keyBytes = 32;
const idPattern = /^[A-Za-z0-9._-]{1,32}$/;

/**
 * Reads PAYLOAD_KEYS: `id:base64,id:base64`, newest first, 32 bytes each. The fault is one sentence for the
 * operator; it names entries by position only, as an entry with its halves swapped would show the key.
 */
export const parseKeyRing = (text: string): Result<KeyRing, string> => {
  const keys = new Map<string, KeyObject>();
  const entries = text.trim() === '' ? [] : text.split(',').map((entry) => entry.trim());
  for (const [at, entry] of entries.entries()) {
    const where = `entry ${at + 1} of ${entries.length}`;
    const colon = entry.indexOf(':');
    if (colon < 0) return fail(`${where} has no colon between id and key`);
    const id = entry.slice(0, colon);
    if (!idPattern.test(id))
      return fail(`${where} has an id that is not 1 to 32 letters, digits, dots, dashes or underscores`);
    if (keys.has(id)) return fail(`${where} has the same id as an earlier one`);
    const bytes = bytesOfBase64(entry.slice(colon + 1));
    if (bytes === undefined) return fail(`${where} has a key that is not base64`);
    if (bytes.length !== keyBytes)
      return fail(`${where} has a key of ${bytes.length} bytes; it must be ${keyBytes}`);
    keys.set(id, createSecretKey(bytes));
  }
  const [currentKeyId] = keys.keys();
  return currentKeyId === undefined ? fail('there is no key') : ok({ currentKeyId, keys });
};
