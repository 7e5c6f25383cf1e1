import { expectAccessible, expectNoSidewaysScrolling } from './support/accessible.ts';
import { PAGE_KINDS } from './support/pages.ts';
import { watch } from './support/watch.ts';
import { expect, test } from './support/test.ts';

for (const { name, open, heading, status = 200 } of PAGE_KINDS) {
  test(`${name}: no WCAG 2.2 AA rule is broken, light and dark, on phone and desk, and nothing scrolls sideways or is asked of others`, async ({
    page,
    site,
  }) => {
    const complaints = await watch(page, site.origin);
    const statuses: number[] = [];
    page.on('response', (response) => response.request().isNavigationRequest() && statuses.push(response.status()));
    await open(page, site);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    expect(statuses.at(-1)).toBe(status);
    await page.waitForLoadState('networkidle');
    expect(complaints()).toEqual([]);
    await expectAccessible(page, name);
    await expectNoSidewaysScrolling(page, name);
  });
}
