import { Kysely, PostgresDialect } from 'kysely';
import { expect, test } from 'vitest';
import { migrate, pendingMigrations } from '../../../src/adapters/postgres/migrate.ts';
import { up as references } from '../../../src/adapters/postgres/migrations/0005-references.ts';
import { migrations } from '../../../src/adapters/postgres/migrations/list.ts';
import { openPostgresPool } from '../../../src/adapters/postgres/pool.ts';
import { createStore } from '../../../src/adapters/postgres/store.ts';
import { defaultSettings } from '../../../src/domain/directory.ts';
import { someMessage, start } from '../../contract/store-fixtures.ts';
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

  test('rows that name a handover or an alert are found by an index, as many as there are', async () => {
    const { pool } = await open();
    await migrate(pool);
    const { rows } = await pool.query(
      `select conrelid::regclass::text as table, exists (
        select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1]) as indexed
      from pg_constraint c
      where contype = 'f' and confrelid in ('handovers'::regclass, 'alerts'::regclass) order by 1`,
    );
    expect(rows).toEqual([
      { table: 'alert_events', indexed: true },
      { table: 'handover_parties', indexed: true },
    ]);
  });

  test('what is here when links are introduced can be found by them', async () => {
    const { pool } = await open();
    await migrate(pool);
    const store = createStore(pool);
    const [first, document] = [
      'F1AD7D04-0A49-4E78-BB9D-367C0767FA61',
      'AD226A28-78F8-4F3E-B5FC-D8256E6B19E6',
    ];
    const message = someMessage({
      documentId: document,
      appRecId: document,
      conversation: { refToParent: first, refToConversation: first },
      processedAt: start,
    });
    await store.ensurePartitions(start);
    await store.accept(message);
    const partitions = async () =>
      (
        await pool.query(
          "select inhrelid::regclass::text from pg_inherits where inhparent = 'message_references'::regclass order by 1",
        )
      ).rows;
    const before = await partitions();
    await pool.query('drop table message_references');
    await pool.query('drop index messages_patient');
    await references(new Kysely({ dialect: new PostgresDialect({ pool }) }));
    const ids = async (names: readonly string[], sought: readonly string[]) =>
      (await store.neighbours({ names, references: sought }, 5)).map((found) => found.message.id);
    expect(await ids([first.toLowerCase()], [])).toEqual([message.id]);
    expect(await ids([], [document.toLowerCase()])).toEqual([message.id]);
    expect((await store.find(message.id))?.documentId).toBe(document.toLowerCase());
    expect(await partitions()).toEqual(before);
    expect((await pool.query('select from message_references_default')).rows).toEqual([]);
  });

  test('the directory can be read and replaced by processes of the version before settings too', async () => {
    const { pool } = await open();
    await migrate(pool);
    const store = createStore(pool);
    await pool.query(
      `insert into organisations (her_id, position, name, org_number, kind, valid_from, unknown_party)
       values (9000000, 0, 'Molde', '319000003', 'trust', '2020-01-01', 'manual')`,
    );
    const [old] = await store.organisations();
    expect(old?.settings).toEqual({ ...defaultSettings, unknownParty: 'manual' });
    await store.replaceOrganisations([{ ...old!, settings: { ...defaultSettings, unknownParty: 'reject' } }]);
    const read = await pool.query('select unknown_party from organisations');
    expect(read.rows).toEqual([{ unknown_party: 'reject' }]);
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
