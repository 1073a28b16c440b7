// The map: what moves on it really moved, faults glow where they strike, and a dot leads to its journey.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { LOOKS, readAs, wrongWithPage } from './axe.ts';
import { heal, logIn, openPage, switchOn, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage({ moving: true });
  await logIn(watched.page);
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

const counter = (name: string) =>
  watched.page.getByRole('main').locator('span', { hasText: new RegExp(`^${name}\\d+$`) });
const counted = async (name: string) => Number(/\d+$/.exec((await counter(name).textContent()) ?? '')?.[0]);
const demo = () => watched.page.getByRole('button', { name: 'Upload a demo photo' });

describe('the map', () => {
  it('is the first page of the menu, and shows positions and lags', async () => {
    const { page } = watched;
    const [first] = await page.getByRole('navigation').getByRole('link').filter({ visible: true }).all();
    expect(await first?.textContent()).toBe('Map');
    await first?.click();
    const map = page.getByRole('group', { name: 'Map of the running system' });
    await map.getByRole('link', { name: /^Log position \d+/ }).waitFor();
    await map.getByRole('link', { name: /^Event streams .*outbox: empty/ }).waitFor();
    await map.getByRole('link', { name: /^saga up to date/ }).waitFor();
  });

  it('draws a dot for every event and command of an upload, and counts them', async () => {
    const { page, picture } = watched;
    await demo().click();
    await expect.poll(() => counted('events'), { timeout: timeLimit(20_000) }).toBeGreaterThanOrEqual(4);
    await picture('map-1-moving');
    await expect.poll(() => counted('commands')).toBeGreaterThanOrEqual(2);
    await expect.poll(() => counted('answers')).toBeGreaterThanOrEqual(2);
    const drawn = async () => Number(await page.locator('canvas').getAttribute('data-drawn'));
    // An event is one dot to the log and one to each of five subscriptions.
    await expect.poll(drawn).toBeGreaterThanOrEqual(4 * 6);
  });

  it('leads from an event to its journey: stream, log, and what became of it at each subscription', async () => {
    const { page, picture } = watched;
    const uploaded = page
      .getByRole('main')
      .getByRole('button', { name: /MediaUploaded/ })
      .first();
    await uploaded.click();
    await page.getByRole('main').getByRole('link', { name: 'Its journey' }).click();
    await page.getByRole('heading', { name: 'MediaUploaded', level: 1 }).waitFor();
    const stations = page.getByRole('list', { name: 'Stations' });
    await stations.getByText(/committed as version 1/).waitFor();
    await stations.getByText('applied', { exact: true }).first().waitFor();
    await stations.getByText('passed: changes no row here').first().waitFor();
    await picture('map-2-journey');
    await page.getByRole('link', { name: 'Map', exact: true }).first().click();
  });

  it('glows where a fault strikes, counts what the guard refuses, and every page offers to switch it off', async () => {
    const { page, picture } = watched;
    await switchOn(page, { seed: 1, faults: [{ at: 'deliver', step: 'media', kind: 'duplicate' }] });
    await page.reload();
    await page.getByText('1 fault strikes deliveries').waitFor({ state: 'attached' });
    await demo().click();
    await page.getByRole('link', { name: /^Library read model \d+ refused/ }).waitFor();
    await expect.poll(() => counted('refused duplicates')).toBeGreaterThan(0);
    await picture('map-3-faults');
    await page.getByRole('navigation').getByRole('link', { name: 'Albums' }).click();
    await page.getByText('A fault is on: things break on purpose.').waitFor();
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('things break on purpose').waitFor({ state: 'detached' });
  });

  it('is a list and numbers for a user who prefers reduced motion', async () => {
    const still = await openPage();
    onTestFinished(still.close);
    await logIn(still.page);
    await still.page.goto('/map');
    await still.page.getByRole('link', { name: /^Log position \d+/ }).waitFor();
    expect(await still.page.locator('canvas').count()).toBe(0);
    await still.page.getByText('Since you opened the map:').waitFor();
    await still.page
      .getByRole('main')
      .getByRole('button', { name: /MediaUploaded/ })
      .first()
      .waitFor();
  });

  it.each(LOOKS)('reads right and fits, in %s, %s, %i wide', async (language, colorScheme, width) => {
    const { page, picture } = watched;
    await readAs(page, [language, colorScheme, width]);
    await page.goto('/map');
    await page.getByRole('link', { name: language === 'en' ? /^Log position/ : /^ログ ポジション/ }).waitFor();
    expect(await wrongWithPage(page)).toEqual([]);
    await picture(`map-4-${language}-${colorScheme}-${width}`);
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
