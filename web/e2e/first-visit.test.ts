// The first minutes of a new user: demo pictures, the tour over the real system, keys instead of the mouse, and the event
// log as a drawer where there is no room beside the page.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import type { Locator } from 'playwright-core';
import { violations } from './axe.ts';
import { heal, logIn, openPage, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage({ moving: true });
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

describe('a new user', () => {
  it('is offered demo pictures, and has them a press later', async () => {
    const { page, picture } = watched;
    await logIn(page, 'newcomer');
    await page.getByRole('button', { name: 'Take the tour' }).waitFor();
    await page.getByRole('link', { name: 'Do the labs' }).waitFor();
    await picture('first-1-empty');
    await page.getByRole('button', { name: 'Load demo pictures' }).click();
    await page.getByRole('heading', { name: '6 files uploaded' }).waitFor({ timeout: timeLimit(20_000) });
    await expect.poll(() => page.getByRole('main').locator('a[href^="/media/"]').count()).toBe(6);
    await page.getByRole('button', { name: 'Log out' }).filter({ visible: true }).click();
    await page.getByRole('button', { name: 'Continue as the developer' }).waitFor();
  });

  it('takes the tour: a photo, its way on the map, its saga, a broken step, and how it is undone', async () => {
    const { page, picture } = watched;
    await logIn(page);
    await page.goto('/?view=videos');
    await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page
      .getByRole('dialog', { name: 'Keyboard shortcuts' })
      .getByRole('button', { name: 'Take the tour' })
      .click();
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByRole('button', { name: 'Upload a photo' }).click();
    await tour.getByText('From the outbox to everybody').waitFor({ timeout: timeLimit(20_000) });
    expect(page.url()).toMatch(/\/map$/);
    await picture('first-2-tour-map');
    await tour.getByRole('button', { name: 'Look at its saga' }).click();
    await page.waitForURL(/\/sagas\/saga-/);
    await tour.getByRole('button', { name: 'Now break a step' }).click();
    await tour.getByRole('button', { name: 'Break and upload' }).click();
    await page
      .getByRole('article')
      .getByText('Failed, undone', { exact: true })
      .first()
      .waitFor({ timeout: timeLimit(20_000) });
    await picture('first-3-tour-undone');
    expect(await violations(page)).toEqual([]);
    await tour.getByRole('button', { name: 'Switch the fault off' }).click();
    await tour.getByRole('button', { name: 'To the labs' }).click();
    await tour.waitFor({ state: 'detached' });
    await page.getByText('things break on purpose').waitFor({ state: 'detached' });
  });

  it('moves between pages by keys, but not while typing', async () => {
    const { page } = watched;
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'Sagas', level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g m?');
    expect(await page.getByRole('main').getByRole('textbox').inputValue()).toBe('g m?');
    expect(page.url()).toContain('/sagas');
  });

  it('finds the event log as a drawer on a smaller screen, open or not as it was left', async () => {
    const { page, picture } = watched;
    await page.setViewportSize({ width: 1100, height: 800 });
    await page.evaluate(() => localStorage.removeItem('mediahub.rail'));
    await page.goto('/albums');
    await page.getByRole('button', { name: 'Show the event log' }).click();
    await page.getByRole('complementary').getByText('NotificationSent').first().waitFor();
    await picture('first-4-drawer');
    await page.reload();
    await page.getByRole('button', { name: 'Hide the event log' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Show the event log' }).waitFor();
  });

  it('sees the first photo and the map before any explanation on a phone', async () => {
    const { page, picture } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    const topOf = async (shown: Locator) => (await shown.boundingBox())?.y ?? Infinity;
    const explanation = page.getByRole('region', { name: 'What this page shows' });
    for (const [address, shown] of [
      ['/', page.getByRole('main').locator('a[href^="/media/"]').first()],
      ['/map', page.getByRole('group', { name: 'Map of the running system' })],
    ] as const) {
      await page.goto(address);
      await shown.waitFor();
      expect(await topOf(shown)).toBeLessThan(await topOf(explanation));
      expect(await topOf(shown)).toBeLessThan(844);
      await picture(`first-5-phone${address.replace('/', '-')}`);
    }
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
