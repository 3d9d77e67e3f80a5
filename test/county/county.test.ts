import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemClock, systemStopwatch } from '../../src/adapters/clock.ts';
import { createIds } from '../../src/adapters/ids.ts';
import { createLog } from '../../src/adapters/log.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createStore } from '../../src/adapters/postgres/store.ts';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readRuleRows } from '../../src/adapters/seeds/rules.ts';
import { readSharedRecords } from '../../src/adapters/seeds/shared-records.ts';
import { dateOf, endOfDay, endOfWorkingDay, firstTick, oslo } from '../../src/county/calendar.ts';
import { countyOf } from '../../src/county/places.ts';
import type { CountyPlan } from '../../src/county/script.ts';
import { type Simulated, simulate } from '../../src/county/simulate.ts';
import { createDirectory } from '../../src/domain/directory.ts';
import type { ExpectationCatalogue } from '../../src/domain/expectation.ts';
import type { BackendName } from '../helpers/backend-names.ts';
import { describeBackends, openBackend } from '../helpers/backends.ts';

const seeds = join(import.meta.dirname, '../../seeds');
const longest = 120_000;
const catalogue = readExpectations(join(seeds, 'expectations.yaml'), () => true);

const directory = createDirectory(
  readOrganisations(join(seeds, 'organisations')),
  readSharedRecords(join(seeds, 'shared-records.yaml')),
);
if (!directory.ok) throw new Error('the directory holds a HER-id twice');
const county = countyOf(directory.value);
const { rules } = readRuleRows(join(seeds, 'rules'));
const wardrobe = { rules, directory: directory.value };

/** Plays in a database of its own: what is told once is there for good. */
const run = async (
  name: BackendName,
  plan: CountyPlan,
  rules: ExpectationCatalogue = catalogue,
): Promise<Simulated> => {
  const backend = await openBackend(name);
  try {
    const { pool } = backend;
    await migrate(pool);
    const store = createStore(pool);
    await store.ensurePartitions(new Date(firstTick));
    return await simulate(
      {
        pool,
        county,
        store,
        ids: createIds(systemClock),
        stopwatch: systemStopwatch,
        log: createLog({ level: 'silent' }),
        handoverRules: { catalogue: rules, switchedOff: [] },
        software: { name: 'test', version: '1' },
        wardrobe,
        writers: 4,
      },
      plan,
    );
  } finally {
    await backend.close();
  }
};

describeBackends(
  'A small county',
  (_open, name) => {
    // The embedded database runs in this process, and takes its time.
    const plans: readonly CountyPlan[] =
      name === 'PGlite'
        ? [{ stays: 8, days: 12, seed: 11 }]
        : [
            { stays: 40, days: 40, seed: 12 },
            { stays: 60, days: 20, seed: 13 },
          ];

    it.each(plans)(
      'has all that went wrong found, and nothing else (seed $seed)',
      async (plan) => {
        const { played, comparison, script } = await run(name, plan);
        expect(played.surprises).toEqual([]);
        expect(comparison.differences).toEqual([]);
        expect(comparison.flags).toBeGreaterThan(0);
        expect(script.faults.size).toBeGreaterThan(5);
      },
      longest,
    );
  },
  ['PGlite', 'PostgreSQL'],
);

describeBackends(
  'A county that is judged by another deadline than its script knows',
  (_open, name) => {
    it(
      'does not pass: every receipt that was late is an hour too late',
      async () => {
        const lax = catalogue.expectations.map((row) =>
          row.id === 'apprec'
            ? {
                ...row,
                cases: row.cases.map((one) => ({
                  ...one,
                  deadlines: [{ validFrom: '2016-01-01', deadline: { kind: 'hours', amount: 97 } as const }],
                })),
              }
            : row,
        );
        const plan = { stays: 8, days: 10, seed: 11 };
        const { comparison } = await run(name, plan, { ...catalogue, expectations: lax });
        expect(new Set(comparison.differences.map(({ expectation }) => expectation))).toEqual(
          new Set(['apprec']),
        );
      },
      longest,
    );
  },
  ['PostgreSQL'],
);

it("The script's own calendar has the dates that the clocks of Oslo have, in any year", () => {
  const clocks = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });
  const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) });
  fc.assert(
    fc.property(instants, (at) => {
      expect(dateOf(at)).toBe(clocks.format(at));
      expect(dateOf(oslo(dateOf(at)))).toBe(dateOf(at));
      expect(dateOf(oslo(dateOf(at)) - 1)).not.toBe(dateOf(at));
    }),
  );
});

it("The script's own calendar knows the clock that is set forward on Easter Sunday, and the holidays of May", () => {
  expect(new Date(oslo('2027-03-28')).toISOString()).toBe('2027-03-27T23:00:00.000Z');
  expect(new Date(oslo('2027-03-29')).toISOString()).toBe('2027-03-28T22:00:00.000Z');
  expect(dateOf(endOfDay(oslo('2027-03-28', 12)))).toBe('2027-03-28');
  expect(dateOf(endOfWorkingDay(oslo('2027-03-18', 9), 10))).toBe('2027-04-06');
  expect(dateOf(endOfWorkingDay(oslo('2027-05-03', 9), 10))).toBe('2027-05-19');
});
