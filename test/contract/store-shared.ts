import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createReplayGuard } from '../../src/adapters/postgres/replay-guard.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { defaultSettings, type Organisation } from '../../src/domain/directory.ts';
import type { Backend } from '../helpers/backends.ts';
import { at, newHerId, openStore, start } from './store-fixtures.ts';

/** What all processes share beside messages: breakers, used proofs, the directory. */
export function sharedContract(open: () => Promise<Backend>): void {
  const store = async () => openStore((await open()).pool);

  test('a breaker that nothing is known of is closed, and is stored at its first change', async () => {
    const { breaker, breakers, changeBreaker } = await store();
    const receiver = newHerId();
    expect(await breaker(receiver)).toBeUndefined();
    expect(await changeBreaker(receiver, (row) => row)).toEqual({ receiver, state: 'closed', failures: 0 });
    expect(await breaker(receiver)).toBeUndefined();
    const opened = { receiver, state: 'open', failures: 5, retryAt: at(7) } as const;
    expect(await changeBreaker(receiver, () => opened)).toEqual(opened);
    expect(await breaker(receiver)).toEqual(opened);
    expect(await breakers()).toContainEqual(opened);
    await changeBreaker(receiver, () => ({ receiver, state: 'closed', failures: 0 }));
    expect(await breaker(receiver)).toEqual({ receiver, state: 'closed', failures: 0 });
  });

  test('concurrent changes of a breaker all count', async () => {
    const { breaker, changeBreaker } = await store();
    const receiver = newHerId();
    await Promise.all(
      Array.from({ length: 40 }, () =>
        changeBreaker(receiver, (row) => ({ ...row, failures: row.failures + 1 })),
      ),
    );
    expect((await breaker(receiver))?.failures).toBe(40);
  });

  test('a proof is good once, of any number of concurrent uses, until it has expired', async () => {
    const { pool } = await open();
    await store();
    const clock = { time: start, now: () => clock.time };
    const guard = createReplayGuard(pool, clock);
    const uses = await Promise.all(Array.from({ length: 20 }, () => guard.remember('key-1', at(1000))));
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await guard.remember('key-2', at(1000))).toBe(true);
    clock.time = at(1001);
    expect(await guard.remember('key-1', at(2000))).toBe(true);
    expect(await guard.remember('key-1', at(2000))).toBe(false);
    const left = await pool.query('select jti from dpop_jtis order by jti');
    expect(left.rows).toEqual([{ jti: 'key-1' }]);
  });

  test('the directory comes back as it was stored, and replaces the one before', async () => {
    const { organisations, replaceOrganisations } = await store();
    expect(await organisations()).toEqual([]);
    await replaceOrganisations([office, trust]);
    expect(await organisations()).toEqual([office, trust]);
    await replaceOrganisations([trust]);
    expect(await organisations()).toEqual([trust]);
    await Promise.all([
      replaceOrganisations([office]),
      replaceOrganisations([office]),
      replaceOrganisations([office]),
    ]);
    expect(await organisations()).toEqual([office]);
    await expect(replaceOrganisations([trust, trust])).rejects.toThrow();
    expect(await organisations()).toEqual([office]);
    await replaceOrganisations([]);
    expect(await organisations()).toEqual([]);
  });

  test('the seeded directory comes back as it was stored', async () => {
    const { organisations, replaceOrganisations } = await store();
    expect(readdirSync('seeds/organisations').length).toBeGreaterThan(0);
    const seeded = readOrganisations('seeds/organisations');
    await replaceOrganisations(seeded);
    expect(await organisations()).toEqual(seeded);
  });
}

const office: Organisation = {
  herId: newHerId(),
  name: 'Prøvelegene på Øya',
  orgNumber: '974589095',
  kind: 'gp-office',
  from: '2020-02-29',
  to: '2030-01-01',
  municipalityCodes: [
    { code: '1507', from: '2020-01-01', to: '2024-01-01' },
    { code: '1508', from: '2024-01-01' },
  ],
  journalSystems: [
    { system: 'B', from: '2024-01-01' },
    { system: 'A', vendor: 'V', from: '2020-01-01', to: '2024-01-01' },
  ],
  settings: {
    unknownParty: 'manual',
    unsupportedFormat: 'reject',
    schemaInvalid: 'manual',
    patientRecord: 'ask',
  },
  alerts: {
    channels: [
      {
        channel: 'webhook',
        url: 'https://epj.example/varsel',
        secretRef: 'EPJ',
        lowest: 'low',
        dueSoon: true,
      },
      { channel: 'email', to: ['vakt@epj.example'], language: 'nn', lowest: 'critical', dueSoon: false },
    ],
    quiet: { from: '20:00', to: '07:00', freeDays: true },
  },
  parties: [
    {
      herId: newHerId(),
      name: 'Lege Prøve',
      kind: 'person',
      hprNumber: '9999999',
      from: '2021-03-28',
      endpoint: { channel: 'webhook', url: 'https://epj.example/inn', secretRef: 'EPJ' },
      receipting: 'gateway',
      journalSystems: [{ system: 'C', from: '2022-01-01' }],
    },
    {
      herId: newHerId(),
      name: 'Fastlegetjeneste',
      kind: 'service',
      serviceType: 'KX01',
      from: '2021-10-31',
      to: '2026-01-01',
      endpoint: { channel: 'inbox' },
      receipting: 'receiver',
      journalSystems: [],
    },
  ],
};

const trust: Organisation = {
  herId: newHerId(),
  name: 'Et foretak',
  orgNumber: '983658725',
  kind: 'trust',
  from: '2020-01-01',
  municipalityCodes: [],
  journalSystems: [],
  settings: defaultSettings,
  parties: [],
};
