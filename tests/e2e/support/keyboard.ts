import type { Locator, Page } from '@playwright/test';
import type { AnswerFields } from '../../support/answers.ts';
import { expect } from './test.ts';

const TABS_MAX = 150;
const ARROWS_MAX = 12;

interface Focus {
  there: boolean;
  /** The target comes earlier in the document than the focus. */
  before: boolean;
  lost: boolean;
  visible: boolean;
  on: string;
}

/** Where the focus is, seen from the target. */
function focusFrom(target: Locator): Promise<Focus> {
  return target.evaluate((element): Focus => {
    const active = document.activeElement;
    const lost = active === null || active === document.body;
    const box = active?.getBoundingClientRect();
    const style = active === null ? null : getComputedStyle(active);
    const ring = style !== null && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const seen =
      box !== undefined &&
      box.width > 0 &&
      box.bottom > 0 &&
      box.top < innerHeight &&
      box.right > 0 &&
      box.left < innerWidth;
    return {
      there: active === element,
      before:
        active !== null && !lost && (element.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
      lost,
      visible: ring && seen,
      on: active === null ? '' : active.outerHTML.slice(0, 160),
    };
  });
}

/** Tab by Tab to the target; at every stop the focus must be somewhere, and be seen. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toHaveCount(1);
  let focus = await focusFrom(target);
  for (let tabs = 0; !focus.there; tabs += 1) {
    expect(tabs, `never reached ${String(target)}`).toBeLessThan(TABS_MAX);
    await page.keyboard.press(focus.before ? 'Shift+Tab' : 'Tab');
    focus = await focusFrom(target);
    expect(focus, `the focus is somewhere and can be seen: ${focus.on}`).toMatchObject({ lost: false, visible: true });
  }
}

/** Goes to a link or a button and presses it. */
export async function press(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** What just happened has not thrown the focus out of the page. */
export async function expectFocusKept(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('body');
}

/** Enters an answer with Tab, arrow keys, Space and letters. */
export async function enterByKeyboard(page: Page, panel: Locator, fields: AnswerFields): Promise<void> {
  for (const box of await panel.locator('input[type=checkbox]').all()) {
    const value = await box.getAttribute('value');
    if ((await box.isChecked()) !== fields.some(([, wanted]) => wanted === value)) await press(page, box, 'Space');
  }
  for (const [name, value] of fields) {
    const controls = panel.locator(`[name="${name}"]`);
    const kind = await controls
      .first()
      .evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.localName));
    if (name.startsWith('place-')) await moveTo(page, panel, name, Number(value));
    else if (kind === 'radio') await chooseRadio(page, controls, panel.locator(`[name="${name}"][value="${value}"]`));
    else if (kind === 'select') await chooseOption(page, controls, value);
    else if (kind !== 'checkbox') await typeInto(page, controls, value);
  }
  await expectFocusKept(page);
}

/** Tab comes to the chosen one of a group, or to its first; arrows go on from there. */
async function chooseRadio(page: Page, group: Locator, wanted: Locator): Promise<void> {
  if (await wanted.isChecked()) return;
  const chosen = await group.evaluateAll((radios) =>
    radios.findIndex((radio) => radio instanceof HTMLInputElement && radio.checked),
  );
  await tabTo(page, group.nth(Math.max(0, chosen)));
  if (chosen < 0) await page.keyboard.press('Space');
  for (let arrows = 0; !(await wanted.isChecked()); arrows += 1) {
    expect(arrows).toBeLessThan(ARROWS_MAX);
    await page.keyboard.press('ArrowDown');
  }
}

async function chooseOption(page: Page, select: Locator, value: string): Promise<void> {
  await tabTo(page, select);
  const [at, to] = await select.evaluate(
    (element, wanted) =>
      element instanceof HTMLSelectElement
        ? [element.selectedIndex, [...element.options].findIndex((option) => option.value === wanted)]
        : [0, -1],
    value,
  );
  expect(to).toBeGreaterThanOrEqual(0);
  for (let index = at ?? 0; index !== to; index += index < (to ?? 0) ? 1 : -1)
    await page.keyboard.press(index < (to ?? 0) ? 'ArrowDown' : 'ArrowUp');
  await expect(select).toHaveValue(value);
  await expectFocusKept(page);
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** By the buttons beside an item; the focus stays on the button that moves it. */
async function moveTo(page: Page, panel: Locator, name: string, place: number): Promise<void> {
  const select = panel.locator(`[name="${name}"]`);
  for (;;) {
    const now = Number(await select.inputValue());
    if (now === place) return;
    const button = panel
      .locator('li', { has: page.locator(`[name="${name}"]`) })
      .getByRole('button', { name: now > place ? /^Nach oben/ : /^Nach unten/ });
    await press(page, button, 'Space');
    await expect(select).toHaveValue(String(now > place ? now - 1 : now + 1));
    await expect(button).toBeFocused();
  }
}
