import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { marked } from '../../privacy/marked.ts';
import { marksIn } from '../../privacy/markers.ts';
import { freshMessage, type HttpGateway, openHttpGateway, post, xmlType } from './http-gateway.ts';

/** POST /validate for a person: the report page instead of the `validate` object. */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const asked = (headers: Record<string, string>, xml = freshMessage('epikrise-1.2', 'full').xml) =>
  post(`${gateway.url}/validate`, xml, { ...xmlType, ...headers });

describe('POST /validate', () => {
  test.each([browser, 'text/html', 'text/html;q=0.9, application/json;q=0.5'])(
    'answers with the report page to Accept: %s',
    async (accept) => {
      const response = await asked({ accept, 'accept-language': 'nn' });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-language')).toBe('nn');
      expect(await response.text()).toMatch(/^<!doctype html>\n<html lang="nn">/);
    },
  );

  test.each(['*/*', 'application/json', 'application/json, text/html;q=0.5', 'image/png'])(
    'answers with JSON as ever to Accept: %s',
    async (accept) => {
      const response = await asked({ accept });
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toMatchObject({ file: null, messageType: 'EPIKRISE' });
      expect(response.headers.get('vary')).toMatch(/Accept-Language.*Accept$/);
    },
  );

  test('gives the page the policy that the page itself has, and no frame', async () => {
    const response = await asked({ accept: browser });
    const inPage = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await response.text())?.[1];
    const policy = response.headers.get('content-security-policy');
    expect(policy).toBe(`${inPage?.replaceAll('&#39;', "'")}; frame-ancestors 'none'`);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri/);
    const { headers } = await asked({});
    expect(headers.get('content-security-policy')).not.toBe(policy);
  });

  test('never shows on the page what the message says', async () => {
    const xml = marked('epikrise-1.2', 'thin').toString('utf8');
    expect(marksIn(xml)).not.toEqual([]);
    const text = await (await asked({ accept: browser }, xml)).text();
    expect(text).toContain('epikrise-');
    expect(marksIn(text)).toEqual([]);
    expect(text).not.toContain('<pre>');
  });

  test('tells a fault of the request as a problem, also to a browser', async () => {
    const response = await post(`${gateway.url}/validate`, '{}', {
      accept: browser,
      'content-type': 'application/json',
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      415,
      expect.stringMatching(/^application\/problem\+json/),
    ]);
  });
});
