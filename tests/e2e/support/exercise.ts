import type { Locator, Page } from '@playwright/test';
import { exerciseAnchor } from '#paths.ts';
import type { AnswerFields } from '../../support/answers.ts';
import { expect } from './test.ts';

/** What is said of an answer, whatever the type. */
export const PASSED = /Richtig\.|Geschafft/;
export const NOT_YET = /Noch nicht(?! gespeichert)|Gespeichert\. Ab/;

/** The panel of an exercise in a unit page. */
export const exercisePanel = (page: Page, key: string): Locator => page.locator(`#${exerciseAnchor(key)}`);

/** Where a panel says what it thinks of the answer. */
export const resultOf = (panel: Locator): Locator => panel.locator('.result');

/** The button that sends the answer. */
export const checkButton = (panel: Locator): Locator => panel.getByRole('button', { name: /prüfen|üben|abgeben/ });

/** Enters an answer as a person does with a mouse. */
export async function enter(panel: Locator, fields: AnswerFields): Promise<void> {
  for (const box of await panel.locator('input[type=checkbox]').all()) {
    const value = await box.getAttribute('value');
    await box.setChecked(fields.some(([, wanted]) => wanted === value));
  }
  const places = fields.filter(([name]) => name.startsWith('place-'));
  // From the first place on, so that a later move disturbs none before.
  for (const [name, value] of places.toSorted(([, a], [, b]) => Number(a) - Number(b))) await putAt(panel, name, value);
  for (const [name, value] of fields.filter((field) => !places.includes(field))) {
    const control = panel.locator(`[name="${name}"]`);
    const kind = await control
      .first()
      .evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.localName));
    if (kind === 'radio') await panel.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'select') await control.selectOption(value);
    else if (kind !== 'checkbox') await control.fill(value);
  }
}

/** Enters and sends an answer, and waits until the server has graded it and the panel says so. */
export async function answer(page: Page, panel: Locator, fields: AnswerFields, verdict: RegExp): Promise<void> {
  await enter(panel, fields);
  const graded = page.waitForResponse((response) => response.url().includes('/_actions/learning.submitAnswer'));
  await checkButton(panel).click();
  expect((await graded).status()).toBe(200);
  await expect(resultOf(panel)).toHaveText(verdict);
}

/** By the list of places without scripts, else by the buttons beside an item, one click for each place. */
async function putAt(panel: Locator, name: string, place: string): Promise<void> {
  const field = panel.locator(`[name="${name}"]`);
  if ((await field.evaluate((element) => element.localName)) === 'select') {
    await field.selectOption(place);
    return;
  }
  const item = panel.locator('li', { has: panel.page().locator(`[name="${name}"]`) });
  for (let now = Number(await field.inputValue()); now !== Number(place); now = Number(await field.inputValue()))
    await item.getByRole('button', { name: now > Number(place) ? /^Nach oben/ : /^Nach unten/ }).click();
}
