import type { BrowserContext, Page } from '@playwright/test';
import { builtCatalogue } from '../support/answers.ts';
import { sessionCookie } from '../support/visitor.ts';
import { allIslandsRun, expect, test } from './support/test.ts';

const KB = 1_024;
const [first, next] = (builtCatalogue().modules['agiles-arbeiten']?.units ?? []).slice(2);
if (first === undefined || next === undefined) throw new Error('the module has too few units');

test('a first visit to a unit weighs at most 60 KB, 25 KB of it scripts, and the next unit 15 KB', async ({
  page,
  context,
  site,
}) => {
  const [name = '', value = ''] = (await sessionCookie(site)).split('=');
  await context.addCookies([{ name, value, url: site.origin }]);
  const weights = await weigh(context, page);

  await page.goto(`/lernen/demo/${first.key}`);
  await allIslandsRun(page);
  await page.waitForLoadState('networkidle');
  const visit = weights();
  expect(visit.Script).toBeGreaterThan(0);
  expect(visit.Font).toBeGreaterThan(0);
  expect.soft(visit.Script, 'scripts').toBeLessThanOrEqual(25 * KB);
  expect.soft(visit.Font, 'fonts').toBeLessThanOrEqual(60 * KB);
  expect.soft(visit.all - visit.Font - visit.Image, 'all but pictures and fonts').toBeLessThanOrEqual(60 * KB);

  await page.getByRole('link', { name: next.title }).last().click();
  await expect(page.getByRole('heading', { level: 1, name: next.title })).toBeVisible();
  await allIslandsRun(page);
  await page.waitForLoadState('networkidle');
  const both = weights();
  expect(both.all - visit.all - (both.Image - visit.Image), 'the next unit').toBeLessThanOrEqual(15 * KB);
  expect(both.all).toBeGreaterThan(visit.all);
});

interface Weights {
  all: number;
  Script: number;
  Font: number;
  Image: number;
}

/** Bytes of bodies as they came over the line, compressed; what lies in the browser's cache weighs nothing. */
async function weigh(context: BrowserContext, page: Page): Promise<() => Weights> {
  const network = await context.newCDPSession(page);
  const types = new Map<string, string>();
  const headers = new Map<string, number>();
  const sum: Weights = { all: 0, Script: 0, Font: 0, Image: 0 };
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type);
    headers.set(requestId, response.fromDiskCache === true ? 0 : response.encodedDataLength);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    const body = Math.max(0, encodedDataLength - (headers.get(requestId) ?? 0));
    sum.all += body;
    if (type === 'Script' || type === 'Font' || type === 'Image') sum[type] += body;
  });
  await network.send('Network.enable');
  return () => ({ ...sum });
}
