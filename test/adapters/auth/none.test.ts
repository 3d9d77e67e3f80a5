import { expect, test } from 'vitest';
import { createOpenAuthenticator } from '../../../src/adapters/auth/none.ts';

const authenticate = (headers: Record<string, string> = {}) =>
  createOpenAuthenticator()({
    method: 'GET',
    url: '/Messages',
    headers,
    now: new Date('2026-11-21T10:00:00Z'),
  });

test('the sandbox lets everyone act for all', async () => {
  expect(await authenticate()).toEqual({
    ok: true,
    value: { name: 'sandbox', herIds: 'all', orgNumbers: new Set() },
  });
});

test('overgang-act-as narrows the caller to the HER-ids it names', async () => {
  expect(await authenticate({ 'overgang-act-as': '123, 456' })).toMatchObject({
    ok: true,
    value: { herIds: new Set([123, 456]) },
  });
});

test.each(['', 'a', '123,', '0', '123;456'])('overgang-act-as: %j is refused', async (header) => {
  expect(await authenticate({ 'overgang-act-as': header })).toMatchObject({
    ok: false,
    fault: { code: 'request-invalid', params: { where: 'overgang-act-as' } },
  });
});
