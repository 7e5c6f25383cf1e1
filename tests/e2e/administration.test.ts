import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { codeTo, linkTo } from '../support/mailbox.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { rowsOf } from '../support/database.ts';
import { expect, signIn, test } from './support/test.ts';

const PASSWORD = 'Zwiebelturm im Morgenrot';

/** Another person's browser, which knows nothing of the first one's session. */
async function otherPage(browser: Browser, site: TestServer, javaScriptEnabled = true): Promise<Page> {
  return (await browser.newContext({ baseURL: site.origin, javaScriptEnabled })).newPage();
}

async function enterPerson(page: Page, givenName: string, familyName: string, email: string): Promise<void> {
  await page.getByLabel('Vorname').fill(givenName);
  await page.getByLabel('Nachname').fill(familyName);
  await page.getByLabel('E-Mail-Adresse').fill(email);
}

/** Accepts an invitation by the link of the mail; a password is chosen where one is given. */
async function acceptInvitation(page: Page, site: TestServer, email: string, password?: string): Promise<void> {
  await page.goto(await linkTo(site, email));
  if (password !== undefined) await page.getByLabel('Passwort (freiwillig)').fill(password);
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Einladung annehmen' }).click();
  await said(page, 'Willkommen! Ihr Zugang ist eingerichtet.');
}

const said = (page: Page, text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible();

test('a new installation: the printed link makes the first operator, who creates a centre whose coordinator accepts', async ({
  browser,
}) => {
  const site = await startServer({ env: { DEMO: 'off' } });
  try {
    await expect.poll(site.output).toContain('/einrichten/');
    const link = /http\S+\/einrichten\/\S+/.exec(site.output())?.[0] ?? '';
    const operator = await otherPage(browser, site, false);
    await operator.goto(link);
    await enterPerson(operator, 'Olga', 'Betrieb', 'olga@firma.example');
    await operator.getByLabel('Passwort').fill('kurz');
    await operator.getByRole('button', { name: 'Zugang anlegen' }).click();
    await expect(operator.getByRole('alert')).toContainText('zu kurz');
    // What was typed before the mistake is still there.
    await expect(operator.getByLabel('E-Mail-Adresse')).toHaveValue('olga@firma.example');
    await operator.getByLabel('Passwort').fill(PASSWORD);
    await operator.getByRole('button', { name: 'Zugang anlegen' }).click();
    await expect(operator).toHaveURL(/\/betrieb/);

    await operator.getByRole('link', { name: 'Zentren', exact: true }).first().click();
    await operator.getByLabel('Name des Zentrums').fill('Zentrum Küste');
    await enterPerson(operator, 'Karl', 'Küste', 'karl@kueste.example');
    await operator.getByRole('button', { name: 'Zentrum anlegen' }).click();
    await said(operator, 'Die Einladung an die Koordination ist unterwegs');
    await expect(operator.getByRole('row', { name: /Zentrum Küste/ })).toContainText('noch niemand');

    const coordinator = await otherPage(browser, site, false);
    await acceptInvitation(coordinator, site, 'karl@kueste.example', PASSWORD);
    await coordinator.goto('/verwaltung');
    await expect(coordinator.getByText('Zentrum Küste').first()).toBeVisible();
    await operator.reload();
    await expect(operator.getByRole('row', { name: /Zentrum Küste/ })).toContainText('1 Person');
    // The link has done its work.
    expect((await coordinator.goto(link))?.status()).toBe(410);
  } finally {
    await site.stop();
  }
});

test('a coordinator invites by a list, gives and takes a role, and deactivates somebody, whose open page ends with it', async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, 'koordination');
  await page.goto('/verwaltung/personen/einladen');
  await page.getByLabel('Liste').fill('Nele; Neu; nele@firma.example\nJörg; Grün; joerg-firma.example');
  await page.getByRole('button', { name: 'Liste prüfen' }).click();
  await expect(page.getByRole('alert')).toContainText('Zeile 2');
  await page.getByLabel('Liste').fill('Nele; Neu; nele@firma.example\nJörg; Grün; joerg@firma.example');
  await page.getByRole('button', { name: 'Liste prüfen' }).click();
  await expect(page.getByRole('heading', { name: '2 Personen: Stimmt alles?' })).toBeVisible();
  await page.getByRole('button', { name: 'Jetzt einladen' }).click();
  await said(page, 'Die Einladungen sind unterwegs');

  const nele = await otherPage(browser, site);
  await acceptInvitation(nele, site, 'nele@firma.example');
  await expect(nele).toHaveURL(/\/lernen/);

  await page.getByLabel('Name oder E-Mail-Adresse').fill('Nele');
  await page.getByRole('button', { name: 'Suchen' }).click();
  await page.getByRole('link', { name: 'Neu, Nele' }).click();
  await page.getByText('Eine weitere Rolle geben').click();
  await page.getByLabel('Rolle', { exact: true }).selectOption({ label: 'Koordination' });
  await page.getByRole('button', { name: 'Rolle geben' }).click();
  await said(page, 'Die Rolle ist vergeben');
  // A role begins and ends with a new sign-in.
  await nele.goto('/verwaltung');
  await nele.getByLabel('E-Mail-Adresse').fill('nele@firma.example');
  await nele.getByRole('button', { name: 'Code per E-Mail schicken' }).click();
  await nele.getByLabel('Code aus der E-Mail').fill(await codeTo(site, 'nele@firma.example'));
  await nele.getByRole('button', { name: 'Anmelden' }).click();
  await expect(nele).toHaveURL(/\/verwaltung/);
  await expect(nele.getByRole('heading', { level: 1 })).toContainText('Nele');
  await page.getByRole('button', { name: /^Rolle entziehen.*Koordination/ }).click();
  await said(page, 'Die Rolle ist entzogen');
  await nele.reload();
  await expect(nele.getByRole('heading', { name: 'Anmelden' })).toBeVisible();

  await page.getByRole('link', { name: 'Neu, Nele' }).click();
  await page.getByRole('button', { name: 'Zugang deaktivieren' }).click();
  await said(page, 'Der Zugang ist deaktiviert');
  await page.goto('/verwaltung/protokoll');
  for (const what of [/eingeladen/i, /Rolle/, /deaktiviert/i]) await expect(page.getByText(what).first()).toBeVisible();
});

test('a learner ends the other sessions, changes name and address, the address from both sides', async ({
  page,
  browser,
  site,
}) => {
  const old = 'teilnehmerin@demo.example';
  const fresh = 'jana@neu.example';
  const elsewhere = await otherPage(browser, site);
  await signIn(elsewhere);
  await signIn(page, 'teilnehmerin', '/anmelden?weiter=/konto');
  await page.getByRole('button', { name: 'Alle anderen beenden' }).click();
  await said(page, 'Alle anderen Sitzungen sind beendet');
  await elsewhere.goto('/lernen');
  await expect(elsewhere.getByRole('heading', { name: 'Anmelden' })).toBeVisible();

  await page.getByLabel('Nachname').fill('Morgenstern-Groß');
  await page.getByRole('button', { name: 'Name speichern' }).click();
  await said(page, 'Ihr Name ist geändert');
  await page.getByLabel('Neue E-Mail-Adresse').fill(fresh);
  await page.getByRole('button', { name: 'Adresse ändern' }).click();
  await said(page, 'Bestätigen Sie beide');
  const confirm = async (email: string, heading: string) => {
    await elsewhere.goto(await linkTo(site, email));
    await elsewhere.getByRole('main').getByRole('button').click();
    await expect(elsewhere.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  };
  await confirm(old, 'Danke, das ist bestätigt');
  await page.goto('/konto');
  await expect(page.getByRole('main').getByText(`Sie melden sich mit ${old} an`)).toBeVisible();
  await confirm(fresh, 'Ihre neue Adresse gilt');
  // The old address is worth nothing from now on, nor is what was opened with it.
  await page.goto('/konto');
  await page.getByLabel('E-Mail-Adresse').fill(fresh);
  await page.getByRole('button', { name: 'Code per E-Mail schicken' }).click();
  await page.getByLabel('Code aus der E-Mail').fill(await codeTo(site, fresh));
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.goto('/konto');
  await expect(page.getByRole('main').getByText(`Sie melden sich mit ${fresh} an`)).toBeVisible();
});

test('a learner takes all data along and asks to be deleted; the coordinator does it, and nothing opens again', async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, 'teilnehmerin', '/anmelden?weiter=/konto/daten');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Alle Daten herunterladen' }).click();
  const data: unknown = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(JSON.stringify(data)).toContain('teilnehmerin@demo.example');

  await page.getByRole('link', { name: 'Löschung beantragen' }).click();
  await page.getByLabel(/Ja, ich möchte/).check();
  await page.getByRole('button', { name: 'Löschung beantragen' }).click();
  await said(page, 'Ihr Antrag ist angekommen');
  await page.getByRole('button', { name: 'Antrag zurückziehen' }).click();
  await said(page, 'Sie bleiben dabei');
  await page.getByLabel(/Ja, ich möchte/).check();
  await page.getByRole('button', { name: 'Löschung beantragen' }).click();

  const coordinator = await otherPage(browser, site);
  await signIn(coordinator, 'koordination');
  await coordinator.goto('/verwaltung/loeschungen');
  await coordinator.getByText('Löschen …').click();
  await coordinator.getByRole('button', { name: 'Endgültig löschen' }).click();
  await said(coordinator, 'Die Person ist gelöscht');
  await page.goto('/lernen');
  await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible();
  expect(await rowsOf(site.databaseFile, "select id from person where id = 'demo-teilnehmerin'")).toEqual([]);
});
