import { defineConfig } from 'vitest/config';
import { BackendReporter } from './test/helpers/backend-reporter.ts';

/** Tests of pure functions, which need no server: their files share one set of modules, which saves loading it again. */
const pure = ['architecture', 'docs', 'domain', 'golden', 'messages', 'rules', 'schemas', 'web', 'xml'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default', new BackendReporter()],
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...pure],
          globalSetup: ['./test/helpers/global-setup.ts'],
        },
      },
    ],
  },
});
