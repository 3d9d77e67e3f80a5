import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import type { Config } from '../config.ts';
import { type Keys, loadKeys } from '../keys.ts';
import { type Check, fail, ok } from './check.ts';

/** What the key check found, and the keys if they can be read. */
export interface KeysFound {
  readonly check: Check;
  readonly keys?: Keys;
}

/** Reads the keys as the gateway does, but makes none. */
export const checkKeys = async (config: Config): Promise<KeysFound> => {
  const isGiven = config.PAYLOAD_KEYS !== undefined && config.PSEUDONYM_KEY !== undefined;
  if (!isGiven && !existsSync(join(config.DATA_DIR, 'keys.json'))) {
    return { check: ok('keys', `sandbox keys: none yet, the first start makes them in ${config.DATA_DIR}`) };
  }
  try {
    const keys = await loadKeys(config);
    const { size } = keys.ring.keys;
    const older = size === 1 ? 'no older ones' : `${size - 1} older, for payloads sealed before`;
    const source = isGiven
      ? 'from the environment'
      : `sandbox keys in ${config.DATA_DIR}, not for patients' data`;
    return {
      check: ok('keys', `${source}; newest payload key ${keys.ring.currentKeyId}, ${older}`),
      keys,
    };
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    return {
      check: fail('keys', error.message, 'stored payloads can be read only with the keys that sealed them'),
    };
  }
};
