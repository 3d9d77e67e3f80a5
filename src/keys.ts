import { type KeyObject, randomBytes } from 'node:crypto';
import { type KeyRing, parseKeyRing } from './adapters/crypto/key-ring.ts';
import { parsePseudonymKey } from './adapters/crypto/pseudonym.ts';
import { loadSandboxKeys } from './adapters/crypto/sandbox-keys.ts';
import { CannotStart } from './cannot-start.ts';
import type { Config } from './config.ts';

/** Keys of one gateway. */
export interface Keys {
  readonly ring: KeyRing;
  readonly pseudonymKey: KeyObject;
}

/**
 * The keys that the environment gives; what it leaves out is made once in DATA_DIR, which the
 * configuration allows only for the embedded sandbox. Throws CannotStart with one sentence.
 */
export const loadKeys = async (config: Config): Promise<Keys> => {
  const { PAYLOAD_KEYS, PSEUDONYM_KEY, DATA_DIR } = config;
  const sandbox =
    PAYLOAD_KEYS !== undefined && PSEUDONYM_KEY !== undefined
      ? undefined
      : await loadSandboxKeys(DATA_DIR, randomBytes);
  if (sandbox !== undefined && !sandbox.ok) throw new CannotStart(sandbox.fault);
  const ring = PAYLOAD_KEYS === undefined ? undefined : parseKeyRing(PAYLOAD_KEYS);
  const pseudonymKey = PSEUDONYM_KEY === undefined ? undefined : parsePseudonymKey(PSEUDONYM_KEY);
  const keys = {
    ring: ring?.ok === true ? ring.value : sandbox?.value.ring,
    pseudonymKey: pseudonymKey?.ok === true ? pseudonymKey.value : sandbox?.value.pseudonymKey,
  };
  if (keys.ring === undefined || keys.pseudonymKey === undefined)
    throw new CannotStart('the keys are unreadable');
  return { ring: keys.ring, pseudonymKey: keys.pseudonymKey };
};
