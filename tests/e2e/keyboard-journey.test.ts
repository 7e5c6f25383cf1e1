import type { Page } from '@playwright/test';
import { EXERCISE_TYPES } from '#domain/catalogue/exercise.ts';
import { DEMO_PASSWORD } from '#domain/identity/demo-accounts.ts';
import { builtCatalogue, exerciseOf, rightFields, wrongFields } from '../support/answers.ts';
import { checkButton, exercisePanel, NOT_YET, PASSED, resultOf } from './support/exercise.ts';
import { enterByKeyboard, expectFocusKept, press, tabTo } from './support/keyboard.ts';
import { allIslandsRun, expect, test } from './support/test.ts';

const catalogue = builtCatalogue();
const [, second, third] = catalogue.modules['agiles-arbeiten']?.units ?? [];
if (second === undefined || third === undefined) throw new Error('the module has too few units');

// Smooth scrolling would show the focus a moment later.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a learner signs in, finds the next step, works through the unit and signs out by keyboard alone', async ({
  page,
}) => {
  await signInByKeyboard(page);
  await press(page, page.getByRole('link', { name: /Weiterlernen/ }));
  await expect(page.getByRole('heading', { level: 1, name: second.title })).toBeVisible();
  await allIslandsRun(page);
  for (const key of second.exercises.slice(2)) await wrongThenRight(page, key);
  await press(page, page.getByRole('button', { name: 'Lerneinheit abschließen' }));
  await expect(page.getByRole('heading', { name: 'Erledigt' })).toBeVisible();
  await press(page, page.getByRole('link', { name: `Weiter: ${third.title}` }));
  await expect(page.getByRole('heading', { level: 1, name: third.title })).toBeVisible();
  await press(page, page.locator('summary', { hasText: 'Ihr Konto' }));
  await press(page, page.getByRole('button', { name: 'Abmelden', exact: true }));
  await expect(page).toHaveURL('/');
});

test('the first Tab leads past the navigation to the content', async ({ page }) => {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Zum Inhalt springen' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

for (const type of EXERCISE_TYPES) {
  test(`an exercise of type ${type} is answered by keyboard alone, and the focus is never lost`, async ({ page }) => {
    const unit = Object.values(catalogue.units)
      .slice(2)
      .find(({ exercises }) => exercises.some((key) => exerciseOf(catalogue, key).type === type));
    const key = unit?.exercises.find((candidate) => exerciseOf(catalogue, candidate).type === type) ?? '';
    await signInByKeyboard(page);
    await page.goto(`/lernen/demo/${unit?.key ?? ''}`);
    await allIslandsRun(page);
    await wrongThenRight(page, key);
  });
}

async function signInByKeyboard(page: Page): Promise<void> {
  await page.goto('/');
  await press(page, page.getByRole('link', { name: 'Anmelden' }).first());
  await expect(page).toHaveURL('/anmelden');
  await tabTo(page, page.getByLabel('E-Mail-Adresse'));
  await page.keyboard.type('teilnehmerin@demo.example');
  await tabTo(page, page.getByLabel('Passwort'));
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/lernen');
}

async function wrongThenRight(page: Page, key: string): Promise<void> {
  const exercise = exerciseOf(catalogue, key);
  const panel = exercisePanel(page, key);
  for (const round of [1, 2]) {
    await enterByKeyboard(page, panel, wrongFields(exercise));
    await sendByKeyboard(page, key, NOT_YET);
    if (round === 2) await press(page, panel.getByRole('button', { name: 'Lösung zeigen' }));
  }
  await expect(panel.locator('details.solution > summary')).toBeFocused();
  await enterByKeyboard(page, panel, rightFields(exercise));
  await sendByKeyboard(page, key, PASSED);
  await expect(panel.locator('.done')).toBeVisible();
}

async function sendByKeyboard(page: Page, key: string, says: RegExp): Promise<void> {
  const panel = exercisePanel(page, key);
  const graded = page.waitForResponse((response) => response.url().includes('/_actions/learning.submitAnswer'));
  await press(page, checkButton(panel));
  await graded;
  await expect(resultOf(panel)).toHaveText(says);
  await expectFocusKept(page);
  await expect(checkButton(panel)).toBeFocused();
}
