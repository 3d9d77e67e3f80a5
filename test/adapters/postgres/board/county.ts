import { join } from 'node:path';
import { systemClock, systemStopwatch } from '../../../../src/adapters/clock.ts';
import { createIds } from '../../../../src/adapters/ids.ts';
import { createLog } from '../../../../src/adapters/log.ts';
import { migrate } from '../../../../src/adapters/postgres/migrate.ts';
import type { SqlPool } from '../../../../src/adapters/postgres/pool.ts';
import { createStore, type Store } from '../../../../src/adapters/postgres/store.ts';
import { readOrganisations } from '../../../../src/adapters/seeds/organisations.ts';
import { readSharedRecords } from '../../../../src/adapters/seeds/shared-records.ts';
import { firstTick } from '../../../../src/county/calendar.ts';
import { countyOf } from '../../../../src/county/places.ts';
import { play } from '../../../../src/county/play.ts';
import { type CountyPlan, writeScript } from '../../../../src/county/script.ts';
import { createDirectory } from '../../../../src/domain/directory.ts';
import { loadStandards, seedsDir } from '../../../../src/standards.ts';

const organisations = readOrganisations(join(seedsDir, 'organisations'));
const directory = createDirectory(organisations, readSharedRecords(join(seedsDir, 'shared-records.yaml')));
if (!directory.ok) throw new Error('the directory holds a HER-id twice');
const county = countyOf(directory.value);
const { expectations, rules, indicators } = loadStandards();

/** The project's own. */
export { indicators };

/** Hours of the script between two calls of `between`. */
const ticksBetween = 60;

/** Plays a small county in an empty database, and does something else again and again while it plays. */
export const playCounty = async (
  pool: SqlPool,
  plan: CountyPlan,
  between: (store: Store) => Promise<unknown> = async () => undefined,
): Promise<Store> => {
  await migrate(pool);
  const store = createStore(pool);
  await store.ensurePartitions(new Date(firstTick));
  await store.replaceOrganisations(organisations);
  let ticks = 0;
  const watched: Store = {
    ...store,
    async overdueReceipts(now, limit) {
      ticks += 1;
      if (ticks % ticksBetween === 0) await between(store);
      return store.overdueReceipts(now, limit);
    },
  };
  await play(
    {
      pool,
      store: watched,
      ids: createIds(systemClock),
      stopwatch: systemStopwatch,
      log: createLog({ level: 'silent' }),
      handoverRules: { catalogue: expectations, switchedOff: [] },
      software: { name: 'test', version: '1' },
      writers: 4,
      wardrobe: { rules, directory: directory.value },
    },
    writeScript(county, plan),
  );
  return store;
};
