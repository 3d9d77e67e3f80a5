import { type Generated, Kysely, PostgresDialect, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { SqlPool } from '../../src/adapters/postgres/pool.ts';
import type { Backend } from '../helpers/backends.ts';
import { expected, waitFor } from '../helpers/wait-for.ts';

/** What pg gives for a value of each type; the same table holds on every backend. */
const VALUES: readonly (readonly [expression: string, value: unknown])[] = [
  ['1::int2', 1],
  ['2147483647::int4', 2_147_483_647],
  ['9007199254740993::int8', '9007199254740993'],
  ['SELECT count(*)', '1'],
  ['1.50::numeric(5,2)', '1.50'],
  ['0.1::float8', 0.1],
  ["'NaN'::float8", Number.NaN],
  ['true', true],
  ["'æøå'::text", 'æøå'],
  ["'ab'::char(4)", 'ab  '],
  ["'a'::varchar(3)", 'a'],
  ["'2026-03-29 01:30:00.123+00'::timestamptz", new Date('2026-03-29T01:30:00.123Z')],
  ["'2026-01-02 03:04:05'::timestamp", new Date(2026, 0, 2, 3, 4, 5)],
  ["'2026-01-02'::date", new Date(2026, 0, 2)],
  ["'03:04:05'::time", '03:04:05'],
  ["'2026-01-02 03:04+00'::timestamptz::text", '2026-01-02 03:04:00+00'],
  ["'\\x00ff41'::bytea", Buffer.from([0, 255, 65])],
  ['\'{"a": [1, null, "x"]}\'::jsonb', { a: [1, null, 'x'] }],
  ["'[1, 2]'::json", [1, 2]],
  ["'6f1c0a52-8a53-4f0e-9a3b-2f6c3f3e2d11'::uuid", '6f1c0a52-8a53-4f0e-9a3b-2f6c3f3e2d11'],
  ["ARRAY['a', 'b,\"c', NULL]::text[]", ['a', 'b,"c', null]],
  ['ARRAY[1, 2]::int4[]', [1, 2]],
  ['ARRAY[1, 2]::int8[]', ['1', '2']],
  ["ARRAY['2026-01-02 00:00+00']::timestamptz[]", [new Date('2026-01-02T00:00:00Z')]],
  ["'10.0.0.1'::inet", '10.0.0.1'],
  ['NULL::text', null],
];

/** Parameters as pg encodes them, with the type they are given to, and what comes back. */
const PARAMETERS: readonly (readonly [title: string, type: string, given: unknown, back: unknown])[] = [
  ['a Buffer', 'bytea', Buffer.from([0, 1, 254, 255]), Buffer.from([0, 1, 254, 255])],
  ['a Uint8Array', 'bytea', new Uint8Array([7, 8]), Buffer.from([7, 8])],
  ['a Date', 'timestamptz', new Date('2026-10-25T00:30:00.001Z'), new Date('2026-10-25T00:30:00.001Z')],
  ['an object', 'jsonb', { a: 1, b: ['ø'] }, { a: 1, b: ['ø'] }],
  ['JSON text', 'jsonb', JSON.stringify([1, 2]), [1, 2]],
  ['an array of texts', 'text[]', ['a', 'b"c', null, '{}'], ['a', 'b"c', null, '{}']],
  ['an array of numbers', 'int4[]', [3, 1], [3, 1]],
  ['a bigint', 'int8', 9_007_199_254_740_993n, '9007199254740993'],
  ['a number', 'int4', 42, 42],
  ['a boolean', 'bool', false, false],
  ['null', 'text', null, null],
  ['undefined', 'text', undefined, null],
  ['an empty text', 'text', '', ''],
  ['text with a quote', 'text', "'; DROP TABLE x; --", "'; DROP TABLE x; --"],
];

interface Counters {
  counter: { id: Generated<number>; name: string; value: number };
}

/** What storage and queue expect of a pool, on whatever database. */
export function poolContract(open: () => Promise<Backend>): void {
  const pool = async (): Promise<SqlPool> => (await open()).pool;

  test.for(VALUES)('%s is read as pg reads it', async ([expression, value]) => {
    const { rows } = await (await pool()).query(`SELECT (${expression}) AS v`);
    expect(rows).toEqual([{ v: value }]);
  });

  test.for(PARAMETERS)('%s given as %s comes back', async ([, type, given, back]) => {
    const { rows } = await (await pool()).query(`SELECT $1::${type} AS v`, [given]);
    expect(rows).toEqual([{ v: back }]);
  });

  test('a result tells its command, row count and fields', async () => {
    const database = await pool();
    await database.query('CREATE TABLE shape (id int PRIMARY KEY, label text)');
    const inserted = await database.query('INSERT INTO shape SELECT n, $1 FROM generate_series(1, 3) AS n', [
      'x',
    ]);
    expect(inserted).toMatchObject({ command: 'INSERT', rowCount: 3, rows: [] });
    const selected = await database.query({
      text: 'SELECT id, label FROM shape ORDER BY id LIMIT $1',
      values: [2],
      rowMode: 'array',
    });
    expect(selected).toMatchObject({
      command: 'SELECT',
      rowCount: 2,
      rows: [
        [1, 'x'],
        [2, 'x'],
      ],
    });
    expect(selected.fields.map(({ name, dataTypeID }) => [name, dataTypeID])).toEqual([
      ['id', 23],
      ['label', 25],
    ]);
    expect(await database.query('DELETE FROM shape WHERE id > 99')).toMatchObject({
      command: 'DELETE',
      rowCount: 0,
    });
    const many = (await database.query('SELECT 1 AS a; SELECT 2 AS b')) as unknown;
    expect(many).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ b: 2 }] }]);
  });

  test('an error keeps its SQLSTATE and the name of the constraint, and the pool goes on', async () => {
    const database = await pool();
    await database.query('CREATE TABLE fault (id int CONSTRAINT fault_once UNIQUE)');
    await database.query('INSERT INTO fault VALUES (1)');
    await expect(database.query('INSERT INTO fault VALUES ($1)', [1])).rejects.toMatchObject({
      code: '23505',
      constraint: 'fault_once',
    });
    await expect(database.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(database.query('SELEC 1')).rejects.toMatchObject({ code: '42601' });
    await expect(database.query('SELECT $1::uuid', ['x'])).rejects.toMatchObject({ code: '22P02' });
    expect((await database.query('SELECT 1 AS v')).rows).toEqual([{ v: 1 }]);
  });

  test('a statement that fails inside a transaction fails that transaction and nobody else', async () => {
    const database = await pool();
    const client = await database.connect();
    await client.query('BEGIN');
    const others = Promise.all([1, 2, 3].map((n) => database.query('SELECT $1::int AS v', [n])));
    await expect(client.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    expect(await client.query('COMMIT')).toMatchObject({ command: 'ROLLBACK' });
    client.release();
    expect((await others).map(({ rows }) => rows[0].v)).toEqual([1, 2, 3]);
  });

  test('transactions of many clients that read, then write the same row lose no update', async () => {
    const database = await pool();
    await database.query('CREATE TABLE tally (n int NOT NULL)');
    await database.query('INSERT INTO tally VALUES (0)');
    const addOne = async (): Promise<void> => {
      const client = await database.connect();
      await client.query('BEGIN');
      const { rows } = await client.query<{ n: number }>('SELECT n FROM tally FOR UPDATE');
      await client.query('UPDATE tally SET n = $1', [(rows[0]?.n ?? 0) + 1]);
      await client.query('COMMIT');
      client.release();
    };
    await Promise.all(Array.from({ length: 12 }, addOne));
    expect((await database.query('SELECT n FROM tally')).rows).toEqual([{ n: 12 }]);
  });

  test('a client released in the middle of a transaction leaves nothing behind', async () => {
    const database = await pool();
    await database.query('CREATE TABLE halfway (id int)');
    const client = await database.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO halfway VALUES (1)');
    client.release();
    await waitFor(
      'the roll back',
      async () =>
        (await database.query('LOCK TABLE halfway NOWAIT; SELECT 1').catch(() => undefined)) !== undefined,
    );
    expect((await database.query('SELECT count(*) FROM halfway')).rows).toEqual([{ count: '0' }]);
  });

  test('200 queries at once on 20 clients each get their own answer', async () => {
    const database = await pool();
    const asked = Array.from({ length: 200 }, (_, n) => n);
    const answers = await Promise.all(
      asked.map((n) => database.query('SELECT $1::int AS n, pg_backend_pid() > 0 AS ok', [n])),
    );
    expect(answers.map(({ rows }) => rows[0])).toEqual(asked.map((n) => ({ n, ok: true })));
  });

  test('two clients may prepare different statements under one name', async () => {
    const database = await pool();
    const [first, second] = await Promise.all([database.connect(), database.connect()]);
    for (const _round of [1, 2]) {
      expect(
        (await first.query({ name: 'same', text: 'SELECT $1::int + 1 AS v', values: [1] })).rows,
      ).toEqual([{ v: 2 }]);
      expect(
        (await second.query({ name: 'same', text: 'SELECT upper($1) AS v', values: ['a'] })).rows,
      ).toEqual([{ v: 'A' }]);
    }
    first.release(true);
    expect((await second.query({ name: 'same', text: 'SELECT upper($1) AS v', values: ['b'] })).rows).toEqual(
      [{ v: 'B' }],
    );
    second.release();
  });

  test('a notification reaches every client that listens, after the commit and only then', async () => {
    const database = await pool();
    const [one, two, sender] = await Promise.all([
      database.connect(),
      database.connect(),
      database.connect(),
    ]);
    const heard: string[] = [];
    const both = expected<void>('both to hear "second"');
    for (const [name, client] of [
      ['one', one],
      ['two', two],
    ] as const) {
      client.on('notification', ({ channel, payload }) => {
        heard.push(`${name} ${channel} ${payload}`);
        if (heard.length === 2) both.arrive();
      });
    }
    await one.query('LISTEN wake_up');
    await two.query('-- as BullMQ words it\nLISTEN wake_up;\n');
    await sender.query('BEGIN');
    await sender.query("SELECT pg_notify('wake_up', 'first')");
    await sender.query('ROLLBACK');
    await sender.query('BEGIN');
    await sender.query("NOTIFY wake_up, 'second'");
    expect(heard).toEqual([]);
    await sender.query('COMMIT');
    await both.promise;
    expect(heard.sort()).toEqual(['one wake_up second', 'two wake_up second']);
    for (const client of [one, two, sender]) client.release(true);
  });

  test('one client that unlistens does not silence another', async () => {
    const database = await pool();
    const [stays, leaves] = await Promise.all([database.connect(), database.connect()]);
    const heard: string[] = [];
    const last = expected<void>('the client that stays to hear "end"');
    leaves.on('notification', ({ payload }) => heard.push(`leaves ${payload}`));
    stays.on('notification', ({ payload }) =>
      payload === 'end' ? last.arrive() : heard.push(`stays ${payload}`),
    );
    await stays.query('LISTEN "Quoted Channel"');
    await leaves.query('LISTEN "Quoted Channel"');
    await leaves.query('UNLISTEN *');
    await database.query(`SELECT pg_notify('Quoted Channel', p) FROM unnest(ARRAY['once', 'end']) AS p`);
    await last.promise;
    expect(heard).toEqual(['stays once']);
    for (const client of [stays, leaves]) client.release(true);
  });

  test('unqualified names are looked up in public, then in bullmq', async () => {
    const { rows } = await (await pool()).query('SHOW search_path');
    expect(rows).toEqual([{ search_path: expect.stringMatching(/^public, ?bullmq$/) }]);
  });

  test('35 MB of bytes go in and come out unchanged', async () => {
    const database = await pool();
    const bytes = Buffer.alloc(35 * 1024 * 1024, 'Ø');
    await database.query('CREATE TABLE heavy (bytes bytea)');
    await database.query('INSERT INTO heavy VALUES ($1)', [bytes]);
    const { rows } = await database.query<{ bytes: Buffer }>('SELECT bytes FROM heavy');
    expect(rows[0]?.bytes.equals(bytes)).toBe(true);
  });

  test('kysely commits what succeeds and rolls back what throws', async () => {
    const database = await pool();
    const kysely = new Kysely<Counters>({ dialect: new PostgresDialect({ pool: database }) });
    await kysely.schema
      .createTable('counter')
      .addColumn('id', 'serial', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'integer', (column) => column.notNull())
      .execute();
    await kysely.transaction().execute(async (trx) => {
      await trx.insertInto('counter').values({ name: 'kept', value: 1 }).execute();
    });
    const failing = kysely.transaction().execute(async (trx) => {
      await trx.insertInto('counter').values({ name: 'dropped', value: 2 }).execute();
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const updated = await kysely
      .updateTable('counter')
      .set({ value: 5 })
      .where('name', '=', 'kept')
      .executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(1n);
    expect(await kysely.selectFrom('counter').select(['name', 'value']).execute()).toEqual([
      { name: 'kept', value: 5 },
    ]);
    expect((await sql<{ v: number }>`SELECT ${1}::int AS v`.execute(kysely)).rows).toEqual([{ v: 1 }]);
  });
}
