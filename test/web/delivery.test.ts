import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/domain/board/figure.ts';
import { toCsv } from '../../src/domain/csv.ts';
import { layFlow, type Stream } from '../../src/web/pages/delivery/flow.ts';
import { isoWeek } from '../../src/web/pages/delivery/period.ts';
import {
  messagesIn,
  outcomes,
  type Receipts,
  receiptsOf,
  sumReceipts,
} from '../../src/web/pages/delivery/receipts.ts';
import { stack } from '../../src/web/pages/delivery/stack.ts';

const figure = (n: number, hits: number, leftOut = {}): Figure => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  low: 0,
  high: 1,
  few: n < 30,
  leftOut,
});

const anyReceipts: fc.Arbitrary<Receipts> = fc.record(
  Object.fromEntries(outcomes.map((outcome) => [outcome, fc.integer({ min: 0, max: 50 })])) as {
    [Key in keyof Receipts]: fc.Arbitrary<number>;
  },
);

describe('what became of messages', () => {
  it('adds up to all that were receipted, and beside them those that wait or ask for none', () => {
    const receipts = receiptsOf(
      figure(100, 80, {
        rejected: 7,
        partial: 0,
        'timed-out': 5,
        pending: 9,
        'not-observable': 11,
        copies: 30,
      }),
    );
    expect(receipts).toEqual({
      ok: 80,
      rejected: 7,
      partial: 0,
      'timed-out': 5,
      other: 8,
      waiting: 9,
      'not-asked': 11,
    });
    expect(messagesIn(receipts)).toBe(120);
  });

  it('is nothing of a figure that is hidden', () => {
    expect(messagesIn(receiptsOf({ shown: false, why: 'small' }))).toBe(0);
  });

  it('of several is the sum of each', () => {
    fc.assert(
      fc.property(fc.array(anyReceipts), (all) => {
        const sum = all.reduce((total, each) => total + messagesIn(each), 0);
        expect(messagesIn(sumReceipts(all))).toBe(sum);
      }),
    );
  });
});

describe('a flow from senders to receivers', () => {
  const streams: fc.Arbitrary<readonly Stream[]> = fc.array(
    fc.record({
      sender: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      receiver: fc.constantFrom('v', 'w', 'x', 'y', 'z'),
      receipts: anyReceipts,
    }),
    { minLength: 1, maxLength: 20 },
  );

  it('loses no message in any column, nor between them, and names no more than asked', () => {
    fc.assert(
      fc.property(streams, fc.integer({ min: 1, max: 6 }), (given, most) => {
        const flow = layFlow(given, most, 'others');
        const all = given.reduce((sum, { receipts }) => sum + messagesIn(receipts), 0);
        expect(flow.total).toBe(all);
        if (all === 0) return;
        const sum = (items: readonly { messages: number }[]) =>
          items.reduce((total, each) => total + each.messages, 0);
        expect(sum(flow.senders)).toBe(all);
        expect(sum(flow.outcomes)).toBe(all);
        expect(sum(flow.receivers)).toBe(all);
        expect(sum(flow.bands)).toBe(2 * all);
        expect(flow.senders.length).toBeLessThanOrEqual(most);
        expect(flow.receivers.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('keeps nodes of a column apart and within the whole', () => {
    fc.assert(
      fc.property(streams, (given) => {
        const { senders, outcomes: middle, receivers } = layFlow(given, 8, 'others');
        for (const column of [senders, middle, receivers]) {
          column.forEach(({ top, height }, place) => {
            expect(top + height).toBeLessThanOrEqual((column[place + 1]?.top ?? 1) + 1e-9);
          });
        }
      }),
    );
  });
});

describe('stacked bars', () => {
  const amounts = [
    { period: '2026-09-01', part: 'A', amount: 10 },
    { period: '2026-09-01', part: 'B', amount: 5 },
    { period: '2026-10-01', part: 'A', amount: 20 },
    { period: '2026-10-01', part: 'B', amount: 1 },
    { period: '2026-10-01', part: 'C', amount: 2 },
  ];
  const periods = ['2026-09-01', '2026-10-01'];

  it('have the greatest part at the bottom and what is not named at the top', () => {
    const { parts, slices, highest } = stack(amounts, periods, { most: 1, rest: 'rest', labelGap: 0 });
    expect(parts).toEqual(['A', 'rest']);
    expect(slices).toEqual([
      { period: '2026-09-01', part: 'A', amount: 10, low: 0, high: 10 },
      { period: '2026-09-01', part: 'rest', amount: 5, low: 10, high: 15 },
      { period: '2026-10-01', part: 'A', amount: 20, low: 0, high: 20 },
      { period: '2026-10-01', part: 'rest', amount: 3, low: 20, high: 23 },
    ]);
    expect(highest).toBe(23);
  });

  it('have labels that do not stand on each other', () => {
    const { labels, highest } = stack(amounts, periods, { most: 3, rest: 'rest', labelGap: 0.1 });
    const places = labels.map(({ at }) => at);
    expect(places).toHaveLength(3);
    places.slice(1).forEach((at, before) => {
      expect(at - (places[before] ?? 0)).toBeGreaterThanOrEqual(0.1 * highest - 1e-9);
    });
  });
});

it('weeks are numbered as ISO 8601 has it', () => {
  expect(isoWeek('2026-11-16')).toEqual({ week: 47, year: 2026 });
  expect(isoWeek('2020-12-28')).toEqual({ week: 53, year: 2020 });
  expect(isoWeek('2024-12-30')).toEqual({ week: 1, year: 2025 });
});

describe('a table as CSV', () => {
  it('has a byte order mark, semicolons, decimal commas and quotes where they are needed', () => {
    expect(
      toCsv(
        ['a', 'b'],
        [
          ['x;"y"', 0.5],
          [undefined, -3],
        ],
      ),
    ).toBe('\uFEFFa;b\r\n"x;""y""";0,5\r\n;-3\r\n');
  });

  it('lets no text begin as a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (first, rest) => {
        const [, line = ''] = toCsv(['a'], [[first + rest]]).split('\r\n', 2);
        expect(line.replace(/^"/, '').startsWith("'")).toBe(true);
      }),
    );
  });
});
