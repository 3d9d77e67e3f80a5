import { createSecretKey, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHelseIdAuthenticator } from '../../../src/adapters/auth/helseid.ts';
import type { Log } from '../../../src/domain/ports.ts';
import {
  accessToken,
  clientKey,
  goodRequest,
  issuer,
  issuerKey,
  jwks,
  jwksPath,
  keyPair,
  memoryGuard,
  now,
  otherKey,
  proof,
  publicBaseUrl,
  refused,
  request,
  seconds,
} from './client.ts';

const logged: unknown[] = [];
const keep = (...entry: unknown[]) => void logged.push(entry);
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };

let guard = memoryGuard();
const create = (base = publicBaseUrl) =>
  createHelseIdAuthenticator({ issuer, publicBaseUrl: base }, { replayGuard: guard, log });
let authenticate = create();

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});
beforeEach(() => {
  nock.cleanAll();
  nock(issuer).get(jwksPath).reply(200, jwks());
  logged.length = 0;
  guard = memoryGuard();
  authenticate = create();
});
afterEach(() => expect(JSON.stringify(logged)).not.toContain('eyJ'));

describe('a good token with a good proof', () => {
  test('gives the client with its organisation numbers', async () => {
    expect(await authenticate(await goodRequest())).toEqual({
      ok: true,
      value: {
        name: 'klient-1',
        role: 'record-system',
        herIds: new Set(),
        orgNumbers: new Set(['111111111', '222222222']),
      },
    });
  });

  test('is no other caller for what it says of itself, as callers in the sandbox may', async () => {
    const asked = await goodRequest();
    const headers = {
      ...asked.headers,
      'overgang-role': 'operator',
      'overgang-act-as': '9150600',
      'overgang-person': 'Kari Nordmann',
    };
    expect(await authenticate({ ...asked, headers })).toMatchObject({
      ok: true,
      value: { name: 'klient-1', role: 'record-system', herIds: new Set() },
    });
  });

  test('needs no subunit, takes scope as text, type JWT and several audiences', async () => {
    const token = await accessToken(
      {
        'helseid://claims/client/claims/orgnr_child': undefined,
        scope: 'openid nhn:msh/api',
        aud: ['x', 'nhn:msh'],
      },
      { typ: 'JWT' },
    );
    expect(await authenticate(request(token, await proof(token)))).toMatchObject({
      ok: true,
      value: { orgNumbers: new Set(['111111111']) },
    });
  });

  test.each(['RS256', 'PS256', 'ES384'])('may be proved with %s', async (alg) => {
    const key = await keyPair(alg);
    const token = await accessToken({ cnf: { jkt: await calculateJwkThumbprint(key.jwk) } });
    expect((await authenticate(request(token, await proof(token, {}, { alg }, key)))).ok).toBe(true);
  });

  test('is taken behind a proxy with a path of its own', async () => {
    const token = await accessToken();
    const dpop = await proof(token, { htu: `${publicBaseUrl}/msh/Messages` });
    expect((await create(`${publicBaseUrl}/msh/`)(request(token, dpop))).ok).toBe(true);
  });

  test.each([
    ['in capitals and with the usual port', 'HTTPS://MELDING.EXAMPLE:443/Messages'],
    ['with query and fragment', `${publicBaseUrl}/Messages?x=1#y`],
  ])('may write its address %s', async (_case, htu) => {
    const token = await accessToken();
    expect((await authenticate(request(token, await proof(token, { htu })))).ok).toBe(true);
  });

  test.each([-60, 60])('may be %i seconds from our time', async (offset) => {
    const token = await accessToken();
    expect((await authenticate(request(token, await proof(token, { iat: seconds + offset })))).ok).toBe(true);
  });

  test('is used up by one request, until it would be stale', async () => {
    const good = await goodRequest();
    expect((await authenticate(good)).ok).toBe(true);
    expect(await authenticate(good)).toEqual(refused('proof-replayed'));
    expect([...guard.seen]).toEqual([
      [expect.stringMatching(/^[\w-]{43}$/), new Date((seconds + 61) * 1000)],
    ]);
  });

  test('is used up by one of many requests at the same time', async () => {
    const good = await goodRequest();
    const answers = await Promise.all(Array.from({ length: 10 }, () => authenticate(good)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('a request is refused', () => {
  test.each([
    ['without Authorization', { dpop: 'x' }, 'authorization-missing'],
    ['with a Bearer token', { authorization: 'Bearer x', dpop: 'x' }, 'authorization-not-dpop'],
    ['with DPoP and no token', { authorization: 'DPoP ', dpop: 'x' }, 'authorization-not-dpop'],
    ['without proof', { authorization: 'DPoP x' }, 'proof-missing'],
    ['with two proofs', { authorization: 'DPoP x', dpop: ['x', 'y'] }, 'proof-missing'],
    ['with a token that is no JWT', { authorization: 'DPoP x', dpop: 'x' }, 'token-invalid'],
  ])('%s', async (_case, headers, reason) => {
    expect(await authenticate({ method: 'GET', url: '/Messages', headers, now })).toEqual(refused(reason));
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['of another type', {}, { typ: 'client-authentication+jwt' }, 'token-type'],
    ['of no type', {}, { typ: undefined }, 'token-type'],
    ['of another issuer', { iss: `${issuer}/` }, {}, 'token-issuer'],
    ['of no issuer', { iss: undefined }, {}, 'token-issuer'],
    ['for another audience', { aud: 'nhn:other' }, {}, 'token-audience'],
    ['for no audience', { aud: undefined }, {}, 'token-audience'],
    ['that has expired', { exp: seconds - 11 }, {}, 'token-expired'],
    ['that never expires', { exp: undefined }, {}, 'token-expired'],
    ['that is not valid yet', { nbf: seconds + 11 }, {}, 'token-not-yet-valid'],
    ['with another scope', { scope: ['nhn:msh/api2'] }, {}, 'token-scope'],
    ['with a scope that only begins alike', { scope: 'nhn:msh/api/read' }, {}, 'token-scope'],
    ['with no scope', { scope: undefined }, {}, 'token-scope'],
    ['with no client', { client_id: undefined }, {}, 'token-client'],
    ['bound to no key', { cnf: undefined }, {}, 'token-unbound'],
    ['bound by certificate', { cnf: { 'x5t#S256': 'x' } }, {}, 'token-unbound'],
    ['signed with an unknown key', {}, { kid: 'k2' }, 'token-key-unknown'],
  ])('with a token %s', async (_case, claims, header, reason) => {
    const token = await accessToken(claims, header);
    expect(await authenticate(request(token, await proof(token)))).toEqual(refused(reason));
    expect(guard.seen.size).toBe(0);
  });

  test('with a token signed by someone else', async () => {
    const token = await accessToken({}, {}, (await keyPair('RS256')).privateKey);
    expect(await authenticate(request(token, await proof(token)))).toEqual(refused('token-invalid'));
  });

  test('with a token that is not signed', async () => {
    const token = new UnsecuredJWT({ iss: issuer }).encode();
    expect(await authenticate(request(token, await proof(token)))).toEqual(refused('token-invalid'));
  });

  test("with a token signed with the issuer's public key as if it were a shared secret", async () => {
    const shared = Buffer.from(JSON.stringify(issuerKey.jwk));
    const token = await new SignJWT({ iss: issuer })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(shared);
    expect(await authenticate(request(token, await proof(token)))).toEqual(refused('token-invalid'));
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['of another type', {}, { typ: 'JWT' }, 'proof-type'],
    ['without its key', {}, { jwk: undefined }, 'proof-invalid'],
    ['for another method', { htm: 'POST' }, {}, 'proof-method'],
    ['for no method', { htm: undefined }, {}, 'proof-method'],
    ['for another path', { htu: `${publicBaseUrl}/messages` }, {}, 'proof-url'],
    ['for another host', { htu: 'https://melding.example.evil/Messages' }, {}, 'proof-url'],
    ['for another protocol', { htu: 'http://melding.example/Messages' }, {}, 'proof-url'],
    ['for what is no address', { htu: '/Messages' }, {}, 'proof-url'],
    ['for no address', { htu: undefined }, {}, 'proof-url'],
    ['for another token', { ath: 'x' }, {}, 'proof-token'],
    ['for no token', { ath: undefined }, {}, 'proof-token'],
    ['that is old', { iat: seconds - 61 }, {}, 'proof-stale'],
    ['from the future', { iat: seconds + 61 }, {}, 'proof-stale'],
    ['without time', { iat: undefined }, {}, 'proof-stale'],
    ['without id', { jti: undefined }, {}, 'proof-id'],
    ['with an empty id', { jti: '' }, {}, 'proof-id'],
  ])('with a proof %s', async (_case, claims, header, reason) => {
    const token = await accessToken();
    expect(await authenticate(request(token, await proof(token, claims, header)))).toEqual(refused(reason));
    expect(guard.seen.size).toBe(0);
  });

  test('with a proof by another key than the token is bound to', async () => {
    const token = await accessToken();
    expect(await authenticate(request(token, await proof(token, {}, {}, otherKey)))).toEqual(
      refused('proof-key'),
    );
  });

  test('with a proof that shows one key and is signed with another', async () => {
    const token = await accessToken();
    const dpop = await proof(token, {}, { jwk: clientKey.jwk }, otherKey);
    expect(await authenticate(request(token, dpop))).toEqual(refused('proof-invalid'));
  });

  test('with a proof that gives its private key away', async () => {
    const token = await accessToken();
    const dpop = await proof(token, {}, { jwk: await exportJWK(clientKey.privateKey) });
    expect(await authenticate(request(token, dpop))).toEqual(refused('proof-invalid'));
  });

  test('with a proof signed with a shared secret', async () => {
    const token = await accessToken();
    const key = createSecretKey(randomBytes(32));
    const dpop = await new SignJWT({})
      .setProtectedHeader({
        alg: 'HS256',
        typ: 'dpop+jwt',
        jwk: key.export({ format: 'jwk' }) as { kty: 'oct' },
      })
      .sign(key);
    expect(await authenticate(request(token, dpop))).toEqual(refused('proof-invalid'));
  });

  test('with a proof that is no JWT', async () => {
    expect(await authenticate(request(await accessToken(), 'x'))).toEqual(refused('proof-invalid'));
  });

  test('with the address of another host in its request line', async () => {
    const elsewhere = await goodRequest({ url: 'http://melding.example/Messages' });
    expect(await authenticate(elsewhere)).toEqual(refused('proof-url'));
  });
});
