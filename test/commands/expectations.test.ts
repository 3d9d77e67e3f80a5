import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readExpectations } from '../../src/adapters/seeds/expectations.ts';
import { readOrganisations } from '../../src/adapters/seeds/organisations.ts';
import { readScenarios } from '../../src/adapters/seeds/scenarios.ts';
import { CannotStart } from '../../src/cannot-start.ts';
import type { Terminal } from '../../src/commands/command.ts';
import { expectations } from '../../src/commands/expectations.ts';
import { caseKey } from '../../src/domain/expectation.ts';
import { rolesOf } from '../../src/domain/expectation-vocabulary.ts';
import type { CaseCoverage } from '../../src/scenarios/verdict.ts';

const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'fixtures/handovers');
const catalogue = readExpectations(join(root, 'seeds/expectations.yaml'), () => true);

const run = (options: { json?: boolean; dir?: string } = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    environment: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: async () => new Uint8Array(),
    stopped: new Promise(() => undefined),
  };
  return { code: expectations(terminal, options), out, err };
};

const copies: string[] = [];
/** A copy of the scenarios in which a file is another. */
const changed = (file: string, change: (text: string) => string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'overgang-scenarios-'));
  copies.push(dir);
  cpSync(fixtures, dir, { recursive: true });
  const before = readFileSync(join(fixtures, file), 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`${file} is as it was`);
  writeFileSync(join(dir, file), after);
  return dir;
};
afterAll(() => {
  for (const dir of copies) rmSync(dir, { recursive: true });
});

describe('overgang expectations', () => {
  const { code, out } = run({ json: true });
  const rows = out.map((line) => JSON.parse(line) as CaseCoverage);

  it('has every case of the catalogue, on time, late, void by each of its codes and not observable, as it should be', () => {
    const keys = catalogue.expectations.flatMap((row) => row.cases.map((each) => caseKey(row, each)));
    expect(rows.map((row) => [row.expectation, row.case].filter(Boolean).join('/'))).toEqual(keys);
    expect(rows.filter(({ empty, stray }) => empty.length + stray.length > 0)).toEqual([]);
    const verdicts = rows.flatMap(({ cells }) => Object.values(cells).flat());
    expect(verdicts.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(verdicts.length).toBeGreaterThanOrEqual(rows.length * 4);
    expect(code).toBe(0);
  });

  it.each(catalogue.expectations.map((row) => [row.id, row] as const))(
    'asks of %s a void for each of its change codes, and no other',
    (id, { changes }) => {
      for (const { cells } of rows.filter(({ expectation }) => expectation === id)) {
        const voids = changes.map((each) => (each === 'D+' ? 'survives-D' : `void-${each}`));
        const shown = Object.keys(cells).filter((each) => each.startsWith('void-') || each === 'survives-D');
        expect(shown.sort()).toEqual(voids.sort());
      }
    },
  );

  it('asks for the not observable wherever a case needs acts, or messages between two who may share a record', () => {
    const without = rows.filter(({ cells }) => !('unreported' in cells) && !('shared-record' in cells));
    expect(without.map(({ expectation }) => expectation)).toEqual(['apprec']);
  });

  it('prints a line for each case, and how many there are', () => {
    const printed = run().out;
    for (const { expectation, case: name } of rows)
      expect(
        printed.filter((line) => line.split(/\s/)[0] === caseKey({ id: expectation }, name ? { name } : {})),
      ).toHaveLength(1);
    expect(printed.at(-1)).toMatch(new RegExp(`^${rows.length} cases, \\d+ scenarios, 0 faults$`));
  });

  it('plays parties that the directory has, in the roles that it gives them', () => {
    const roles = new Map(
      readOrganisations(join(root, 'seeds/organisations')).flatMap((organisation) =>
        organisation.parties.map((party) => [party.herId, { organisation, party }] as const),
      ),
    );
    for (const [name, { herId, enterprise, roles: played }] of Object.entries(
      readScenarios(fixtures).cast.parties,
    )) {
      const entry = roles.get(herId);
      expect(entry?.organisation.herId, name).toBe(enterprise);
      expect(entry && rolesOf(entry), name).toEqual(played);
    }
  });
});

describe('a scenario', () => {
  const faultsIn = (dir: string) => {
    const { code, out } = run({ dir });
    return { code, faults: out.slice(out.indexOf('') + 1, -1) };
  };

  it.each([
    ['another state', 'state: met, by: innl', 'state: late', /state is met, not late/],
    [
      'another deadline',
      'due: 2026-11-02 10:00, owes',
      'due: 2026-11-02 11:00, owes',
      /due is 2026-11-02T10:00:00/,
    ],
    [
      'other evidence',
      'by: innl, due: 2026-11-02 10:00, owes',
      'by: hel1, due: 2026-11-02 10:00, owes',
      /by is innl, not hel1/,
    ],
    ['somebody else who owes', 'owes: hospital', 'owes: surgery', /owes is 9000201, not 9000202/],
    ['another reason', 'why: D', 'why: R', /why is D, not R/],
    ['a later message', 'sent: 2026-11-02 08:10', 'sent: 2026-11-02 10:10', /does not show on-time/],
  ])('that says %s fails, and the command with it', (_what, from, to, fault) => {
    const { code, faults } = faultsIn(changed('admission-notice.yaml', (text) => text.replace(from, to)));
    expect(faults.join('\n')).toMatch(fault);
    expect(faults.every((line) => line.startsWith('admission-notice, '))).toBe(true);
    expect(code).toBe(1);
  });

  it('that is missing leaves its cell empty, and one of a case that cannot be is stray', () => {
    const dir = changed('admission-notice.yaml', (text) => text.replace('shows: void-C', 'shows: void-W'));
    const { code, faults } = faultsIn(dir);
    expect(faults).toEqual([
      'admission-notice: no scenario shows void-C',
      'admission-notice: cannot be void-W, and a scenario shows it',
    ]);
    expect(code).toBe(1);
  });

  it('of a row or case that the catalogue does not have is told of', () => {
    const dir = changed('gp-check-2w.yaml', (text) =>
      text.replace('shows: late', 'case: other\n    shows: late'),
    );
    expect(faultsIn(dir).faults).toEqual([
      'gp-check-2w/other is no case of the catalogue',
      'gp-check-2w: no scenario shows late',
    ]);
  });

  it.each([
    [
      'a word that scenarios do not have',
      'shows: on-time',
      'shows: in-time',
      /admission-notice\.yaml scenarios\[0\]\.shows/,
    ],
    ['a message that is not there', 'cancels: innl', 'cancels: utskr', /message utskr is not there/],
    [
      'a party that is not in the cast',
      'shared: [hospital',
      'shared: [hospice',
      /party hospice is not there/,
    ],
    ['a time that is none', 'now: 2026-11-02 12:00', 'now: 2026-13-02 12:00', /2026-13-02 12:00 is no time/],
  ])('with %s is not played at all', (_what, from, to, fault) => {
    const dir = changed('admission-notice.yaml', (text) => text.replace(from, to));
    expect(() => run({ dir })).toThrow(CannotStart);
    expect(() => run({ dir })).toThrow(fault);
  });

  it('is asked for where there are none', () => {
    const { code, err } = run({ dir: join(fixtures, 'nowhere') });
    expect(code).toBe(2);
    expect(err[0]).toContain('there are no scenarios here');
  });

  it('has a name of its own in its row', () => {
    expect(readdirSync(fixtures)).toContain('cast.yaml');
    for (const { expectation, scenarios } of readScenarios(fixtures).rows) {
      const names = scenarios.map((one) => `${one.case} ${one.shows} ${one.name}`);
      expect(new Set(names).size, expectation).toBe(names.length);
    }
  });
});
