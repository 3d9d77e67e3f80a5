import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/commands/command.ts';
import { type ReplayOptions, replay } from '../../src/commands/replay.ts';
import { hourlyReports, molde, otherRules, patientMarks, sendTraffic } from '../app/replay-traffic.ts';
import { type Backend, describeBackends } from '../helpers/backends.ts';
import { openGateway, type TestGateway, testKeys } from '../helpers/gateway.ts';
import { storedTables } from '../helpers/stored-tables.ts';

interface Ran {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

const run = async (
  options: Partial<ReplayOptions>,
  environment: Terminal['environment'] = {},
  stdin = '',
): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  const terminal: Terminal = {
    environment,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: async () => Buffer.from(stdin),
    stopped: Promise.resolve(),
  };
  return { code: await replay(terminal, { examples: '3', lang: 'nb', ...options }), out, err };
};

describe('replay', () => {
  it.each([
    [{}, 'give one draft'],
    [{ expectations: 'a.yaml', rules: 'b.yaml' }, 'give one draft'],
    [{ rules: 'b.yaml', from: 'yesterday' }, '--from and --to'],
    [{ rules: 'b.yaml', to: '2026-02-30' }, '--from and --to'],
    [{ rules: 'b.yaml', from: '2026-11-02', to: '2026-11-01' }, '--from must be before --to'],
    [{ rules: 'b.yaml', examples: '-1' }, '--examples'],
    [{ rules: '/nowhere/b.yaml' }, '/nowhere/b.yaml: cannot be read'],
  ] as const)('refuses %j before it opens anything', async (options, says) => {
    const { code, err } = await run(options);
    expect([code, err.join('\n')]).toEqual([2, expect.stringContaining(says)]);
  });
});

describeBackends(
  'replay over stored traffic',
  (open) => {
    let backend: Backend;
    let gateway: TestGateway;
    let environment: Terminal['environment'];
    const folder = mkdtempSync(join(tmpdir(), 'overgang-replay-'));
    const draft = (name: string, text: string): string => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    };
    beforeAll(async () => {
      backend = await open();
      gateway = await openGateway(backend);
      await sendTraffic(gateway);
      environment = {
        ...testKeys,
        DATABASE_URL: backend.databaseUrl,
        AUTH_MODE: 'none',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'silent',
      };
    });
    afterAll(async () => {
      await gateway.close();
      rmSync(folder, { recursive: true });
    });
    const window = { from: '2026-11-19', to: '2026-11-23' } as const;

    it('prints who and what a deadline would change, and stores nothing', async () => {
      const before = await storedTables(backend.pool);
      const expectations = draft('hourly.yaml', hourlyReports);
      const { code, out } = await run({ expectations }, environment);
      expect(code).toBe(0);
      expect(out[0]).toMatch(/^looked: 2 in \S+ s, \d+ a second$/);
      const line = out.find((each) => each.includes('met-late'));
      expect(line).toMatch(/^state +met +met-late .*admission-report +Innleggelsesrapport +nursing/);
      expect(line).toContain(`${molde}`);
      expect(line).toContain('Molde kommune');
      for (const mark of patientMarks) expect(out.join('\n')).not.toContain(mark);
      expect(await storedTables(backend.pool)).toEqual(before);
    });

    it('prints a JSON object for each change and one with the figures', async () => {
      const { code, out } = await run({ rules: '-', json: true, ...window }, environment, otherRules);
      expect(code).toBe(0);
      const lines = out.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.map((each) => each.rule)).toEqual([
        'draft-report-has-plan',
        'plo-admission-cause',
        undefined,
      ]);
      expect(lines.at(-1)).toEqual({
        summary: expect.objectContaining({ looked: 3, unread: 0, cut: null, found: { before: 1, after: 1 } }),
      });
      for (const mark of patientMarks) expect(out.join('\n')).not.toContain(mark);
    });

    it('says when nothing changes', async () => {
      const expectations = draft('later.yaml', hourlyReports.replace('2026-01-01', '2999-01-01'));
      const { code, out } = await run({ expectations, lang: 'en' }, environment);
      expect([code, out.at(-1), out.find((line) => line.startsWith('notYet'))]).toEqual([
        0,
        'nothing changes',
        'notYet: "admission-report"',
      ]);
    });

    it('tells the faults of a draft by file and place', async () => {
      const expectations = draft('faulty.yaml', 'retire: [no-such-row]\nsetting: []');
      const { code, out, err } = await run({ expectations }, environment);
      expect([code, out]).toEqual([1, []]);
      expect(err).toEqual([expect.stringContaining('setting')]);
      const retiring = draft('retiring.yaml', 'retire: [no-such-row]');
      expect((await run({ expectations: retiring }, environment)).err).toEqual([
        `${retiring} retire[0]: there is no row no-such-row`,
      ]);
    });
  },
  ['PostgreSQL'],
);
