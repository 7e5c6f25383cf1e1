import type { Locator, Page } from '@playwright/test';
import { EXERCISE_TYPES } from '#domain/catalogue/exercise.ts';
import {
  builtCatalogue,
  exerciseOf,
  incompleteFields,
  rightFields,
  wrongFields,
  type AnswerFields,
} from '../support/answers.ts';
import { attemptCounts, rowsOf } from '../support/database.ts';
import { checkButton, enter, exercisePanel, NOT_YET, PASSED, resultOf } from './support/exercise.ts';
import { expect, signIn, test } from './support/test.ts';

const catalogue = builtCatalogue();
const [, second, third] = catalogue.modules['agiles-arbeiten']?.units ?? [];
if (second === undefined || third === undefined) throw new Error('the module has too few units');

test.use({ javaScriptEnabled: false });

test('a learner works through a unit without JavaScript, from signing in to signing out', async ({ page, site }) => {
  await signIn(page);
  await expect(page).toHaveURL('/lernen');
  await page.getByRole('link', { name: /Weiterlernen/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: second.title })).toBeVisible();

  await page.getByRole('button', { name: 'Lerneinheit abschließen' }).click();
  await expect(page.getByText('Zum Abschließen fehlen noch Übungen')).toBeVisible();
  for (const key of second.exercises) {
    await send(page, key, rightFields(exerciseOf(catalogue, key)), PASSED);
    await expect(exercisePanel(page, key).locator('.done')).toBeVisible();
  }

  const sheet = page.locator('.worksheet');
  await sheet.locator('textarea, input.input').first().fill('Angebote schreiben');
  await sheet.getByRole('button', { name: 'Speichern' }).click();
  await expect(sheet.locator('textarea, input.input').first()).toHaveValue('Angebote schreiben');
  await expect(sheet.locator('.status')).toContainText('gespeichert');
  await page.reload();
  expect(await rowsOf(site.databaseFile, 'select count(*) as number from worksheet_entry')).toEqual([{ number: 1 }]);

  await page.getByRole('button', { name: 'Lerneinheit abschließen' }).click();
  await expect(page.getByRole('heading', { name: 'Erledigt' })).toBeVisible();
  await page.goto('/lernen');
  await expect(page.getByRole('region', { name: 'Ihr nächster Schritt' })).toContainText(third.title);
  await page.locator('summary', { hasText: 'Ihr Konto' }).click();
  await page.getByRole('button', { name: 'Abmelden', exact: true }).click();
  await expect(page).toHaveURL('/');
  await page.goto('/lernen');
  await expect(page).toHaveURL(/anmelden/);
});

for (const type of EXERCISE_TYPES) {
  test(`an exercise of type ${type} is answered without JavaScript, and reloading sends nothing twice`, async ({
    page,
    site,
  }) => {
    const unit = Object.values(catalogue.units)
      .slice(2)
      .find(({ exercises }) => exercises.some((key) => exerciseOf(catalogue, key).type === type));
    const key = unit?.exercises.find((candidate) => exerciseOf(catalogue, candidate).type === type) ?? '';
    const exercise = exerciseOf(catalogue, key);
    const panel = exercisePanel(page, key);
    await signIn(page);
    await page.goto(`/lernen/demo/${unit?.key ?? ''}`);

    const incomplete = incompleteFields(exercise);
    await send(page, key, incomplete, /Bitte /);
    await expectEntered(panel, incomplete);
    expect(await attemptCounts(site.databaseFile, [key])).toEqual([0]);
    await expect(page.getByText('alles gespeichert')).toBeHidden();

    await send(page, key, wrongFields(exercise), NOT_YET);
    await expectEntered(panel, wrongFields(exercise));
    await expect(panel.getByRole('button', { name: 'Lösung zeigen' })).toHaveCount(0);
    await page.reload();
    await page.reload();
    expect(await attemptCounts(site.databaseFile, [key])).toEqual([1]);

    await send(page, key, wrongFields(exercise), NOT_YET);
    await panel.getByRole('button', { name: 'Lösung zeigen' }).click();
    await expect(panel.locator('details.solution')).toBeVisible();
    await send(page, key, rightFields(exercise), PASSED);
    await expect(panel.locator('.done')).toBeVisible();
    await expect(panel.locator('details.solution')).toBeVisible();
    expect(await attemptCounts(site.databaseFile, [key])).toEqual([3]);
  });
}

/** Every answer is a page of its own here. */
async function send(page: Page, key: string, fields: AnswerFields, says: RegExp): Promise<void> {
  const panel = exercisePanel(page, key);
  await enter(panel, fields);
  await checkButton(panel).click();
  await expect(resultOf(panel)).toHaveText(says);
  await expect(panel).toBeInViewport();
}

/** The form still holds what was entered. */
async function expectEntered(panel: Locator, fields: AnswerFields): Promise<void> {
  for (const [name, value] of fields) {
    const choice = panel.locator(`input[name="${name}"][value="${value}"]:is([type=radio], [type=checkbox])`);
    if ((await choice.count()) > 0) await expect(choice).toBeChecked();
    else await expect(panel.locator(`[name="${name}"]`)).toHaveValue(value);
  }
}
