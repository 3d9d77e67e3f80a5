import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/domain/board/figure.ts';
import {
  durationRows,
  heatRows,
  type Part,
  scaleMarks,
  scaleOf,
  toneOf,
} from '../../src/web/pages/handovers/gone.ts';

const part = (id: string): Part => ({ part: id, name: id, case: null, owes: [], deadline: null });
const shown = (share: number, few = false): Figure => ({
  shown: true,
  n: few ? 10 : 100,
  hits: Math.round(share * (few ? 10 : 100)),
  share,
  low: 0,
  high: 1,
  few,
  leftOut: {},
});
const small: Figure = { shown: false, why: 'small' };
const party = (herId: number) => ({ herId, name: null });

describe('Figures of handovers', () => {
  it('put what is least in time first, and what there are few of after all others', () => {
    const rows = durationRows({
      expectations: ['a', 'b', 'c', 'd'].map(part),
      county: [
        { part: 'a', figure: shown(0.9) },
        { part: 'b', figure: shown(0.1, true) },
        { part: 'c', figure: shown(0.5) },
        { part: 'd', figure: small },
      ],
    });
    expect(rows.map((row) => row.part.part)).toEqual(['c', 'a', 'b']);
  });

  it('have a row for each organisation with something to show, and tell how many have nothing', () => {
    const { rows, hidden } = heatRows([
      { part: 'a', figure: small, enterprise: party(1) },
      { part: 'a', figure: shown(0.9), enterprise: party(2) },
      { part: 'b', figure: small, enterprise: party(2) },
      { part: 'a', figure: shown(0.8), enterprise: party(3) },
      { part: 'b', figure: shown(0.7), enterprise: party(3) },
    ]);
    expect(rows.map(({ enterprise }) => enterprise.herId)).toEqual([3, 2]);
    expect(hidden).toBe(1);
  });

  it('keep pairs of the same sender apart', () => {
    const { rows } = heatRows(
      [2, 3].map((other) => ({ part: 'a', figure: shown(0.9), enterprise: party(1), other: party(other) })),
    );
    expect(rows.map(({ other }) => other?.herId)).toEqual([2, 3]);
  });

  it('never place a longer time before a shorter one, nor beyond the scale', () => {
    const minutes = fc.integer({ min: -10_000, max: 200_000 });
    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const [first, second] = [scaleOf(Math.min(a, b)), scaleOf(Math.max(a, b))];
        expect(0 <= first && first <= second && second <= 1).toBe(true);
      }),
    );
    const places = scaleMarks.map(scaleOf);
    expect(new Set(places).size).toBe(scaleMarks.length);
  });

  it('are darkest where all is in time and lightest where nothing is', () => {
    expect([0, 0.49, 0.5, 0.79, 0.8, 1].map(toneOf)).toEqual([0, 0, 1, 2, 3, 4]);
  });
});
