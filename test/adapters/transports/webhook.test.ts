import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { openTransports } from '../../../src/adapters/transports/index.ts';
import type { WebhookOptions } from '../../../src/adapters/transports/webhook/webhook.ts';
import type { Log, LogFields, PushRequest } from '../../../src/domain/ports.ts';
import { startReceiver } from './receiver.ts';

const key = randomBytes(32);
const secret = `whsec_${key.toString('base64')}`;
const xml = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?><Melding>Ålesund sjukehus, hjørnerom</Melding>',
);

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const receiver = async (answer?: (response: ServerResponse, request: IncomingMessage) => void) => {
  const started = await startReceiver(answer);
  stops.push(started.stop);
  return started;
};

const sender = (options: Partial<WebhookOptions> = {}, now: () => Date = () => new Date()) => {
  const logged: LogFields[] = [];
  const keep = (fields: LogFields, message: string) => void logged.push({ ...fields, message });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const transports = openTransports(
    { webhook: { allowLoopback: true, ...options } },
    { clock: { now }, log },
  );
  stops.push(() => transports.close());
  const push = (url: string, change: Partial<PushRequest> = {}) =>
    transports.find('webhook')!.push({
      url,
      secret,
      idempotencyKey: 'msg_01',
      contentType: 'application/xml',
      body: xml,
      headers: { 'overgang-message-id': 'm1' },
      ...change,
    });
  return { push, logged };
};

const signatureHeaders = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  );

describe('what the receiver gets', () => {
  test('verifies with the Standard Webhooks library and carries the facts of the envelope', async () => {
    const epj = await receiver();
    expect(await sender().push(`${epj.url}/inn?a=1`)).toEqual({ kind: 'delivered', status: 200 });
    const [got] = epj.received;
    expect(got).toMatchObject({
      method: 'POST',
      url: '/inn?a=1',
      headers: {
        'content-type': 'application/xml',
        'content-length': String(xml.length),
        'webhook-id': 'msg_01',
        'overgang-message-id': 'm1',
      },
    });
    const webhook = new Webhook(secret);
    const options = { jsonParse: false };
    expect(() => webhook.verify(got!.body, signatureHeaders(got!.headers), options)).not.toThrow();
    const changed = Buffer.from(got!.body.toString().replace('hjørnerom', 'tomannsrom'));
    expect(() => webhook.verify(changed, signatureHeaders(got!.headers), options)).toThrow();
  });

  test('is the original ISO-8859-1 bytes, and those are what is signed', async () => {
    const body = Buffer.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?><Melding>Måløy æøå</Melding>',
      'latin1',
    );
    const epj = await receiver();
    await sender({}, () => new Date('2026-11-21T10:00:00.900Z')).push(epj.url, { body });
    const [got] = epj.received;
    expect(got!.body.equals(body)).toBe(true);
    const mac = createHmac('sha256', key)
      .update(`msg_01.${Date.parse('2026-11-21T10:00:00Z') / 1000}.`)
      .update(body);
    expect(got!.headers['webhook-signature']).toBe(`v1,${mac.digest('base64')}`);
  });

  test('keeps its idempotency key when it is tried again, with a new time and signature', async () => {
    let answers = 0;
    const epj = await receiver((response) => {
      answers += 1;
      response.writeHead(answers === 1 ? 503 : 200).end();
    });
    let now = Date.parse('2026-11-21T10:00:00Z');
    const { push } = sender({}, () => new Date(now));
    expect(await push(epj.url)).toEqual({ kind: 'failed', status: 503 });
    now += 60_000;
    expect(await push(epj.url)).toEqual({ kind: 'delivered', status: 200 });
    const [first, second] = epj.received.map(({ headers }) => headers);
    expect(second!['webhook-id']).toBe(first!['webhook-id']);
    expect(second!['webhook-timestamp']).not.toBe(first!['webhook-timestamp']);
    expect(second!['webhook-signature']).not.toBe(first!['webhook-signature']);
  });

  test('verifies with the new and with the old secret while secrets are exchanged', async () => {
    const old = `whsec_${randomBytes(24).toString('base64')}`;
    const epj = await receiver();
    await sender().push(epj.url, { secret: `${secret} ${old}` });
    const { body, headers } = epj.received[0]!;
    for (const one of [secret, old])
      expect(() =>
        new Webhook(one).verify(body, signatureHeaders(headers), { jsonParse: false }),
      ).not.toThrow();
  });

  test('has its own signature headers, whatever headers the caller gives', async () => {
    const epj = await receiver();
    await sender().push(epj.url, { headers: { 'Webhook-Id': 'forged', 'Content-Type': 'text/plain' } });
    expect(epj.received[0]!.headers).toMatchObject({
      'webhook-id': 'msg_01',
      'content-type': 'application/xml',
    });
  });

  test('comes over no more connections at a time than are allowed', async () => {
    const epj = await receiver((response) => void setImmediate(() => response.end()));
    const { push } = sender({ connections: 2 });
    await Promise.all(Array.from({ length: 20 }, (_, at) => push(epj.url, { idempotencyKey: `msg_${at}` })));
    expect(epj.received).toHaveLength(20);
    expect(epj.mostOpen()).toBeLessThanOrEqual(2);
  });
});

describe('what an answer means', () => {
  test.each([200, 201, 202, 204])('%i: delivered', async (status) => {
    const epj = await receiver((response) => response.writeHead(status).end());
    expect(await sender().push(epj.url)).toEqual({ kind: 'delivered', status });
  });

  test.each([400, 410, 413, 415, 422])('%i: refused', async (status) => {
    const epj = await receiver((response) => response.writeHead(status, { 'retry-after': '5' }).end('nei'));
    expect(await sender().push(epj.url)).toEqual({ kind: 'refused', status });
  });

  test.each([401, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504])(
    '%i: failed, to be tried when the receiver says',
    async (status) => {
      const epj = await receiver((response) => response.writeHead(status, { 'retry-after': '120' }).end());
      expect(await sender().push(epj.url)).toEqual({ kind: 'failed', status, retryAfterSeconds: 120 });
    },
  );

  test('a redirect is not followed and counts as failed', async () => {
    const elsewhere = await receiver();
    const epj = await receiver((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await sender().push(epj.url)).toEqual({ kind: 'failed', status: 307 });
    expect(elsewhere.received).toEqual([]);
  });

  test('a long answer is cut off, and what its status says still holds', async () => {
    const epj = await receiver((response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    expect(await sender().push(epj.url)).toEqual({ kind: 'delivered', status: 200 });
  });

  test('an answer whose body never ends counts by its status when the time is up', async () => {
    const epj = await receiver((response) => void response.writeHead(200).write('takk'));
    expect(await sender({ totalTimeoutMs: 200 }).push(epj.url)).toEqual({ kind: 'delivered', status: 200 });
  });
});

describe('a push that gets no answer has failed', () => {
  test('when the receiver is slower than the time allowed', async () => {
    const epj = await receiver(() => undefined);
    const { push, logged } = sender({ totalTimeoutMs: 100 });
    expect(await push(epj.url)).toEqual({ kind: 'failed' });
    expect(logged).toMatchObject([{ code: 'TimeoutError' }]);
  });

  test('when nobody listens', async () => {
    const epj = await startReceiver();
    await epj.stop();
    const { push, logged } = sender();
    expect(await push(epj.url)).toEqual({ kind: 'failed' });
    expect(logged).toMatchObject([{ code: 'ECONNREFUSED', host: '127.0.0.1' }]);
  });

  test('when the connection breaks off', async () => {
    const epj = await receiver((_response, request) => request.socket.destroy());
    expect(await sender().push(epj.url)).toEqual({ kind: 'failed' });
  });

  test('when the receiver speaks no HTTP', async () => {
    const server = createServer((socket) => socket.resume().end('220 smtp\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => new Promise((resolve) => void server.close(() => resolve())));
    const { port } = server.address() as AddressInfo;
    expect(await sender().push(`http://127.0.0.1:${port}`)).toEqual({ kind: 'failed' });
  });

  test('when the secret is none that Standard Webhooks knows', async () => {
    const epj = await receiver();
    const { push, logged } = sender();
    expect(await push(epj.url, { secret: 'whsec_hemmelig!' })).toEqual({ kind: 'failed' });
    expect(logged).toMatchObject([{ code: 'secret-invalid' }]);
    expect(epj.received).toEqual([]);
  });

  test.each([
    ['http to another host', 'http://epj.example/inn', 'tls-required'],
    ['an address with credentials', 'https://bruker:passord@epj.example/inn', 'url-with-credentials'],
    ['no address at all', 'epj.example', 'url-invalid'],
    ['another protocol', 'file:///etc/passwd', 'url-invalid'],
    ["a cloud's metadata", 'https://169.254.169.254/latest', 'address-refused'],
    ['the same in IPv6 clothes', 'https://[::ffff:169.254.169.254]/latest', 'address-refused'],
  ])('when the endpoint is %s', async (_case, url, code) => {
    const { push, logged } = sender();
    expect(await push(url)).toEqual({ kind: 'failed' });
    expect(logged).toMatchObject([{ code }]);
  });

  test.each([
    'https://127.0.0.1',
    'https://localhost',
    'https://[::1]',
    'http://127.1.2.3',
    'http://localhost',
  ])('when the endpoint is %s and loopback is not allowed', async (url) => {
    const { push, logged } = sender({ allowLoopback: false });
    expect(await push(url)).toEqual({ kind: 'failed' });
    expect(logged).toMatchObject([{ code: 'address-refused' }]);
  });
});

test('a failed push logs no path, query, secret or content', async () => {
  const epj = await receiver((_response, request) => request.socket.destroy());
  const { push, logged } = sender({ totalTimeoutMs: 200 });
  await push(`${epj.url}/sti-hemmelig?nokkel=skjult`);
  await push('https://bruker:passord@epj.example/sti-hemmelig?nokkel=skjult');
  await push(`${epj.url}/sti-hemmelig`, { headers: { 'x-bad': 'line\r\nbreak' } });
  expect(logged).toHaveLength(3);
  const text = JSON.stringify(logged);
  for (const mark of ['sti-hemmelig', 'skjult', 'bruker', 'passord', 'Ålesund', 'line', secret.slice(6)])
    expect(text).not.toContain(mark);
});

test('an inbox has no transport: its messages are fetched', async () => {
  const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const transports = openTransports(
    { webhook: { allowLoopback: true } },
    { clock: { now: () => new Date() }, log },
  );
  expect(transports.find('inbox')).toBeUndefined();
  await transports.close();
});
