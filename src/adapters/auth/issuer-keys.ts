import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Log } from '../../domain/ports.ts';

/** The issuer's keys could not be fetched, so a token can be neither accepted nor refused. */
export class IssuerUnavailableError extends Error {
  override readonly name = 'IssuerUnavailableError';

  constructor() {
    super("the token issuer's keys cannot be fetched");
  }
}

const refreshMs = 10 * 60_000;
/** An unknown key id makes us ask again, but not more often than this: anyone can make up key ids. */
const cooldownMs = 30_000;

/**
 * The issuer's published keys: fetched at first use, renewed in the background, so that an issuer that is
 * away for a while stops nobody. Takes the time of the request, gives jose's key lookup; that throws
 * IssuerUnavailableError, or jose's errors when the issuer has no such key.
 */
export const createIssuerKeys = (
  jwksUrl: URL,
  log: Log,
  timeoutMs = 5_000,
): ((now: Date) => JWTVerifyGetKey) => {
  // When to fetch is decided here, by the injected time; jose would go by the machine's clock.
  const remote = createRemoteJWKSet(jwksUrl, {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: Number.POSITIVE_INFINITY,
    timeoutDuration: timeoutMs,
  });
  let askedAt = Number.NEGATIVE_INFINITY;

  const fetchKeys = async (now: number): Promise<void> => {
    askedAt = now;
    try {
      await remote.reload();
    } catch {
      log.warn({ issuer: jwksUrl.hostname }, "the token issuer's keys cannot be fetched");
      throw new IssuerUnavailableError();
    }
  };

  return (at) => async (header, token) => {
    const now = at.getTime();
    if (remote.jwks() === undefined) await fetchKeys(now);
    else if (now - askedAt >= refreshMs) void fetchKeys(now).catch(() => undefined);
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now - askedAt < cooldownMs) throw error;
      await fetchKeys(now);
      return remote(header, token);
    }
  };
};
