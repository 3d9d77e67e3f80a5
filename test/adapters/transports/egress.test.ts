import { expect, test } from 'vitest';
import {
  addressRefused,
  guardedLookup,
  mayReach,
  readEndpoint,
} from '../../../src/adapters/transports/webhook/egress.ts';

test.each(['10.1.2.3', '192.168.0.1', '172.16.0.1', '8.8.8.8', '2001:db8::1', 'fd00::1'])(
  '%s may be reached: receivers live on private networks too',
  (address) => expect(mayReach(address, false)).toBe(true),
);

test.each(['0.0.0.0', '169.254.169.254', '224.0.0.1', '255.255.255.255', '::', 'fe80::1', 'ff02::1'])(
  '%s may never be reached',
  (address) => expect(mayReach(address, true)).toBe(false),
);

test.each(['127.0.0.1', '127.255.0.1', '::1', '::ffff:127.0.0.1'])(
  '%s may be reached only where loopback may',
  (address) => {
    expect(mayReach(address, true)).toBe(true);
    expect(mayReach(address, false)).toBe(false);
  },
);

test('http is taken on this host only', () => {
  expect(readEndpoint('http://localhost:3000/inn', true).ok).toBe(true);
  expect(readEndpoint('http://[::1]:3000/inn', true).ok).toBe(true);
  expect(readEndpoint('http://10.1.2.3/inn', true)).toEqual({ ok: false, fault: 'tls-required' });
  expect(readEndpoint('https://10.1.2.3/inn', false).ok).toBe(true);
});

const lookUp = (allowLoopback: boolean, all: boolean) =>
  new Promise<unknown>((resolve, reject) =>
    guardedLookup(allowLoopback)('localhost', { all }, (error, address) =>
      error ? reject(error) : resolve(address),
    ),
  );

test('a name that leads to refused addresses only is not found', async () => {
  await expect(lookUp(false, true)).rejects.toMatchObject({ code: addressRefused });
  await expect(lookUp(false, false)).rejects.toMatchObject({ code: addressRefused });
});

test('a name is found as the caller wants it: one address, or all', async () => {
  expect(await lookUp(true, false)).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect(await lookUp(true, true)).toContainEqual({
    address: expect.any(String),
    family: expect.any(Number),
  });
});
