import type { Page } from '@playwright/test';
import { newToken, sha256Hex } from '#platform/random.ts';
import { changeDatabase } from '../../support/database.ts';
import type { TestServer } from '../../support/server.ts';
import { expect, signIn } from './test.ts';

/** One kind of page, how to come to it, and how to tell that one is there. */
export interface PageKind {
  name: string;
  open: (page: Page, site: TestServer) => Promise<void>;
  heading: string | RegExp;
  /** What the page is answered with. */
  status?: number;
}

const UNIT = '/lernen/demo/agiles-arbeiten/weniger-gleichzeitig';
const visit =
  (path: string): PageKind['open'] =>
  async (page) =>
    void (await page.goto(path));
const as =
  (who: 'teilnehmerin' | 'trainerin' | 'koordination' | 'betrieb', path: string): PageKind['open'] =>
  async (page) => {
    await signIn(page, who);
    await page.goto(path);
  };

/** Every kind of page that the site has. */
export const PAGE_KINDS: PageKind[] = [
  { name: 'start', open: visit('/'), heading: /./ },
  { name: 'start, signed in', open: as('teilnehmerin', '/'), heading: /./ },
  { name: 'programme', open: visit('/programme/digital-maker'), heading: 'Digital Maker' },
  { name: 'module', open: visit('/module/agiles-arbeiten'), heading: /./ },
  { name: 'module in preparation', open: visit('/module/daten-nutzen'), heading: /./ },
  { name: 'sign-in', open: visit('/anmelden'), heading: 'Anmelden' },
  { name: 'sign-in on the way to a page', open: visit(UNIT), heading: 'Anmelden' },
  {
    name: 'sign-in with a wrong password',
    open: signInWith('teilnehmerin@demo.example', 'falsch'),
    heading: 'Anmelden',
    status: 422,
  },
  { name: 'sign-in with nothing', open: signInWith('', ''), heading: 'Anmelden', status: 422 },
  { name: 'sign-in by code', open: askedForCode, heading: 'Code eingeben' },
  { name: 'forgotten password', open: visit('/passwort-vergessen'), heading: 'Passwort vergessen' },
  { name: 'new password', open: byLink('password-reset', '/passwort-neu'), heading: 'Neues Passwort wählen' },
  { name: 'dead link', open: visit('/passwort-neu/x'), heading: 'Dieser Link gilt nicht mehr', status: 410 },
  { name: 'invitation', open: byLink('invitation', '/einladung'), heading: /Willkommen, Jana/ },
  { name: 'installation', open: byLink('installation', '/einrichten'), heading: 'Digital Maker einrichten' },
  { name: 'new address', open: byLink('email-change-new', '/adresse-bestaetigen'), heading: /bestätigen/ },
  { name: 'account', open: accountWithPasskey, heading: 'Ihr Konto' },
  { name: 'home', open: as('teilnehmerin', '/lernen'), heading: /Guten Tag, Jana/ },
  { name: 'home of nobody in a cohort', open: withoutPlace, heading: /Guten Tag, Jana/ },
  { name: 'unit', open: as('teilnehmerin', UNIT), heading: 'Weniger gleichzeitig' },
  {
    name: 'unit in its middle',
    open: as('teilnehmerin', '/lernen/demo/agiles-arbeiten/arbeit-sichtbar-machen'),
    heading: /./,
  },
  { name: 'unit with what is missing', open: completedTooEarly, heading: 'Weniger gleichzeitig', status: 422 },
  {
    name: 'completed unit',
    open: as('teilnehmerin', '/lernen/demo/agiles-arbeiten/wenn-der-plan-nicht-haelt'),
    heading: /./,
  },
  { name: 'trainer', open: as('trainerin', '/trainer'), heading: 'Ihre Durchgänge' },
  { name: "trainer's preview", open: as('trainerin', UNIT), heading: 'Weniger gleichzeitig' },
  { name: 'verwaltung', open: as('koordination', '/verwaltung'), heading: /Holger/ },
  { name: 'centre', open: as('koordination', '/verwaltung/zentrum'), heading: 'Angaben zum Zentrum' },
  { name: 'people', open: as('koordination', '/verwaltung/personen'), heading: 'Personen' },
  { name: 'people not found', open: as('koordination', '/verwaltung/personen?suche=niemand'), heading: 'Personen' },
  { name: 'invite', open: as('koordination', '/verwaltung/personen/einladen'), heading: 'Personen einladen' },
  { name: 'invite with a mistake', open: inviteList('Nele; Neu'), heading: 'Personen einladen', status: 422 },
  { name: 'invite, checked', open: inviteList('Nele; Neu; nele@firma.example'), heading: 'Personen einladen' },
  { name: 'person', open: as('koordination', '/verwaltung/personen/demo-trainerin'), heading: 'Meike Osterkamp' },
  { name: 'own person', open: as('koordination', '/verwaltung/personen/demo-koordination'), heading: /Holger/ },
  { name: 'audit log, empty', open: as('koordination', '/verwaltung/protokoll'), heading: 'Protokoll' },
  { name: 'audit log', open: invitedThenLog, heading: 'Protokoll' },
  { name: 'deletions, none', open: as('koordination', '/verwaltung/loeschungen'), heading: 'Löschungen' },
  { name: 'own data', open: as('teilnehmerin', '/konto/daten'), heading: 'Ihre Daten' },
  { name: 'own deletion', open: as('teilnehmerin', '/konto/loeschen'), heading: 'Ihre Daten löschen' },
  { name: 'own deletion, needed', open: as('koordination', '/konto/loeschen'), heading: 'Ihre Daten löschen' },
  { name: 'betrieb', open: as('betrieb', '/betrieb'), heading: /Sibel/ },
  { name: 'centres', open: as('betrieb', '/betrieb/zentren'), heading: 'Zentren' },
  {
    name: 'centres, invite',
    open: as('betrieb', '/betrieb/zentren?koordination=demo-zentrum'),
    heading: 'Zentren',
  },
  { name: 'audit log of the installation', open: as('betrieb', '/betrieb/protokoll'), heading: 'Protokoll' },
  { name: 'impressum', open: visit('/impressum'), heading: 'Impressum' },
  { name: 'datenschutz', open: visit('/datenschutz'), heading: /Datenschutz/ },
  { name: 'barrierefreiheit', open: visit('/barrierefreiheit'), heading: /Barrierefreiheit/ },
  { name: 'error 404', open: visit('/gibt-es-nicht'), heading: 'Diese Seite gibt es nicht', status: 404 },
  {
    name: 'error 404, signed in',
    open: as('teilnehmerin', '/lernen/demo/agiles-arbeiten/gibt-es-nicht'),
    heading: 'Diese Seite gibt es nicht',
    status: 404,
  },
  { name: 'error 403', open: as('teilnehmerin', '/verwaltung'), heading: 'Das ist hier nicht möglich', status: 403 },
  { name: 'error 413', open: tooLarge, heading: 'Das ist zu groß', status: 413 },
  { name: 'error 500', open: broken, heading: 'Da ist uns ein Fehler passiert', status: 500 },
];

function signInWith(email: string, password: string): PageKind['open'] {
  return async (page) => {
    await page.goto('/anmelden');
    // Past the browser's own check, as an old browser would send it.
    await page.locator('main form').evaluate((form) => form.setAttribute('novalidate', ''));
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await page.getByLabel('Passwort').fill(password);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page.locator('#fehler')).toBeVisible();
  };
}

function inviteList(list: string): PageKind['open'] {
  return async (page) => {
    await signIn(page, 'koordination');
    await page.goto('/verwaltung/personen/einladen');
    await page.getByLabel('Liste').fill(list);
    await page.getByRole('button', { name: 'Liste prüfen' }).click();
    await expect(page.getByText(/Stimmt alles|nicht verstanden/)).toBeVisible();
  };
}

async function invitedThenLog(page: Page, site: TestServer): Promise<void> {
  await inviteList('Nele; Neu; nele@firma.example')(page, site);
  await page.getByRole('button', { name: 'Jetzt einladen' }).click();
  await page.getByRole('link', { name: 'Protokoll' }).click();
}

/** A page that a link from a mail leads to. */
function byLink(kind: string, path: string): PageKind['open'] {
  return async (page, site) => {
    const token = newToken();
    await changeDatabase(
      site.databaseFile,
      'insert into one_time_link (id, kind, account_id, created_at, expires_at, new_email) values (?, ?, ?, ?, ?, ?)',
      [
        sha256Hex(token),
        kind,
        kind === 'installation' ? null : 'demo-teilnehmerin',
        Date.now(),
        Date.now() + 600_000,
        'jana@firma.example',
      ],
    );
    await page.goto(`${path}/${token}`);
  };
}

async function askedForCode(page: Page): Promise<void> {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').fill('teilnehmerin@demo.example');
  await page.getByRole('button', { name: 'Code per E-Mail schicken' }).click();
  await expect(page.getByLabel('Code aus der E-Mail')).toBeVisible();
}

/** The account with everything that it may show, all of it opened. */
async function accountWithPasskey(page: Page, site: TestServer): Promise<void> {
  await signIn(page);
  await changeDatabase(
    site.databaseFile,
    "insert into passkey (id, account_id, public_key, counter, transports, name, created_at) values ('x', 'demo-teilnehmerin', x'00', 0, '[]', 'Laptop', 0)",
  );
  await changeDatabase(
    site.databaseFile,
    "insert into session (id, account_id, expires_at, created_at, device) values ('x', 'demo-teilnehmerin', ?, ?, 'Firefox unter Windows')",
    [Date.now() + 600_000, Date.now()],
  );
  await page.goto('/konto');
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
}

async function withoutPlace(page: Page, site: TestServer): Promise<void> {
  await changeDatabase(
    site.databaseFile,
    "update enrolment set person_id = 'demo-betrieb' where person_id = 'demo-teilnehmerin'",
  );
  await signIn(page);
}

async function completedTooEarly(page: Page): Promise<void> {
  await signIn(page);
  await page.goto(UNIT);
  await page.getByRole('button', { name: 'Lerneinheit abschließen' }).click();
  await expect(page.getByText('Zum Abschließen fehlen noch Übungen')).toBeVisible();
}

async function tooLarge(page: Page): Promise<void> {
  await page.goto('/anmelden');
  await page.getByLabel('Passwort').evaluate((field) => field.removeAttribute('maxlength'));
  await page.getByLabel('E-Mail-Adresse').fill('teilnehmerin@demo.example');
  await page.getByLabel('Passwort').evaluate((field: HTMLInputElement) => (field.value = 'x'.repeat(1_100_000)));
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

/** A table is gone: a fault of ours, as a person meets it. */
async function broken(page: Page, site: TestServer): Promise<void> {
  await signIn(page);
  await changeDatabase(site.databaseFile, 'alter table unit_completion rename to unit_completion_away');
  await page.goto('/lernen');
}
