import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ediErrorCodes } from '../../../src/adapters/http/edi-error-codes.ts';
import { notAuthenticated } from '../../../src/domain/access.ts';
import { fault, outcomes } from '../../../src/domain/outcome.ts';
import { fail } from '../../../src/domain/result.ts';
import {
  brokenStore,
  type EdiError,
  freshMessage,
  type HttpGateway,
  noStore,
  openHttpGateway,
  post,
  xmlType,
} from './http-gateway.ts';

/** What an answer that is no success tells, and what it must never tell. */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const using = async (
  replaced: Parameters<typeof openHttpGateway>[0],
  work: (of: HttpGateway) => Promise<void>,
) => {
  const other = await openHttpGateway(replaced);
  try {
    await work(other);
  } finally {
    await other.stop();
  }
};

test('every outcome has an error code of its own', () => {
  expect(Object.keys(ediErrorCodes).sort()).toEqual(Object.keys(outcomes).sort());
  expect(new Set(Object.values(ediErrorCodes)).size).toBe(Object.keys(outcomes).length);
});

describe('the error model of /Messages', () => {
  test('has its keys in camelCase, and no others', async () => {
    const response = await post(`${gateway.url}/Messages`, 'x', xmlType);
    expect(await response.json()).toEqual({
      error: expect.stringContaining('XML'),
      errorCode: 2110,
      stackTrace: null,
      requestId: response.headers.get('x-request-id'),
    });
  });

  test('has them in PascalCase where that is set, never both', async () => {
    await using({ services: { store: noStore }, settings: { errorKeys: 'pascal' } }, async ({ url }) => {
      expect(await (await fetch(`${url}/messages`)).json()).toEqual({
        Error: expect.any(String),
        ErrorCode: 1000,
        ValidationErrors: ['ReceiverHerIds: one or more HER-ids'],
        StackTrace: null,
        RequestId: expect.any(String),
      });
    });
  });

  test('speaks the language that is asked for, bokmål when none of ours is', async () => {
    const asked = async (language: string): Promise<readonly [string | null, string]> => {
      const response = await post(`${gateway.url}/Messages`, '', { ...xmlType, 'accept-language': language });
      return [response.headers.get('content-language'), ((await response.json()) as EdiError).error];
    };
    expect(await asked('en-GB')).toEqual([
      'en',
      'The request has no body. Put the message in the request and send again.',
    ]);
    expect((await asked('nn-NO, nb;q=0.9'))[0]).toBe('nn');
    expect((await asked('de, en;q=0.1'))[0]).toBe('en');
    expect((await asked('no;q=0.5, en;q=0'))[0]).toBe('nb');
    expect((await asked('de'))[0]).toBe('nb');
  });
});

describe('problem details elsewhere', () => {
  test('an address that is not there is 404', async () => {
    for (const path of ['/nope', '/api', '/%E0%A4%A', '/favicon.ico']) {
      const response = await fetch(`${gateway.url}${path}`, { headers: { 'accept-language': 'en' } });
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect([response.status, await response.json()]).toEqual([
        404,
        {
          type: 'urn:overgang:outcome:not-found',
          title: 'There is nothing at this address.',
          status: 404,
          detail: expect.any(String),
          code: 'not-found',
          requestId: response.headers.get('x-request-id'),
        },
      ]);
    }
  });

  test('a path under /Messages that is not there has the error model of /Messages', async () => {
    const response = await fetch(`${gateway.url}/messages/a/b/c/d`);
    expect([response.status, await response.json()]).toMatchObject([404, { errorCode: 2009 }]);
  });
});

describe('the id of a request', () => {
  test('is the caller’s own when it is short and plain', async () => {
    const asked = async (id: string): Promise<string | null> =>
      (await fetch(`${gateway.url}/healthz`, { headers: { 'x-request-id': id } })).headers.get(
        'x-request-id',
      );
    expect(await asked('trace-0123.abc_d')).toBe('trace-0123.abc_d');
    for (const unsafe of ['short', 'with space in it', '<b>bold</b>', 'x'.repeat(65), '17843908209']) {
      expect(await asked(unsafe)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('stands in the log line of its request, with the route and not the address', async () => {
    await fetch(`${gateway.url}/Messages/nope/status?secret=1`, {
      headers: { 'x-request-id': 'find-me-1234' },
    });
    await expect.poll(() => gateway.logged.find((line) => line.includes('find-me-1234'))).toBeDefined();
    const line = gateway.logged.find((text) => text.includes('find-me-1234')) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      method: 'GET',
      route: '/Messages/:id/status',
      status: 400,
      outcome: 'request-invalid',
      client: 'sandbox',
      requestId: 'find-me-1234',
    });
    expect(line).not.toContain('secret');
  });
});

describe('what goes wrong inside', () => {
  const { xml } = freshMessage('log-innlagt-1.6', 'full');
  const failing = (error: Error) => ({ services: { store: brokenStore(error) } });

  test('a store that does not answer is 503 with Retry-After', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });
    const shuttingDown = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const inside = new Error('query failed', { cause: new Error('Connection terminated unexpectedly') });
    for (const error of [refused, shuttingDown, inside]) {
      await using(failing(error), async ({ url }) => {
        const response = await post(`${url}/Messages`, xml, xmlType);
        expect([
          response.status,
          response.headers.get('overgang-outcome'),
          response.headers.get('retry-after'),
        ]).toEqual([503, 'storage-unavailable', '5']);
      });
    }
  });

  test('a defect is 500 and tells nothing, not even the log, of what it was given', async () => {
    const leaking = new TypeError('cannot read <Patient>Bergljot Krekling 17843908209</Patient>');
    await using(failing(leaking), async ({ url, logged }) => {
      const response = await post(`${url}/Messages`, xml, xmlType);
      const text = await response.text();
      expect([response.status, response.headers.get('overgang-outcome')]).toEqual([500, 'internal-error']);
      await expect.poll(() => logged.some((line) => line.includes('"request"'))).toBe(true);
      for (const told of [text, ...logged])
        expect(told).not.toMatch(/Krekling|Bergljot|17843908209|node_modules|cannot read/);
      expect(logged.join('')).toContain('"error":"TypeError"');
    });
  });

  test('an answer that does not come in time is 500', async () => {
    const never = {
      store: new Proxy({} as HttpGateway['services']['store'], {
        get: () => () => new Promise(() => undefined),
      }),
    };
    await using({ services: never, settings: { requestTimeoutMs: 50 } }, async ({ url }) => {
      const response = await fetch(`${url}/Messages/01234567-89ab-7def-8123-456789abcdef`);
      expect([response.status, response.headers.get('overgang-outcome')]).toEqual([500, 'internal-error']);
    });
  });
});

describe('a caller that is not let in', () => {
  test('gets 401 with the challenge that fits, before its body is read', async () => {
    for (const [reason, challenge] of [
      ['authorization-missing', /^DPoP algs=/],
      ['token-expired', /^DPoP error="invalid_token", algs=/],
      ['proof-replayed', /^DPoP error="invalid_dpop_proof", algs=/],
    ] as const) {
      await using(
        { services: { store: noStore }, authenticator: async () => fail(notAuthenticated(reason)) },
        async ({ url }) => {
          for (const path of ['/Messages', '/validate']) {
            const response = await post(`${url}${path}`, 'not even XML', xmlType);
            expect([response.status, response.headers.get('overgang-outcome')]).toEqual([
              401,
              'not-authenticated',
            ]);
            expect(response.headers.get('www-authenticate')).toMatch(challenge);
          }
          expect((await fetch(`${url}/healthz`)).status).toBe(200);
        },
      );
    }
  });

  test('gets 503 while nobody can tell who it is', async () => {
    await using(
      { authenticator: async () => fail(fault('identity-provider-unavailable')) },
      async ({ url }) => {
        expect((await fetch(`${url}/Messages`)).status).toBe(503);
      },
    );
  });

  test('is shown to the authenticator as it asked: method, path with query, headers', async () => {
    const seen: unknown[] = [];
    const authenticator = async (facts: { method: string; url: string; headers: object }) => {
      seen.push([facts.method, facts.url, Object.keys(facts.headers).includes('dpop')]);
      return fail(notAuthenticated('token-invalid'));
    };
    await using({ services: { store: noStore }, authenticator }, async ({ url }) => {
      await fetch(`${url}/messages?ReceiverHerIds=1`, { headers: { DPoP: 'x' } });
    });
    expect(seen).toEqual([['GET', '/messages?ReceiverHerIds=1', true]]);
  });
});
