import { type Authenticator, notAuthenticated, type ReplayGuard } from '../../domain/access.ts';
import { fault } from '../../domain/outcome.ts';
import type { Log } from '../../domain/ports.ts';
import { fail, ok } from '../../domain/result.ts';
import { checkAccessToken } from './access-token.ts';
import { createIssuerKeys, IssuerUnavailableError } from './issuer-keys.ts';
import { checkProof } from './proof.ts';

export interface HelseIdOptions {
  /** `iss` of the tokens, exactly: `https://helseid-sts.nhn.no`. */
  readonly issuer: string;
  /** Where the issuer publishes its keys; without it, the issuer's own `/.well-known/openid-configuration/jwks`. */
  readonly jwksUrl?: string;
  /** Address that clients use, without the path of a request: behind a proxy it is the proxy's. */
  readonly publicBaseUrl: string;
  readonly audience?: string;
  readonly scope?: string;
}

export interface HelseIdPorts {
  readonly replayGuard: ReplayGuard;
  readonly log: Log;
}

const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

/** The one value of a header; undefined when there is none, or several. */
const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined;

/**
 * Authenticates clients as Norsk helsenett's message service does: a HelseID access token bound to a key
 * (RFC 9068) and a DPoP proof for this request (RFC 9449). The principal may act for the organisation
 * numbers of the token. Faults: `not-authenticated` with its reason; `identity-provider-unavailable` while the issuer's
 * keys cannot be fetched. Errors of the replay guard's storage are thrown. No token or proof is ever logged.
 */
export const createHelseIdAuthenticator = (
  options: HelseIdOptions,
  { replayGuard, log }: HelseIdPorts,
): Authenticator => {
  const { issuer, audience = 'nhn:msh', scope = 'nhn:msh/api' } = options;
  const publicBaseUrl = withoutSlash(options.publicBaseUrl);
  const jwksUrl = options.jwksUrl ?? `${withoutSlash(issuer)}/.well-known/openid-configuration/jwks`;
  const keys = createIssuerKeys(new URL(jwksUrl), log);

  return async ({ method, url, headers, now }) => {
    const authorization = single(headers.authorization);
    if (authorization === undefined) return fail(notAuthenticated('authorization-missing'));
    const token = /^DPoP +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) return fail(notAuthenticated('authorization-not-dpop'));
    const proof = single(headers.dpop);
    if (proof === undefined) return fail(notAuthenticated('proof-missing'));

    try {
      const facts = await checkAccessToken(token, keys(now), { issuer, audience, scope }, now);
      if (!facts.ok) return fail(notAuthenticated(facts.fault));
      const { clientId, orgNumbers, keyThumbprint } = facts.value;
      const fullUrl = `${publicBaseUrl}${url}`;
      const use = await checkProof(proof, { method, url: fullUrl, token, keyThumbprint, now });
      if (!use.ok) return fail(notAuthenticated(use.fault));
      // Last, so that only a proof that is good in all else is used up.
      if (!(await replayGuard.remember(use.value.key, use.value.until)))
        return fail(notAuthenticated('proof-replayed'));
      return ok({
        name: clientId,
        role: 'record-system',
        herIds: new Set(),
        orgNumbers: new Set(orgNumbers),
      });
    } catch (error) {
      if (error instanceof IssuerUnavailableError) return fail(fault('identity-provider-unavailable'));
      throw error;
    }
  };
};
