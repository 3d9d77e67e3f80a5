import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpGateway, noStore, openHttpGateway } from './http-gateway.ts';

/** How the built web app is served. */

const folder = mkdtempSync(join(tmpdir(), 'overgang-web-'));
const page = '<!doctype html>\n<title>Overgang</title>\n';
const script = `export const answer = ${'4'.repeat(500)};\n`;
const accept = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

beforeAll(() => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets/index-abc123.js'), script);
  writeFileSync(join(folder, 'assets/index-abc123.js.gz'), gzipSync(script));
  writeFileSync(join(folder, 'assets/index-abc123.js.br'), brotliCompressSync(script));
});
afterAll(() => rmSync(folder, { recursive: true }));

const open = (webFolder: string): Promise<HttpGateway> =>
  openHttpGateway({ services: { store: noStore }, settings: { webFolder } });

/** Headers and length of an answer as they come, before anything unpacks it. */
const asSent = (url: string, encodings: string) =>
  new Promise<{ headers: NodeJS.Dict<string | string[]>; bytes: number }>((resolve, reject) => {
    request(url, { headers: { 'accept-encoding': encodings } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ headers: response.headers, bytes }));
    })
      .on('error', reject)
      .end();
  });

describe('the web app', () => {
  let gateway: HttpGateway;
  beforeAll(async () => {
    gateway = await open(folder);
  });
  afterAll(() => gateway.stop());

  test.each(['/', '/oversikt', '/overgangar/2026-11:abc', '/meldingar?q=x', '/finst-ikkje'])(
    'is what %s answers a browser with, asked for anew each time',
    async (path) => {
      const response = await fetch(gateway.url + path, { headers: accept });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toBe(page);
    },
  );

  test('may run its own scripts only, and stand in nobody else’s frame', async () => {
    const { headers } = await fetch(gateway.url, { headers: accept });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|https?:|data:|\*/);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('has files that browsers keep for good, for their names change with their content', async () => {
    const { headers } = await fetch(`${gateway.url}/assets/index-abc123.js`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test('has files beside them that are asked for anew each time', async () => {
    const { headers } = await fetch(`${gateway.url}/favicon.svg`);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-type')).toMatch(/^image\/svg/);
  });

  test.each([
    ['br', 'gzip, deflate, br', brotliCompressSync(script).length],
    ['gzip', 'gzip', gzipSync(script).length],
    [undefined, 'identity', script.length],
  ])('sends them packed as %s to whoever takes %s', async (encoding, taken, length) => {
    const { headers, bytes } = await asSent(`${gateway.url}/assets/index-abc123.js`, taken);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toMatch(/Accept-Encoding/i);
    expect(bytes).toBe(length);
  });

  test.each(['/assets/index-old999.js', '/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/assets/'])(
    'answers 404 to %s, and not with a page where a script should be',
    async (path) => {
      const response = await fetch(gateway.url + path, { headers: accept });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    },
  );

  test.each(['/api/finst-ikkje', '/API/finst-ikkje', '/metrics/x', '/openapi.json/x'])(
    'leaves %s to the API, which answers with a problem',
    async (path) => {
      const response = await fetch(gateway.url + path, { headers: accept });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    },
  );

  test('answers a program that wants no page with a problem', async () => {
    const response = await fetch(`${gateway.url}/oversikt`, { headers: { accept: 'application/json' } });
    expect(response.status).toBe(404);
  });
});

describe('a gateway whose web app was never built', () => {
  let gateway: HttpGateway;
  beforeAll(async () => {
    gateway = await open(join(folder, 'nothing-here'));
  });
  afterAll(() => gateway.stop());

  test('leads from its root to the documentation', async () => {
    const response = await fetch(gateway.url, { headers: accept, redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/docs');
  });

  test('has no other pages', async () => {
    expect((await fetch(`${gateway.url}/oversikt`, { headers: accept })).status).toBe(404);
  });
});
