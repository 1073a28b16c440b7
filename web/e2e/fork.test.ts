// Another history in the browser: a deletion that never happened, data that the schema refuses, a fork as a link.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { LOOKS, readAs, violations, wrongWithPage } from './axe.ts';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

let watched: Watched;
let media = '';
let link = '';
let past = '';

beforeAll(async () => {
  watched = await openPage({ moving: true });
  const { page } = watched;
  // A log of its own: other tests fill the developer's.
  await logIn(page, 'forker');
  await upload(page, [{ name: 'Cliffs.jpg', bytes: await drawPhoto(page, 11, 640, 480) }]);
  await page.getByText('Cliffs.jpg is in your library.').first().waitFor({ state: 'attached' });
  const newest = (type: string) =>
    page.evaluate(async (type) => {
      const events = await fetch(`/api/v1/events?type=${type}&order=desc&limit=1`);
      return ((await events.json()) as { aggregate_id: string }[])[0]?.aggregate_id;
    }, type);
  media = (await newest('MediaUploaded')) ?? '';
  await page.evaluate((id) => fetch(`/api/v1/media/${id}`, { method: 'DELETE' }), media);
  await vi.waitUntil(async () => (await newest('MediaPurged')) === media, {
    timeout: timeLimit(20_000),
    interval: 200,
  });
});

afterAll(() => watched.close());

const outcome = () => watched.page.getByRole('region', { name: 'What comes of it' });
const row = () => outcome().getByRole('table', { name: 'Row in the library' });

describe('forking the past', () => {
  it('is one link away from any event: without its deletion the photo is in the library', async () => {
    const { page } = watched;
    await page.goto(`/events?aggregate_id=${media}`);
    await page
      .getByRole('main')
      .getByRole('button', { name: /MediaDeleted/ })
      .click();
    await page.getByRole('main').getByRole('link', { name: 'What if it had not happened?' }).click();
    await page.getByRole('heading', { name: 'Fork the past' }).waitFor();
    const cells = row()
      .getByRole('row', { name: /filename/ })
      .getByRole('cell');
    await expect.poll(() => cells.allTextContents()).toEqual(['"Cliffs.jpg"', 'none', '"Cliffs.jpg"']);
    await outcome().getByRole('heading', { name: 'First difference' }).waitFor();
    await outcome()
      .getByText(/^It never begins: event \d+/)
      .waitFor();
    link = page.url();
  });

  it('is whole in its address, so that it can be handed on', async () => {
    const { page } = watched;
    await page.goto('/');
    await page.goto(link);
    await row().waitFor();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByText('Nothing is different yet.').waitFor();
  });

  it('refuses changed data in the words of its schema, and replays what the schema takes: with the keyboard only', async () => {
    const { page } = watched;
    const position = /from (\d+)/.exec((await page.getByText(/^from \d+ of/).textContent()) ?? '')?.[1];
    await page.getByLabel('Replay from position').focus();
    await page.keyboard.press('Home');
    await page.getByText(/^from 1 of/).waitFor();
    expect(Number(position)).toBeGreaterThan(1);
    const uploaded = page.getByRole('main').getByRole('button', { name: /MediaUploaded.*Cliffs\.jpg/ });
    await uploaded.last().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Change', exact: true }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change MediaUploaded' });
    const data = dialog.getByLabel('Data');
    const written = await data.inputValue();
    await data.fill(written.replace('Cliffs.jpg', ''));
    await dialog.getByText(/^filename: Too small/).waitFor();
    expect(await violations(page)).toEqual([]);
    await watched.picture('fork-1-refused');
    await data.fill(written.replace('Cliffs.jpg', '崖.jpg'));
    await dialog.getByText(/^filename:/).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: 'Replay with it' }).focus();
    await page.keyboard.press('Enter');
    await outcome().getByRole('cell', { name: '"崖.jpg"' }).first().waitFor();
    await outcome()
      .getByText(/^It begins with the changed event \d+/)
      .waitFor();
    link = page.url();
  });

  it('begins from a version of a stream, too, whose page names it and says what each event changed', async () => {
    const { page, picture } = watched;
    await page.goto(`/events/stream/${media}`);
    await page.getByRole('heading', { name: 'Cliffs.jpg', level: 1 }).waitFor();
    await expect.poll(() => page.locator('datalist option').count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'One back' }).click();
    await page.getByRole('heading', { name: 'MediaDeleted' }).waitFor();
    const status = page
      .getByRole('table', { name: 'What this event changed' })
      .getByRole('row', { name: /^status/ });
    await expect.poll(() => status.getByRole('cell').allTextContents()).toEqual(['"processed"', '"deleted"']);
    expect(await violations(page)).toEqual([]);
    await picture('fork-4-stream');
    await page.getByRole('link', { name: 'Fork the past from here' }).click();
    await page.getByText('Of one stream only.').waitFor();
  });

  it('shows the library as it was, with its last event, what has become of it since, and moves on by itself', async () => {
    const { page, picture } = watched;
    const position = await page.evaluate(async (id) => {
      const events = await fetch(`/api/v1/events?aggregate_id=${id}&limit=1`);
      return ((await events.json()) as { position: number }[])[0]?.position ?? 0;
    }, media);
    past = `/events/library?position=${position}`;
    await page.goto(past);
    await page
      .getByRole('main')
      .getByRole('link', { name: /Cliffs\.jpg.*gone since/ })
      .waitFor();
    await page
      .getByRole('main')
      .getByRole('button', { name: /MediaUploaded.*Cliffs\.jpg uploaded/ })
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await picture('fork-5-library');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('The library was empty then').waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Play' }).waitFor({ state: 'detached' });
  });

  it.each(LOOKS)('reads right and fits, in %s, %s, %i wide', async (language, colorScheme, width) => {
    const { page, picture } = watched;
    await readAs(page, [language, colorScheme, width]);
    await page.goto('/');
    await page.goto(link);
    await page.getByRole('heading', { name: language === 'en' ? 'First difference' : '最初の違い' }).waitFor();
    expect(await wrongWithPage(page)).toEqual([]);
    await picture(`fork-2-${language}-${colorScheme}-${width}`);
    await page
      .getByRole('heading', { name: language === 'en' ? 'First difference' : '最初の違い' })
      .scrollIntoViewIfNeeded();
    await picture(`fork-3-${language}-${colorScheme}-${width}`);
  });

  it('shows an operator the library of everybody, too, when asked to', async () => {
    const { page } = watched;
    await page.context().clearCookies();
    await page.evaluate(() => localStorage.clear());
    await page.setViewportSize({ width: 1440, height: 900 });
    await logIn(page);
    await page.goto(past);
    const everyone = page.getByRole('main').getByRole('switch', { name: 'Everyone’s' });
    await everyone.waitFor();
    const cliffs = page.getByRole('main').getByRole('link', { name: /Cliffs\.jpg/ });
    expect(await cliffs.count()).toBe(0);
    await everyone.click();
    await cliffs.waitFor();
    expect(page.url()).toContain('scope=all');
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
