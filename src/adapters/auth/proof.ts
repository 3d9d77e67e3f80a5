import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTVerifyResult, jwtVerify } from 'jose';
import type { AuthReason } from '../../domain/access.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { asymmetricAlgorithms } from './algorithms.ts';

/** What a proof must fit. */
export interface ProofContext {
  readonly method: string;
  /** Absolute, as the client sees it; query and fragment do not count. */
  readonly url: string;
  readonly token: string;
  /** Thumbprint in the token's `cnf.jkt`. */
  readonly keyThumbprint: string;
  readonly now: Date;
}

/** What the replay guard must remember of a good proof. */
export interface ProofUse {
  /** 43 characters, whatever the client chose as `jti`; clients cannot use up each other's. */
  readonly key: string;
  /** After this the proof is stale anyway. */
  readonly until: Date;
}

/** Seconds that `iat` may be from our time, either way: clients' clocks differ. */
const windowSeconds = 60;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Without query and fragment, with scheme, host and port in normal form (RFC 9449 §4.3); undefined when it is no address. */
const bareUrl = (text: unknown): string | undefined => {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  return url === null ? undefined : `${url.origin}${url.pathname}`;
};

const verify = async (proof: string, now: Date): Promise<Result<JWTVerifyResult, AuthReason>> => {
  try {
    // EmbeddedJWK takes public keys only.
    return ok(
      await jwtVerify(proof, EmbeddedJWK, {
        algorithms: asymmetricAlgorithms,
        typ: 'dpop+jwt',
        currentDate: now,
        clockTolerance: windowSeconds,
      }),
    );
  } catch (error) {
    const isType = error instanceof errors.JWTClaimValidationFailed && error.claim === 'typ';
    // The key is the caller's own, so a key that cannot be used (TypeError) is the caller's fault too.
    return fail(isType ? 'proof-type' : 'proof-invalid');
  }
};

/** Checks a DPoP proof (RFC 9449 §4.3) but for replay, which needs memory: see ProofUse. */
export const checkProof = async (
  proof: string,
  context: ProofContext,
): Promise<Result<ProofUse, AuthReason>> => {
  const verified = await verify(proof, context.now);
  if (!verified.ok) return verified;
  const { payload, protectedHeader } = verified.value;
  const { jwk } = protectedHeader;
  if (jwk === undefined) return fail('proof-invalid');
  if ((await calculateJwkThumbprint(jwk, 'sha256')) !== context.keyThumbprint) return fail('proof-key');
  if (payload.htm !== context.method) return fail('proof-method');
  const url = bareUrl(context.url);
  if (url === undefined || bareUrl(payload.htu) !== url) return fail('proof-url');
  if (payload.ath !== sha256(context.token)) return fail('proof-token');
  const { iat, jti } = payload;
  if (iat === undefined || Math.abs(context.now.getTime() / 1000 - iat) > windowSeconds)
    return fail('proof-stale');
  if (jti === undefined || jti === '') return fail('proof-id');
  return ok({
    key: sha256(`${context.keyThumbprint}.${jti}`),
    until: new Date((iat + windowSeconds + 1) * 1000),
  });
};
