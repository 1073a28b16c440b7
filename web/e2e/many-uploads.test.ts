// Forty photos at once: the queue sends a few at a time, and load alone never undoes anything.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { drawPhoto, logIn, openPage, upload, type Watched } from './browser.ts';

const COUNT = 40;
let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
});

afterAll(async () => {
  await watched.close();
});

it(
  'takes in forty photos that are dropped at once, each of them completely',
  { timeout: timeLimit(120_000) },
  async () => {
    const { page, picture, troubles } = watched;
    page.setDefaultTimeout(timeLimit(100_000));
    await logIn(page, 'collector');

    const files = [];
    for (let n = 1; n <= COUNT; n++)
      files.push({ name: `photo-${n}.jpg`, bytes: await drawPhoto(page, n, 200, 150) });
    await upload(page, files);
    await picture('many-1-queued');

    await page.getByRole('heading', { name: `${COUNT} files uploaded`, exact: true }).waitFor();
    const unread = page.getByRole('navigation').getByLabel(`${COUNT} unread`).filter({ visible: true });
    await unread.waitFor();
    await picture('many-2-done');

    const all = await page.evaluate(async () => {
      const ask = async (path: string): Promise<unknown> => (await fetch(path)).json();
      return {
        media: await ask('/api/v1/media?limit=200&status=processed'),
        undone: await ask('/api/v1/media?limit=200&status=compensated'),
        albums: await ask('/api/v1/albums'),
        open: await ask('/api/v1/sagas?status=active'),
      };
    });
    expect(all).toMatchObject({
      media: { count: COUNT },
      undone: { count: 0 },
      albums: [{ is_default: true, media_count: COUNT }],
      open: [],
    });
    expect(troubles).toEqual([]);
  },
);
