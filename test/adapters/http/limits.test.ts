import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBase64 } from '../../../src/adapters/http/base64.ts';
import { createBodyBudget } from '../../../src/adapters/http/body-budget.ts';
import { parseJson } from '../../../src/adapters/http/json-body.ts';
import {
  freshMessage,
  type HttpGateway,
  noStore,
  openHttpGateway,
  post,
  postBody,
  xmlType,
} from './http-gateway.ts';

/** Bodies that are large, slow or made to hurt. */

let gateway: HttpGateway;
beforeAll(async () => {
  gateway = await openHttpGateway();
});
afterAll(() => gateway.stop());

const outcome = (response: Response): readonly [number, string | null] => [
  response.status,
  response.headers.get('overgang-outcome'),
];

const megabyte = 1024 * 1024;

describe('size', () => {
  test('36 MB of XML is 413, declared or in chunks', async () => {
    const large = new Uint8Array(36 * megabyte).fill(0x20);
    for (const path of ['/Messages', '/validate']) {
      expect(outcome(await post(`${gateway.url}${path}`, large, xmlType))).toEqual([413, 'body-too-large']);
    }
    const chunked = await fetch(`${gateway.url}/Messages`, {
      method: 'POST',
      headers: xmlType,
      body: new ReadableStream({
        start(controller) {
          for (let sent = 0; sent < 36; sent += 1) controller.enqueue(new Uint8Array(megabyte).fill(0x20));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(outcome(chunked)).toEqual([413, 'body-too-large']);
  });

  test('a document of 36 MB in JSON is 413 as well', async () => {
    const document = `<a>${' '.repeat(36 * megabyte)}</a>`;
    expect(outcome(await post(`${gateway.url}/Messages`, postBody(document)))).toEqual([
      413,
      'xml-too-large',
    ]);
    const padded = `${postBody('<a/>')}${' '.repeat(50 * megabyte)}`;
    expect(outcome(await post(`${gateway.url}/Messages`, padded))).toEqual([413, 'body-too-large']);
  });

  test('35 MB is let through, and read', async () => {
    const head = '<a>';
    const tail = '</a>';
    const document = head + ' '.repeat(35 * megabyte - head.length - tail.length) + tail;
    expect(outcome(await post(`${gateway.url}/Messages`, document, xmlType))).toEqual([400, 'root-unknown']);
    expect(outcome(await post(`${gateway.url}/Messages`, postBody(document)))).toEqual([400, 'root-unknown']);
  });

  test('a client that asks before it sends is refused without sending', async () => {
    const { port } = new URL(gateway.url);
    const answer = await new Promise<readonly [number | undefined, boolean]>((resolve, reject) => {
      let continued = false;
      const headers = { ...xmlType, expect: '100-continue', 'content-length': 36 * megabyte };
      const asked = request({ port, method: 'POST', path: '/Messages', headers });
      asked.on('continue', () => {
        continued = true;
      });
      asked.on('response', (response) => {
        resolve([response.statusCode, continued]);
        asked.destroy();
      });
      asked.on('error', reject);
      asked.flushHeaders();
    });
    expect(answer).toEqual([413, false]);
  });

  test('a client that asks before it sends is told to go on', async () => {
    const { port } = new URL(gateway.url);
    const { xml } = freshMessage('log-innlagt-1.6', 'full');
    const status = await new Promise((resolve, reject) => {
      const headers = { ...xmlType, expect: '100-continue', 'content-length': Buffer.byteLength(xml) };
      const asked = request({ port, method: 'POST', path: '/Messages', headers });
      asked.on('continue', () => asked.end(xml));
      asked.on('response', (response) => resolve(response.resume().statusCode));
      asked.on('error', reject);
      asked.flushHeaders();
    });
    expect(status).toBe(201);
  });
});

describe('many at once', () => {
  test('bodies beyond what may be held are 429 with Retry-After, and taken when there is room again', async () => {
    const small = await openHttpGateway({
      settings: { maxBytesInFlight: 2 * megabyte },
      services: { store: noStore },
    });
    try {
      const { port } = new URL(small.url);
      const { xml } = freshMessage('log-innlagt-1.6', 'full');
      const slow = request({
        port,
        method: 'POST',
        path: '/Messages',
        headers: { ...xmlType, 'content-length': 3 * megabyte },
      });
      slow.on('error', () => undefined);
      slow.write('<a>');
      await expect
        .poll(async () => outcome(await post(`${small.url}/validate`, xml, xmlType)))
        .toEqual([429, 'too-many-requests']);
      const refused = await post(`${small.url}/validate`, xml, xmlType);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
      slow.destroy();
      await expect.poll(async () => (await post(`${small.url}/validate`, xml, xmlType)).status).toBe(200);
      const aborted = small.logged.map((line) => JSON.parse(line)).find(({ status }) => status === 499);
      expect(aborted).toMatchObject({ route: '/Messages', level: 'info' });
      expect(small.logged.join('')).not.toContain('request failed');
    } finally {
      await small.stop();
    }
  });

  test('whoever is alone may take more than the whole budget, and what is taken comes back', () => {
    const budget = createBodyBudget(10 * megabyte);
    const alone = budget.take(50 * megabyte);
    expect(alone?.grow(megabyte)).toBe(true);
    expect(budget.take(1)).toBeUndefined();
    alone?.release();
    alone?.release();
    const [one, two] = [budget.take(6 * megabyte), budget.take(3 * megabyte)];
    expect(two?.grow(2 * megabyte)).toBe(false);
    one?.release();
    expect(two?.grow(20 * megabyte)).toBe(true);
    two?.release();
    expect(budget.take(10 * megabyte)).toBeDefined();
  });
});

describe('base64', () => {
  test('reads what is padded standard base64, whole', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeBase64(Buffer.from(bytes).toString('base64'));
        expect(Buffer.from(decoded ?? []).equals(bytes)).toBe(true);
        expect(decoded).toBeDefined();
      }),
    );
  });

  test('refuses everything else', () => {
    const standard = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('A', 'z', '0', '+', '/', '=', '-', '_', ' ', '\n', 'æ', '\0') }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (given) => (decodeBase64(given) !== undefined) === standard.test(given)),
      {
        numRuns: 2_000,
      },
    );
  });
});

test('whatever JSON of modest size says is read as it stands', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (json) => {
      expect(parseJson(Buffer.from(json))).toEqual({ ok: true, value: JSON.parse(json) });
      expect(parseJson(Buffer.from(`\ufeff${json}`))).toEqual({ ok: true, value: JSON.parse(json) });
    }),
  );
});
