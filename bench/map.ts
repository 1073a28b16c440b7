// The frames of the map while events move over it: from one frame to the next in a real browser, idle and at twenty events a
// second, which is when the map begins to draw a sample.
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../scripts/lib/test/chromium.ts';
import { startSystem } from '../workers/system-tests/started-system.ts';
import { logIn, type User } from './http/client.ts';
import type { Print } from './report.ts';

const SECONDS = 10;
const EVENTS_A_SECOND = 20;
/** Several users, so that no rate of one is reached. */
const USERS = 10;

/** Milliseconds between the frames that the page draws for so long. */
const framesFor = (page: Page, ms: number): Promise<number[]> =>
  page.evaluate(async (ms) => {
    const frames: number[] = [];
    const end = performance.now() + ms;
    for (let last = await new Promise<number>(requestAnimationFrame); last < end;) {
      const next = await new Promise<number>(requestAnimationFrame);
      frames.push(next - last);
      last = next;
    }
    return frames;
  }, ms);

async function send(user: User, method: string, path: string, name: string): Promise<{ id: string }> {
  const headers = { ...user.headers, 'content-type': 'application/json' };
  const body = JSON.stringify({ name, description: '' });
  const answer = await fetch(user.base + path, { method, headers, body });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

/** Renames albums at an even pace. */
async function traffic(users: readonly User[], albums: readonly string[]): Promise<void> {
  const began = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let n = 0; n < SECONDS * EVENTS_A_SECOND; n++) {
    const wait = began + (n * 1000) / EVENTS_A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const user = users[n % users.length];
    if (user) sent.push(send(user, 'PUT', `/api/v1/albums/${albums[n % users.length]}`, `Album ${n}`));
  }
  await Promise.all(sent);
}

export async function mapFrames({ row }: { row: Print }): Promise<void> {
  const system = await startSystem();
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const users = await Promise.all(Array.from({ length: USERS }, (_, n) => logIn(system.base, `map-${n}`)));
    const albums = await Promise.all(
      users.map(async (user) => (await send(user, 'POST', '/api/v1/albums', 'Album')).id),
    );
    const page = await browser.newPage({
      baseURL: system.base,
      viewport: { width: 1440, height: 900 },
      locale: 'en',
    });
    await page.goto('/');
    await page.getByRole('button', { name: 'Continue as the developer' }).click();
    await page.getByRole('heading', { name: 'Library' }).waitFor();
    await page.goto('/map');
    await page.getByRole('link', { name: /^Log position/ }).waitFor();
    row({ id: 'map-idle', each: await framesFor(page, SECONDS * 500) });
    const [frames] = await Promise.all([framesFor(page, SECONDS * 1000), traffic(users, albums)]);
    row({ id: 'map', values: [String(EVENTS_A_SECOND)], each: frames });
  } finally {
    await browser.close();
    await system.stop();
  }
}
