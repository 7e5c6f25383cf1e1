import type { Page } from '@playwright/test';
import { builtCatalogue, exerciseOf, rightFields, wrongFields } from '../support/answers.ts';
import { answer, exercisePanel, NOT_YET, PASSED } from './support/exercise.ts';
import { allIslandsRun, expect, signIn, test } from './support/test.ts';

const catalogue = builtCatalogue();
const units = catalogue.modules['agiles-arbeiten']?.units ?? [];
/** The demonstration's learner has completed the first unit and stands in the middle of the second. */
const [, second, third] = units;
if (second === undefined || third === undefined) throw new Error('the module has too few units');

test('a learner comes from the start page to the next step, works through the unit, and home moves on', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Anmelden' }).first().click();
  await signIn(page, 'teilnehmerin', page.url());
  await expect(page).toHaveURL('/lernen');

  const step = page.getByRole('region', { name: 'Ihr nächster Schritt' });
  await expect(step).toContainText(second.title);
  await expect(step).toContainText(`${second.minutes} Minuten`);
  await expect(step).toContainText(`2 von ${second.exercises.length} Übungen sind schon erledigt`);
  await expect(page.getByRole('region', { name: /Nächster Termin/i })).toContainText('Kreishaus Musterstadt');
  await expect(page.getByRole('region', { name: 'Ihre Strecke' }).getByText(third.title)).toBeVisible();

  await step.getByRole('link', { name: /Weiterlernen/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: second.title })).toBeVisible();
  await allIslandsRun(page);
  for (const key of second.exercises) await wrongThenRight(page, key);

  await page.getByRole('button', { name: 'Lerneinheit abschließen' }).click();
  await expect(page.getByRole('heading', { name: 'Erledigt' })).toBeVisible();
  await page.getByRole('link', { name: 'Ihre Strecke' }).first().click();
  await expect(step).toContainText(third.title);
  await expect(step).not.toContainText(second.title);
});

test('every exercise of the module says what is wrong, shows its solution from the second try on, and takes the right answer', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const types = new Set(units.slice(2).flatMap((unit) => unit.exercises.map((key) => exerciseOf(catalogue, key).type)));
  expect([...types].toSorted()).toEqual([
    'cloze',
    'free-text',
    'grouping',
    'matching',
    'multiple-choice',
    'number',
    'ordering',
    'single-choice',
    'true-false',
  ]);
  await signIn(page);
  for (const unit of units.slice(2)) {
    await page.goto(`/lernen/demo/${unit.key}`);
    await allIslandsRun(page);
    for (const key of unit.exercises) await wrongThenRight(page, key);
    await page.getByRole('button', { name: 'Lerneinheit abschließen' }).click();
    await expect(page.getByRole('heading', { name: 'Erledigt' })).toBeVisible();
  }
});

test('on another device the learner goes on at the same place', async ({ page, browser, site }) => {
  const key = second.exercises[3] ?? '';
  await signIn(page);
  await page.goto(`/lernen/demo/${second.key}`);
  await allIslandsRun(page);
  await answer(page, exercisePanel(page, key), wrongFields(exerciseOf(catalogue, key)), NOT_YET);

  const device = await browser.newContext({ baseURL: site.origin, viewport: { width: 360, height: 740 } });
  const phone = await device.newPage();
  await signIn(phone);
  const onwards = phone
    .getByRole('region', { name: 'Ihr nächster Schritt' })
    .getByRole('link', { name: /Weiterlernen/ });
  await expect(onwards).toHaveAttribute('href', `/lernen/demo/${second.key}#uebung-${key.split('/')[1] ?? ''}`);
  await onwards.click();
  await expect(exercisePanel(phone, key)).toBeInViewport();
  await expect(exercisePanel(phone, key).locator('.result')).toHaveText(NOT_YET);
  await device.close();
});

/** Twice wrong, a look at the solution, then right; an exercise that was passed before shows its solution all along. */
async function wrongThenRight(page: Page, key: string): Promise<void> {
  const exercise = exerciseOf(catalogue, key);
  const panel = exercisePanel(page, key);
  const passedBefore = await panel.locator('.done').isVisible();
  const solution = panel.locator('details.solution');
  const ask = panel.getByRole('button', { name: 'Lösung zeigen' });

  await answer(page, panel, wrongFields(exercise), NOT_YET);
  if (!passedBefore) {
    await expect(ask).toHaveCount(0);
    await expect(solution).toHaveCount(0);
    await answer(page, panel, wrongFields(exercise), NOT_YET);
    await ask.click();
  }
  await expect(solution).toBeVisible();
  await answer(page, panel, rightFields(exercise), PASSED);
  await expect(panel.locator('.done')).toHaveText(/geschafft/);
}
