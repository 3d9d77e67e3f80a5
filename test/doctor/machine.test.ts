import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { checkPort, hasOsloTime, judgeDisk } from '../../src/doctor/machine.ts';
import { judgeClock } from '../../src/doctor/storage.ts';
import { freePort } from '../../src/free-port.ts';

const megabyte = 1024 ** 2;

test.each([
  [3_000 * megabyte, 'ok', '2.9 GB free'],
  [1_000 * megabyte, 'warn', '1000 MB free'],
  [150 * megabyte, 'fail', '150 MB free'],
] as const)('%i bytes of free disk are judged %s', (free, verdict, found) => {
  expect(judgeDisk(free, './data')).toMatchObject({
    verdict,
    found: expect.stringContaining(found),
  });
});

test('a clock five seconds off is worth a warning, in either direction', () => {
  expect(judgeClock(4_900, true).verdict).toBe('ok');
  expect(judgeClock(5_100, true)).toMatchObject({ verdict: 'warn', found: expect.stringContaining('ahead') });
  expect(judgeClock(-5_100, true)).toMatchObject({
    verdict: 'warn',
    found: expect.stringContaining('behind'),
  });
  expect(judgeClock(0, false)).toMatchObject({ verdict: 'warn', todo: expect.stringContaining('tzdata') });
});

test('this process knows Norwegian time', () => {
  expect(hasOsloTime()).toBe(true);
});

const listen = async (serve: RequestListener): Promise<number> => {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
};

const portCheck = (port: number, host = '127.0.0.1') => {
  const config = readConfig({ PORT: String(port), HOST: host });
  if (!config.ok) throw new Error(config.fault.join());
  return checkPort(config.value);
};

test('a port taken by a gateway is well, by another program it is not', async () => {
  const gateway = await listen((_request, response) => response.end('{"status":"ok"}'));
  expect(await portCheck(gateway)).toMatchObject({
    verdict: 'ok',
    found: expect.stringContaining('answers'),
  });
  const other = await listen((_request, response) => response.writeHead(404).end('not here'));
  expect(await portCheck(other)).toMatchObject({ verdict: 'fail', todo: expect.stringContaining('PORT') });
  const free = await freePort(other, '127.0.0.1');
  expect(free).toBeGreaterThan(other);
  expect(await portCheck(free ?? 0)).toMatchObject({ verdict: 'ok' });
  expect(await freePort(0, '127.0.0.1')).toBe(0);
});
