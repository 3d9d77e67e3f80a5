import { createHash, randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { ReplayGuard, RequestFacts } from '../../../src/domain/access.ts';

export const issuer = 'https://helseid-sts.example';
export const publicBaseUrl = 'https://melding.example';
export const now = new Date('2026-11-21T10:00:00Z');
export const seconds = now.getTime() / 1000;

interface Pair {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** A key pair with its public half as JWK. */
export const keyPair = async (alg: string): Promise<Pair> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
};

export const issuerKey = await keyPair('RS256');
export const clientKey = await keyPair('ES256');
export const otherKey = await keyPair('ES256');
export const jwks = (kid = 'k1') => ({ keys: [{ ...issuerKey.jwk, kid, alg: 'RS256', use: 'sig' }] });

/** A change of claims: undefined takes one away. */
type Claims = Readonly<Record<string, unknown>>;

const without = (claims: Claims): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));

/** An access token as HelseID gives it, with changes. */
export const accessToken = async (
  claims: Claims = {},
  header: Readonly<Record<string, unknown>> = {},
  key: CryptoKey = issuerKey.privateKey,
): Promise<string> =>
  new SignJWT(
    without({
      iss: issuer,
      aud: 'nhn:msh',
      client_id: 'klient-1',
      scope: ['nhn:msh/api'],
      iat: seconds - 10,
      nbf: seconds - 10,
      exp: seconds + 600,
      cnf: { jkt: await calculateJwkThumbprint(clientKey.jwk) },
      'helseid://claims/client/claims/orgnr_parent': '111111111',
      'helseid://claims/client/claims/orgnr_child': '222222222',
      ...claims,
    }),
  )
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'k1', ...header })
    .sign(key);

/** A proof for GET /Messages with that token, with changes. */
export const proof = (
  token: string,
  claims: Claims = {},
  header: Readonly<Record<string, unknown>> = {},
  key: Pair = clientKey,
): Promise<string> =>
  new SignJWT(
    without({
      jti: randomUUID(),
      htm: 'GET',
      htu: `${publicBaseUrl}/Messages`,
      iat: seconds,
      ath: createHash('sha256').update(token).digest('base64url'),
      ...claims,
    }),
  )
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk, ...header })
    .sign(key.privateKey);

/** Where the issuer's keys are published by default. */
export const jwksPath = '/.well-known/openid-configuration/jwks';

/** A replay guard that shows what it remembers. */
export const memoryGuard = (): ReplayGuard & { readonly seen: Map<string, Date> } => {
  const seen = new Map<string, Date>();
  return {
    seen,
    remember: async (key, until) => {
      if (seen.has(key)) return false;
      seen.set(key, until);
      return true;
    },
  };
};

/** A request as the HTTP server sees it. */
export const request = (token: string, dpop: string, change: Partial<RequestFacts> = {}): RequestFacts => ({
  method: 'GET',
  url: '/Messages?receiverHerIds=123',
  headers: { authorization: `DPoP ${token}`, dpop },
  now,
  ...change,
});

/** A request that must be let in. */
export const goodRequest = async (change: Partial<RequestFacts> = {}) => {
  const token = await accessToken();
  return request(token, await proof(token), change);
};

/** The answer to a caller that is not let in. */
export const refused = (reason: string) => ({
  ok: false,
  fault: { code: 'not-authenticated', params: { reason } },
});
