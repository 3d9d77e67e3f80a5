import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ShownFigure } from '../../src/domain/board/figure.ts';
import { bandOf } from '../../src/domain/board/late.ts';
import { createFormats } from '../../src/web/i18n/format.ts';
import { type TextTree, textAt } from '../../src/web/i18n/texts.ts';
import { lateRanges } from '../../src/web/pages/overview/late-kinds.ts';
import type { Standing } from '../../src/web/pages/overview/overview.ts';
import { sayMove, sayOutOf, sayShare, sayTarget } from '../../src/web/pages/overview/words.ts';

const textsOf = (page: string): TextTree =>
  parse(readFileSync(join(import.meta.dirname, '../../seeds/web', page, 'nn.yaml'), 'utf8')) as TextTree;
const texts = { overview: textsOf('overview'), shell: textsOf('shell') };
const says = {
  t: (key: string, values?: Readonly<Record<string, string | number>>) => textAt(texts, key, values),
  format: createFormats('nn'),
};
/** Numbers are written with hard spaces. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll(/\s/g, ' ');

const figure = (hits: number, n: number, more = {}): ShownFigure => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  low: 0,
  high: 1,
  few: false,
  leftOut: {},
  ...more,
});
const measured = (changes: Partial<Standing>): Standing =>
  ({ better: 'higher', unit: 'share', target: null, ...changes }) as Standing;
const target = (share: number): Standing['target'] => ({ share, source: null, decided: null });

describe('a change in words', () => {
  it('says which way and how far, and whether that is good', () => {
    expect(sayMove(says, measured({}), { points: 0.031, sure: true })).toEqual({
      arrow: '↑',
      words: 'opp 3 prosentpoeng',
      tone: 'good',
    });
    expect(sayMove(says, measured({ better: 'lower' }), { points: 0.031, sure: true }).tone).toBe('bad');
    expect(sayMove(says, measured({ better: 'none' }), { points: 0.031, sure: true }).tone).toBe('even');
  });

  it('judges nothing that may be chance, and calls less than half a point unchanged', () => {
    expect(sayMove(says, measured({}), { points: -0.2, sure: false })).toMatchObject({
      arrow: '↓',
      tone: 'unsure',
    });
    expect(sayMove(says, measured({}), { points: 0.004, sure: true })).toMatchObject({
      arrow: '→',
      words: 'uendra',
    });
  });
});

describe('a figure in words', () => {
  it('says percent, or so many to each hundred', () => {
    expect(plain(sayShare(says, measured({}), 0.912))).toBe('91 %');
    expect(sayShare(says, measured({ unit: 'per-hundred' }), 1.42)).toBe('142 per 100');
  });

  it('says what it is out of, and roughly of a month that is not over', () => {
    expect(plain(sayOutOf(says, figure(412, 453)))).toBe('412 av 453');
    expect(plain(sayOutOf(says, figure(410, 455, { rounded: true })))).toBe('om lag 410 av 455');
  });

  it('says how far it is to the target, in the direction that is better', () => {
    const to = (standing: Standing, shown?: ShownFigure) => plain(sayTarget(says, standing, shown));
    expect(to(measured({}), figure(1, 2))).toBeUndefined();
    expect(to(measured({ target: target(0.95) }), figure(91, 100))).toBe('mål 95 %, 4 prosentpoeng att');
    expect(to(measured({ target: target(0.9) }), figure(91, 100))).toBe('mål 90 %, nådd');
    expect(to(measured({ target: target(0.9), better: 'lower' }), figure(91, 100))).toBe(
      'mål 90 %, 1 prosentpoeng att',
    );
    expect(to(measured({ target: target(0.95) }))).toBe('mål 95 %');
  });
});

describe('what is late now', () => {
  const late = (expectation: string, more: { band: string } | { count: number }, severity = 'high') => ({
    expectation,
    case: null,
    name: expectation,
    severity,
    ...more,
  });

  it('adds up the cases of an expectation at both ends of their bands', () => {
    expect(lateRanges([late('a', { band: 'few' }), late('a', { band: '10-19' })])).toEqual([
      { expectation: 'a', name: 'a', isUrgent: false, low: 11, high: 23 },
    ]);
    expect(lateRanges([late('a', { band: '50+' }), late('a', { band: '5-9' })])[0]).not.toHaveProperty(
      'high',
    );
  });

  it('knows every band that there is, and holds the count that it was made from', () => {
    for (let count = 1; count <= 60; count += 1) {
      const [range] = lateRanges([late('a', { band: bandOf(count) ?? '' })]);
      expect(range?.low).toBeLessThanOrEqual(count);
      expect(range?.high ?? count).toBeGreaterThanOrEqual(count);
      expect(range?.low).toBeGreaterThan(0);
    }
  });

  it('puts what is critical first, then what there is most of', () => {
    const kinds = [
      late('few', { count: 2 }),
      late('many', { count: 9 }),
      late('grave', { count: 1 }, 'critical'),
    ];
    expect(lateRanges(kinds).map(({ expectation }) => expectation)).toEqual(['grave', 'many', 'few']);
  });
});
