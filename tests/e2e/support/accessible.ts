import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './test.ts';

const WCAG_2_2_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Look {
  width: number;
  colorScheme: 'light' | 'dark';
}
/** How a page is looked at: phone and desk, by day and by night. */
export const EVERY_LOOK: Look[] = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
];

/** No rule of WCAG 2.2 AA that axe knows is broken on the page, or inside one part of it, however it is looked at. */
export async function expectAccessible(page: Page, name: string, looks = EVERY_LOOK, part?: string): Promise<void> {
  // Once for a page: axe is half a megabyte of script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { broken, passed } = await page.evaluate(look, { tags: WCAG_2_2_AA, part: part ?? 'html' });
    expect.soft(broken, `${name}, ${width} px, ${colorScheme}`).toEqual([]);
    // Otherwise nothing was looked at.
    expect(passed).toBeGreaterThan(0);
  }
}

/** At 320 px, which is 1280 px at 400 % zoom, and at 640 px (200 %), nothing has to be scrolled sideways. */
export async function expectNoSidewaysScrolling(page: Page, name: string): Promise<void> {
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(needed, `${name}, ${width} px`).toBeLessThanOrEqual(width);
  }
}

/** Runs in the page: what axe finds inside the first element that matches, and how many rules hold there. */
async function look({ tags, part }: { tags: string[]; part: string }): Promise<{ broken: string[]; passed: number }> {
  const { violations, passes } = await window.axe.run(part, { runOnly: tags, resultTypes: ['violations'] });
  const broken = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary ?? ''})`).join('; ')}`,
  );
  return { broken, passed: passes.length };
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
