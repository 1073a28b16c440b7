// The main job as a person sees it: a photo goes in and becomes a thumbnail, a finished saga and a notification; with a
// broken step it is undone, and the notification says why.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPhoto, logIn, openPage, upload, visit, type Watched } from './browser.ts';
import { EVENTS } from '../../workers/system-tests/upload.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage({ moving: true });
});

afterAll(async () => {
  await watched.close();
});

const inGrid = (file: string) => watched.page.getByRole('main').getByRole('link', { name: file });

const saga = (subject: string) => watched.page.getByRole('article', { name: `Upload: ${subject}` });

describe('the spine, in a browser', () => {
  it('logs in, and keeps nothing of the session where a script could read it', async () => {
    const { page, picture } = watched;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await picture('1-login');
    await logIn(page);
    const readable = await page.evaluate(() => ({
      cookie: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
    }));
    expect(readable).toEqual({ cookie: '', local: 0, session: 0 });
  });

  it('makes a thumbnail, a finished saga and a notification of a photo', async () => {
    const { page, picture } = watched;
    await upload(page, [{ name: 'Hills in spring.jpg', bytes: await drawPhoto(page, 1) }]);

    const thumbnail = inGrid('Hills in spring.jpg').locator('img');
    await thumbnail.waitFor();
    await page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('main li img');
      return image !== null && image.complete && Math.max(image.naturalWidth, image.naturalHeight) === 400;
    });
    await picture('2-library');

    await visit(page, 'Sagas');
    await saga('Hills in spring.jpg').getByText('Completed', { exact: true }).first().waitFor();
    await picture('3-saga-completed');

    await visit(page, 'Notifications');
    // On the page: what a screen reader hears says it too, for a moment.
    await page.getByRole('main').getByText('Hills in spring.jpg is in your library.').waitFor();
    await picture('4-notification');
  });

  it('shows the events of the photo in their order, and lets each be opened', async () => {
    const { page, picture } = watched;
    await visit(page, 'Events');
    const types = page.getByRole('main').getByRole('listitem').locator('button[aria-expanded]');
    await types.filter({ hasText: 'NotificationSent' }).first().waitFor();
    const inOrder = (await types.allInnerTexts()).map((text) => /[A-Z][A-Za-z]+/.exec(text)?.[0]).toReversed();
    expect(inOrder).toEqual(['UserRegistered', ...EVENTS]);
    await types.filter({ hasText: 'MediaUploaded' }).click();
    await page.getByText('"filename": "Hills in spring.jpg"').waitFor();
    await picture('5-events');
  });

  it('undoes an upload whose album step is broken, and the notification says why', async () => {
    const { page, picture } = watched;
    await visit(page, 'Sagas');
    await page.getByText('Break something').click();
    const fault = page.getByRole('switch', { name: 'Album step says no' });
    await fault.click();
    await page.getByText('armed').waitFor();

    await upload(page, [{ name: 'Doomed.jpg', bytes: await drawPhoto(page, 2) }]);
    const doomed = saga('Doomed.jpg');
    await doomed.getByText('Failed, undone').first().waitFor();
    await doomed.getByText('“Add to album” failed').first().waitFor();
    await page.getByText('struck once').waitFor();
    await picture('6-saga-undone');

    await visit(page, 'Notifications');
    await page
      .getByRole('main')
      .getByText(/Doomed\.jpg could not be taken in and was removed: the step “Add to album” failed with/)
      .filter({ visible: true })
      .waitFor();
    await picture('7-notification-says-why');

    await visit(page, 'Library');
    await inGrid('Hills in spring.jpg').waitFor();
    await inGrid('Doomed.jpg').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undone', exact: true }).click();
    await inGrid('Doomed.jpg').waitFor();
    await picture('8-undone');

    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('things break on purpose').waitFor({ state: 'detached' });
  });

  it('deletes a photo after asking, and the grid follows', async () => {
    const { page } = watched;
    await visit(page, 'Library');
    await inGrid('Hills in spring.jpg').click();
    await page.getByRole('dialog').getByText('1600 × 1200', { exact: true }).waitFor();
    await watched.picture('9-drawer');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog', { name: 'Delete this file?' }).getByRole('button', { name: 'Delete' }).click();
    await inGrid('Hills in spring.jpg').waitFor({ state: 'detached' });
  });

  it('logs out, and shows the next user nothing of this one', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Log out' }).filter({ visible: true }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.evaluate(async () => (await fetch('/api/v1/me')).status)).toBe(401);
    await logIn(page, 'somebody-else');
    await page.getByRole('heading', { name: 'No files yet' }).waitFor();
    await visit(page, 'Notifications');
    await page.getByRole('heading', { name: 'Nothing to tell yet' }).waitFor();
  });

  it('met no violation of the content security policy and no other error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
