import { builtCatalogue } from '../support/answers.ts';
import { allIslandsRun, expect, signIn, test } from './support/test.ts';

const first = builtCatalogue().modules['agiles-arbeiten']?.units[2];
if (first === undefined) throw new Error('the module has too few units');

for (const [what, path] of [
  ['home', '/lernen'],
  ['a unit', `/lernen/demo/${first.key}`],
  ['a unit half done', '/lernen/demo/agiles-arbeiten/arbeit-sichtbar-machen'],
] as const)
  for (const width of [360, 1280])
    test(`nothing moves while ${what} loads on ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await signIn(page);
      await page.goto(path);
      await allIslandsRun(page);
      await page.waitForLoadState('networkidle');
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            const add = (entries: PerformanceObserverEntryList) => {
              for (const entry of entries.getEntries()) sum += Number(Reflect.get(entry, 'value'));
            };
            new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
            // Two frames later everything buffered has been told.
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
          }),
      );
      expect(shift).toBeLessThan(0.01);
    });
