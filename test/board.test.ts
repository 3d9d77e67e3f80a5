import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadHandoverRules, openBoard } from '../src/board.ts';
import type { BoardDecision } from '../src/domain/board/decisions.ts';
import { loadStandards } from '../src/standards.ts';

const standards = loadStandards();
const decided = 'reason: vedtak i fagrådet, approver: Fagråd for digital samhandling';

const fileOf = (yaml: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'overgang-board-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'board.yaml');
  writeFileSync(file, yaml);
  return file;
};

test('without a file of the board the delivered catalogue holds', () => {
  expect(loadHandoverRules(undefined, standards)).toEqual({
    catalogue: standards.expectations,
    switchedOff: [],
  });
});

test('what the board has decided lies on top of the delivered catalogue', () => {
  const file = fileOf(`
thresholds:
  - expectation: admission-report
    validFrom: 2027-02-01
    deadline: { kind: hours, amount: 12 }
    decided: { figures: [amount], ${decided} }
switchedOff:
  - { expectation: legevakt-note, from: 2027-02-01, decided: { ${decided} } }
`);
  const { catalogue, switchedOff } = loadHandoverRules(file, standards);
  const report = catalogue.expectations.find(({ id }) => id === 'admission-report');
  expect(report?.cases[0]?.deadlines.map(({ validFrom, deadline }) => [validFrom, deadline])).toEqual([
    ['2014-01-01', { kind: 'hours', amount: 24, warn: { left: { kind: 'hours', amount: 4 } } }],
    ['2027-02-01', { kind: 'hours', amount: 12 }],
  ]);
  expect(switchedOff).toMatchObject([{ expectation: 'legevakt-note', from: '2027-02-01' }]);
  expect(catalogue.expectations).toHaveLength(standards.expectations.expectations.length);
});

test.each([
  ['thresholds: {', /line \d+, column \d+: it is not YAML/],
  ['', /it changes nothing/],
  [
    `thresholds: [{ expectation: admission-report, validFrom: 2027-02-01, deadline: { kind: hours, amount: 12 } }]`,
    /thresholds\[0\].decided: who decided it/,
  ],
  [`switchedOff: [{ expectation: apprec, from: 2027-02-01 }]`, /switchedOff\[0\].decided: who decided it/],
  [
    `switchedOff: [{ expectation: no-such-row, from: 2027-02-01, decided: { ${decided} } }]`,
    /switchedOff\[0\].expectation: there is no row no-such-row/,
  ],
  [`retire: [no-such-row]`, /retire\[0\]/],
])('a file with a fault stops the start and says where: %j', (yaml, said) => {
  const file = fileOf(yaml);
  expect(() => loadHandoverRules(file, standards)).toThrow(said);
  expect(() => loadHandoverRules(file, standards)).toThrow(`EXPECTATIONS_FILE ${file} `);
});

test('a file that is not there stops the start', () => {
  expect(() => loadHandoverRules('/nowhere/board.yaml', standards)).toThrow('board.yaml');
});

test('a look at the decisions that began earlier and ends later takes nothing back', async () => {
  const rule = 'wording-missing-plan';
  const off: BoardDecision = {
    seq: 1,
    subject: 'rule',
    item: rule,
    change: { what: 'switch', on: false },
    validFrom: '2026-11-01',
    reason: 'vedtak i fagrådet',
    by: 'Kari Rad',
    role: 'board-member',
    decidedAt: new Date('2026-11-01T08:00:00Z'),
  };
  const slow = Promise.withResolvers<readonly BoardDecision[]>();
  const answers = [
    Promise.resolve([off]),
    slow.promise,
    Promise.resolve([off, { ...off, seq: 2, item: 'plo-admission-cause' }]),
  ];
  const board = await openBoard(undefined, standards, {
    store: { decisions: () => answers.shift() ?? Promise.resolve([]) },
    clock: { now: () => new Date('2026-11-20T08:00:00Z') },
    directory: { party: () => undefined },
    log: { info: () => undefined, error: () => undefined },
  } as unknown as Parameters<typeof openBoard>[2]);
  const isOff = (id: string) => !board.rules.some((each) => each.id === id);
  const earlier = board.board.takeUp();
  await board.board.takeUp();
  expect([rule, 'plo-admission-cause'].map(isOff)).toEqual([true, true]);
  slow.resolve([off]);
  await earlier;
  expect([rule, 'plo-admission-cause'].map(isOff)).toEqual([true, true]);
});
