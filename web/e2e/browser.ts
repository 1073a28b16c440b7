// A browser page that remembers everything that should not have happened in it. The files of a process share one Chromium; each page
// has cookies, storage and a cache of its own. `PICTURES=1 npm run test:browser` keeps a picture of each step.
import { chromium, type Browser, type Page } from 'playwright-core';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { FaultPlan } from '../../shared/engine/faults/plan.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Watched {
  page: Page;
  /** Errors of the console (a Content-Security-Policy violation is one), of scripts, and answers from 500 on. */
  troubles: string[];
  /** Keeps a picture in screenshots/, which git does not, where pictures are wanted. */
  picture: (name: string) => Promise<void>;
  close: () => Promise<void>;
}

interface Looks {
  /** With the motion that most people see. It costs a third of what the page computes, so only where it is what is tested. */
  moving?: boolean;
}

/** Only the question who is logged in may get an error: before the login the answer is 401. */
const isExpected = (url: string): boolean => new URL(url).pathname === '/api/v1/me';

/** Files that run side by side have a system each: one operator, one set of fault switches. */
export function systemOfThisFile(): string {
  const url = inject('urls')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (url === undefined) throw new Error('no system was started for this file');
  return url;
}

/** Where that system keeps what it stores. */
export function stateOfThisFile(): string {
  const state = inject('states')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (state === undefined) throw new Error('no system was started for this file');
  return state;
}

let chromiumOfThisProcess: Promise<Browser> | undefined;
const open = new Set<Page>();

async function theBrowser(): Promise<Browser> {
  if ((await chromiumOfThisProcess)?.isConnected() === false) chromiumOfThisProcess = undefined;
  chromiumOfThisProcess ??= chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  return chromiumOfThisProcess;
}

const keep = (page: Page, name: string) =>
  page.screenshot({ path: join(import.meta.dirname, 'screenshots', `${name}.png`), animations: 'disabled' });

/** Keeps a picture of every page that is open. */
export async function keepAll(name: string): Promise<void> {
  for (const [n, page] of [...open].entries()) await keep(page, `${name}-${n + 1}`);
}

export async function openPage({ moving = false }: Looks = {}): Promise<Watched> {
  const browser = await theBrowser();
  const page = await browser.newPage({
    baseURL: systemOfThisFile(),
    viewport: { width: 1440, height: 900 },
    locale: 'en',
    reducedMotion: moving ? 'no-preference' : 'reduce',
  });
  open.add(page);
  page.setDefaultTimeout(timeLimit(15_000));

  const troubles: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && !(url && isExpected(url)))
      troubles.push(`console: ${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });

  const picture = async (name: string) => {
    if (process.env['PICTURES']) await keep(page, name);
  };
  const close = async () => {
    open.delete(page);
    await page.context().close();
  };
  return { page, troubles, picture, close };
}

export async function logIn(page: Page, login?: string): Promise<void> {
  await page.goto('/');
  if (login === undefined) await page.getByRole('button', { name: 'Continue as the developer' }).click();
  else {
    await page.getByLabel('User name').fill(login);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
  }
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await page.getByText('Live', { exact: true }).filter({ visible: true }).waitFor();
}

/** Goes to a page by the menu. */
export const visit = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name }).filter({ visible: true }).click();

export const switchOn = (page: Page, plan: FaultPlan): Promise<unknown> =>
  page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/v1/chaos', { method: 'PUT', headers, body: JSON.stringify(body) });
  }, plan);

/** The tests of a system share its fault switch. */
export const heal = (page: Page): Promise<unknown> =>
  page.evaluate(async () => void (await fetch('/api/v1/chaos', { method: 'DELETE' })));

/** A real JPEG, drawn and encoded by the browser; another `seed` gives another picture. */
export async function drawPhoto(page: Page, seed: number, width = 1600, height = 1200): Promise<Buffer> {
  const base64 = await page.evaluate(draw, { seed, width, height });
  return Buffer.from(base64, 'base64');
}

async function draw({ seed, width, height }: { seed: number; width: number; height: number }): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('no canvas');
  const sky = brush.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${(seed * 47) % 360} 70% 65%)`);
  sky.addColorStop(1, `hsl(${(seed * 47 + 60) % 360} 80% 85%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, width, height);
  for (let hill = 0; hill < 4; hill++) {
    brush.fillStyle = `hsl(${(seed * 47 + 180 + hill * 12) % 360} 35% ${50 - hill * 9}%)`;
    brush.beginPath();
    brush.moveTo(0, height);
    for (let x = 0; x <= width + 60; x += 60)
      brush.lineTo(
        x,
        height * (0.5 + hill * 0.12) + Math.sin((x / width) * (4 + hill + seed) + seed) * height * 0.06,
      );
    brush.lineTo(width, height);
    brush.fill();
  }
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export async function upload(page: Page, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  await page
    .locator('input[type=file][accept]')
    .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'image/jpeg', buffer: bytes })));
}
