import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readExpectations } from '../../../src/adapters/seeds/expectations.ts';
import { readIndicators } from '../../../src/adapters/seeds/indicators.ts';
import { loadStandards, seedsDir } from '../../../src/standards.ts';

const path = join(seedsDir, 'indicators.yaml');
const seed = readFileSync(path, 'utf8');
const catalogue = readExpectations(join(seedsDir, 'expectations.yaml'), () => true);
const { indicators, rules } = loadStandards();
const knowsRule = (id: string): boolean => rules.some((rule) => rule.id === id);

const dir = mkdtempSync(join(tmpdir(), 'indicators-'));
afterAll(() => rmSync(dir, { recursive: true }));
const read = (text: string) => {
  const file = join(dir, 'indicators.yaml');
  writeFileSync(file, text);
  return readIndicators(file, catalogue, knowsRule);
};

describe('The indicators', () => {
  it('are those of the handover rules', () => {
    expect(indicators.map(({ id }) => id).sort()).toEqual(
      [
        ...['early-warning-24h', 'admission-report-24h', 'reply-same-day', 'overdue-days', 'ready-withdrawn'],
        ...[
          'epikrise-0d',
          'epikrise-1d',
          'epikrise-7d',
          'discharge-report-0d',
          'completeness',
          'medication-list',
        ],
        ...['contact-3d', 'gp-2w', 'plan-available', 'referral-10wd', 'consulted-first', 'order-wording'],
        ...['delivery', 'readmission-30d'],
      ].sort(),
    );
  });

  it('have a target from a source only where one gives it; the others are said to be decided here', () => {
    const sourced = indicators.flatMap(({ id, target }) => (target?.source === undefined ? [] : [id]));
    expect(sourced.sort()).toEqual(['epikrise-1d', 'referral-10wd']);
    for (const { target } of indicators) {
      if (target !== undefined && target.source === undefined) {
        expect(target.decided?.approver).toBe('as-delivered');
      }
    }
  });

  it('settle after the longest time that what they count may take', () => {
    const settle = Object.fromEntries(indicators.map(({ id, settleDays }) => [id, settleDays]));
    expect(settle['epikrise-7d']).toBeGreaterThan(7);
    expect(settle['gp-2w']).toBeGreaterThan(14);
    expect(settle['readmission-30d']).toBeGreaterThan(30);
    // Ten working days over Christmas.
    expect(settle['referral-10wd']).toBeGreaterThanOrEqual(17);
    expect(settle.delivery).toBeGreaterThan(4);
  });

  it.each([
    [
      'an expectation that is none',
      '[early-warning]',
      '[early-warnings]',
      'early-warning-24h: early-warnings is no expectation',
    ],
    [
      'a rule that is none',
      '[wording-service-order]',
      '[no-such-rule]',
      'order-wording: no-such-rule is no rule',
    ],
    ['two rows of one id', 'id: epikrise-7d', 'id: epikrise-1d', 'epikrise-1d: stands twice'],
    [
      'a target of nobody',
      ', source: Nasjonal kvalitetsindikator for epikrisetid }',
      ' }',
      'a target has a source',
    ],
    [
      'a count that is none',
      'from: { count: delivery }',
      'from: { count: deliveries }',
      'indicators[17].from',
    ],
    [
      'a sentence without its end',
      'innen et døgn.\n        numerator: Opphold',
      'innen et døgn\n        numerator: Opphold',
      'ends with a full stop',
    ],
  ])('are refused with %s, and told which', (_what, right, wrong, fault) => {
    expect(seed).toContain(right);
    expect(() => read(seed.replace(right, wrong))).toThrow(fault);
  });
});
