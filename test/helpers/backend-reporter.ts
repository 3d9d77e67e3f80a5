import type { Reporter, TestModule } from 'vitest/node';
import { backendMark, backendNames } from './backend-names.ts';

/**
 * After the run, one line per backend with how many contract tests passed, failed and were skipped. With
 * CI=true a skipped one fails the run: a suite that did not run has shown nothing.
 */
export class BackendReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    for (const name of backendNames) {
      const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
      for (const test of tests)
        if (test.fullName.includes(backendMark(name))) count[test.result().state] += 1;
      const skipped = count.skipped + count.pending;
      if (count.passed + count.failed + skipped === 0) continue;
      console.log(
        `contract suites: ${name} ${count.passed} passed, ${count.failed} failed, ${skipped} skipped`,
      );
      if (process.env.CI === 'true' && skipped > 0) process.exitCode = 1;
    }
  }
}
