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
    value: { name: 'sandbox', role: 'record-system', herIds: 'all', orgNumbers: new Set() },
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

test('overgang-role names a role; a person acts for nobody until enterprises are named', async () => {
  expect(await authenticate({ 'overgang-role': 'message-officer' })).toMatchObject({
    ok: true,
    value: { role: 'message-officer', herIds: new Set() },
  });
  const named = { 'overgang-role': 'Clinical-Reader', 'overgang-act-as': '123' };
  expect(await authenticate(named)).toMatchObject({
    ok: true,
    value: { role: 'clinical-reader', herIds: new Set([123]) },
  });
});

test.each(['', 'admin', 'board-member,operator'])('overgang-role: %j is refused', async (header) => {
  expect(await authenticate({ 'overgang-role': header })).toMatchObject({
    ok: false,
    fault: { code: 'request-invalid', params: { where: 'overgang-role' } },
  });
});

test.each([
  ['Åse Nordås', 'Åse Nordås'],
  ['%C3%85se%20Nord%C3%A5s', 'Åse Nordås'],
  ["Ingrid O'Brien-Dahl", "Ingrid O'Brien-Dahl"],
])('overgang-person: %j is the person %j', async (header, person) => {
  expect(await authenticate({ 'overgang-person': header })).toMatchObject({ ok: true, value: { person } });
});

test.each(['', 'Kari 17843908209', '178439 08209', '<b>', 'a'.repeat(81), 'Ka%0Ari', '-'])(
  'overgang-person: %j is refused, and not repeated',
  async (header) => {
    const answer = await authenticate({ 'overgang-person': header });
    expect(answer).toMatchObject({ ok: false, fault: { code: 'request-invalid' } });
    if (header.length > 1) expect(JSON.stringify(answer)).not.toContain(header);
  },
);
