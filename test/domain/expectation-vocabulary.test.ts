import { describe, expect, it } from 'vitest';
import {
  type CommunicationParty,
  type DirectoryEntry,
  defaultSettings,
  type Organisation,
} from '../../src/domain/directory.ts';
import { actKinds, flags, rolesOf } from '../../src/domain/expectation-vocabulary.ts';
import { herId } from '../../src/domain/ids.ts';

const entry = (kind: Organisation['kind'], service: Partial<CommunicationParty>): DirectoryEntry => {
  const party: CommunicationParty = {
    herId: herId(9000001)!,
    name: 'Eining',
    kind: 'service',
    from: '2020-01-01',
    endpoint: { channel: 'inbox' },
    receipting: 'receiver',
    journalSystems: [],
    ...service,
  };
  const organisation: Organisation = {
    herId: herId(9000000)!,
    name: 'Verksemd',
    orgNumber: '319000003',
    kind,
    from: '2020-01-01',
    municipalityCodes: [],
    journalSystems: [],
    settings: defaultSettings,
    parties: [party],
  };
  return { organisation, party };
};

describe('the roles of a party', () => {
  it.each([
    ['Indremedisin', ['hospital']],
    ['Akuttmottak', ['hospital']],
    ['Føde og barsel', ['hospital', 'maternity']],
    ['DPS døgn', ['hospital', 'dps']],
    ['Akutt heimebehandling', ['hospital', 'dps']],
    ['TSB poliklinikk', ['hospital', 'tsb']],
    ['LAR', ['hospital', 'tsb']],
    ['BUP døgn', ['hospital', 'bup']],
  ])('a hospital service named %s is %j', (serviceName, roles) => {
    expect(rolesOf(entry('trust', { serviceName }))).toEqual(roles);
  });

  it('a hospital without a named service is a hospital', () => {
    expect(rolesOf(entry('trust', {}))).toEqual(['hospital']);
  });

  it.each([
    ['municipality', 'KD0501', ['case-office']],
    ['municipality', 'KP01', ['municipal-doctor']],
    ['municipality', 'KP02', ['nursing']],
    ['municipality', 'KP03', ['nursing']],
    ['municipality', 'KF01', ['health-station']],
    ['municipality', 'KF0104', ['health-station']],
    ['municipality', 'KF0105', ['therapist']],
    ['municipality', 'KR', ['therapist']],
    ['municipality', 'KR02', ['therapist']],
    ['municipality', 'KX05', ['acute-unit']],
    ['municipality', 'KX15', []],
    ['municipality', 'KP04', []],
    ['legevakt', 'KA02', ['legevakt']],
    ['gp-office', 'KA01', ['gp']],
    ['gp-office', 'KX17', ['gp']],
  ] as const)('in a %s the service type %s is %j', (kind, serviceType, roles) => {
    expect(rolesOf(entry(kind, { serviceType }))).toEqual(roles);
  });

  it('a service of no known type has none', () => {
    expect(rolesOf(entry('municipality', {}))).toEqual([]);
  });
});

it('a flag that no message raises is raised by an act there is', () => {
  for (const source of Object.values(flags)) {
    if (source !== 'messages') expect(actKinds).toContain(source.act);
  }
});
