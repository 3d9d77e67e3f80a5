import { afterEach, expect, test, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import { BackendReporter } from './backend-reporter.ts';

/** A module as vitest hands it over, reduced to what the reporter reads. */
function moduleOf(
  tests: readonly (readonly [fullName: string, state: 'passed' | 'failed' | 'skipped'])[],
): TestModule {
  const all = tests.map(([fullName, state]) => ({ fullName, result: () => ({ state }) }));
  return { children: { allTests: () => all } } as unknown as TestModule;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function report(
  tests: Parameters<typeof moduleOf>[0],
  ci: string,
): { lines: unknown[]; exitCode: typeof process.exitCode } {
  const lines: unknown[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  vi.stubEnv('CI', ci);
  const before = process.exitCode;
  new BackendReporter().onTestRunEnd([moduleOf(tests)]);
  const exitCode = process.exitCode;
  process.exitCode = before;
  return { lines, exitCode };
}

const mixed = [
  ['Store [PGlite] > a', 'passed'],
  ['Store [PGlite] > b', 'failed'],
  ['Store [PostgreSQL] > a', 'passed'],
  ['Store [PostgreSQL + Redis] > a', 'skipped'],
  ['something else', 'skipped'],
] as const;

test('each backend that has tests gets its counts on one line', () => {
  const { lines, exitCode } = report(mixed, '');
  expect(lines).toEqual([
    'contract suites: PGlite 1 passed, 1 failed, 0 skipped',
    'contract suites: PostgreSQL 1 passed, 0 failed, 0 skipped',
    'contract suites: PostgreSQL + Redis 0 passed, 0 failed, 1 skipped',
  ]);
  expect(exitCode).not.toBe(1);
});

test('with CI=true a skipped contract test fails the run', () => {
  expect(report(mixed, 'true').exitCode).toBe(1);
});
