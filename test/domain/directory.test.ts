import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CommunicationParty,
  createDirectory,
  type Directory,
  defaultSettings,
  isOpen,
  isOrgNumber,
  type JournalSystem,
  type Organisation,
  overlap,
} from '../../src/domain/directory.ts';
import { type HerId, herId } from '../../src/domain/ids.ts';

const id = (value: number): HerId => herId(value)!;

const party = (value: number, more: Partial<CommunicationParty> = {}): CommunicationParty => ({
  herId: id(value),
  name: `Party ${value}`,
  kind: 'service',
  serviceType: 'KP02',
  from: '2020-01-01',
  endpoint: { channel: 'inbox' },
  receipting: 'receiver',
  journalSystems: [],
  ...more,
});

const organisation = (value: number, more: Partial<Organisation> = {}): Organisation => ({
  herId: id(value),
  name: `Organisation ${value}`,
  orgNumber: '319000003',
  kind: 'municipality',
  from: '2020-01-01',
  municipalityCodes: [],
  journalSystems: [],
  settings: defaultSettings,
  parties: [],
  ...more,
});

const directoryOf = (...organisations: Organisation[]): Directory => {
  const result = createDirectory(organisations);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
};

const old: JournalSystem = { system: 'Old', from: '2020-01-01', to: '2023-04-28' };
const shared: JournalSystem = { system: 'Shared', from: '2023-04-28' };
const special: JournalSystem = { system: 'Special', from: '2020-01-01', to: '2022-01-01' };

describe('the directory', () => {
  const municipality = organisation(100, {
    journalSystems: [old, shared],
    parties: [party(101), party(102, { journalSystems: [special], to: '2025-06-02' })],
  });
  const directory = directoryOf(municipality);

  it('finds a party by its level-2 HER-id, with the organisation it belongs to', () => {
    expect(directory.party(id(101))).toEqual({ organisation: municipality, party: municipality.parties[0] });
  });

  it('finds an organisation by its level-1 HER-id only', () => {
    expect(directory.organisation(id(100))).toBe(municipality);
    expect(directory.organisation(id(101))).toBeUndefined();
    expect(directory.party(id(100))).toBeUndefined();
  });

  it('knows nothing of a HER-id that nobody holds', () => {
    expect(directory.party(id(999))).toBeUndefined();
    expect(directory.journalSystemAt(id(999), '2024-01-01')).toBeUndefined();
  });

  it.each([
    [101, '2023-04-27', 'Old'],
    [101, '2023-04-28', 'Shared'],
    [100, '2023-04-27', 'Old'],
    [100, '2026-11-21', 'Shared'],
    [102, '2021-12-31', 'Special'],
    [102, '2022-01-01', 'Old'],
    [101, '2019-12-31', undefined],
  ])('says that HER-id %i on %s used %s', (value, date, system) => {
    expect(directory.journalSystemAt(id(value), date)?.system).toBe(system);
  });

  it('has a party open from its first day until the day before `to`, and only while its organisation is', () => {
    const closing = directoryOf(
      organisation(200, { to: '2024-01-01', parties: [party(201, { from: '2021-01-01' })] }),
    );
    const openOn = (from: Directory, value: number, date: string) => isOpen(from.party(id(value))!, date);
    expect(openOn(directory, 102, '2025-06-01')).toBe(true);
    expect(openOn(directory, 102, '2025-06-02')).toBe(false);
    expect(openOn(closing, 201, '2020-12-31')).toBe(false);
    expect(openOn(closing, 201, '2023-12-31')).toBe(true);
    expect(openOn(closing, 201, '2024-01-01')).toBe(false);
  });

  it('is refused, naming both holders, when an organisation and a party of another share a HER-id', () => {
    const result = createDirectory([organisation(100), organisation(200, { parties: [party(100)] })]);
    expect(result).toEqual({
      ok: false,
      fault: [{ herId: 100, first: 'Organisation 100', second: 'Party 100 (Organisation 200)' }],
    });
  });

  it('is built from any organisations with distinct HER-ids, and refused as soon as one is used twice', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(distinct, fc.nat(), fc.nat(), fc.boolean(), (values, a, b, asOrganisation) => {
        const half = values.length / 2;
        const organisations = values.slice(0, Math.floor(half)).map((value, at) =>
          organisation(value, {
            parties: values
              .filter((_, index) => index - Math.floor(half) === at)
              .map((level2) => party(level2)),
          }),
        );
        const used = organisations.flatMap((row) => [
          row.herId,
          ...row.parties.map((level2) => level2.herId),
        ]);
        expect(createDirectory(organisations).ok).toBe(true);

        const again = used[a % used.length]!;
        const doubled = asOrganisation
          ? [...organisations, organisation(again)]
          : organisations.map((row, at) =>
              at === b % organisations.length ? { ...row, parties: [...row.parties, party(again)] } : row,
            );
        const refused = createDirectory(doubled);
        expect(refused.ok ? [] : refused.fault.map((duplicate) => duplicate.herId)).toEqual([again]);
      }),
    );
  });
});

describe('periods', () => {
  it('may adjoin: the day one ends is the day the next begins', () => {
    expect(overlap([shared, old])).toBe(false);
  });

  it('overlap when one begins before another has ended, or when the earlier has no end', () => {
    expect(overlap([old, { from: '2023-04-27' }])).toBe(true);
    expect(overlap([{ from: '2024-01-01' }, shared])).toBe(true);
  });
});

describe('an organisation number', () => {
  it('is right when its ninth digit is the modulus 11 check digit', () => {
    expect(isOrgNumber('319000011')).toBe(true);
    expect(isOrgNumber('319000012')).toBe(false);
  });

  it('is nine digits and nothing else', () => {
    for (const value of ['', '31900001', '3190000111', '31900001x', ' 319000011']) {
      expect(isOrgNumber(value)).toBe(false);
    }
  });

  it('fails its check when any one digit is changed', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (at, add) => {
        const digits = [...'319000003'].map(Number);
        digits[at] = (digits[at]! + add) % 10;
        expect(isOrgNumber(digits.join(''))).toBe(false);
      }),
    );
  });
});
