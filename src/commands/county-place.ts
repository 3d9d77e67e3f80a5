import { join } from 'node:path';
import { openEmbeddedPool } from '../adapters/embedded/pool.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import { openPostgresPool, type SqlPool } from '../adapters/postgres/pool.ts';
import { createStore } from '../adapters/postgres/store.ts';
import { readOrganisations } from '../adapters/seeds/organisations.ts';
import { readSharedRecords } from '../adapters/seeds/shared-records.ts';
import { CannotStart, readOrCannotStart } from '../cannot-start.ts';
import { firstTick } from '../county/calendar.ts';
import { type County, countyOf } from '../county/places.ts';
import { createDirectory, type Directory } from '../domain/directory.ts';
import { seedsDir } from '../standards.ts';
import type { ExitCode, Terminal } from './command.ts';

const openPool = async (url: string | undefined): Promise<SqlPool> => {
  if (url !== undefined) {
    return openPostgresPool({ connectionString: url, applicationName: 'overgang-county', max: 16 });
  }
  const opened = await openEmbeddedPool({ dataDir: undefined });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
};

/**
 * Runs work in the empty database of DATABASE_URL, or in an embedded one in memory, with the county of the seeds in its
 * directory. A database that holds messages is left alone: simulated traffic must not mix with real.
 */
export const withCounty = async (
  terminal: Terminal,
  work: (place: {
    readonly pool: SqlPool;
    readonly county: County;
    readonly directory: Directory;
  }) => Promise<ExitCode>,
): Promise<ExitCode> => {
  const pool = await openPool(terminal.environment.DATABASE_URL || undefined);
  try {
    await migrate(pool);
    if ((await pool.query('select from messages limit 1')).rows.length > 0) {
      throw new CannotStart(
        'DATABASE_URL: its database holds messages, and simulated ones must not mix with them. Make an empty one with createdb',
      );
    }
    const organisations = readOrCannotStart(() => readOrganisations(join(seedsDir, 'organisations')));
    const shared = readOrCannotStart(() => readSharedRecords(join(seedsDir, 'shared-records.yaml')));
    const directory = createDirectory(organisations, shared);
    if (!directory.ok) throw new CannotStart('the directory holds a HER-id twice');
    const store = createStore(pool);
    await store.ensurePartitions(new Date(firstTick));
    await store.replaceOrganisations(organisations);
    return await work({ pool, county: countyOf(directory.value), directory: directory.value });
  } finally {
    await pool.end();
  }
};
