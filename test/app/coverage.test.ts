import { describe, expect, it } from 'vitest';
import { type CoverageParts, type CoveringFixture, coverageOf } from '../../src/app/coverage.ts';
import { messageTypes } from '../../src/messages/index.ts';
import type { MessageType } from '../../src/messages/types.ts';
import { loadStandards } from '../../src/standards.ts';

const { compiled } = loadStandards();
const logistics = messageTypes.filter(({ key }) => key === 'pasientlogistikk-1.6');
const receipts = messageTypes.filter(({ appRec }) => appRec === 'none');
const schemas = new Map(messageTypes.map(({ key, root }) => [root.namespace, { file: `${key}.xsd` }]));

const whole: readonly CoveringFixture[] = [
  ...['full', 'minimal', 'changed', 'cancelled', 'ok'].map((name) => ({ name, verdict: 'ok' as const })),
  { name: 'rejected', verdict: 'rejected' },
  { name: 'unreadable', verdict: 'unreadable' },
];
const fixturesOf = (types: readonly MessageType[], fixtures: readonly CoveringFixture[]) =>
  new Map(
    types.flatMap(({ functions, version }) =>
      functions.map(
        ({ code }) => [`${code.toLowerCase().replaceAll('_', '-')}-${version}`, fixtures] as const,
      ),
    ),
  );
const covered = (types: readonly MessageType[], parts: Partial<CoverageParts> = {}) =>
  coverageOf(types, { rules: compiled, schemas, fixtures: fixturesOf(types, whole), ...parts });

describe('the coverage of the standards', () => {
  it('has a row for each function of each type in each version', () => {
    const rows = covered(messageTypes).map((row) => `${row.type} ${row.function}`);
    const functions = messageTypes.flatMap(({ key, functions }) =>
      functions.map(({ code }) => `${key} ${code}`),
    );
    expect(rows).toEqual(functions);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('counts rules by level and fixtures by verdict, and finds nothing empty where there is enough', () => {
    for (const row of covered(logistics)) {
      expect(row.empty).toEqual([]);
      expect(row.rules.must).toBeGreaterThan(0);
      expect(row.ownRules).toBeGreaterThan(0);
      expect(row).toMatchObject({
        version: '1.6',
        appRec: '1.1',
        schema: 'pasientlogistikk-1.6.xsd',
        fixtures: { good: 5, faulty: 2 },
        verdicts: { ok: 5, rejected: 1, partial: 0, unreadable: 1 },
      });
    }
  });

  it('counts a rule once, whatever statuses it judges, and only where it applies', () => {
    const counts = covered(logistics).map(({ rules }) =>
      Object.values(rules).reduce((sum, count) => sum + count, 0),
    );
    for (const count of counts) expect(count).toBeLessThanOrEqual(compiled.rows.size);
    const admitted = compiled.rows.get('logistics-admitted-event');
    expect(admitted?.functions).toEqual(['LOG_INNLAGT']);
    const without = new Map([...compiled.rows].filter(([id]) => id !== 'logistics-admitted-event'));
    const fewer = covered(logistics, { rules: { ...compiled, rows: without } });
    const differing = covered(logistics).filter((row, at) => row.ownRules !== fewer[at]?.ownRules);
    expect(differing.map((row) => row.function)).toEqual(['LOG_INNLAGT']);
  });

  it.each(['full', 'minimal', 'changed', 'cancelled'])('says when there is no fixture %s', (missing) => {
    const fixtures = fixturesOf(
      logistics,
      whole.filter(({ name }) => name !== missing),
    );
    for (const { empty } of covered(logistics, { fixtures }))
      expect(empty).toEqual([`no fixture ${missing}`]);
  });

  it('says when there are too few faulty fixtures, no good one, or one without a verdict', () => {
    const emptyWith = (fixtures: readonly CoveringFixture[]) =>
      covered(logistics, { fixtures: fixturesOf(logistics, fixtures) })[0]?.empty;
    expect(emptyWith(whole.filter(({ name }) => name !== 'rejected'))).toEqual(['1 of 2 faulty fixtures']);
    expect(emptyWith(whole.map(({ name }) => ({ name, verdict: 'rejected' })))).toEqual(['no good fixture']);
    expect(emptyWith([...whole, { name: 'new', verdict: undefined }])).toEqual([
      '1 without a verdict on file',
    ]);
  });

  it('says when there is no schema, and no rule but those for every message', () => {
    const rows = new Map([...compiled.rows].filter(([, rule]) => rule.types.length === 0));
    const [row] = covered(logistics, { schemas: new Map(), rules: { ...compiled, rows } });
    expect(row?.empty).toEqual(['no schema', 'no rule of its own']);
  });

  it('asks of a receipt that it is given, refused and minimal, and for no rule', () => {
    expect(receipts.length).toBe(2);
    for (const row of covered(receipts)) {
      expect(row.empty).toEqual([]);
      expect(Object.keys(row.fixtures.cases)).toEqual(['ok', 'minimal', 'rejected']);
    }
  });
});
