import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { builtCatalogue, exerciseOf, rightFields, wrongFields } from '../support/answers.ts';
import { attemptCounts, changeDatabase, rowsOf } from '../support/database.ts';
import { openLine, type Line } from '../support/outage.ts';
import { freePort, startServer, temporaryFolder } from '../support/server.ts';
import { checkButton, enter, exercisePanel, NOT_YET, resultOf } from './support/exercise.ts';
import { allIslandsRun, expect, signIn, test } from './support/test.ts';

const catalogue = builtCatalogue();
const unit = catalogue.units['agiles-arbeiten/weniger-gleichzeitig'];
if (unit === undefined) throw new Error('the unit is gone');
const UNIT_PAGE = `/lernen/demo/${unit.key}`;
const NOT_SAVED = 'Noch nicht gespeichert.';
/** Three of the unit's exercises, the last one at its end. */
const THREE = [unit.exercises[0], unit.exercises[1], unit.exercises.at(-1)].map((key) => key ?? '');
const SAVED_AT = /✓ gespeichert: \d+\. \p{L}+, \d{1,2}\.\d\d Uhr/u;
const LEARNER = 'demo-teilnehmerin';

// Times are those of the cohort, wherever one is.
test.use({ timezoneId: 'Pacific/Auckland' });

/** A server at the end of a line that can be cut. */
const cuttable = test.extend<{ line: Line }>({
  line: async ({ dataDir }, use) => {
    const port = await freePort();
    const line = await openLine(port);
    const server = await startServer({ dataDir, port, env: { ORIGIN: `http://127.0.0.1:${line.port}` } });
    await use(line);
    await line.close();
    await server.stop();
  },
  baseURL: async ({ line }, use) => use(`http://127.0.0.1:${line.port}`),
});

cuttable(
  'three answers given without network survive a restart of the browser and arrive exactly once',
  async ({ line, baseURL, dataDir, launchOptions }) => {
    const profile = temporaryFolder();
    const database = join(dataDir, 'digital-maker.db');
    const start = () =>
      chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: baseURL ?? '', locale: 'de-DE' });
    const before = await attemptCounts(database, THREE);

    let browser = await start();
    let page = browser.pages()[0] ?? (await browser.newPage());
    await signIn(page);
    await page.goto(UNIT_PAGE);
    await allIslandsRun(page);
    const last = exercisePanel(page, THREE[2] ?? '');
    await expect(last).not.toBeInViewport();
    await cut(line, browser);
    for (const key of THREE) await answerInVain(page, key);
    await expect(page.locator('.save summary')).toContainText('noch nicht gespeichert: 3 Eingaben');
    await expect(page.locator('.save .said')).toHaveText('noch nicht gespeichert: 3 Eingaben');
    expect(await attemptCounts(database, THREE)).toEqual(before);
    await browser.close();

    browser = await start();
    await restore(line, browser);
    page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto('/lernen');
    await expect.poll(() => attemptCounts(database, THREE)).toEqual(before.map((count) => count + 1));
    await expect.poll(() => outboxes(page)).toEqual([]);
    await page.goto(UNIT_PAGE);
    await allIslandsRun(page);
    for (const key of THREE) await expect(resultOf(exercisePanel(page, key))).toHaveText(NOT_YET);
    await expect(page.locator('.save')).toContainText('alles gespeichert');
    expect(await attemptCounts(database, THREE)).toEqual(before.map((count) => count + 1));
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  },
);

cuttable(
  'answers wait on the open page and are sent by themselves when the network is back',
  async ({ line, page, context, dataDir }) => {
    const database = join(dataDir, 'digital-maker.db');
    const [first = ''] = THREE;
    await signIn(page);
    await page.goto(UNIT_PAGE);
    await allIslandsRun(page);
    await cut(line, context);
    await answerInVain(page, first);
    await restore(line, context);
    await expect(resultOf(exercisePanel(page, first))).toHaveText(NOT_YET);
    expect(await attemptCounts(database, [first])).toEqual([1]);
  },
);

test('the same attempt sent twice counts once', async ({ page, site }) => {
  const [first = ''] = THREE;
  await signIn(page);
  await page.goto(UNIT_PAGE);
  const fields = [
    ...wrongFields(exerciseOf(catalogue, first)),
    ['cohort', 'demo'],
    ['exercise', first],
    ['attempt', 'versuch-0001'],
  ] as const;
  const send = () =>
    page.evaluate(async (pairs) => {
      const form = new FormData();
      for (const [name, value] of pairs) form.append(name, value);
      return (await fetch('/_actions/learning.submitAnswer', { method: 'POST', body: form })).status;
    }, fields);
  expect(await Promise.all([send(), send()])).toEqual([200, 200]);
  expect(await send()).toBe(200);
  expect(await attemptCounts(site.databaseFile, [first])).toEqual([1]);
});

test('an answer given after the session has ended is kept, and sent after signing in again', async ({ page, site }) => {
  const [first = ''] = THREE;
  await signIn(page);
  await page.goto(UNIT_PAGE);
  await allIslandsRun(page);
  await changeDatabase(site.databaseFile, 'delete from session');
  const panel = exercisePanel(page, first);
  await enter(panel, wrongFields(exerciseOf(catalogue, first)));
  await checkButton(panel).click();
  await expect(resultOf(panel)).toContainText(NOT_SAVED);
  await expect(resultOf(panel)).toContainText('Bitte melden Sie sich wieder an. Ihre Antwort ist aufgehoben.');
  await expect(page.locator('.save .said')).toHaveText('noch nicht gespeichert: 1 Eingabe – bitte wieder anmelden');
  await resultOf(panel).getByRole('link', { name: 'Anmelden' }).click();
  await expect(page.getByText('Nach dem Anmelden geht es dort weiter')).toBeVisible();
  await signIn(page, 'teilnehmerin', page.url());
  await expect(page).toHaveURL(UNIT_PAGE);
  await expect.poll(() => attemptCounts(site.databaseFile, [first])).toEqual([1]);
  await expect(resultOf(panel)).toHaveText(NOT_YET);
});

test('whoever signs in next on the same browser gets nothing of the first person and sends nothing of theirs', async ({
  page,
  site,
}) => {
  const [first = ''] = THREE;
  // A second learner with a sign-in: the trainer gets a place in the cohort instead of the role.
  await changeDatabase(site.databaseFile, "delete from role where person_id = 'demo-trainerin'");
  await changeDatabase(
    site.databaseFile,
    "insert into enrolment (id, cohort_id, person_id, enrolled_at) values ('zweite', 'demo-durchgang', 'demo-trainerin', 0)",
  );
  await signIn(page);
  await page.goto(UNIT_PAGE);
  await allIslandsRun(page);
  await changeDatabase(site.databaseFile, 'delete from session');
  const panel = exercisePanel(page, first);
  const given = wrongFields(exerciseOf(catalogue, first));
  await enter(panel, given);
  await checkButton(panel).click();
  await expect(resultOf(panel)).toContainText('Bitte melden Sie sich wieder an');

  await signIn(page, 'trainerin', `/anmelden?weiter=${encodeURIComponent(UNIT_PAGE)}`);
  await expect(page).toHaveURL(UNIT_PAGE);
  await allIslandsRun(page);
  await expect(page.locator('.save')).toContainText('alles gespeichert');
  await expect(panel.locator(`[name="${given[0]?.[0] ?? ''}"]`)).toHaveValue('');
  await expect(resultOf(panel)).toBeEmpty();
  // An answer of the second person goes through the same sending; only then it is sure that nothing else was sent.
  await enter(panel, rightFields(exerciseOf(catalogue, first)));
  await checkButton(panel).click();
  await expect(panel.locator('.done')).toBeVisible();
  expect(await attemptCounts(site.databaseFile, [first])).toEqual([0]);
  expect(await attemptCounts(site.databaseFile, [first], 'demo-trainerin')).toEqual([1]);

  await page.context().clearCookies();
  await signIn(page);
  await expect.poll(() => attemptCounts(site.databaseFile, [first])).toEqual([1]);
  expect(await attemptCounts(site.databaseFile, [first], 'demo-trainerin')).toEqual([1]);
});

test('signing out with unsent answers asks first, and then leaves nothing of this person in the browser', async ({
  page,
  site,
}) => {
  const [first = ''] = THREE;
  await signIn(page);
  await page.goto(UNIT_PAGE);
  await allIslandsRun(page);
  await page.route('**/_actions/**', (route) => route.abort());
  await answerInVain(page, first);
  expect(await outboxes(page)).toEqual([`dm-outbox:${LEARNER}`]);

  const dialog = page.getByRole('dialog', { name: 'Eine Eingabe ist noch nicht gespeichert' });
  await page.locator('summary', { hasText: 'Ihr Konto' }).click();
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveText(/Übung 1 von/);
  await dialog.getByRole('button', { name: 'Angemeldet bleiben' }).click();
  await expect(dialog).toBeHidden();
  expect(await outboxes(page)).toHaveLength(1);

  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Trotzdem abmelden und verwerfen' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('link', { name: 'Anmelden' }).first()).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).toBe('{}');
  await page.unroute('**/_actions/**');
  await signIn(page);
  await page.goto(UNIT_PAGE);
  await allIslandsRun(page);
  await expect(page.locator('.save')).toContainText('alles gespeichert');
  expect(await attemptCounts(site.databaseFile, [first])).toEqual([0]);
});

test('what a worksheet holds is saved while one writes, and is there on another device', async ({
  page,
  browser,
  site,
}) => {
  const sheetUnit = Object.values(catalogue.units).find(({ worksheets }) => worksheets.length > 0);
  if (sheetUnit === undefined) throw new Error('no worksheet');
  await signIn(page);
  await page.goto(`/lernen/demo/${sheetUnit.key}`);
  await allIslandsRun(page);
  const field = page.locator('.worksheet textarea, .worksheet input.input').first();
  await field.fill('Freigabe der Zeichnungen');
  await expect(page.locator('.worksheet .status')).toHaveText(SAVED_AT);
  const device = await browser.newContext({ baseURL: site.origin });
  const phone = await device.newPage();
  await signIn(phone);
  await phone.goto(`/lernen/demo/${sheetUnit.key}`);
  await expect(phone.locator('.worksheet textarea, .worksheet input.input').first()).toHaveValue(
    'Freigabe der Zeichnungen',
  );
  // In the same words and the same zone, whoever tells it.
  await expect(phone.locator('.worksheet .status').first()).toHaveText(SAVED_AT);
  const upToTheHour = async (on: Page) => (await on.locator('.worksheet .status').first().innerText()).split('.', 2);
  expect(await upToTheHour(page)).toEqual(await upToTheHour(phone));
  expect(await rowsOf(site.databaseFile, 'select count(*) as number from worksheet_entry')).toEqual([{ number: 1 }]);
  await device.close();
});

/** The network is gone twice over: the browser is offline, and nobody answers. */
async function cut(line: Line, browser: BrowserContext): Promise<void> {
  line.cut();
  await browser.setOffline(true);
}

async function restore(line: Line, browser: BrowserContext): Promise<void> {
  line.restore();
  await browser.setOffline(false);
}

async function answerInVain(page: Page, key: string): Promise<void> {
  const panel = exercisePanel(page, key);
  await enter(panel, wrongFields(exerciseOf(catalogue, key)));
  await checkButton(panel).click();
  await expect(resultOf(panel)).toContainText(NOT_SAVED);
}

/** Names of everything that this site keeps in the browser for anybody. */
const outboxes = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));
