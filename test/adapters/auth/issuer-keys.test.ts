import nock from 'nock';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHelseIdAuthenticator } from '../../../src/adapters/auth/helseid.ts';
import type { Log } from '../../../src/domain/ports.ts';
import {
  accessToken,
  goodRequest,
  issuer,
  jwks,
  jwksPath,
  memoryGuard,
  now,
  proof,
  publicBaseUrl,
  refused,
  request,
  seconds,
} from './client.ts';

const logged: unknown[] = [];
const keep = (...entry: unknown[]) => void logged.push(entry);
const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
const create = () =>
  createHelseIdAuthenticator({ issuer, publicBaseUrl }, { replayGuard: memoryGuard(), log });
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
  authenticate = create();
});

describe("the issuer's keys", () => {
  const at = (offset: number) => new Date(now.getTime() + offset * 1000);
  /** A request made and proved some seconds later, with a token signed under that key id. */
  const later = async (offset: number, kid = 'k1') => {
    const token = await accessToken({ exp: seconds + 86_400 }, { kid });
    return request(token, await proof(token, { iat: seconds + offset }), { now: at(offset) });
  };

  test('are fetched once for many requests', async () => {
    const requests = await Promise.all(Array.from({ length: 5 }, () => goodRequest()));
    const answers = await Promise.all(requests.map((one) => authenticate(one)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(nock.isDone()).toBe(true);
  });

  test('are asked for again when a token names a new one, but not more often than every 30 seconds', async () => {
    expect((await authenticate(await later(0))).ok).toBe(true);
    nock(issuer).get(jwksPath).reply(200, jwks('k2'));
    expect(await authenticate(await later(29, 'k2'))).toEqual(refused('token-key-unknown'));
    expect((await authenticate(await later(30, 'k2'))).ok).toBe(true);
    expect(await authenticate(await later(31, 'k1'))).toEqual(refused('token-key-unknown'));
  });

  test('go on serving while the issuer is away', async () => {
    expect((await authenticate(await later(0))).ok).toBe(true);
    const asked = new Promise((resolve) =>
      nock(issuer)
        .get(jwksPath)
        .reply(() => {
          resolve(undefined);
          return [503, ''];
        }),
    );
    expect((await authenticate(await later(3600))).ok).toBe(true);
    await asked;
    expect((await authenticate(await later(3601))).ok).toBe(true);
  });

  test('are dropped when the issuer has withdrawn them', async () => {
    expect((await authenticate(await later(0))).ok).toBe(true);
    nock(issuer).get(jwksPath).reply(200, jwks('k2'));
    await authenticate(await later(600));
    await expect.poll(async () => (await authenticate(await later(601))).ok).toBe(false);
  });

  test.each([
    ['the issuer answers with an error', () => nock(issuer).get(jwksPath).reply(500)],
    ['the issuer cannot be reached', () => nock(issuer).get(jwksPath).replyWithError('away')],
    ['the issuer answers something else', () => nock(issuer).get(jwksPath).reply(200, '<html>')],
  ])('that cannot be had are nobody else’s fault: %s', async (_case, arrange) => {
    nock.cleanAll();
    arrange();
    expect(await authenticate(await goodRequest())).toEqual({
      ok: false,
      fault: { code: 'identity-provider-unavailable' },
    });
    expect(logged).toHaveLength(1);
    nock(issuer).get(jwksPath).reply(200, jwks());
    expect((await authenticate(await goodRequest())).ok).toBe(true);
  });
});
