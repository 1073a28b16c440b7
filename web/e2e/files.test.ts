// What a person does with files: drops them anywhere, pastes them, chooses a folder, sends one twice, searches in any spelling, closes a picture.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'playwright-core';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

let watched: Watched;
let page: Page;
let photo: Buffer;

beforeAll(async () => {
  watched = await openPage();
  page = watched.page;
  await logIn(page, 'files');
  photo = await drawPhoto(page, 91, 640, 480);
});
afterAll(async () => {
  // Of the empty file.
  expect(watched.troubles.filter((one) => !/422/.test(one))).toEqual([]);
  await watched.close();
});

const tray = () => page.getByRole('region', { name: 'Uploads' });
const headline = () => tray().getByRole('heading');
const tile = (name: string) => page.locator('#content').getByRole('link', { name });

/** Files as an operating system hands them over, onto this element. */
async function drop(selector: string, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([base64, called]) => {
      const data = new DataTransfer();
      const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([raw], called, { type: 'image/jpeg' }));
      return data;
    },
    [bytes.toString('base64'), name] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator(selector).first().dispatchEvent(type, { dataTransfer: transfer });
}

it('takes a file that is dropped on the sidebar, and knows it when it comes again', async () => {
  await drop('nav[aria-label]', 'Straße ΟΔΟΣ.jpg', photo);
  await tile('Straße ΟΔΟΣ.jpg').waitFor();
  await expect.poll(() => headline().textContent()).toBe('1 file uploaded');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/media')) sent.push(request.url());
  });
  await upload(page, [{ name: 'again.jpg', bytes: photo }]);
  await tray().getByText('already in your library').waitFor();
  await expect.poll(() => headline().textContent()).toBe('1 file uploaded · 1 was there already');
  expect(sent).toEqual([]);
  await watched.picture('files-duplicate');
});

it('takes what is pasted', async () => {
  await page.evaluate(
    (base64) => {
      const clipboardData = new DataTransfer();
      const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      clipboardData.items.add(new File([raw], 'Pasted.jpg', { type: 'image/jpeg' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    (await drawPhoto(page, 92, 320, 240)).toString('base64'),
  );
  await tile('Pasted.jpg').waitFor();
});

it('takes the photos of a folder and of the folders in it, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mediahub-folder-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'below'));
  await writeFile(join(folder, 'Above.jpg'), await drawPhoto(page, 93, 320, 240));
  await writeFile(join(folder, 'below', 'Below.jpg'), await drawPhoto(page, 94, 320, 240));
  await writeFile(join(folder, 'notes.txt'), 'no photo');
  await writeFile(join(folder, '.hidden.jpg'), 'no photo');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Add a folder' }).click(),
  ]);
  await chooser.setFiles(folder);
  for (const name of ['Above.jpg', 'Below.jpg']) await tile(name).waitFor();
  expect(
    await tray()
      .getByText(/notes|hidden/)
      .count(),
  ).toBe(0);
});

it('says whole, beside what it has taken, how many it could not take', async () => {
  await upload(page, [{ name: 'empty.jpg', bytes: Buffer.alloc(0) }]);
  await expect.poll(() => headline().textContent()).toBe('4 files uploaded · 1 was there already · 1 failed');
  expect(await headline().evaluate((line) => line.scrollWidth <= line.clientWidth)).toBe(true);
});

it('finds it in any spelling', async () => {
  const search = page.getByLabel('Search the library');
  for (const spelling of ['STRASSE', 'οδοσ']) {
    await search.fill(spelling);
    await tile('Straße ΟΔΟΣ.jpg').waitFor();
  }
  await search.fill('');
});

it('closes a picture without adding to the history', async () => {
  await tile('Straße ΟΔΟΣ.jpg').click();
  await page.getByRole('dialog').waitFor();
  const length = await page.evaluate(() => history.length);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => history.length)).toBe(length);
});

it('says that dates are reversed', async () => {
  await page.goto('/?from=2026-02-01&to=2026-01-01');
  await page.getByText('The first day is after the last one').waitFor();
});

it('says the same in Japanese, on a small screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => localStorage.setItem('mediahub.language', 'ja'));
  await page.goto('/');
  await page
    .locator('input[type=file][accept]')
    .setInputFiles([{ name: 'また.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  // The tray begins small there: its headline says it.
  await page.getByRole('heading', { name: 'すでにあります' }).waitFor();
  await watched.picture('files-duplicate-ja-390');
});
