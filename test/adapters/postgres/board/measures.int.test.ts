import { beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../../../src/adapters/log.ts';
import type { SqlPool } from '../../../../src/adapters/postgres/pool.ts';
import type { Store } from '../../../../src/adapters/postgres/store.ts';
import { refreshMeasures } from '../../../../src/app/board/refresh.ts';
import type { BackendName } from '../../../helpers/backend-names.ts';
import { describeBackends } from '../../../helpers/backends.ts';
import { indicators, playCounty } from './county.ts';
import { readRaw } from './raw.ts';
import { cellName, cellText, reckon } from './reckon.ts';

const longest = 180_000;
const log = createLog({ level: 'silent' });

const plans: Readonly<Record<BackendName, { stays: number; days: number; seed: number }>> = {
  // The embedded database runs in this process, and takes its time.
  PGlite: { stays: 10, days: 12, seed: 21 },
  PostgreSQL: { stays: 45, days: 30, seed: 22 },
  'PostgreSQL + Redis': { stays: 12, days: 10, seed: 23 },
};

/** Cells of a month, systems added up. */
type MonthRow = Readonly<Record<'month' | 'measure' | 'type' | 'part', string>> &
  Readonly<Record<'enterprise' | 'other' | 'n' | 'hits', number>> & {
    readonly spreads: readonly (readonly [readonly number[], readonly number[]])[];
  } & Readonly<
    Record<
      | 'pending'
      | 'cancelled'
      | 'not-observable'
      | 'deferred'
      | 'rejected'
      | 'partial'
      | 'timed-out'
      | 'copies',
      number
    >
  >;

const storedMeasures = async (pool: SqlPool): Promise<readonly string[]> =>
  (await pool.query<{ row: string }>('select m::text as row from measures m order by 1')).rows.map(
    ({ row }) => row,
  );

const marksLeft = async (pool: SqlPool): Promise<number> =>
  (await pool.query('select from measure_marks')).rowCount ?? 0;

describeBackends('Counts of a small county', (open, name) => {
  let pool: SqlPool;
  let store: Store;
  let rounds = 0;

  beforeAll(async () => {
    ({ pool } = await open());
    store = await playCounty(pool, plans[name], async (played) => {
      rounds += (await refreshMeasures({ store: played, indicators, log })) > 0 ? 1 : 0;
    });
    await refreshMeasures({ store, indicators, log });
  }, longest);

  it(
    'are the same kept up while messages come, marked and counted again, and counted from nothing',
    async () => {
      expect(rounds).toBeGreaterThan(2);
      expect(await marksLeft(pool)).toBe(0);
      const kept = await storedMeasures(pool);
      expect(kept.length).toBeGreaterThan(500);

      const days = await store.markMeasures();
      expect(await refreshMeasures({ store, indicators, log })).toBe(days);
      expect(await storedMeasures(pool)).toEqual(kept);

      await pool.query('delete from measures');
      await store.markMeasures();
      await refreshMeasures({ store, indicators, log });
      expect(await storedMeasures(pool)).toEqual(kept);
    },
    longest,
  );

  it('are what an independent reckoning comes to, in every cell of every month', async () => {
    const expected = new Map(reckon(await readRaw(pool), indicators));
    const counted = new Map<string, string>();
    for (const measure of ['indicator', 'expectation', 'traffic', 'cause', 'content', 'rule'] as const) {
      const { rows } = await pool.query<MonthRow>(
        `select to_char(start, 'YYYY-MM-DD') as month, measure, enterprise, other, type, part, sum(n)::int as n,
          sum(hits)::int as hits, json_agg(json_build_array(minutes, times)) as spreads, sum(pending)::int as pending,
          sum(cancelled)::int as cancelled, sum(not_observable)::int as "not-observable",
          sum(deferred)::int as deferred, sum(rejected)::int as rejected, sum(partial)::int as partial,
          sum(timed_out)::int as "timed-out", sum(copies)::int as copies
        from measures where grain = 'month' and measure = $1 group by 1, 2, 3, 4, 5, 6`,
        [measure],
      );
      for (const { month, enterprise, other, type, part, n, hits, spreads, measure: _, ...told } of rows) {
        const minutes = spreads.flatMap(([values, times]) =>
          values.flatMap((value, at) => Array<number>(times[at] ?? 0).fill(value)),
        );
        counted.set(
          cellName({ month, measure, enterprise, other, type, part }),
          cellText(n, hits, minutes, told),
        );
      }
    }
    expect([...counted].sort()).toEqual([...expected].sort());
    const ids = new Set([...expected.keys()].map((cell) => cell.split('|')[5]));
    const seen = indicators.filter(({ id }) => ids.has(id));
    expect(seen.length).toBeGreaterThan(name === 'PostgreSQL' ? 16 : 10);
  });

  it('add up to the same however they are split, and over whatever periods', async () => {
    const span = await store.measuredDays();
    if (span === undefined) throw new Error('nothing was counted');
    for (const measure of ['indicator', 'expectation', 'content', 'traffic', 'transit'] as const) {
      const totals = [];
      for (const grain of ['day', 'week', 'month', 'quarter', 'year'] as const) {
        for (const by of [
          [],
          ['period'],
          ['enterprise', 'other'],
          ['type', 'part', 'system', 'period'],
        ] as const) {
          const rows = await store.readMeasures({ measure, grain, ...span, by: [...by] });
          totals.push(rows.reduce((sum, { count }) => sum + count.n, 0));
        }
      }
      expect(new Set(totals).size).toBe(1);
    }
  });

  it('of a rule are out of all messages that were checked, also those in which no rule found anything', async () => {
    const span = await store.measuredDays();
    if (span === undefined) throw new Error('nothing was counted');
    const query = { measure: 'rule', grain: 'month', ...span } as const;
    const [all] = await store.readMeasures({ ...query, by: [] });
    const rules = await store.readMeasures({ ...query, by: ['part'] });
    expect(rules.length).toBeGreaterThan(0);
    for (const { count } of rules) expect(count.n).toBe(all?.count.n);
    expect(Math.max(...rules.map(({ count }) => count.hits))).toBeLessThanOrEqual(all?.count.hits ?? 0);
  });

  it('of a day whose messages are gone stay as they were', async () => {
    const { rows } = await pool.query<{ day: string }>(
      `select start::text as day from measures where grain = 'day' and measure = 'traffic' order by n desc limit 1`,
    );
    const day = rows[0]?.day ?? '';
    const before = await storedMeasures(pool);
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('delete from messages where message_day(id) = $1', [day]);
      await client.query('commit');
    } finally {
      client.release();
    }
    await store.markMeasures(day, day);
    expect(await refreshMeasures({ store, indicators, log })).toBe(1);
    expect(await storedMeasures(pool)).toEqual(before);
  });
});

describe('A count that does not come to its end', () => {
  describeBackends(
    'leaves its days marked',
    (open) => {
      it(
        'when its process is killed, and while it counts nobody else does; what changes meanwhile is counted after it',
        async () => {
          const { pool } = await open();
          const store = await playCounty(pool, { stays: 4, days: 5, seed: 31 });
          const marked = await marksLeft(pool);
          expect(marked).toBeGreaterThan(0);
          const blocker = await pool.connect();
          try {
            await blocker.query('begin');
            await blocker.query('lock table measures in access exclusive mode');
            const doomed = store.refreshMeasures(indicators, 100);
            const failed = doomed.then(
              () => 'counted',
              () => 'killed',
            );
            const waiting = async (): Promise<number | undefined> =>
              (
                await blocker.query<{ pid: number }>(
                  `select pid from pg_locks where not granted and relation = 'measures'::regclass limit 1`,
                )
              ).rows[0]?.pid;
            let pid = await waiting();
            while (pid === undefined) pid = await waiting();
            expect(await store.refreshMeasures(indicators, 100)).toEqual({
              days: [],
              months: [],
              more: false,
            });
            await blocker.query('select pg_terminate_backend($1)', [pid]);
            expect(await failed).toBe('killed');
            expect(await marksLeft(pool)).toBe(marked);

            const counting = store.refreshMeasures(indicators, 100);
            while ((await waiting()) === undefined);
            await blocker.query(`insert into measure_marks values ('2027-03-02')`);
            await blocker.query('commit');
            const { days } = await counting;
            expect(days.length).toBeGreaterThan(3);
            expect((await store.refreshMeasures(indicators, 100)).days).toEqual(['2027-03-02']);
          } finally {
            blocker.release();
          }
        },
        longest,
      );
    },
    ['PostgreSQL'],
  );
});
