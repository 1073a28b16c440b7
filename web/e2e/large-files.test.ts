// Large files and odd ones in a real browser: an upload that goes on after a reload, a video that plays from anywhere, and a HEIC to
// zoom into, which this browser cannot show itself.
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Page } from 'playwright-core';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { drawPhoto, logIn, openPage, type Watched } from './browser.ts';

let watched: Watched;
let page: Page;

beforeAll(async () => {
  watched = await openPage();
  page = watched.page;
  await logIn(page, 'large-files');
});
afterAll(async () => {
  expect(watched.troubles).toEqual([]);
  await watched.close();
});

const choose = (files: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator('input[type=file][accept]').setInputFiles(files);
const tile = (name: string) => page.locator('#content').getByRole('link', { name });
const tray = () => page.getByRole('region', { name: 'Uploads' });

it('goes on after a reload with the parts that are missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mediahub-large-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'Large.jpg');
  await writeFile(path, Buffer.concat([await drawPhoto(page, 95, 320, 240), Buffer.alloc(60_000_000, 7)]));
  const sent: number[] = [];
  page.on('response', (response) => {
    const part = /\/parts\/(\d+)$/.exec(response.url())?.[1];
    if (part && response.status() === 200) sent.push(Number(part));
  });
  // Two get through before the reload, however slow it is in coming.
  let asked = 0;
  await page.route('**/parts/*', (route) => (++asked > 2 ? undefined : route.continue()));
  await choose(path);
  await expect.poll(() => sent.length, { timeout: timeLimit(30_000) }).toBeGreaterThan(1);
  await page.reload();
  await page.unroute('**/parts/*');
  const heard = sent.splice(0);
  await page.getByText('Live', { exact: true }).filter({ visible: true }).waitFor();
  await choose(path);
  await tile('Large.jpg').waitFor();
  expect(sent.filter((part) => heard.includes(part))).toEqual([]);
  // One may have arrived without its answer being heard: it is not sent again, either.
  expect(new Set([...heard, ...sent]).size).toBeGreaterThanOrEqual(8 - 1);
  await tray().getByRole('heading', { name: '1 file uploaded' }).waitFor();
  await watched.picture('files-resumed');
});

/** Two seconds of a square that moves, as this browser records it. */
async function film(): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 180];
    const brush = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let i = 0; i < 50; i++) {
      if (brush) brush.fillStyle = '#c33';
      brush?.fillRect(0, 0, 320, 180);
      if (brush) brush.fillStyle = '#fff';
      brush?.fillRect(i * 5, 60, 60, 60);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(base64, 'base64');
}

it('has a picture of a video that this browser plays, and plays it from anywhere', async () => {
  await choose({ name: 'Film.webm', mimeType: 'video/webm', buffer: await film() });
  await tile('Film.webm')
    .locator('img')
    .waitFor({ timeout: timeLimit(30_000) });
  await tile('Film.webm').click();
  const video = page.getByRole('dialog').locator('video');
  await video.waitFor();
  expect(await video.getAttribute('poster')).toContain('/api/v1/media/');
  const ended = await video.evaluate(async (element: HTMLVideoElement) => {
    const heard = (name: string) =>
      new Promise((resolve) => element.addEventListener(name, resolve, { once: true }));
    if (element.readyState < 1) await heard('loadedmetadata');
    const seeked = heard('seeked');
    element.currentTime = 1;
    await seeked;
    return [element.videoWidth, element.currentTime, element.error];
  });
  expect(ended).toEqual([320, 1, null]);
  const slice = await page.evaluate(
    async (url) => {
      const response = await fetch(url ?? '', { headers: { range: 'bytes=10-19' } });
      return [response.status, (await response.arrayBuffer()).byteLength];
    },
    await video.getAttribute('src'),
  );
  expect(slice).toEqual([206, 10]);
  await watched.picture('files-video');
  await page.keyboard.press('Escape');
});

it('zooms into a HEIC, which this browser cannot show itself', async () => {
  const heic = join(import.meta.dirname, '../../workers/media-command/test/fixtures/small.heic.bin');
  await choose({ name: 'Phone.heic', mimeType: 'image/heic', buffer: await readFile(heic) });
  await tile('Phone.heic').locator('img').waitFor();
  await tile('Phone.heic').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Zoom in' }).click();
  const large = dialog.getByRole('group', { name: 'The picture in its full size' }).locator('img');
  await large.waitFor();
  await large.evaluate((image: HTMLImageElement) => image.decode());
  expect(await large.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300);
  await watched.picture('files-zoom');
  await dialog.getByRole('button', { name: 'Zoom out' }).click();
  await large.waitFor({ state: 'detached' });
});
