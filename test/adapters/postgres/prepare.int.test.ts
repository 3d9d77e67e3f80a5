import { expect, test } from 'vitest';
import { describeBackends } from '../../helpers/backends.ts';

describeBackends(
  'Statements of a connection',
  (open) => {
    test('are kept ready from their third use on, and give the same', async () => {
      const { pool } = await open();
      const client = await pool.connect();
      try {
        const ask = async (n: number) => (await client.query('select $1::integer + 1 as more', [n])).rows;
        const ready = async () =>
          (await client.query(`select statement from pg_prepared_statements where statement like '%as more'`))
            .rows;
        expect([await ask(1), await ask(2)]).toEqual([[{ more: 2 }], [{ more: 3 }]]);
        expect(await ready()).toEqual([]);
        expect([await ask(3), await ask(4)]).toEqual([[{ more: 4 }], [{ more: 5 }]]);
        expect(await ready()).toHaveLength(1);
      } finally {
        client.release();
      }
    });

    test('that come once leave room for those that come again', async () => {
      const { pool } = await open();
      const client = await pool.connect();
      try {
        for (let n = 0; n < 300; n += 1) await client.query(`select $1::integer + ${n} as once`, [1]);
        for (let use = 0; use < 3; use += 1) await client.query('select $1::integer as often', [1]);
        const { rows } = await client.query(
          `select statement from pg_prepared_statements where statement like '%as once' or statement like '%as often'`,
        );
        expect(rows).toEqual([{ statement: 'select $1::integer as often' }]);
      } finally {
        client.release();
      }
    });

    test('go on when another version of the software has added a column under them', async () => {
      const { pool } = await open();
      await pool.query('create table outdated (one integer)');
      await pool.query('insert into outdated values (1)');
      const client = await pool.connect();
      try {
        const ask = async () => (await client.query('select * from outdated where one = $1', [1])).rows;
        for (let use = 0; use < 3; use += 1) expect(await ask()).toEqual([{ one: 1 }]);
        await pool.query('alter table outdated add column two integer default 2');
        for (let use = 0; use < 3; use += 1) expect(await ask()).toEqual([{ one: 1, two: 2 }]);
        await expect(client.query('select * from outdated where one = $1', ['x'])).rejects.toThrow('integer');
        expect(await ask()).toEqual([{ one: 1, two: 2 }]);
      } finally {
        client.release();
      }
    });
  },
  ['PostgreSQL'],
);
