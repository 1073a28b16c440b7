// Every page, in both languages and in light and dark: axe finds nothing.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

const OPERATOR_ONLY = ['/parked', '/chaos', '/invariants'];

let watched: Watched;
const addresses: string[] = [];

async function settle(): Promise<void> {
  const { page } = watched;
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await page
    .locator('main [role=status].sr-only', { hasText: /Loading…|読み込み中…/ })
    .first()
    .waitFor({ state: 'detached' });
}

beforeAll(async () => {
  watched = await openPage();
  const { page } = watched;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await logIn(page);
  const made = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'For reading aloud', description: 'An album' });
    const headers = { 'content-type': 'application/json' };
    const album = await fetch('/api/v1/albums', { method: 'POST', headers, body });
    return (await album.json()) as { id: string };
  });
  await upload(page, [{ name: 'Read aloud.jpg', bytes: await drawPhoto(page, 5, 640, 480) }]);
  await page.getByText('Read aloud.jpg is in your library.').waitFor({ state: 'attached' });
  const known = await page.evaluate(async () => {
    const ask = async (
      path: string,
    ): Promise<{ id: string; aggregate_id: string; metadata: { correlation_id: string } }[]> =>
      (await fetch(path)).json();
    const [[saga], [event]] = [
      await ask('/api/v1/sagas?status=all&limit=1'),
      await ask('/api/v1/events?type=MediaUploaded&order=desc&limit=1'),
    ];
    return { saga: saga?.id, media: event?.aggregate_id, event: event?.id, chain: event?.metadata.correlation_id };
  });
  addresses.push(
    '/',
    `/media/${known.media}`,
    '/?q=aloud',
    `/?select=${made.id}`,
    '/albums',
    `/albums/${made.id}`,
    '/exports',
    '/sagas',
    `/sagas/${known.saga}`,
    '/notifications',
    '/events',
    `/events/chain/${known.chain}?event=${known.event}`,
    `/events/stream/${known.media}?version=1`,
    '/events/library',
    '/system',
    ...OPERATOR_ONLY,
    '/nowhere',
  );
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await watched.picture('accessible-failed');
});

afterAll(async () => {
  await watched.close();
});

describe('every page', () => {
  it.each([
    ['en', 'light', {}],
    ['ja', 'light', {}],
    // The scheme changes colours only.
    ['en', 'dark', { runOnly: ['color-contrast'] }],
    ['ja', 'dark', { runOnly: ['color-contrast'] }],
  ] as const)('reads and looks right to axe, in %s, %s', async (language, colorScheme, options) => {
    const { page } = watched;
    await page.evaluate((chosen) => localStorage.setItem('mediahub.language', chosen), language);
    await page.emulateMedia({ colorScheme });
    const wrong: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      await settle();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      wrong.push(...(await violations(page, options)).map((one) => `${address} ${one}`));
    }
    expect(wrong).toEqual([]);
  });

  it('asks before the login in a way that axe understands, too', async () => {
    const { page } = watched;
    await page.evaluate(() => localStorage.clear());
    await page.context().clearCookies();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto('/');
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
  });
});
