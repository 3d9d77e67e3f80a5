import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/domain/board/figure.ts';
import { intervalOf } from '../../src/domain/board/wilson.ts';
import { mapAddress, partAddress } from '../../src/web/pages/quality/address.ts';
import { isShown, monthsFrom, pointsOf, rangeOf } from '../../src/web/pages/quality/course-points.ts';
import { nextSpot, type Spot } from '../../src/web/pages/quality/grid.ts';
import { heatLines, heatRows, nextOrder } from '../../src/web/pages/quality/heat-rows.ts';
import { betterOf, type Cell, type Quality, toneOf } from '../../src/web/pages/quality/quality.ts';

const shown = (n: number, hits: number): Figure => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  ...intervalOf(n, hits),
  few: n < 30,
  leftOut: {},
});
const small: Figure = { shown: false, why: 'small' };
const none: Figure = { shown: false, why: 'none' };

const cell = (part: string, figure: Figure): Cell => ({ part, figure, asOf: '2026-11-16T06:00:00Z' });
const sender = (herId: number, name: string, figures: Readonly<Record<string, Figure>>, own = false) => ({
  enterprise: { herId, name },
  own,
  cells: Object.entries(figures).map(([part, figure]) => cell(part, figure)),
});

const quality: Pick<Quality, 'parts' | 'county' | 'rows'> = {
  parts: [
    { part: 'diagnoses', level: 'must' },
    { part: 'gp', level: 'note' },
    { part: 'course', level: 'check' },
  ],
  county: [cell('diagnoses', shown(220, 200)), cell('gp', small)],
  rows: [
    sender(1, 'Ålesund', { diagnoses: shown(100, 95), gp: shown(90, 20) }),
    sender(2, 'Aukra', { diagnoses: shown(20, 2), gp: none }),
    sender(3, 'Sula', { diagnoses: small }),
    sender(4, 'Molde', { diagnoses: shown(60, 40) }),
    sender(5, 'Volda', { diagnoses: small, gp: small }, true),
  ],
};
const names = (order: string) =>
  heatRows(quality, order).rows.map(({ enterprise }) => enterprise?.name ?? 'county');

describe('The heat map of what messages hold', () => {
  it('begins with the county and the reader’s own, whatever it is sorted by', () => {
    for (const order of ['n', '-n', 'name', '-name', 'diagnoses', '-diagnoses']) {
      expect(names(order).slice(0, 2)).toEqual(['county', 'Volda']);
    }
  });

  it('never ranks what there is few of: it comes after all others', () => {
    expect(names('diagnoses').slice(2)).toEqual(['Molde', 'Ålesund', 'Aukra']);
    expect(names('-diagnoses').slice(2)).toEqual(['Ålesund', 'Molde', 'Aukra']);
  });

  it('sorts names as Norwegians do, and counts by their number', () => {
    expect(names('name').slice(2)).toEqual(['Aukra', 'Molde', 'Ålesund']);
    expect(names('-n').slice(2)).toEqual(['Ålesund', 'Molde', 'Aukra']);
  });

  it('leaves out parts that nothing was counted of, and says how many senders are hidden', () => {
    const heat = heatRows(quality, '-n');
    expect(heat.parts.map(({ part }) => part)).toEqual(['diagnoses', 'gp']);
    expect(heat.hidden).toBe(1);
  });

  it('tells no number of messages for the county when a sender has more', () => {
    const county = [cell('diagnoses', small), cell('gp', shown(70, 30))];
    expect(heatRows({ ...quality, county }, 'n').rows[0]?.n).toBeUndefined();
    expect(heatRows(quality, 'n').rows[0]?.n).toBe(220);
  });

  it('first sorts by where there is most to mend, then the other way', () => {
    expect(nextOrder('-n', 'gp', 'higher')).toBe('gp');
    expect(nextOrder('gp', 'gp', 'higher')).toBe('-gp');
    expect(nextOrder('-n', 'wording-service-order', 'lower')).toBe('-wording-service-order');
    expect(nextOrder('-wording-service-order', 'wording-service-order', 'lower')).toBe(
      'wording-service-order',
    );
  });

  it('as a file has a line for each sender and part, with words where there is no number', () => {
    const lines = heatLines(heatRows(quality, 'name'), {
      county: 'Fylket',
      part: (part) => part,
      hidden: (why) => `hidden: ${why}`,
    });
    expect(lines).toContainEqual(['Molde', 4, 'diagnoses', 40, 60, 0.6667, undefined]);
    expect(lines).toContainEqual([
      'Fylket',
      undefined,
      'gp',
      undefined,
      undefined,
      undefined,
      'hidden: small',
    ]);
    expect(lines.some(([who]) => who === 'Sula')).toBe(false);
  });
});

describe('The colour of a share', () => {
  it('is stronger the more there is to mend', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(toneOf(high, 'lower')).toBeGreaterThanOrEqual(toneOf(low, 'lower') ?? 0);
          expect(toneOf(low, 'higher')).toBeGreaterThanOrEqual(toneOf(high, 'higher') ?? 0);
        },
      ),
    );
  });

  it('says nothing of credit, which nobody owes', () => {
    expect(toneOf(0.2, betterOf({ sign: 'credit' }))).toBeUndefined();
    expect(betterOf({ sign: 'absence' })).toBe('lower');
    expect(betterOf(undefined)).toBe('higher');
  });
});

describe('Arrow keys in a grid', () => {
  // Headings over four columns, cells in the last two.
  const spots: readonly Spot[] = [
    ...[0, 1, 2, 3].map((column) => ({ row: 0, column })),
    ...[1, 2].flatMap((row) => [2, 3].map((column) => ({ row, column }))),
  ];

  it('lead to the next spot, and from the edge nowhere', () => {
    expect(nextSpot(spots, { row: 1, column: 2 }, 'ArrowRight')).toEqual({ row: 1, column: 3 });
    expect(nextSpot(spots, { row: 1, column: 2 }, 'ArrowDown')).toEqual({ row: 2, column: 2 });
    expect(nextSpot(spots, { row: 1, column: 3 }, 'ArrowUp')).toEqual({ row: 0, column: 3 });
    expect(nextSpot(spots, { row: 0, column: 0 }, 'ArrowDown')).toEqual({ row: 1, column: 2 });
    expect(nextSpot(spots, { row: 1, column: 3 }, 'ArrowRight')).toBeUndefined();
    expect(nextSpot(spots, { row: 2, column: 2 }, 'ArrowDown')).toBeUndefined();
    expect(nextSpot(spots, { row: 1, column: 2 }, 'a')).toBeUndefined();
  });

  it('with Home and End lead to the ends of the row, and with Control of the grid', () => {
    expect(nextSpot(spots, { row: 2, column: 3 }, 'Home')).toEqual({ row: 2, column: 2 });
    expect(nextSpot(spots, { row: 0, column: 1 }, 'End')).toEqual({ row: 0, column: 3 });
    expect(nextSpot(spots, { row: 2, column: 3 }, 'Home', true)).toEqual({ row: 0, column: 0 });
    expect(nextSpot(spots, { row: 0, column: 0 }, 'End', true)).toEqual({ row: 2, column: 3 });
  });

  it('reach every spot from every other', () => {
    for (const start of spots) {
      const reached = new Set<Spot>([start]);
      for (const at of reached) {
        for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
          const next = nextSpot(spots, at, key);
          const spot = spots.find(({ row, column }) => row === next?.row && column === next.column);
          if (spot !== undefined) reached.add(spot);
        }
      }
      expect(reached.size).toBe(spots.length);
    }
  });
});

describe('A course of shares', () => {
  const months = ['2026-08-01', '2026-09-01', '2026-10-01'];

  it('has a hole where a month is hidden', () => {
    const points = pointsOf(months, [
      { period: '2026-08-01', figure: shown(40, 30) },
      { period: '2026-09-01', figure: small },
    ]);
    expect(points.map(isShown)).toEqual([true, false, false]);
  });

  it('begins with the first month that is shown, yet is never of less than six', () => {
    const year = Array.from({ length: 12 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-01`);
    const from = (month: string) => monthsFrom(year, [{ period: month, figure: shown(40, 30) }])[0];
    expect(from('2026-03-01')).toBe('2026-03-01');
    expect(from('2026-11-01')).toBe('2026-07-01');
    expect(monthsFrom(year, [{ period: '2026-03-01', figure: small }])).toEqual(year);
  });

  it('is drawn within 0 and 1, with room for all that is shown and for the intervals of few', () => {
    const month = fc
      .integer({ min: 5, max: 200 })
      .chain((n) => fc.integer({ min: 0, max: n }).map((hits) => shown(n, hits)));
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 3 }), (figures) => {
        const course = figures.map((figure, at) => ({ period: months[at] ?? '', figure }));
        const points = pointsOf(months, course).filter(isShown);
        const [low, high] = rangeOf(points);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high - low).toBeGreaterThan(0.19);
        for (const point of points) {
          expect(point.few ? point.low : point.share).toBeGreaterThanOrEqual(low);
          expect(point.few ? point.high : point.share).toBeLessThanOrEqual(high);
        }
      }),
    );
  });
});

describe('Addresses of the page', () => {
  it('lead to a part with an organisation beside the county, and back to the same map', () => {
    const where = { of: 'wording', type: 'EPIKRISE', grain: 'quarter', period: '2026-07-01' } as const;
    expect(partAddress(where, 'wording-service-order', 9)).toBe(
      '/kvalitet/ordval/EPIKRISE/wording-service-order?grain=quarter&period=2026-07-01&organisation=9',
    );
    expect(mapAddress(where)).toBe('/kvalitet?tab=wording&type=EPIKRISE&grain=quarter&period=2026-07-01');
    expect(partAddress({ ...where, of: 'content', grain: 'month', period: undefined }, 'gp')).toBe(
      '/kvalitet/EPIKRISE/gp',
    );
  });
});
