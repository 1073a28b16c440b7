// The labs: a learner is led through one on the page, and every lab is played to its end over the public API, with its solution
// and with its broken variant. The terminal plays them by the same code.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAll, type Played } from '../../scripts/lib/labs/check-all.ts';
import { apiAt } from '../../scripts/lib/labs/terminal-actions.ts';
import { labNames } from '../../scripts/lib/labs/labs.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { readAs, wrongWithPage } from './axe.ts';
import { heal, logIn, openPage, systemOfThisFile, type Watched } from './browser.ts';
import { tabTo } from './keyboard.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

const check = (id: string, state: string) =>
  watched.page.locator(`[data-check="${id}"][data-state="${state}"]`).waitFor({ timeout: timeLimit(20_000) });

describe('the page of the labs', () => {
  it('opens the steps of a lab once a prediction is made, right or wrong', async () => {
    const { page, picture } = watched;
    await page.getByRole('navigation').getByRole('link', { name: 'Labs' }).click();
    await picture('learn-1-labs');
    await page.getByRole('link', { name: /The album says no/ }).click();
    await page.getByText('The other steps open with your answer').waitFor();
    expect(await page.locator('[data-check]').count()).toBe(0);
    await page.getByRole('button', { name: /Nothing is undone/ }).click();
    await page.getByText('Not so.').waitFor();
    await check('refused', 'waiting');
    await page.getByText('You have uploaded nothing since you began this lab.').waitFor();
  });

  it('says what really happened: undone, newest first, and healed', async () => {
    const { page, picture } = watched;
    await page.getByRole('button', { name: 'Let the album say no' }).click();
    await page.getByText('A fault is on').or(page.getByText('faults are on')).first().waitFor();
    await page.getByRole('button', { name: 'Upload a photo', exact: true }).click();
    for (const id of ['refused', 'newest_first', 'gone', 'notified', 'board']) await check(id, 'green');
    await picture('learn-2-undone');
  });

  it('leads to the saga that it speaks of and back, and keeps counting on that page', async () => {
    const { page } = watched;
    await page.getByRole('link', { name: 'its commands and answers' }).click();
    await page.getByRole('article').getByText('Failed, undone', { exact: true }).first().waitFor();
    const back = page.getByRole('region', { name: 'A lab is under way' });
    await back.getByText('5 of 6 checks green').waitFor();
    await back.getByRole('link', { name: 'Back to lab 02' }).click();
    await page.getByRole('heading', { name: /^02 · The album says no/ }).waitFor();
  });

  it('is done with the keyboard alone, and kept when the page is loaded again', async () => {
    const { page, picture } = watched;
    for (const name of ['Switch the fault off', 'Upload another photo']) {
      const button = page.getByRole('main').getByRole('button', { name });
      await tabTo(page, button);
      await page.keyboard.press('Enter');
      await button.and(page.locator('[aria-disabled=true]')).waitFor({ state: 'detached' });
    }
    await check('heals', 'green');
    await page.getByText('Everything holds: this lab is done.').waitFor();
    await page.reload();
    await page.getByText('Everything holds: this lab is done.').waitFor();
    await picture('learn-3-done');
    await page.getByRole('link', { name: 'All labs' }).first().click();
    await page.getByRole('link', { name: /The album says no.*Done/s }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the progress' }).click();
    expect((await downloading).suggestedFilename()).toBe('mediahub-labs.json');
  });

  it.each([
    ['en', 'light', 1440],
    ['ja', 'dark', 390],
  ] as const)('reads right and fits, in %s, %s, %i wide', async (language, colorScheme, width) => {
    const { page, picture } = watched;
    await readAs(page, [language, colorScheme, width]);
    for (const address of ['/learn', '/learn/01', '/learn/02']) {
      await page.goto(address);
      await page.getByRole('main').getByRole('heading').nth(1).waitFor();
      expect(await wrongWithPage(page)).toEqual([]);
      await picture(`learn-4-${address.replaceAll('/', '')}-${language}-${colorScheme}-${width}`);
    }
  });

  it('met no error on its way', () => {
    // A lab that reads at once is answered 404 on purpose.
    expect(watched.troubles.filter((one) => !one.includes('404'))).toEqual([]);
  });
});

describe('every lab', () => {
  let played: Played[];

  it(
    'is green with its solution, and red for the reason that its lesson names when it goes wrong',
    { timeout: timeLimit(240_000) },
    async () => {
      played = await checkAll(await apiAt(systemOfThisFile()), () => undefined);
      expect(played.filter(({ ok }) => !ok)).toEqual([]);
      expect(played.length).toBeGreaterThanOrEqual(2 * 3);
      expect(new Set(played.map(({ lab }) => lab)).size).toBeLessThanOrEqual(labNames().length);
    },
  );
});
