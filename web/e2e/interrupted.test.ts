// A server that goes away in the middle of many uploads: no file fails, and the queue waits and goes on by itself, also while
// the user looks at other pages.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

const COUNT = 12;
let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
});

afterAll(async () => {
  await watched.close();
});

it('waits for a server that is away, fails no file, and goes on by itself on any page', async () => {
  const { page, picture } = watched;
  await logIn(page, 'patient');
  const away = '**/api/v1/media';
  const keys: (string | undefined)[] = [];
  await page.route(away, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key']);
    return route.abort('connectionrefused');
  });

  const files = [];
  for (let n = 1; n <= COUNT; n++)
    files.push({ name: `patient-${n}.jpg`, bytes: await drawPhoto(page, n, 320, 240) });
  await upload(page, files);
  const tray = page.getByRole('region', { name: 'Uploads' });
  await tray.getByText('Paused, goes on by itself').waitFor();
  expect(await tray.getByText(/failed/).count()).toBe(0);
  await picture('interrupted-1-paused');

  const tries = new Set(keys);
  expect(tries.size).toBeLessThan(COUNT);
  const sent: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/media'))
      sent.push(request.headers()['idempotency-key']);
  });
  await page.unroute(away);
  await page.getByRole('navigation').getByRole('link', { name: 'Albums' }).filter({ visible: true }).click();

  await tray.getByRole('heading', { name: `${COUNT} files uploaded`, exact: true }).waitFor();
  expect(new Set(sent).size).toBe(COUNT);
  expect([...tries].every((key) => sent.includes(key))).toBe(true);
  await picture('interrupted-2-done');
});
