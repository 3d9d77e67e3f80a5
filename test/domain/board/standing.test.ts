import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure, FigureRow } from '../../../src/domain/board/figure.ts';
import {
  changeBetween,
  figuresByEnterprise,
  leastRanked,
  rank,
  sumFigures,
} from '../../../src/domain/board/standing.ts';
import { intervalOf } from '../../../src/domain/board/wilson.ts';
import { type HerId, herId } from '../../../src/domain/ids.ts';

const shown = (n: number, hits: number, leftOut = {}): Figure & { shown: true } => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  ...intervalOf(n, hits),
  few: n < 30,
  medianMinutes: 10,
  leftOut,
});
const small: Figure = { shown: false, why: 'small' };
const none: Figure = { shown: false, why: 'none' };
const id = (place: number): HerId => herId(String(100 + place))!;
const figures = (...all: readonly Figure[]): ReadonlyMap<HerId, Figure> =>
  new Map(all.map((figure, place) => [id(place), figure]));

const anyFigure = fc.oneof(
  fc.constantFrom(small, none),
  fc
    .tuple(fc.integer({ min: 5, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, share]) => shown(n, Math.round(n * share))),
);

describe('change from one figure to the next', () => {
  it('is not there when either figure is hidden', () => {
    expect(changeBetween(small, shown(50, 10))).toBeUndefined();
    expect(changeBetween(shown(50, 10), none)).toBeUndefined();
    expect(changeBetween(undefined, shown(50, 10))).toBeUndefined();
  });

  it('is sure only where the intervals do not overlap', () => {
    expect(changeBetween(shown(400, 240), shown(400, 340))).toEqual({
      points: expect.closeTo(0.25),
      sure: true,
    });
    expect(changeBetween(shown(20, 12), shown(20, 17))).toEqual({
      points: expect.closeTo(0.25),
      sure: false,
    });
  });

  it('is the same the other way, with the sign turned', () => {
    fc.assert(
      fc.property(anyFigure, anyFigure, (before, now) => {
        const there = changeBetween(before, now);
        const back = changeBetween(now, before);
        expect(back?.sure).toBe(there?.sure);
        expect(back?.points).toBe(there === undefined ? undefined : there.points === 0 ? 0 : -there.points);
      }),
    );
  });
});

describe('figures of several types as one', () => {
  it('are those that are shown, and no others', () => {
    fc.assert(
      fc.property(fc.array(anyFigure, { maxLength: 6 }), (all) => {
        const sum = sumFigures(all);
        const seen = all.filter((each) => each.shown);
        expect(sum.shown).toBe(seen.length > 0);
        if (!sum.shown) return;
        expect(sum.n).toBe(seen.reduce((total, { n }) => total + n, 0));
        expect(sum.hits).toBe(seen.reduce((total, { hits }) => total + hits, 0));
        expect(sum.few).toBe(sum.n < 30);
      }),
    );
  });

  it('have no durations but those of a single one, and add up what is left out', () => {
    const sum = sumFigures([shown(40, 20, { pending: 6 }), shown(40, 30, { pending: 5, resent: 7 }), small]);
    expect(sum).toMatchObject({ n: 80, hits: 50, leftOut: { pending: 11, resent: 7 } });
    expect(sum).not.toHaveProperty('medianMinutes');
    expect(sumFigures([shown(40, 20), small])).toHaveProperty('medianMinutes', 10);
  });

  it('say that there are too few rather than none, when none is shown', () => {
    expect(sumFigures([none, small])).toEqual(small);
    expect(sumFigures([])).toEqual(none);
  });
});

describe('ranking of organisations', () => {
  it('puts the lowest share first where more is better, and the highest where less is', () => {
    const now = figures(shown(100, 90), shown(100, 50), shown(100, 70), shown(100, 80));
    const weakest = (better: 'higher' | 'lower') =>
      rank({ better }, now, new Map()).weakest.map(({ enterprise }) => enterprise);
    expect(weakest('higher')).toEqual([id(1), id(2), id(3)]);
    expect(weakest('lower')).toEqual([id(0), id(3), id(2)]);
  });

  it('leaves out those with fewer than thirty, now or before, and hidden ones', () => {
    const now = figures(shown(29, 1), small, shown(100, 70), shown(100, 80), shown(100, 90));
    const before = figures(shown(100, 1), small, shown(29, 1), shown(100, 70), shown(100, 60));
    const ranking = rank({ better: 'higher' }, now, before);
    expect(ranking).toMatchObject({ counted: 5, ranked: 3 });
    expect(ranking.weakest.map(({ enterprise }) => enterprise)).toEqual([id(2), id(3), id(4)]);
    expect(ranking.improved.map(({ enterprise }) => enterprise)).toEqual([id(4), id(3)]);
  });

  it('is none of fewer than three, nor where neither more nor less is better', () => {
    const two = figures(shown(100, 90), shown(100, 50), small);
    expect(rank({ better: 'higher' }, two, new Map())).toEqual({
      counted: 3,
      ranked: 2,
      weakest: [],
      improved: [],
    });
    const three = figures(shown(100, 90), shown(100, 50), shown(100, 20));
    expect(rank({ better: 'none' }, three, three).weakest).toEqual([]);
  });

  it('never names one with few, whatever the figures', () => {
    const column = fc.array(anyFigure, { maxLength: 12 }).map((all) => figures(...all));
    fc.assert(
      fc.property(column, column, fc.constantFrom('higher', 'lower'), (now, before, better) => {
        const { weakest, improved } = rank({ better }, now, before);
        for (const { figure, enterprise } of [...weakest, ...improved]) {
          expect(figure.n).toBeGreaterThanOrEqual(30);
          expect(figure).toBe(now.get(enterprise));
        }
        for (const { change } of improved)
          expect(change!.points * (better === 'higher' ? 1 : -1)).toBeGreaterThan(0);
        expect(weakest.length).toBeLessThanOrEqual(leastRanked);
      }),
    );
  });
});

it('rows of several types are one figure of each organisation', () => {
  const row = (enterprise: HerId | undefined, figure: Figure): FigureRow => ({
    period: '2026-10-01',
    ...(enterprise && { enterprise }),
    figure,
    own: false,
    asOf: new Date(0),
  });
  const found = figuresByEnterprise([
    row(id(1), shown(40, 20)),
    row(id(1), shown(60, 60)),
    row(id(2), small),
    row(undefined, shown(900, 1)),
  ]);
  expect([...found.keys()]).toEqual([id(1), id(2)]);
  expect(found.get(id(1))).toMatchObject({ n: 100, hits: 80 });
});
