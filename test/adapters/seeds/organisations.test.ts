import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOrganisations } from '../../../src/adapters/seeds/organisations.ts';
import {
  createDirectory,
  type Directory,
  defaultSettings,
  isOpen,
  isOrgNumber,
  overlap,
} from '../../../src/domain/directory.ts';
import { type HerId, herId } from '../../../src/domain/ids.ts';

const seeds = join(import.meta.dirname, '../../../seeds/organisations');
const id = (value: number): HerId => herId(value)!;

/** Number and name of each municipality since 1 January 2024. */
const municipalities = {
  1505: 'Kristiansund',
  1506: 'Molde',
  1508: 'Ålesund',
  1511: 'Vanylven',
  1514: 'Sande',
  1515: 'Herøy',
  1516: 'Ulstein',
  1517: 'Hareid',
  1520: 'Ørsta',
  1525: 'Stranda',
  1528: 'Sykkylven',
  1531: 'Sula',
  1532: 'Giske',
  1535: 'Vestnes',
  1539: 'Rauma',
  1547: 'Aukra',
  1554: 'Averøy',
  1557: 'Gjemnes',
  1560: 'Tingvoll',
  1563: 'Sunndal',
  1566: 'Surnadal',
  1573: 'Smøla',
  1576: 'Aure',
  1577: 'Volda',
  1578: 'Fjord',
  1579: 'Hustadvika',
  1580: 'Haram',
} as const;

/** Last two digits of a municipal service's HER-id, and its type in 8663. */
const required = { 1: 'KD0501', 2: 'KP02', 3: 'KA02', 4: 'KF01', 5: 'KR', 6: 'KP03', 8: 'KP01' } as const;

describe('the seeded directory', () => {
  const organisations = readOrganisations(seeds);
  const built = createDirectory(organisations);
  const directory = (built.ok ? built.value : undefined) as Directory;
  const parties = organisations.flatMap((row) => row.parties);

  it('has 27 municipalities', () => {
    expect(organisations.filter((row) => row.kind === 'municipality')).toHaveLength(27);
  });

  it.each(Object.entries(municipalities))(
    'has %s %s with its services, its number and a GP',
    (code, name) => {
      const municipality = directory.organisation(id(Number(`9${code}00`)));
      expect(municipality?.name).toBe(`${name} kommune`);
      expect(municipality?.municipalityCodes.at(-1)).toMatchObject({ code });
      expect(municipality?.municipalityCodes.at(-1)?.to).toBeUndefined();
      for (const [service, type] of Object.entries(required)) {
        const entry = directory.party(id(Number(`9${code}0${service}`)));
        expect(entry?.organisation).toBe(municipality);
        expect(entry?.party.serviceType).toBe(type);
      }
      const office = directory.organisation(id(Number(`9${code}10`)));
      expect(office?.kind).toBe('gp-office');
      expect(office?.parties[0]).toMatchObject({ kind: 'person', serviceType: 'KA01' });
    },
  );

  it('has the trust with its hospitals, DPS, TSB and BUP', () => {
    const trust = directory.organisation(id(9000000));
    expect(trust?.kind).toBe('trust');
    const series = (prefix: string) =>
      trust?.parties.filter((row) => String(row.herId).startsWith(prefix)).length;
    for (const prefix of ['90001', '90002', '90003', '90005']) expect(series(prefix)).toBeGreaterThan(5);
    for (const prefix of ['90004', '90006', '90007']) expect(series(prefix)).toBeGreaterThan(2);
  });

  it('gives every HER-id once', () => {
    expect(built.ok).toBe(true);
    const ids = organisations.flatMap((row) => [row.herId, ...row.parties.map((level2) => level2.herId)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives every organisation its own valid organisation number, in a series that no real one is in', () => {
    const numbers = organisations.map((row) => row.orgNumber);
    expect(numbers.filter((number) => !isOrgNumber(number) || !number.startsWith('3'))).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('gives every person an own HPR number', () => {
    const numbers = parties.flatMap((row) => row.hprNumber ?? []);
    expect(numbers).toHaveLength(parties.filter((row) => row.kind === 'person').length);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('has ordered periods everywhere, and one journal system a day', () => {
    const dated = [
      ...organisations,
      ...parties,
      ...organisations.flatMap((row) => [...row.municipalityCodes, ...row.journalSystems]),
    ];
    expect(dated.filter((row) => row.to !== undefined && row.to <= row.from)).toEqual([]);
    expect([...organisations, ...parties].filter((row) => overlap(row.journalSystems))).toEqual([]);
  });

  it('knows a journal system for every party on every day it is open', () => {
    for (const party of parties) {
      for (const date of [party.from, '2023-04-27', '2024-04-27', '2026-11-21']) {
        if (isOpen(directory.party(party.herId)!, date)) {
          expect(directory.journalSystemAt(party.herId, date), `${party.herId} on ${date}`).toBeDefined();
        }
      }
    }
  });

  it.each([
    ['Ålesund, home nursing', 9150802, '2023-04-27', 'Gerica'],
    ['Ålesund, home nursing', 9150802, '2023-04-28', 'Helseplattformen'],
    ['Ålesund, health station', 9150804, '2023-04-27', 'CGM Helsestasjon'],
    ['Ålesund, health station', 9150804, '2023-04-28', 'Helseplattformen'],
    ['Haram', 9158002, '2024-01-01', 'Helseplattformen'],
    ['the trust', 9000101, '2024-04-26', 'DocuLive EPR'],
    ['the trust', 9000101, '2024-04-27', 'Helseplattformen'],
  ])('says that %s (%i) on %s used %s', (_who, value, date, system) => {
    expect(directory.journalSystemAt(id(value), date)?.system).toBe(system);
  });

  it('closes the wards in Molde the day that the new hospital opens', () => {
    const [before, after] = ['2025-06-01', '2025-06-02'];
    const molde = directory.party(id(9000351))!;
    const snr = directory.party(id(9000301))!;
    expect([isOpen(molde, before), isOpen(molde, after)]).toEqual([true, false]);
    expect([isOpen(snr, before), isOpen(snr, after)]).toEqual([false, true]);
  });
});

describe('reading organisations', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'organisations-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  const row = (herId: number, party: string): string =>
    [
      `  - herId: ${herId}`,
      '    name: Prøve kommune',
      "    orgNumber: '319000003'",
      '    kind: municipality',
      '    from: 2020-01-01',
      '    journalSystems: [{ system: Gerica, from: 2020-01-01 }]',
      '    parties:',
      `      - ${party}`,
    ].join('\n');
  const write = (name: string, ...rows: string[]): void =>
    writeFileSync(join(dir, name), ['organisations:', ...rows, ''].join('\n'));

  it('fills in what a row leaves out: a service with an inbox and own receipts, open as long as its organisation', () => {
    write('a.yaml', row(1, '{ herId: 2, name: Teneste, serviceType: KP02 }'));
    expect(readOrganisations(dir)[0]).toMatchObject({
      settings: defaultSettings,
      municipalityCodes: [],
      parties: [
        {
          kind: 'service',
          from: '2020-01-01',
          endpoint: { channel: 'inbox' },
          receipting: 'receiver',
          journalSystems: [],
        },
      ],
    });
  });

  it('takes the choices that a row makes, and leaves the others as they are', () => {
    const chosen = (settings: string) =>
      row(1, '{ herId: 2, name: T, serviceType: KP02 }').replace(
        '    parties:',
        `    settings: ${settings}\n    parties:`,
      );
    write('a.yaml', chosen('{ schemaInvalid: manual, patientRecord: ask }'));
    expect(readOrganisations(dir)[0]?.settings).toEqual({
      ...defaultSettings,
      schemaInvalid: 'manual',
      patientRecord: 'ask',
    });
    write('a.yaml', chosen('{ notWellFormed: manual }'));
    expect(() => readOrganisations(dir)).toThrow(/a\.yaml:\d+ .*notWellFormed/);
    write('a.yaml', chosen('{ schemaInvalid: accept }'));
    expect(() => readOrganisations(dir)).toThrow(/settings\.schemaInvalid/);
  });

  it('takes a webhook with its address and the name of its secret', () => {
    const endpoint = '{ channel: webhook, url: "https://epj.example/inn", secretRef: prove }';
    write('a.yaml', row(1, `{ herId: 2, name: Teneste, serviceType: KP02, endpoint: ${endpoint} }`));
    expect(readOrganisations(dir)[0]?.parties[0]?.endpoint).toEqual({
      channel: 'webhook',
      url: 'https://epj.example/inn',
      secretRef: 'prove',
    });
  });

  it.each([
    ['a misspelt field', '{ herId: 2, name: T, servicetype: KP02 }', /servicetype/],
    ['a HER-id that is none', '{ herId: -2, name: T, serviceType: KP02 }', /positive whole number/],
    ['a service type outside 8663', '{ herId: 2, name: T, serviceType: XX01 }', /8663/],
    ['neither service type nor name', '{ herId: 2, name: T }', /serviceName/],
    ['a person without HPR number', '{ herId: 2, name: T, kind: person, serviceType: KA01 }', /hprNumber/],
    ['a day that is none', '{ herId: 2, name: T, serviceType: KP02, to: 2024-02-30 }', /date/i],
    [
      'a period that ends before it begins',
      '{ herId: 2, name: T, serviceType: KP02, from: 2024-02-02, to: 2024-02-01 }',
      /later than `from`/,
    ],
    [
      'journal systems on the same day',
      '{ herId: 2, name: T, serviceType: KP02, journalSystems: [{ system: A, from: 2020-01-01 }, { system: B, from: 2021-01-01 }] }',
      /same day/,
    ],
  ])('refuses %s, naming file, line and row', (_what, party, wrong) => {
    write('a.yaml', row(1, '{ herId: 3, name: Teneste, serviceType: KP02 }'), row(4, party));
    expect(() => readOrganisations(dir)).toThrow(wrong);
    expect(() => readOrganisations(dir)).toThrow(
      /^a\.yaml:17 organisations\[1\]\.parties\[0\].*Prøve kommune, T\)/,
    );
  });

  it('refuses an organisation number with a wrong check digit', () => {
    write('a.yaml', row(1, '{ herId: 2, name: T, serviceType: KP02 }').replace('319000003', '319000004'));
    expect(() => readOrganisations(dir)).toThrow(/^a\.yaml:4 organisations\[0\]\.orgNumber .*check digit/);
  });

  it('refuses a file that is not YAML, naming the line', () => {
    writeFileSync(join(dir, 'a.yaml'), 'organisations:\n  - { herId: 1\n');
    expect(() => readOrganisations(dir)).toThrow(/^a\.yaml:\d+ /);
  });

  it('refuses a HER-id that two files use, naming both holders', () => {
    write('a.yaml', row(1, '{ herId: 2, name: Den eine, serviceType: KP02 }'));
    write('b.yaml', row(3, '{ herId: 2, name: Den andre, serviceType: KP02 }'));
    expect(() => readOrganisations(dir)).toThrow(/HER-id 2 .*Den eine \(Prøve kommune\) and Den andre/);
  });

  it('refuses an empty folder', () => {
    expect(() => readOrganisations(dir)).toThrow(/no \.yaml file/);
  });
});
