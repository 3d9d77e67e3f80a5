import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../src/domain/board/figure.ts';
import { chapterIds, chapterOf } from '../../../src/domain/board/report.ts';
import {
  indicatorParagraph,
  movementOf,
  reachOf,
  type Told,
} from '../../../src/domain/board/report-sentences.ts';
import { wordingOf } from '../../../src/domain/board/report-words.ts';
import { intervalOf } from '../../../src/domain/board/wilson.ts';
import { languages } from '../../../src/domain/texts.ts';
import { loadStandards } from '../../../src/standards.ts';

const { indicators, reportTexts } = loadStandards();
const higher = { better: 'higher', unit: 'share', target: { share: 0.9 } } as const;

const shown = (n: number, hits: number): Extract<Figure, { readonly shown: true }> => ({
  shown: true,
  n,
  hits,
  share: hits / n,
  ...intervalOf(n, hits),
  few: n < 30,
  leftOut: {},
});
const hidden: Figure = { shown: false, why: 'small' };

const told = (now: Figure, before: Figure, rest: Partial<Told> = {}): Told => ({
  indicator: higher,
  name: 'Epikrise same dag',
  now,
  before,
  beforeName: '2025',
  isPartial: false,
  ...rest,
});
const say = (facts: Told, language: (typeof languages)[number] = 'nn'): string =>
  indicatorParagraph(wordingOf(language, reportTexts[language]), facts).replaceAll('\u00A0', ' ');

describe('A report', () => {
  it('tells of every indicator in a chapter of its own', () => {
    const placed = indicators.map(({ id }) => chapterOf[id]);
    expect(placed).not.toContain(undefined);
    expect(chapterIds).toEqual(expect.arrayContaining(placed));
  });

  it('says what a figure is, whether its target is met, and how it was before', () => {
    expect(say(told(shown(1000, 950), shown(1000, 880)))).toBe(
      'Epikrise same dag: 95 % (950 av 1 000). Målet på 90 % er nådd. I 2025 var det 88 %: Det er klart betre no.',
    );
    expect(say(told(shown(1000, 950), shown(1000, 880)), 'nb')).toContain(
      'I 2025 var det 88 %: Det er klart bedre nå.',
    );
    expect(say(told(shown(1000, 880), shown(1000, 950)), 'en')).toContain('it is clearly worse now.');
  });

  it('says that few are uncertain, and from where to where', () => {
    expect(say(told(shown(20, 15), hidden))).toContain('mellom 53 % og 89 %');
  });

  it('says that what is hidden is hidden, and no number', () => {
    for (const language of languages) expect(say(told(hidden, shown(100, 90)), language)).not.toMatch(/\d/);
  });

  it('calls a figure that is better when it is lower better then', () => {
    const lower = { better: 'lower', unit: 'share' } as const;
    expect(movementOf(lower, shown(1000, 300), shown(1000, 100))).toBe('better');
    expect(movementOf({ better: 'none' }, shown(1000, 300), shown(1000, 100))).toBe('other');
  });

  it('does not call a target of all met until all are, and then without doubt', () => {
    const all = { better: 'higher', target: { share: 1 } } as const;
    expect(reachOf(all, shown(50, 50))).toBe('reached');
    expect(reachOf(all, shown(50, 49))).toMatch(/^missed/);
  });

  const figure = fc
    .integer({ min: 1, max: 3000 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((hits) => shown(n, hits)));

  it('never claims a change whose intervals overlap', () => {
    fc.assert(
      fc.property(figure, figure, (before, now) => {
        const overlaps = now.low <= before.high && before.low <= now.high;
        const movement = movementOf(higher, before, now);
        expect(movement === 'unsure').toBe(overlaps);
        const text = say(told(now, before), 'en');
        expect(/clearly (better|worse)/.test(text)).toBe(!overlaps);
      }),
    );
  });

  it('never claims a change of counts that are rounded', () => {
    fc.assert(
      fc.property(figure, figure, (before, now) => {
        expect(movementOf(higher, before, { ...now, rounded: true })).toBe('unsure');
      }),
    );
  });

  it('never says that a target is met or missed for sure when it lies within the interval', () => {
    fc.assert(
      fc.property(figure, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (now, share) => {
        const reach = reachOf({ better: 'higher', target: { share } }, now);
        if (now.low < share && share < now.high) expect(reach).toMatch(/Unsure$/);
        expect(reach?.startsWith('reached')).toBe(now.share >= share);
      }),
    );
  });
});
