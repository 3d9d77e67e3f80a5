import { beforeAll, expect, it } from 'vitest';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { timeQueries } from '../../src/bench/board.ts';
import { copyTraffic, countLetters, isBlank } from '../../src/bench/board-fill.ts';
import type { Asking } from '../../src/bench/board-queries.ts';
import { playPast } from '../../src/demo/board.ts';
import { describeBackends } from '../helpers/backends.ts';
import { createTestClock, openGateway } from '../helpers/gateway.ts';

const now = new Date('2026-11-18T11:00:00Z');
const copies = 5;
const longest = 120_000;

describeBackends(
  'A year made of copies',
  (open) => {
    let letters = 0;
    const rowsOf = async (query: string): Promise<readonly Record<string, unknown>[]> =>
      (await (await open()).pool.query(query)).rows;

    beforeAll(async () => {
      const backend = await open();
      const gateway = await openGateway(backend, { clock: createTestClock(now) });
      letters = (await playPast(gateway.gateway, { stays: 20, days: 20, seed: 3 })).messages;
      await copyTraffic(backend.pool, copies, now);
      await gateway.close();
    }, longest);

    it('holds every message once more for each copy, in other weeks', async () => {
      expect(await countLetters((await open()).pool)).toBe(letters * (copies + 1));
      const [{ weeks } = {}] = await rowsOf(
        `select count(distinct date_trunc('month', received_at))::integer as weeks from messages where not is_app_rec`,
      );
      expect(weeks).toBeGreaterThanOrEqual(copies);
    });

    it('hangs together: nothing belongs to a message, a handover or a subject that is not there', async () => {
      const of = (table: string, column: string, other: string, key: string) =>
        rowsOf(
          `select t.${column} from ${table} t where not exists (select from ${other} o where o.${key} = t.${column})`,
        );
      for (const table of [
        'message_keys',
        'deliveries',
        'events',
        'findings',
        'receipts',
        'handover_readings',
      ]) {
        expect(await of(table, 'message_id', 'messages', 'id'), table).toEqual([]);
      }
      expect(await of('handovers', 'anchor', 'messages', 'id')).toEqual([]);
      expect(await of('handovers', 'subject', 'follow_subjects', 'subject')).toEqual([]);
      expect(await of('handover_readings', 'subject', 'follow_subjects', 'subject')).toEqual([]);
      expect(
        await rowsOf(`select holder from expectations e where not exists (
          select from handovers where id = holder union all select from messages where id::text = holder)`),
      ).toEqual([]);
    });

    it('has each message lie in its time: its id is of when it came', async () => {
      expect(
        await rowsOf(`select id from messages where date_trunc('milliseconds', received_at) <>
          to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)`),
      ).toEqual([]);
    });

    it('leaves nothing open that would have come to an end by now', async () => {
      const open = await rowsOf(
        `select from expectations where state in ('open', 'due-soon') and trigger_at < '${now.toISOString()}'::timestamptz - interval '12 weeks'`,
      );
      expect(open).toEqual([]);
    });
  },
  ['PostgreSQL'],
);

describeBackends(
  'A database that is to be filled',
  (open) => {
    it('is blank before anything was made in it, and not after', async () => {
      const { pool } = await open();
      await pool.query('drop schema if exists bullmq cascade');
      await pool.query('drop schema public cascade');
      await pool.query('create schema public');
      expect(await isBlank(pool)).toBe(true);
      await migrate(pool);
      expect(await isBlank(pool)).toBe(false);
    });
  },
  ['PostgreSQL'],
);

it('Each query is asked so often, and told with the times of its answers', async () => {
  let asked = 0;
  let time = 0;
  const stopwatch = { elapsed: () => time };
  const slow = {
    name: 'slow',
    run: async () => {
      asked += 1;
      // The first two are not counted.
      time += asked <= 2 ? 1_000 : asked;
    },
  };
  const [told] = await timeQueries({} as Asking, [slow], 10, stopwatch, () => undefined);
  expect(asked).toBe(12);
  expect(told).toEqual({ name: 'slow', times: 10, p50: 7, p95: 12, max: 12 });
});
