// An album as a ZIP file, as a person gets it: asked for on the album's page, live until it is ready, downloaded; and
// undone, with the reason, when a step of its saga says no.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawPhoto, heal, logIn, openPage, switchOn, upload, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  const { page } = watched;
  await logIn(page);
  await upload(page, [{ name: 'Packed.jpg', bytes: await drawPhoto(page, 70, 640, 480) }]);
  await page.getByText('Packed.jpg is in your library.').first().waitFor({ state: 'attached' });
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

it('an album is packed, and can be downloaded for a while', async () => {
  const { page, picture } = watched;
  await page.goto('/albums');
  await page.getByRole('main').getByRole('link', { name: 'All Media' }).click();
  await page.getByRole('button', { name: 'Export as ZIP' }).click();
  const link = page.getByRole('link', { name: 'Download All Media' }).first();
  await link.waitFor();
  await page.getByText(/\d+ h \d+ min left/).waitFor();
  await picture('export-1-album');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  expect(download.suggestedFilename()).toBe('All Media.zip');
});

it('an export that fails is undone and says why', async () => {
  const { page, picture } = watched;
  await switchOn(page, { seed: 1, faults: [{ at: 'saga', step: 'complete', kind: 'reject' }] });
  await page.getByRole('button', { name: 'Export as ZIP' }).click();
  await page.getByRole('main').getByText('Failed, undone').first().waitFor();
  await page.getByRole('link', { name: 'All exports' }).click();
  await page.getByRole('heading', { name: 'Exports', level: 1 }).waitFor();
  await page.getByRole('main').getByText('Failed, undone').first().waitFor();
  await picture('export-2-list');
  await page.goto('/notifications');
  await page.getByText('Export failed').first().waitFor();
  await page.getByText('Export ready').first().waitFor();
});

it('met no error on its way', () => {
  expect(watched.troubles).toEqual([]);
});
