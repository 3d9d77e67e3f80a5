import { expect, it } from 'vitest';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { readFigures, type Viewer } from '../../src/app/board/figures.ts';
import { publish } from '../../src/app/board/publish.ts';
import type { FigureRow } from '../../src/domain/board/figure.ts';
import type { HerId } from '../../src/domain/ids.ts';
import { attack, type KnownSum, type Target } from '../domain/board/attacker.ts';
import { describeBackends } from '../helpers/backends.ts';
import { addCounted, boardOn, type Counted } from '../helpers/counted.ts';

const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
const enterprises = [1, 2, 3, 4, 5];
const tables = 12;

/** Numbers from 0 to 1, the same ones each time. */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const draw = (seed: number): readonly Counted[] => {
  const next = chance(seed);
  return Array.from({ length: tables }, (_, table) =>
    months.flatMap((month) =>
      enterprises.flatMap((enterprise) => {
        const n = Math.floor(next() ** 2 * 30 * (enterprise / 2));
        const hits = Math.min(n, Math.floor(next() * (n + 1)));
        return n === 0 ? [] : [{ day: `${month}-15`, enterprise, part: `part-${table}`, n, hits }];
      }),
    ),
  ).flat();
};

const grains = ['month', 'quarter', 'year'] as const;

/** A row, with the grain that was asked for. */
type Asked = FigureRow & { readonly grain: (typeof grains)[number] };

/** All that a viewer gets to see of closed periods, whatever she asks for. */
const askAll = async (
  services: ReturnType<typeof boardOn>['services'],
  viewer: Viewer,
): Promise<readonly Asked[]> => {
  const answers: Asked[] = [];
  const add = (grain: Asked['grain'], rows: readonly FigureRow[]): void => {
    answers.push(...rows.map((row) => ({ ...row, grain })));
  };
  for (const grain of grains) {
    for (const by of ['county', 'enterprise'] as const) {
      const asked = { measure: 'indicator', grain, from: '2026-01-01', to: '2026-12-01', by } as const;
      add(grain, await readFigures(services, viewer, asked));
      for (const enterprise of enterprises.slice(-2)) {
        add(grain, await readFigures(services, viewer, { ...asked, enterprises: [enterprise as HerId] }));
      }
    }
  }
  return answers;
};

const lengths: Readonly<Record<(typeof grains)[number], number>> = { month: 1, quarter: 3, year: 12 };

/** What one answer says: a sum over counted cells. */
const told = (
  rows: readonly FigureRow[],
  cells: readonly Counted[],
  grain: (typeof grains)[number],
): readonly KnownSum[] =>
  rows.flatMap(({ figure, period, enterprise, own }) => {
    // What is one's own is known to the last number anyhow.
    if (own || !figure.shown || figure.rounded === true) return [];
    const first = Number(period.slice(5, 7));
    const within = cells.flatMap((cell, index) => {
      const month = Number(cell.day.slice(5, 7));
      const isIn = month >= first && month < first + lengths[grain];
      return isIn && (enterprise === undefined || enterprise === cell.enterprise) ? [index] : [];
    });
    const sum = (of: 'n' | 'hits'): number =>
      within.reduce((total, index) => total + (cells[index]?.[of] ?? 0), 0);
    expect([figure.n, figure.hits]).toEqual([sum('n'), sum('hits')]);
    return [
      { of: 'n', cells: within, value: figure.n },
      { of: 'hits', cells: within, value: figure.hits },
    ];
  });

describeBackends('figures that are asked for', (open) => {
  it('never tell a small one of others, whoever asks for whatever, month after month', async () => {
    const { pool } = await open();
    await migrate(pool);
    const { services, setTime } = boardOn(pool);
    const counted = draw(20_261_122);
    const viewers: readonly Viewer[] = [
      { role: 'board-member', enterprises: [] },
      ...enterprises.map(
        (enterprise): Viewer => ({ role: 'message-officer', enterprises: [enterprise as HerId] }),
      ),
    ];
    const seen = viewers.map((): Asked[] => []);
    for (const [at, month] of months.entries()) {
      await addCounted(
        pool,
        counted.filter(({ day }) => day.startsWith(month)),
      );
      setTime(`2026-0${at + 2}-08T10:00:00Z`);
      await publish(services);
      for (const [index, viewer] of viewers.entries()) {
        seen[index]?.push(...(await askAll(services, viewer)));
      }
    }
    let shown = 0;
    for (const [index, viewer] of viewers.entries()) {
      for (let table = 0; table < tables; table += 1) {
        const cells = counted.filter(({ part }) => part === `part-${table}`);
        const known = grains.flatMap((grain) =>
          told(
            (seen[index] ?? []).filter((row) => row.part === `part-${table}` && row.grain === grain),
            cells,
            grain,
          ),
        );
        const isOwn = (cell: Counted): boolean =>
          viewer.enterprises.some((enterprise) => enterprise === cell.enterprise);
        const both = ['n', 'hits'] as const;
        const own = cells.flatMap((cell, at) =>
          isOwn(cell) ? both.map((of) => ({ of, cells: [at], value: cell[of] })) : [],
        );
        const targets = cells.flatMap((cell, at): readonly Target[] =>
          isOwn(cell)
            ? []
            : both.filter((of) => cell[of] >= 1 && cell[of] <= 4).map((of) => ({ of, cells: [at] })),
        );
        const all = [...new Map([...known, ...own].map((sum) => [JSON.stringify(sum), sum])).values()];
        shown += known.length;
        expect(
          attack(
            cells.map(() => ({ isFree: false })),
            all,
            targets,
          ),
        ).toEqual([]);
      }
    }
    expect(shown).toBeGreaterThan(0);
  });
});
