import { builtCatalogue, exerciseOf, rightFields, wrongFields } from '../support/answers.ts';
import { checkButton, enter, exercisePanel, resultOf } from './support/exercise.ts';
import { allIslandsRun, expect, signIn, test } from './support/test.ts';

const catalogue = builtCatalogue();
const unit = catalogue.units['agiles-arbeiten/weniger-gleichzeitig'];
const first = unit?.exercises[0];
if (unit === undefined || first === undefined) throw new Error('the unit is gone');
const exercise = exerciseOf(catalogue, first);
const WIDTH = 360;

test.use({ viewport: { width: WIDTH, height: 640 } });

test('on a phone without network the account stays in reach, and what waits is told once', async ({
  page,
  context,
}) => {
  await signIn(page);
  await page.goto(`/lernen/demo/${unit.key}`);
  await allIslandsRun(page);
  const account = page.locator('summary', { hasText: 'Ihr Konto' });
  const placeBefore = await account.boundingBox();
  await context.setOffline(true);
  const panel = exercisePanel(page, first);
  await enter(panel, wrongFields(exercise));
  await checkButton(panel).click();
  await expect(resultOf(panel)).toContainText('Noch nicht gespeichert.');
  await enter(panel, rightFields(exercise));
  await expect(resultOf(panel)).toContainText('Es wartet Ihre frühere Fassung');
  await checkButton(panel).click();
  await expect(resultOf(panel)).not.toContainText('Es wartet Ihre frühere Fassung');

  const waiting = page.locator('.save summary');
  await expect(waiting).toContainText('noch nicht gespeichert: 1 Eingabe');
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  expect(await account.boundingBox()).toEqual(placeBefore);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(WIDTH);

  await waiting.click();
  const list = page.locator('.save .list');
  await expect(list.getByRole('listitem')).toHaveText(/^Übung 1 von .*\S…$/);
  await list.getByRole('button', { name: 'Jetzt senden' }).click();
  await expect(list.getByRole('status')).toHaveText('Keine Verbindung. Wir versuchen es weiter.');
  await expect(list.getByText('Keine Verbindung')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(waiting).toBeFocused();
  await waiting.click();
  await page.mouse.click(WIDTH / 2, 600);
  await expect(list).toBeHidden();

  await account.click();
  const signOut = page.getByRole('button', { name: 'Abmelden', exact: true });
  await expect(signOut).toBeInViewport({ ratio: 1 });
  const menu = await page.locator('.me > div').boundingBox();
  expect(menu?.x).toBeGreaterThanOrEqual(0);
  expect((menu?.x ?? 0) + (menu?.width ?? WIDTH)).toBeLessThanOrEqual(WIDTH);
  await page.keyboard.press('Escape');
  await expect(signOut).toBeHidden();
  await account.click();
  await signOut.click();
  const dialog = page.getByRole('dialog', { name: 'Eine Eingabe ist noch nicht gespeichert' });
  await expect(dialog).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
});

test('the button that was pressed by keyboard stays in the window, however much is said above it', async ({ page }) => {
  const choice = unit.exercises.find((key) => exerciseOf(catalogue, key).type === 'single-choice') ?? '';
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page);
  await page.goto(`/lernen/demo/${unit.key}`);
  await allIslandsRun(page);
  const panel = exercisePanel(page, choice);
  await enter(panel, wrongFields(exerciseOf(catalogue, choice)));
  const button = checkButton(panel);
  await button.focus();
  // At the lower edge of the window, as it stands after coming down by Tab.
  await button.evaluate((element) => element.scrollIntoView({ block: 'end', behavior: 'instant' }));
  await page.keyboard.press('Enter');
  await expect(panel.locator('.part')).toContainText('Noch nicht.');
  await expect(button).toBeFocused();
  await expect(button).toBeInViewport({ ratio: 1 });
});

test('a verdict that stands with its reason is not shown a second time, but is heard', async ({ page }) => {
  await signIn(page);
  await page.goto(`/lernen/demo/${unit.key}`);
  await allIslandsRun(page);
  const panel = exercisePanel(page, first);
  const [[field = '', right = ''] = []] = rightFields(exercise);
  await panel.locator(`[name="${field}"]`).fill(`${right} Arbeitstage`);
  await checkButton(panel).click();
  await expect(panel.locator('.part')).toHaveText(/Richtig/);
  await expect(panel.locator(`[name="${field}"]`)).toHaveValue(right);
  await expect(panel.getByRole('status').first()).toHaveText('✓ Richtig.');
  expect((await resultOf(panel).boundingBox())?.width).toBeLessThanOrEqual(1);
  await panel.locator(`[name="${field}"]`).fill('18');
  await checkButton(panel).click();
  await expect(resultOf(panel)).toContainText('Ihre frühere Antwort zählt weiter.');
  expect((await resultOf(panel).boundingBox())?.width).toBeGreaterThan(100);
  await expect(panel.locator('.part')).toContainText('Noch nicht.');
  const heard = resultOf(panel).locator('.said', { hasText: 'Noch nicht.' });
  expect((await heard.boundingBox())?.width).toBeLessThanOrEqual(1);
});
