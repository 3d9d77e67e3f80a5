import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpServer } from '../../../src/adapters/http/server.ts';
import { defaultHttpSettings } from '../../../src/adapters/http/settings.ts';
import { freshMessage, type HttpGateway, noStore, openHttpGateway, post, xmlType } from './http-gateway.ts';

/** What operators meet: health, metrics, headers, and how the server stops. */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway({ settings: { metricsToken: 'a-long-enough-token' } });
});
afterAll(() => gateway.stop());

describe('health', () => {
  test('/healthz tells that the process answers', async () => {
    const response = await fetch(`${gateway.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('/readyz is 200 when all that is needed answers', async () => {
    const response = await fetch(`${gateway.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ready', checks: { storage: true, queue: true } },
    ]);
  });

  test('/readyz is 503 and says what does not answer, also when asking fails', async () => {
    for (const [readiness, checks] of [
      [async () => ({ storage: true, queue: false }), { storage: true, queue: false }],
      [() => Promise.reject(new Error('secret')), { answered: false }],
    ] as const) {
      const other = await openHttpGateway({ readiness, services: { store: noStore } });
      const response = await fetch(`${other.url}/readyz`);
      expect([response.status, await response.json()]).toEqual([503, { status: 'not-ready', checks }]);
      await other.stop();
    }
  });
});

describe('metrics', () => {
  test('counts requests by route, and is read from this machine', async () => {
    await fetch(`${gateway.url}/Messages/nope/status`);
    await expect
      .poll(async () => (await fetch(`${gateway.url}/metrics`)).text())
      .toContain(
        'overgang_http_request_seconds_count{method="GET",route="/Messages/:id/status",status="400"} 1',
      );
  });

  test('through a proxy needs the token', async () => {
    const asked = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${gateway.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.9', ...headers } }))
        .status;
    expect(await asked({})).toBe(401);
    expect(await asked({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await asked({ authorization: 'Bearer a-long-enough-token' })).toBe(200);
  });
});

describe('every answer', () => {
  test('has strict headers and does not say what it is made with', async () => {
    for (const path of ['/', '/Messages', '/healthz', '/nope']) {
      const { headers } = await fetch(`${gateway.url}${path}`);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});

test('/ is a page that says what runs here and loads nothing', async () => {
  const response = await fetch(gateway.url);
  const html = await response.text();
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toContain(`${gateway.url}/validate`);
  expect(html).not.toMatch(/\{\{|<script|<img|<link|src=|https?:\/\/(?!127\.0\.0\.1)/);
});

describe('POST /validate', () => {
  const asked = async (xml: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const response = await post(`${gateway.url}/validate`, xml, { ...xmlType, ...headers });
    expect(response.status).toBe(200);
    return response.json();
  };

  test('tells the verdict and stores nothing', async () => {
    const { xml, msgId } = freshMessage('log-innlagt-1.6', 'full');
    expect(await asked(xml, { 'content-type': 'application/octet-stream' })).toEqual({
      file: null,
      messageType: 'LOG_INNLAGT',
      version: '1.6',
      msgId,
      verdict: 'ok',
      schema: { valid: true, errors: [] },
      appRec: { version: '1.1', status: 1, errors: [] },
      findings: expect.any(Array),
    });
    const list = await fetch(`${gateway.url}/Messages?ReceiverHerIds=9150602`);
    expect(await list.json()).toEqual([]);
  });

  test('tells every fault, in the language asked for', async () => {
    const { xml } = freshMessage('log-innlagt-1.6', 'schema-invalid-twice');
    const judged = (await asked(xml, { 'accept-language': 'en' })) as {
      schema: { errors: { line: number; message: string }[] };
      appRec: { errors: { code: string; text: string; details: string }[] };
    };
    expect(judged).toMatchObject({ verdict: 'rejected', schema: { valid: false }, appRec: { status: 2 } });
    expect(judged.schema.errors.length).toBeGreaterThan(1);
    expect(judged.appRec.errors[0]).toMatchObject({ code: 'T02', text: 'XML does not validate' });
    expect(judged.appRec.errors[0]?.details).toMatch(/does not follow its schema/);
  });

  test('words findings by their rules', async () => {
    const { findings } = (await asked(freshMessage('epikrise-1.2', 'thin').xml)) as {
      findings: { rule: string; text: string; severity: string; path: string | null }[];
    };
    expect(findings.length).toBeGreaterThan(0);
    for (const { rule, text } of findings) expect(text).not.toBe(rule);
  });

  test('has problem details for a request that is wrong', async () => {
    const response = await post(`${gateway.url}/validate`, '{}', { 'content-type': 'application/json' });
    expect([response.status, await response.json()]).toMatchObject([
      415,
      { code: 'content-type-unsupported' },
    ]);
    const get = await fetch(`${gateway.url}/validate`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('stopping', () => {
  test('takes no new requests and lets those under way end', async () => {
    let finish = (): void => undefined;
    const server = createHttpServer((_req, res) => {
      finish = () => res.end('done');
    }, defaultHttpSettings);
    const url = await server.listen(0, '127.0.0.1');
    const underWay = fetch(url);
    await expect.poll(() => finish.toString()).toContain('done');
    const stopped = server.stop();
    await expect(fetch(url)).rejects.toThrow();
    finish();
    const response = await underWay;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['done', 'close']);
    await stopped;
  });

  test('cuts off what does not end in time', async () => {
    const server = createHttpServer(() => undefined, { ...defaultHttpSettings, stopMs: 20 });
    const url = await server.listen(0, '127.0.0.1');
    const hanging = new Promise((resolve) => {
      const asked = request(url, () => undefined);
      asked.once('error', resolve);
      asked.once('socket', (socket) => socket.once('connect', () => asked.end()));
    });
    await expect.poll(() => hanging !== undefined).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    await server.stop();
    await hanging;
  });

  test('a port that is taken rejects', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const server = createHttpServer(() => undefined, defaultHttpSettings);
    await expect(server.listen(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});

test('Location is what the operator says clients use', async () => {
  const other = await openHttpGateway({ settings: { publicBaseUrl: 'https://overgang.example.no/' } });
  const response = await post(`${other.url}/Messages`, freshMessage('log-innlagt-1.6', 'full').xml, xmlType);
  expect(response.headers.get('location')).toBe(
    `https://overgang.example.no/Messages/${await response.json()}`,
  );
  await other.stop();
});
