// Every page, in English and light and in Japanese and dark: axe finds nothing, and it fits a phone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled, violations } from './axe.ts';
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
  await logIn(page);
  const made = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'For reading aloud', description: 'An album' });
    const headers = { 'content-type': 'application/json' };
    const album = await fetch('/api/v1/albums', { method: 'POST', headers, body });
    return (await album.json()) as { id: string };
  });
  await upload(page, [{ name: 'Read aloud.jpg', bytes: await drawPhoto(page, 5, 640, 480) }]);
  await page.getByText('Read aloud.jpg is in your library.').first().waitFor({ state: 'attached' });
  const known = await page.evaluate(async () => {
    const ask = async (
      path: string,
    ): Promise<{ id: string; aggregate_id: string; position: number; metadata: { correlation_id: string } }[]> =>
      (await fetch(path)).json();
    const [[saga], [event]] = [
      await ask('/api/v1/sagas?status=all&limit=1'),
      await ask('/api/v1/events?type=MediaUploaded&order=desc&limit=1'),
    ];
    return {
      saga: saga?.id,
      media: event?.aggregate_id,
      event: event?.id,
      position: event?.position,
      chain: event?.metadata.correlation_id,
    };
  });
  addresses.push(
    '/',
    `/media/${known.media}`,
    '/?q=aloud',
    `/?select=${made.id}`,
    '/map',
    '/learn',
    '/learn/01',
    `/journey/${known.position}`,
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
    '/events/fork',
    '/system',
    '/settings/account',
    '/docs',
    ...OPERATOR_ONLY,
    '/nowhere',
  );
});

afterAll(async () => {
  await watched.close();
});

describe('every page', () => {
  it.each([
    ['en', 'light'],
    ['ja', 'dark'],
  ] as const)('reads and looks right to axe, in %s and %s, and fits a phone', async (language, colorScheme) => {
    const { page } = watched;
    await page.evaluate((chosen) => localStorage.setItem('mediahub.language', chosen), language);
    await page.emulateMedia({ colorScheme });
    const wrong: string[] = [];
    for (const address of addresses) {
      await page.goto(address);
      await settle();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      wrong.push(...(await violations(page)).map((one) => `${address}, ${colorScheme}: ${one}`));
      await page.setViewportSize({ width: 390, height: 844 });
      await settled(page);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (beyond > 0) wrong.push(`${address} is ${beyond} px too wide for a phone`);
      await page.setViewportSize({ width: 1440, height: 900 });
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
