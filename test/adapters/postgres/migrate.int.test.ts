import { expect, test } from 'vitest';
import { migrate, pendingMigrations } from '../../../src/adapters/postgres/migrate.ts';
import { migrations } from '../../../src/adapters/postgres/migrations/list.ts';
import { openPostgresPool } from '../../../src/adapters/postgres/pool.ts';
import { createStore } from '../../../src/adapters/postgres/store.ts';
import { someMessage } from '../../contract/store-fixtures.ts';
import { describeBackends } from '../../helpers/backends.ts';

const all = Object.keys(migrations);

describeBackends('Migrations', (open) => {
  test('eight at once on an empty database: one migrates, the others find nothing to do', async () => {
    const { pool, databaseUrl } = await open();
    expect(await pendingMigrations(pool)).toEqual(all);
    // As many processes do it: each with connections of its own, where there is a server to connect to.
    const pools = Array.from({ length: 8 }, (_, n) =>
      databaseUrl === undefined
        ? pool
        : openPostgresPool({ connectionString: databaseUrl, applicationName: `migrator-${n}`, max: 2 }),
    );
    try {
      const results = await Promise.all(pools.map((each) => migrate(each)));
      expect(results.map(({ applied }) => applied).filter(({ length }) => length > 0)).toEqual([all]);
    } finally {
      if (databaseUrl !== undefined) await Promise.all(pools.map((each) => each.end()));
    }
    expect(await pendingMigrations(pool)).toEqual([]);
    expect(await migrate(pool)).toEqual({ applied: [] });
  });

  test('migrating again, beside traffic, loses nothing', async () => {
    const { pool } = await open();
    await migrate(pool);
    const store = createStore(pool);
    const messages = Array.from({ length: 20 }, () => someMessage());
    await Promise.all([...messages.map((message) => store.accept(message)), migrate(pool), migrate(pool)]);
    for (const { id } of messages) expect(await store.find(id)).toBeDefined();
  });
});

test('migrations are numbered in order, without a gap', () => {
  expect(all.map((name) => Number(name.slice(0, 4)))).toEqual(all.map((_, index) => index + 1));
});
