import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Browser stories under tests/e2e belong to Playwright.
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'] },
});
