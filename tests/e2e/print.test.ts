import { expect, signIn, test } from './support/test.ts';

test('a printed unit is its text, drawings and exercises, without navigation, buttons or the state of saving', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/lernen/demo/agiles-arbeiten/weniger-gleichzeitig');
  const furniture = [
    page.getByRole('navigation'),
    page.getByRole('banner'),
    page.locator('.save'),
    page.locator('.exercise button'),
    page.getByRole('link', { name: 'Zum Inhalt springen' }),
  ];
  for (const part of furniture) expect(await part.count()).toBeGreaterThan(0);
  await page.emulateMedia({ media: 'print' });
  for (const part of furniture) for (const one of await part.all()) await expect(one).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.exercise').first()).toBeVisible();
  await expect(page.locator('figure').first()).toBeVisible();
});
