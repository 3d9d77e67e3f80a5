import type { Secrets } from '../../domain/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { signingKeys } from './signing-keys.ts';

const prefix = 'WEBHOOK_SECRET_';

/** Name of the variable that holds a secret: `WEBHOOK_SECRET_` and the reference, in capitals, other signs as underscores. */
export const secretVariable = (ref: string): string =>
  `${prefix}${ref.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;

/**
 * Endpoint secrets out of the environment's variables (handed in; others than `WEBHOOK_SECRET_…` are ignored).
 * The fault is one sentence for the operator that names the variable, never its value.
 */
export const createSecrets = (
  environment: Readonly<Record<string, string | undefined>>,
): Result<Secrets, string> => {
  const secrets = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || value === undefined || value.trim() === '') continue;
    if (signingKeys(value) === undefined)
      return fail(
        `${name} must be base64 of 24 to 64 bytes, whsec_ before it or not; while it is exchanged, the new and the old one with a space between`,
      );
    secrets.set(name, value.trim());
  }
  return ok({ find: (ref) => secrets.get(secretVariable(ref)) });
};
