import { codeTo, linkTo } from '../support/mailbox.ts';
import { expect, test } from './support/test.ts';

const EMAIL = 'teilnehmerin@demo.example';

test.use({ javaScriptEnabled: false });

test('a learner signs in without JavaScript by the six digits from the mail, at the second try', async ({
  page,
  site,
}) => {
  await page.goto('/lernen');
  await page.getByLabel('E-Mail-Adresse').fill(EMAIL);
  await page.getByRole('button', { name: 'Code per E-Mail schicken' }).click();
  await expect(page.getByRole('heading', { name: 'Code eingeben' })).toBeVisible();
  await expect(page.getByText(EMAIL)).toBeVisible();

  const code = await codeTo(site, EMAIL);
  await page.getByLabel('Code aus der E-Mail').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await expect(page.getByRole('alert')).toContainText('Sie haben noch 4 Versuche');
  await page.getByLabel('Code aus der E-Mail').fill(code);
  await page.getByLabel('Code aus der E-Mail').press('Enter');
  await expect(page).toHaveURL('/lernen');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Jana');
});

test('a new code replaces the first', async ({ page, site }) => {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').fill(EMAIL);
  await page.getByLabel('E-Mail-Adresse').press('Enter');
  await expect(page).toHaveURL('/anmelden/code');
  const first = await codeTo(site, EMAIL);
  await page.getByRole('button', { name: 'Neuen Code schicken' }).click();
  await expect(page.getByRole('status')).toContainText('Ein neuer Code ist unterwegs');
  const second = await codeTo(site, EMAIL);
  for (const code of first === second ? [second] : [first, second]) {
    await page.getByLabel('Code aus der E-Mail').fill(code);
    await page.getByRole('button', { name: 'Anmelden' }).click();
  }
  await expect(page).toHaveURL('/lernen');
});

test('who forgot the password chooses a new one by the link from the mail, without JavaScript', async ({
  page,
  site,
}) => {
  await page.goto('/anmelden');
  await page.getByRole('link', { name: 'Passwort vergessen?' }).click();
  await page.getByLabel('E-Mail-Adresse').fill(EMAIL);
  await page.getByRole('button', { name: 'Link schicken' }).click();
  await expect(page.getByRole('heading', { name: 'Sehen Sie in Ihr Postfach' })).toBeVisible();
  await page.goto(await linkTo(site, EMAIL));
  await page.getByLabel('Neues Passwort').fill('zu kurz');
  await page.getByRole('button', { name: 'Passwort speichern' }).click();
  await expect(page.getByRole('alert')).toContainText('zu kurz');
  await page.getByLabel('Neues Passwort').fill('Zwiebelturm im Morgenrot');
  await page.getByRole('button', { name: 'Passwort speichern' }).click();
  await expect(page.getByRole('status')).toContainText('Ihr neues Passwort gilt');
  await page.getByLabel('E-Mail-Adresse').fill(EMAIL);
  await page.getByLabel('Passwort').fill('Zwiebelturm im Morgenrot');
  await page.getByLabel('Passwort').press('Enter');
  await expect(page).toHaveURL('/lernen');
});
