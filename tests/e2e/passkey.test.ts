import type { Page } from '@playwright/test';
import { changeDatabase } from '../support/database.ts';
import { freePort, startServer } from '../support/server.ts';
import { test as base, expect, signIn } from './support/test.ts';
import { watch } from './support/watch.ts';

// A passkey belongs to a host name; an address in figures has none.
const test = base.extend({
  site: async ({ dataDir }, use) => {
    const port = await freePort();
    const server = await startServer({ dataDir, port, env: { ORIGIN: `http://localhost:${port}` } });
    await use(server);
    await server.stop();
  },
});

/** The device has a fingerprint reader whose owner always agrees; whether it may is set by the returned function. */
async function withFingerprint(page: Page): Promise<(agrees: boolean) => Promise<void>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return (agrees) =>
    cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: agrees }).then(() => undefined);
}
const passkeys = (page: Page) => page.getByRole('region', { name: 'Passkeys' });
const signOut = async (page: Page) => {
  await page.locator('summary', { hasText: 'Ihr Konto' }).click();
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(page).toHaveURL('/');
};
async function addPasskey(page: Page, name: string): Promise<void> {
  await passkeys(page).getByLabel('Name für den neuen Passkey').fill(name);
  await passkeys(page).getByRole('button', { name: 'Passkey hinzufügen' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Der Passkey ist hinzugefügt' })).toBeVisible();
}

test('a learner adds a passkey, signs in by it without typing anything, renames and removes it', async ({
  page,
  site,
}) => {
  const complaints = await watch(page, site.origin);
  await withFingerprint(page);
  await signIn(page);
  await page.locator('summary', { hasText: 'Ihr Konto' }).click();
  await page.getByRole('link', { name: 'Ihr Konto' }).click();
  await expect(passkeys(page)).toContainText('Sie haben noch keinen Passkey');
  await addPasskey(page, 'Laptop');
  await expect(passkeys(page)).toContainText('Laptop');

  await signOut(page);
  await page.goto('/anmelden?weiter=/konto');
  await page.getByRole('button', { name: 'Passkey verwenden' }).click();
  await expect(page).toHaveURL('/konto');
  await expect(passkeys(page)).toContainText('zuletzt benutzt');

  await passkeys(page).getByText('Umbenennen oder entfernen').click();
  await passkeys(page).getByLabel('Name', { exact: true }).fill('Diensthandy');
  await passkeys(page).getByRole('button', { name: 'Umbenennen' }).click();
  await expect(passkeys(page)).toContainText('Diensthandy');
  await passkeys(page).getByText('Umbenennen oder entfernen').click();
  await passkeys(page).getByRole('button', { name: 'Entfernen' }).click();
  await expect(passkeys(page)).toContainText('Sie haben noch keinen Passkey');
  expect(complaints()).toEqual([]);

  await signOut(page);
  await page.goto('/anmelden');
  await page.getByRole('button', { name: 'Passkey verwenden' }).click();
  await expect(page.getByRole('alert')).toContainText('Diesen Passkey kennen wir nicht');
  await expect(page).toHaveURL('/anmelden');
});

test('without the finger there is no passkey and no signing in, and the page says so', async ({ page }) => {
  const agree = await withFingerprint(page);
  await signIn(page);
  await page.goto('/konto');
  await addPasskey(page, 'Laptop');
  await signOut(page);
  await agree(false);
  await page.goto('/anmelden');
  await page.getByRole('button', { name: 'Passkey verwenden' }).click();
  await expect(page.getByRole('alert')).toContainText('Es wurde kein Passkey ausgewählt');
  await agree(true);
  await page.getByRole('button', { name: 'Passkey verwenden' }).click();
  await expect(page).toHaveURL('/lernen');
});

test('where the centre demands it, a coordinator adds a passkey and then comes to the working pages', async ({
  page,
  site,
}) => {
  await changeDatabase(site.databaseFile, 'update centre set requires_passkeys = 1');
  await withFingerprint(page);
  await signIn(page, 'koordination');
  await page.goto('/verwaltung');
  await expect(page).toHaveURL(/\/konto\?meldung=passkey-noetig/);
  await expect(page.getByRole('status').filter({ hasText: 'Ihr Zentrum verlangt' })).toBeVisible();
  await addPasskey(page, 'Dienstlaptop');
  await page.goto('/verwaltung');
  await expect(page).toHaveURL(/\/verwaltung/);
});
