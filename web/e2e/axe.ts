// What axe finds wrong on a page once it has come to rest, as one line each: rule, place, what is wrong.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A reader's language and colours, and the width of the window. */
export type Look = readonly [language: 'en' | 'ja', colorScheme: 'light' | 'dark', width: number];

export const LOOKS: readonly Look[] = [
  ['en', 'light', 1440],
  ['ja', 'dark', 1440],
  ['en', 'dark', 390],
  ['ja', 'light', 390],
];

/** The pages that are opened from now on look like this. */
export async function readAs(page: Page, [language, colorScheme, width]: Look): Promise<void> {
  await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
  await page.emulateMedia({ colorScheme });
  await page.evaluate((chosen) => localStorage.setItem('mediahub.language', chosen), language);
}

/** What is wrong with a page as it is shown: to axe, and where it does not fit the window. */
export async function wrongWithPage(page: Page): Promise<string[]> {
  const found = await violations(page);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return beyond > 0 ? [...found, `${beyond} px too wide`] : found;
}

const TRIES = 4;

/** Waits until animations have ended, because axe would judge a colour between two, and until the layout has caught up. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((next) => requestAnimationFrame(next));
    const ending = document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .filter(({ effect }) => Number.isFinite(Number(effect?.getComputedTiming().endTime)));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** What is wrong for good: checks again, because something may have moved in during the first check. */
export async function violations(page: Page): Promise<string[]> {
  for (let again = 1; ; again++) {
    await settled(page);
    const found = await look(page);
    if (found.length === 0 || again === TRIES) return found;
  }
}

async function look(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id} ${target.join(' ')} ${failureSummary.split('\n').at(1)}`,
    ),
  );
}
