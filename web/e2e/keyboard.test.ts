// The main job without a mouse.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { drawPhoto, openPage, type Watched } from './browser.ts';
import { tabTo } from './keyboard.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
});

afterAll(async () => {
  await watched.close();
});

describe('with the keyboard alone', () => {
  it('one logs in, uploads, opens the saga and flips a fault', async () => {
    const { page } = watched;
    await page.goto('/');
    await tabTo(page, page.getByRole('button', { name: 'Continue as the developer' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Library' }).waitFor();

    // An element that is rendered late may take the focus away.
    await page.getByText('Live', { exact: true }).filter({ visible: true }).waitFor();
    // The test listens before it presses the key, so that the browser hands the file dialog to it.
    const chooser = page.waitForEvent('filechooser');
    const photo = await drawPhoto(page, 6, 640, 480);
    await tabTo(page, page.getByRole('button', { name: 'Add files' }));
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([{ name: 'By keyboard.jpg', mimeType: 'image/jpeg', buffer: photo }]);
    await page.getByRole('heading', { name: '1 file uploaded' }).waitFor();

    await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Sagas' }).filter({ visible: true }));
    await page.keyboard.press('Enter');
    await tabTo(page, page.locator('summary', { hasText: 'Break something' }));
    await page.keyboard.press('Enter');
    const fault = page.getByRole('switch', { name: 'Notification takes 5 s' });
    await tabTo(page, fault);
    await page.keyboard.press('Space');
    await page.getByRole('switch', { name: 'Notification takes 5 s', checked: true, disabled: false }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('switch', { checked: true }).waitFor({ state: 'detached' });

    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'By keyboard.jpg' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'By keyboard.jpg', level: 1 }).waitFor();
  });
});
