import { cpSync, rmSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { startServer, temporaryFolder, type TestServer } from '../../support/server.ts';

type Account = 'teilnehmerin' | 'trainerin' | 'koordination' | 'betrieb';

interface TestFixtures {
  /** A server of this test's own, with a fresh demonstration. */
  site: TestServer;
  dataDir: string;
}

interface WorkerFixtures {
  /** Data of a demonstration that was just laid; copied for each test, because hashing passwords takes its time. */
  freshData: string;
}

/** Playwright's test against a real server; addresses are relative to it. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  freshData: [
    // Playwright reads the fixtures it depends on from the pattern, so an empty one it is.
    async ({}, use) => {
      const dataDir = temporaryFolder();
      await (await startServer({ dataDir })).stop();
      await use(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  dataDir: async ({ freshData }, use) => {
    const dataDir = temporaryFolder();
    cpSync(freshData, dataDir, { recursive: true });
    await use(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  },
  site: async ({ dataDir }, use) => {
    const server = await startServer({ dataDir });
    await use(server);
    await server.stop();
  },
  baseURL: async ({ site }, use) => use(site.origin),
});

export { expect };

/** Signs in with a sign-in of the demonstration, by the form. */
export async function signIn(page: Page, who: Account = 'teilnehmerin', from = '/anmelden'): Promise<void> {
  await page.goto(from);
  await page.getByLabel('E-Mail-Adresse').fill(DEMO_ACCOUNTS.find(({ email }) => email.startsWith(who))?.email ?? '');
  await page.getByLabel('Passwort').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.locator('summary', { hasText: 'Ihr Konto' })).toBeVisible();
}

/** Every island of the page runs, whether it was seen or not; some pages have none. */
export async function allIslandsRun(page: Page): Promise<void> {
  await page.waitForLoadState();
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
}
