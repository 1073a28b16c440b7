// The library and its albums as a person uses them: search in Japanese, rename, fill an album by selection, empty it,
// delete it. And the repair of what is parked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { drawPhoto, logIn, openPage, upload, visit, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});

afterAll(async () => {
  await watched.close();
});

const inGrid = (file: string) => watched.page.getByRole('main').getByRole('link', { name: file });

describe('the library', () => {
  it('finds a file by one character of its name, and forgets the question again', async () => {
    const { page, picture } = watched;
    const names = ['京都の朝.jpg', 'Lighthouse.jpg'];
    const files = await Promise.all(
      names.map(async (name, n) => ({ name, bytes: await drawPhoto(page, n + 40, 320, 240) })),
    );
    await upload(page, files);
    for (const name of names) await inGrid(name).locator('img').waitFor();

    await page.getByRole('textbox', { name: 'Search the library' }).fill('京');
    await inGrid('Lighthouse.jpg').waitFor({ state: 'detached' });
    await inGrid('京都の朝.jpg').waitFor();
    await picture('library-1-search');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await inGrid('Lighthouse.jpg').waitFor();
  });

  it('gives a file another name, and the grid follows', async () => {
    const { page } = watched;
    await inGrid('Lighthouse.jpg').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    const asked = page.getByRole('dialog', { name: 'Rename the file' });
    await asked.getByLabel('File name').fill('Beacon.jpg');
    await asked.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog', { name: 'Beacon.jpg' }).getByRole('button', { name: 'Close' }).click();
    await inGrid('Beacon.jpg').waitFor();
  });

  it('fills an album by selection, takes out again, and deletes the album but no file', async () => {
    const { page, picture } = watched;
    await visit(page, 'Albums');
    await page.getByRole('button', { name: 'New album' }).click();
    await page.getByLabel('Name').fill('Coast');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Coast' }).click();
    await page.getByRole('button', { name: 'Add files' }).click();

    await page.getByRole('checkbox', { name: 'Beacon.jpg' }).check();
    await page.getByRole('checkbox', { name: '京都の朝.jpg' }).check();
    await picture('library-2-selection');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('2 files added to “Coast”.').waitFor();

    await visit(page, 'Albums');
    await page.getByRole('main').getByRole('link', { name: 'Coast' }).click();
    await inGrid('Beacon.jpg').waitFor();
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Beacon.jpg' }).check();
    await page.getByRole('button', { name: 'Take out' }).click();
    await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
    await inGrid('Beacon.jpg').waitFor({ state: 'detached' });
    await inGrid('京都の朝.jpg').waitFor();

    await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Albums', level: 1 }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Coast' }).waitFor({ state: 'detached' });
    await visit(page, 'Library');
    await inGrid('Beacon.jpg').waitFor();
  });
});

describe('what is parked', () => {
  it('waits for an operator, who retries it once the cause is gone', async () => {
    const { page, picture } = watched;
    await visit(page, 'Sagas');
    await page.getByText('Break something').click();
    await page.getByRole('switch', { name: 'Album read model unreachable' }).click();
    await page.getByText('armed').waitFor();
    await upload(page, [{ name: 'Held up.jpg', bytes: await drawPhoto(page, 44, 320, 240) }]);
    await visit(page, 'Parked');
    await page
      .getByRole('button', { name: /^Retry MediaUploaded/ })
      .first()
      .waitFor();
    await picture('library-3-parked');

    await visit(page, 'Sagas');
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('things break on purpose').waitFor({ state: 'detached' });
    await visit(page, 'Parked');
    // An event that the log delivers during the retry may be parked behind the rest: then a person retries once more.
    const nothing = page.getByRole('heading', { name: 'Nothing is parked' });
    const retryAll = page.getByRole('button', { name: 'Retry all' });
    await expect
      .poll(
        async () => {
          if (await retryAll.isEnabled({ timeout: 500 }).catch(() => false))
            await retryAll.click().catch(() => {});
          return nothing.isVisible();
        },
        { timeout: timeLimit(20_000), interval: 1_000 },
      )
      .toBe(true);
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
