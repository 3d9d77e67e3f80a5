import { defineConfig } from 'vitest/config';
import { BackendReporter } from './test/helpers/backend-reporter.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    globalSetup: ['./test/helpers/global-setup.ts'],
    reporters: ['default', new BackendReporter()],
  },
});
