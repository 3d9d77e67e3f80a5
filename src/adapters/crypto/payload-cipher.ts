import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { PayloadCipher } from '../../domain/ports.ts';
import type { KeyRing } from './key-ring.ts';

/** A payload was sealed under a key that is not on the ring. */
export class KeyMissingError extends Error {
  override readonly name = 'KeyMissingError';
  readonly keyId: string;

  constructor(keyId: string) {
    super(`no payload key with id ${keyId}: put it back at the end of PAYLOAD_KEYS`);
    this.keyId = keyId;
  }
}

/** A sealed payload does not verify: it was changed, or it belongs to another row. */
export class TamperedError extends Error {
  override readonly name = 'TamperedError';

  constructor() {
    super('a sealed payload does not verify under its key and context');
  }
}

const algorithm = 'aes-256-gcm';
/** 96 random bits keep one key safe for 2^32 payloads (NIST SP 800-38D §8.3); change keys before that. */
const nonceBytes = 12;
const tagBytes = 16;

/** What is authenticated beside the payload; key ids hold no NUL, so no two pairs look the same. */
const associatedData = (keyId: string, context: string): Buffer =>
  Buffer.from(`${keyId}\0${context}`, 'utf8');

/** Seals with the ring's newest key and opens with any of them. `randomBytes` must be a cryptographic source. */
export const createPayloadCipher = (
  ring: KeyRing,
  randomBytes: (size: number) => Uint8Array,
): PayloadCipher => {
  const keyOf = (keyId: string) => {
    const key = ring.keys.get(keyId);
    if (key === undefined) throw new KeyMissingError(keyId);
    return key;
  };

  return {
    currentKeyId: ring.currentKeyId,

    seal(plain, context) {
      const keyId = ring.currentKeyId;
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, keyOf(keyId), nonce, { authTagLength: tagBytes });
      cipher.setAAD(associatedData(keyId, context));
      const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { keyId, nonce, data };
    },

    open({ keyId, nonce, data }, context) {
      const key = keyOf(keyId);
      if (nonce.length !== nonceBytes || data.length < tagBytes) throw new TamperedError();
      const end = data.length - tagBytes;
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associatedData(keyId, context));
      decipher.setAuthTag(data.subarray(end));
      const plain = decipher.update(data.subarray(0, end));
      try {
        return Buffer.concat([plain, decipher.final()]);
      } catch {
        throw new TamperedError();
      }
    },
  };
};
