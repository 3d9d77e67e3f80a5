import { describe, expect, it } from 'vitest';
import { partyAsOf } from '../../src/app/reading-parties.ts';
import {
  type CommunicationParty,
  createDirectory,
  defaultSettings,
  type JournalSystem,
  type Organisation,
} from '../../src/domain/directory.ts';
import { herId } from '../../src/domain/ids.ts';
import { directory } from '../helpers/readings.ts';

const id = (value: number) => herId(value)!;
const ours = (value: number) => partyAsOf(directory, id(value));

const small = (enterprise: readonly JournalSystem[], own: readonly JournalSystem[]) => {
  const party: CommunicationParty = {
    herId: id(11),
    name: 'Teneste',
    kind: 'service',
    serviceType: 'KP02',
    from: '2020-01-01',
    endpoint: { channel: 'inbox' },
    receipting: 'receiver',
    journalSystems: own,
  };
  const organisation: Organisation = {
    herId: id(10),
    name: 'Kommune',
    orgNumber: '311508008',
    kind: 'municipality',
    from: '2020-01-01',
    municipalityCodes: [],
    journalSystems: enterprise,
    settings: defaultSettings,
    parties: [party],
  };
  const built = createDirectory([organisation], ['Felles', 'Delt']);
  if (!built.ok) throw new Error('HER-id twice');
  return partyAsOf(built.value, id(11)).sharedRecords;
};
const system = (name: string, from: string, to?: string): JournalSystem => ({
  system: name,
  from,
  ...(to !== undefined && { to }),
});

describe('a party in a reading', () => {
  it('has the roles and the enterprise that the directory gives it', () => {
    expect(ours(9000501)).toMatchObject({ enterprise: 9000000, roles: ['hospital', 'dps'] });
    expect(ours(9150801)).toMatchObject({ enterprise: 9150800, roles: ['case-office'] });
    expect(ours(9150811)).toMatchObject({ enterprise: 9150810, roles: ['gp'] });
  });

  it('is known also when it has closed', () => {
    expect(ours(9000351)).toMatchObject({ enterprise: 9000000, roles: ['hospital'] });
  });

  it('has a sure role as an enterprise only when that is a hospital', () => {
    expect(ours(9000000)).toMatchObject({ enterprise: 9000000, roles: ['hospital'] });
    expect(ours(9150800)).toMatchObject({ enterprise: 9150800, roles: [] });
  });

  it('has neither role nor enterprise when nobody knows it', () => {
    expect(ours(8)).toEqual({ herId: 8, roles: [], sharedRecords: [] });
  });

  it('has its days in records that are shared, and no others', () => {
    expect(ours(9150802).sharedRecords).toEqual([{ system: 'Helseplattformen', from: '2023-04-28' }]);
    expect(ours(9000101).sharedRecords).toEqual([{ system: 'Helseplattformen', from: '2024-04-27' }]);
    // Visma Profil and CGM Journal are many installations.
    expect(ours(9151102).sharedRecords).toEqual([]);
    expect(ours(9150811).sharedRecords).toEqual([]);
  });

  it('has what its enterprise has, but for the days on which its own system was another', () => {
    const shared = system('Felles', '2020-01-01', '2026-01-01');
    expect(small([shared], [])).toEqual([shared]);
    expect(small([shared], [system('Eige', '2021-01-01', '2022-01-01')])).toEqual([
      system('Felles', '2020-01-01', '2021-01-01'),
      system('Felles', '2022-01-01', '2026-01-01'),
    ]);
    expect(small([shared], [system('Eige', '2019-01-01', '2020-06-01')])).toEqual([
      system('Felles', '2020-06-01', '2026-01-01'),
    ]);
    expect(small([shared], [system('Eige', '2025-01-01')])).toEqual([
      system('Felles', '2020-01-01', '2025-01-01'),
    ]);
    expect(small([shared], [system('Eige', '2019-01-01')])).toEqual([]);
    expect(small([shared], [system('Eige', '2026-01-01')])).toEqual([shared]);
  });

  it("has its own shared system in place of its enterprise's", () => {
    const own = system('Delt', '2024-01-01');
    expect(small([system('Felles', '2020-01-01')], [own])).toEqual([
      system('Felles', '2020-01-01', '2024-01-01'),
      own,
    ]);
  });
});
