import { expect, it } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { createStore } from '../../../src/adapters/postgres/store.ts';
import { readExpectations } from '../../../src/app/board/expectations.ts';
import type { Viewer } from '../../../src/app/board/figures.ts';
import { publish } from '../../../src/app/board/publish.ts';
import type { FigureRow } from '../../../src/domain/board/figure.ts';
import { describeBackends } from '../../helpers/backends.ts';
import { addCounted, boardOn, type Counted } from '../../helpers/counted.ts';

const board: Viewer = { role: 'board-member', enterprises: [] };

const row = (more: Partial<Counted>): Counted => ({
  measure: 'expectation',
  part: 'early-warning',
  day: '2026-09-10',
  enterprise: 1,
  other: 11,
  n: 40,
  hits: 30,
  minutes: Array.from({ length: 40 }, (_, at) => (at + 1) * 30),
  ...more,
});

const seen = (rows: readonly FigureRow[]): readonly string[] =>
  rows
    .map(({ enterprise, other, figure }) =>
      [enterprise ?? 'county', other, figure.shown ? `${figure.hits} of ${figure.n}` : figure.why]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .toSorted();

describeBackends('What became of what should come', (open) => {
  it('is told of the newest month that is published: in the county, by who owes, and by pair', async () => {
    const { pool } = await open();
    await migrate(pool);
    await pool.query('delete from measures');
    const { services, setTime } = boardOn(pool);
    await addCounted(pool, [
      row({}),
      row({ part: 'admission-report', n: 3, hits: 2, minutes: [10, 20, 30] }),
      row({ enterprise: 2, n: 25, hits: 20 }),
      row({ enterprise: 3, n: 32, hits: 25 }),
      row({ day: '2026-11-20' }),
    ]);
    setTime('2026-11-23T10:00:00Z');
    await publish(services);

    const gone = await readExpectations({ ...services, store: createStore(pool) }, board, { grain: 'month' });
    expect(gone.period).toBe('2026-09-01');
    expect(gone.choices).toEqual(['2026-11-01', '2026-10-01', '2026-09-01']);
    expect(seen(gone.county)).toEqual(['county 75 of 97', 'county small']);
    expect(seen(gone.enterprises)).toEqual(['1 30 of 40', '1 small', '2 20 of 25', '3 25 of 32']);
    expect(seen(gone.pairs)).toEqual(['1 11 30 of 40', '1 11 small', '2 11 20 of 25', '3 11 25 of 32']);
  });

  it('is told of the month that is asked for, though it has nothing', async () => {
    const { pool } = await open();
    await migrate(pool);
    const { services, setTime } = boardOn(pool);
    setTime('2026-11-23T10:00:00Z');
    const gone = await readExpectations({ ...services, store: createStore(pool) }, board, {
      grain: 'month',
      period: '2026-03-15',
    });
    expect(gone.period).toBe('2026-03-01');
    expect([...gone.county, ...gone.enterprises, ...gone.pairs].filter(({ figure }) => figure.shown)).toEqual(
      [],
    );
  });
});
