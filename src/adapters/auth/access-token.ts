import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { AuthReason } from '../../domain/access.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asymmetricAlgorithms } from './algorithms.ts';

/** What a token must say. */
export interface TokenRules {
  /** Compared exactly. */
  readonly issuer: string;
  readonly audience: string;
  readonly scope: string;
}

/** What a good token says of its client. */
export interface TokenFacts {
  readonly clientId: string;
  /** Legal entity and subunit, as far as the token names them. */
  readonly orgNumbers: readonly string[];
  /** Thumbprint of the key that the proof must be signed with. */
  readonly keyThumbprint: string;
}

/** Seconds by which the issuer's clock and ours may differ. */
const toleranceSeconds = 10;

const tokenTypes = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

const orgNumberClaims = [
  'helseid://claims/client/claims/orgnr_parent',
  'helseid://claims/client/claims/orgnr_child',
] as const;

const confirmation = z.object({ jkt: z.string().min(1) });

/** Scopes come as a list of texts or as one text with spaces between. */
const scopesOf = (claim: unknown): readonly unknown[] =>
  typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];

const reasonOfClaim: Readonly<Record<string, AuthReason>> = {
  iss: 'token-issuer',
  aud: 'token-audience',
  exp: 'token-expired',
  nbf: 'token-not-yet-valid',
};

/** Why jose refused the token; undefined when it is not about the token. */
const reasonOf = (error: unknown): AuthReason | undefined => {
  if (error instanceof errors.JWTExpired) return 'token-expired';
  if (error instanceof errors.JWTClaimValidationFailed) return reasonOfClaim[error.claim] ?? 'token-invalid';
  if (error instanceof errors.JWKSNoMatchingKey) return 'token-key-unknown';
  return error instanceof errors.JOSEError ? 'token-invalid' : undefined;
};

const factsOf = (payload: JWTPayload, rules: TokenRules): Result<TokenFacts, AuthReason> => {
  if (!scopesOf(payload.scope).includes(rules.scope)) return fail('token-scope');
  const clientId = payload.client_id;
  if (typeof clientId !== 'string' || clientId === '') return fail('token-client');
  const bound = confirmation.safeParse(payload.cnf);
  if (!bound.success) return fail('token-unbound');
  const orgNumbers = orgNumberClaims
    .map((name) => payload[name])
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return ok({ clientId, orgNumbers, keyThumbprint: bound.data.jkt });
};

/**
 * Checks a HelseID access token: signature, type, issuer, audience, times, scope, and that it is bound to a
 * key. Errors of the key lookup that are not about the token are thrown on.
 */
export const checkAccessToken = async (
  token: string,
  keys: JWTVerifyGetKey,
  rules: TokenRules,
  now: Date,
): Promise<Result<TokenFacts, AuthReason>> => {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: asymmetricAlgorithms,
      issuer: rules.issuer,
      audience: rules.audience,
      requiredClaims: ['exp'],
      clockTolerance: toleranceSeconds,
      currentDate: now,
    });
    // Checked after the signature, as jose can ask for one type only.
    if (!tokenTypes.has(protectedHeader.typ?.toLowerCase() ?? '')) return fail('token-type');
    return factsOf(payload, rules);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return fail(reason);
  }
};
