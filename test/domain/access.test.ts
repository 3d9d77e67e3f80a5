import { expect, test } from 'vitest';
import { checkActsFor, mayActFor, type Principal } from '../../src/domain/access.ts';
import { createDirectory, defaultSettings, type Organisation } from '../../src/domain/directory.ts';
import { herId } from '../../src/domain/ids.ts';

const id = (number: number) => herId(number)!;
const organisation = (level1: number, orgNumber: string, level2: number): Organisation => ({
  herId: id(level1),
  name: `Verksemd ${level1}`,
  orgNumber,
  kind: 'municipality',
  from: '2020-01-01',
  municipalityCodes: [],
  journalSystems: [],
  settings: defaultSettings,
  parties: [
    {
      herId: id(level2),
      name: `Teneste ${level2}`,
      kind: 'service',
      from: '2020-01-01',
      endpoint: { channel: 'inbox' },
      receipting: 'receiver',
      journalSystems: [],
    },
  ],
});
const built = createDirectory([organisation(10, '111111111', 11), organisation(20, '222222222', 21)]);
if (!built.ok) throw new Error('the directory of this test is wrong');
const directory = built.value;

const principal = (change: Partial<Principal> = {}): Principal => ({
  name: 'klient',
  role: 'record-system',
  herIds: new Set(),
  orgNumbers: new Set(),
  ...change,
});

test('a principal with all HER-ids may act even for those that nobody knows', () => {
  expect(mayActFor(principal({ herIds: 'all' }), id(999), directory)).toBe(true);
});

test('a principal may act for the HER-ids it names and no others', () => {
  const narrowed = principal({ herIds: new Set([id(11)]) });
  expect(mayActFor(narrowed, id(11), directory)).toBe(true);
  expect(mayActFor(narrowed, id(21), directory)).toBe(false);
});

test('a principal may act for its organisation and all parties in it, and for no other organisation', () => {
  const municipality = principal({ orgNumbers: new Set(['111111111']) });
  expect([10, 11, 20, 21, 999].map((number) => mayActFor(municipality, id(number), directory))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('the first HER-id that a principal may not act for is told', () => {
  const municipality = principal({ orgNumbers: new Set(['111111111']) });
  expect(checkActsFor(municipality, [id(11), id(21), id(20)], directory)).toEqual({
    code: 'her-id-not-authorised',
    params: { herId: 21 },
  });
  expect(checkActsFor(municipality, [id(11), id(10)], directory)).toBeUndefined();
});

test('a person who acts for an enterprise does so for its parties, and a record system for the HER-ids it names alone', () => {
  const named = { herIds: new Set([id(10)]) };
  const reaches = (who: Principal) => [10, 11, 20, 21].map((number) => mayActFor(who, id(number), directory));
  expect(reaches(principal({ ...named, role: 'message-officer' }))).toEqual([true, true, false, false]);
  expect(reaches(principal(named))).toEqual([true, false, false, false]);
});
