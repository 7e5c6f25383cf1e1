import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { hasLibsqlServer } from './tests/support/libsql-server.ts';

if (!hasLibsqlServer()) console.warn('SKIPPED: this machine has no libSQL server (sqld), tests run on the file only.');

// Browser stories under tests/e2e belong to Playwright.
export default defineConfig({
  test: {
    // One more than there are cores: tests wait for servers, locks and timers.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'plain',
          setupFiles: './src/platform/resolve-drizzle.ts',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/http/**'],
          // One test waits five seconds for a lock; the rest is for machines on which other work runs beside.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          // The same integration tests as above, on a real libSQL server.
          name: 'server-db',
          setupFiles: './src/platform/resolve-drizzle.ts',
          include: hasLibsqlServer() ? ['tests/server/**/*.test.ts', 'tests/runtime.test.ts'] : [],
          env: { TEST_DATABASE: 'server' },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'http',
          setupFiles: './src/platform/resolve-drizzle.ts',
          include: ['tests/http/**/*.test.ts'],
          globalSetup: './tests/support/build.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
