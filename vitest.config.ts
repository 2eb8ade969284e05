import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/count-reporter.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Service tests start processes and databases of their own; two files at a time keep small machines responsive.
    maxWorkers: 2,
  },
});
