import { defineConfig } from 'vitest/config';

// Browser stories under tests/e2e belong to Playwright.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'plain', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', 'tests/http/**'] } },
      {
        test: {
          name: 'http',
          include: ['tests/http/**/*.test.ts'],
          globalSetup: './tests/support/build.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
