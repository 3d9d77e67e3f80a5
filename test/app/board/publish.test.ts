import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { lateNow, readFigures, type Viewer } from '../../../src/app/board/figures.ts';
import { publish, publishDaily } from '../../../src/app/board/publish.ts';
import type { FigureQuery, FigureRow } from '../../../src/domain/board/figure.ts';
import type { HerId } from '../../../src/domain/ids.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { addCounted, boardOn, type Counted } from '../../helpers/counted.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const board: Viewer = { role: 'board-member', enterprises: [] };
const officerOf = (enterprise: number): Viewer => ({
  role: 'message-officer',
  enterprises: [enterprise as HerId],
});

const query = (more: Partial<FigureQuery> = {}): FigureQuery => ({
  measure: 'indicator',
  grain: 'month',
  from: '2026-09-01',
  to: '2026-09-01',
  by: 'enterprise',
  ...more,
});

/** Figures by who they are of: what is shown as `hits of n`, else why not. */
const seen = (rows: readonly FigureRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    rows.map(({ period, enterprise, other, system, figure, own }) => [
      [period, enterprise ?? 'county', other ?? system ?? ''].filter((part) => part !== '').join(' '),
      `${figure.shown ? `${figure.hits} of ${figure.n}` : figure.why}${own ? ' (own)' : ''}`,
    ]),
  );

const september: readonly Counted[] = [
  { day: '2026-09-10', enterprise: 1, n: 40, hits: 30 },
  { day: '2026-09-11', enterprise: 2, n: 25, hits: 20 },
  { day: '2026-09-12', enterprise: 3, n: 12, hits: 7 },
  { day: '2026-09-12', enterprise: 4, n: 3, hits: 2 },
  { day: '2026-09-30', enterprise: 5, n: 9, hits: 6 },
];

describeBackends('publishing', (open) => {
  const begin = async () => {
    const { pool } = await open();
    await migrate(pool);
    // What is published is for ever; each test begins before it all the same.
    await pool.query(`
      delete from measures;
      alter table publications disable trigger all; delete from publications; alter table publications enable trigger all;
      alter table publication_cells disable trigger all; delete from publication_cells;
      alter table publication_cells enable trigger all;
      alter table late_counts disable trigger all; delete from late_counts; alter table late_counts enable trigger all;
      update publication_state set run = 0, day = null, monday = null, lease = null, lease_until = null, late_day = null`);
    return { pool, ...boardOn(pool) };
  };

  it('shows nothing of a month until it is settled, then all that hides nothing', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, september);

    setTime('2026-10-05T10:00:00Z');
    await publish(services);
    expect(seen(await readFigures(services, board, query()))).toEqual({ '2026-09-01 county': 'not-closed' });

    setTime('2026-10-06T10:00:00Z');
    await publish(services);
    expect(seen(await readFigures(services, board, query()))).toEqual({
      '2026-09-01 1': '30 of 40',
      '2026-09-01 2': '20 of 25',
      // With the county's these would tell of the fourth; one alone to whoever is the other.
      '2026-09-01 3': 'small',
      '2026-09-01 4': 'small',
      '2026-09-01 5': 'small',
    });
    expect(seen(await readFigures(services, board, query({ by: 'county' })))).toEqual({
      '2026-09-01 county': '65 of 89',
    });
  });

  it('shows its own enterprise all of its own as it is now, and of others what everybody sees', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, september);
    setTime('2026-10-06T10:00:00Z');
    await publish(services);
    await addCounted(pool, [{ day: '2026-09-30', enterprise: 4, n: 1, hits: 1 }]);

    const rows = seen(await readFigures(services, officerOf(4), query()));
    expect(rows['2026-09-01 4']).toBe('3 of 4 (own)');
    expect(rows['2026-09-01 3']).toBe('small');
    const asBoard = await readFigures(services, { ...officerOf(4), role: 'board-member' }, query());
    expect(seen(asBoard)['2026-09-01 4']).toBe('small');
  });

  it('keeps what is published as it was when little is added, and says more when much is', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, september);
    setTime('2026-10-06T10:00:00Z');
    await publish(services);

    await addCounted(pool, [{ day: '2026-09-10', enterprise: 1, n: 2, hits: 2 }]);
    setTime('2026-10-07T10:00:00Z');
    await publish(services);
    expect(seen(await readFigures(services, board, query({ by: 'county' })))).toEqual({
      '2026-09-01 county': '65 of 89',
    });

    await addCounted(pool, [
      { day: '2026-09-10', enterprise: 1, n: 30, hits: 20 },
      { day: '2026-09-10', enterprise: 2, n: 20, hits: 10 },
      { day: '2026-09-10', enterprise: 3, n: 20, hits: 10 },
    ]);
    setTime('2026-10-08T10:00:00Z');
    await publish(services);
    expect(seen(await readFigures(services, board, query({ by: 'county' })))).toEqual({
      '2026-09-01 county': '107 of 161',
    });
  });

  it('publishes a quarter and a year when they are closed, added up from its months', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(
      pool,
      ['2025-10', '2025-11', '2025-12'].flatMap((month) => [
        { day: `${month}-10`, enterprise: 1, n: 40, hits: 30 },
        { day: `${month}-10`, enterprise: 2, n: 20, hits: 10 },
      ]),
    );
    setTime('2025-12-20T10:00:00Z');
    await publish(services);
    const quarter = query({ grain: 'quarter', from: '2025-10-01', to: '2025-10-01' });
    expect(seen(await readFigures(services, board, quarter))).toEqual({ '2025-10-01 county': 'not-closed' });
    setTime('2026-01-06T10:00:00Z');
    await publish(services);
    expect(seen(await readFigures(services, board, quarter))).toEqual({
      '2025-10-01 1': '90 of 120',
      '2025-10-01 2': '30 of 60',
    });
    const year = query({ grain: 'year', from: '2025-01-01', to: '2025-01-01', by: 'county' });
    expect(seen(await readFigures(services, board, year))).toEqual({ '2025-01-01 county': '120 of 180' });
  });

  it('shows the county its running month on Mondays, to the nearest five', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, [
      { day: '2026-10-02', enterprise: 1, n: 13, hits: 11 },
      { day: '2026-10-02', enterprise: 2, n: 9, hits: 6 },
      { day: '2026-10-05', enterprise: 2, n: 9, hits: 6 },
    ]);
    setTime('2026-10-05T03:59:00Z');
    const running = query({ by: 'county', from: '2026-10-01', to: '2026-10-01' });
    await publishDaily(services, undefined);
    expect(seen(await readFigures(services, board, running))).toEqual({ '2026-10-01 county': 'not-closed' });

    setTime('2026-10-05T04:00:00Z');
    await publishDaily(services, undefined);
    const [row] = await readFigures(services, board, running);
    expect(row?.figure).toMatchObject({ shown: true, n: 20, hits: 15, rounded: true });
    const weeks = query({ by: 'county', grain: 'week', from: '2026-09-28', to: '2026-10-05' });
    expect(seen(await readFigures(services, board, weeks))).toEqual({
      '2026-09-28 county': '15 of 20',
      '2026-10-05 county': 'not-closed',
    });
  });

  it('publishes medians to five minutes where there are enough, and left-out counts that are not small', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, [
      { day: '2026-09-10', enterprise: 1, n: 6, hits: 6, minutes: [3, 11, 12, 13, 58, 59], cancelled: 7 },
      { day: '2026-09-10', enterprise: 2, n: 8, hits: 8, minutes: [5, 6, 7, 8], cancelled: 2 },
    ]);
    setTime('2026-10-06T10:00:00Z');
    await publish(services);
    const rows = await readFigures(services, board, query());
    expect(
      rows.map(({ figure }) =>
        figure.shown ? [figure.medianMinutes, figure.p90Minutes, figure.leftOut] : 0,
      ),
    ).toEqual([
      [10, undefined, {}],
      [undefined, undefined, {}],
    ]);
    const [county] = await readFigures(services, board, query({ by: 'county' }));
    expect(county?.figure).toMatchObject({ medianMinutes: 10 });
  });

  it('lets one process publish at a time, and another when it has died', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, september);
    setTime('2026-10-06T10:00:00Z');
    const now = services.clock.now();
    const dead = await services.store.takePublishing(
      '00000000-0000-4000-8000-00000000dead',
      now,
      new Date(now.getTime() + 60_000),
    );
    expect(dead?.run).toBe(1);
    expect(await publish(services)).toBeUndefined();
    setTime('2026-10-06T10:02:00Z');
    expect((await publish(services))?.closed).toBe(12);
    if (dead === undefined) throw new Error('no turn');
    await services.store.publish(dead, { cells: [], rows: [] });
    expect((await publish(services))?.closed).toBe(0);
  });

  it('tells what is late in the county in bands, as of the morning', async () => {
    const { pool, services, setTime } = await begin();
    await addCounted(pool, september);
    await pool.query(`
      insert into expectations (holder, key, of_message, subject, expectation, severity, round, state, trigger_at,
        was_late, delivered_late, level, owes_role, owes, historic)
      select 'h' || i, 'k', false, 's', 'epikrise-7d', 'critical', 1, 'open', now(), true, false, 2, 'H', 1 + i % 2, false
      from generate_series(1, 7) i`);
    setTime('2026-10-06T10:00:00Z');
    await publish(services);
    expect(await lateNow(services, board)).toEqual({
      county: [{ expectation: 'epikrise-7d', severity: 'critical', band: '5-9' }],
      asOf: services.clock.now(),
    });
    expect((await lateNow(services, officerOf(1))).own).toEqual([
      { expectation: 'epikrise-7d', severity: 'critical', count: 3 },
    ]);
  });
});

describe('a share', () => {
  it('has no number that is told before anything is published', async () => {
    const rows = await readFigures(
      {
        clock: { now: () => new Date('2026-10-06T10:00:00Z') },
        store: {
          readMeasures: async () => [],
          readPublished: async () => [],
          countLate: async () => [],
          readLate: async () => undefined,
        },
      },
      board,
      query({ from: '2026-08-01', to: '2026-11-01' }),
    );
    expect(seen(rows)).toEqual({
      '2026-08-01 county': 'not-closed',
      '2026-09-01 county': 'not-closed',
      '2026-10-01 county': 'not-closed',
    });
  });
});

describeBackends(
  'publishing while another takes over',
  (open) => {
    it('waits for it, and then adds nothing', async () => {
      const { pool } = await open();
      await migrate(pool);
      const { store } = boardOn(pool).services;
      const now = new Date('2026-10-06T10:00:00Z');
      const turn = await store.takePublishing('00000000-0000-4000-8000-00000000dead', now, now);
      if (turn === undefined) throw new Error('no turn');
      const other = await pool.connect();
      try {
        await other.query(
          `begin; update publication_state set lease = '00000000-0000-4000-8000-00000000beef'`,
        );
        const row = {
          measure: 'indicator',
          type: '',
          part: 'epikrise-1d',
          scope: 'county',
          grain: 'month',
          start: '2026-08-01',
          told: false,
          rounded: false,
          publishedAt: now,
        } as const;
        const publishing = store.publish(turn, { cells: [], rows: [row] });
        const waits = waitFor('publishing to wait', async () => {
          const { rows } = await pool.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return rows.length > 0 ? true : undefined;
        });
        await Promise.race([publishing, waits]);
        await other.query('commit');
        await publishing;
      } finally {
        other.release();
      }
      const { rows } = await pool.query(`select from publications where start = '2026-08-01'`);
      expect(rows).toHaveLength(0);
    });
  },
  ['PostgreSQL'],
);
