// A page that does not jump: while twenty photos come in, what is shown stays where it is. And a photo whose upload is undone
// says at which step, why, and what to do.
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { drawPhoto, heal, logIn, openPage, switchOn, upload, type Watched } from './browser.ts';

const COUNT = 20;
/** The score of a page that is called good is below 0.1; this one is asked for half of it. */
const MOST = 0.05;
let watched: Watched;

beforeAll(async () => {
  watched = await openPage({ moving: true });
});
afterAll(async () => {
  await watched.close();
});

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

it('keeps its layout while twenty photos come in', { timeout: timeLimit(90_000) }, async () => {
  const { page, picture } = watched;
  await logIn(page, 'steady');
  await page.getByRole('heading', { name: 'No files yet' }).waitFor();
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts, shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        // The log beside the page and the list of uploads move by what they are; what the page shows must not. One entry is
        // about all that moved in its frame, so the page's own is computed by the same rule: the part of the window that
        // what moved takes, times how far it moved.
        const moved = (sources: Shift['sources']) => {
          const far = sources.map(({ previousRect: was, currentRect: is }) =>
            Math.max(Math.abs(is.x - was.x), Math.abs(is.y - was.y)),
          );
          const areas = sources.map(({ previousRect: was, currentRect: is }) =>
            Math.max(was.width * was.height, is.width * is.height),
          );
          const impact = areas.reduce((sum, area) => sum + area, 0) / (innerWidth * innerHeight);
          return Math.min(1, 2 * impact) * (Math.max(...far) / Math.max(innerWidth, innerHeight));
        };
        const ofPage = entry.sources.filter(({ node }) =>
          (node instanceof Element ? node : node?.parentElement)?.closest('main'),
        );
        if (entry.hadRecentInput || ofPage.length === 0) continue;
        const value = Math.min(entry.value, moved(ofPage));
        Object.assign(globalThis, { shifted: (globalThis as unknown as { shifted: number }).shifted + value });
        shifts.push(
          `${value} of ${entry.value} ${entry.sources.map(({ node }) => node?.textContent?.slice(0, 60)).join(' | ')}`,
        );
      }
    }).observe({ type: 'layout-shift' });
  });
  const files = [];
  for (let n = 1; n <= COUNT; n++)
    files.push({ name: `steady-${n}.jpg`, bytes: await drawPhoto(page, n, 320, 240) });
  await upload(page, files);
  await page.getByRole('heading', { name: `${COUNT} files uploaded`, exact: true }).waitFor();
  await expect.poll(() => page.locator('main li img').count(), { timeout: timeLimit(40_000) }).toBe(COUNT);
  await picture('steady');
  const { shifted, shifts } = await page.evaluate(() => {
    const seen = globalThis as unknown as { shifted: number; shifts: string[] };
    return { shifted: seen.shifted, shifts: seen.shifts };
  });
  expect(shifted, shifts.join('\n')).toBeLessThan(MOST);
});

it('says of an undone photo at which step, why and what to do, and takes it when it is sent again', async () => {
  const { page, troubles, picture, close } = await openPage();
  onTestFinished(async () => {
    await heal(page);
    await close();
  });
  await logIn(page);
  await switchOn(page, { seed: 1, faults: [{ at: 'saga', step: 'add_to_default_album', kind: 'reject' }] });
  const file = { name: 'Once more.jpg', mimeType: 'image/jpeg', buffer: await drawPhoto(page, 95, 320, 240) };
  await upload(page, [{ name: file.name, bytes: file.buffer }]);
  await page.getByRole('button', { name: 'Undone', exact: true }).click();
  const tile = page.getByRole('main').getByRole('listitem').filter({ hasText: file.name });
  await tile.getByText('“Add to album” failed: “Add to album” is refused Send the file again.').waitFor();
  await picture('steady-undone');
  await heal(page);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    tile.getByRole('button', { name: `Try ${file.name} again` }).click(),
  ]);
  await chooser.setFiles(file);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await tile.locator('img').waitFor();
  expect(troubles).toEqual([]);
});
