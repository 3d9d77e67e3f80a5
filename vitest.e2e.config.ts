import { defineConfig } from 'vitest/config';

/** Pages in real Chromium: `npm run test:e2e`. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    maxConcurrency: 2,
    // A browser on a busy machine may lose a second; what is wrong fails twice.
    retry: process.env.CI === 'true' ? 1 : 0,
    globalSetup: ['./test/e2e/global-setup.ts'],
  },
});
