// A read model made anew as an operator does it: while it is right, and after a consumer that was broken on purpose has
// made it wrong. The certificate says what it was, leads to the event, and the library is right again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import { violations } from './axe.ts';
import { drawPhoto, heal, logIn, openPage, upload, visit, type Watched } from './browser.ts';

const FILE = 'Comes back again.jpg';
const EQUAL = 'Row by row the same as rebuilt from the log';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  const { page } = watched;
  await logIn(page);
  await upload(page, [{ name: 'Stays.jpg', bytes: await drawPhoto(page, 70, 320, 240) }]);
  await page.getByText('Stays.jpg is in your library.').first().waitFor({ state: 'attached' });
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

const panelOf = (name: string) => watched.page.getByRole('region', { name: `Rebuild of ${name}` });

/** Presses the button by keyboard, and waits until another rebuild than before is over. */
async function rebuild(name: string): Promise<void> {
  const panel = panelOf(name);
  const endedAt = async () => {
    const time = panel.getByRole('time').first();
    return (await time.isVisible()) ? time.getAttribute('datetime') : null;
  };
  const button = panel.getByRole('button', { name: `Rebuild ${name}` });
  await button.waitFor();
  const before = await endedAt();
  await button.press('Enter');
  await expect.poll(async () => (await endedAt()) ?? before, { timeout: timeLimit(20_000) }).not.toBe(before);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

describe('a rebuild from the system page', () => {
  it('certifies that a read model is, row by row, what the log gives', async () => {
    const { page, picture } = watched;
    await visit(page, 'System');
    // What came before, the first one repairs.
    await rebuild('media');
    await rebuild('media');
    await rebuild('album');
    for (const name of ['media', 'album']) {
      await panelOf(name).getByRole('status').getByText(EQUAL).waitFor();
      await panelOf(name)
        .getByText(/^[1-9]\d* rows?/)
        .waitFor();
      expect(await panelOf(name).getByRole('code').getAttribute('title')).toMatch(/^[\da-f]{64}$/);
    }
    expect(await violations(page)).toEqual([]);
    await picture('rebuild-1-equal');
  });

  it('finds what a broken consumer did, leads to the event, and the library is right again', async () => {
    const { page, picture } = watched;
    await visit(page, 'Chaos');
    await page.getByRole('button', { name: 'Switch on: A broken consumer' }).click();
    await page.getByText(/met \d+ passage/).waitFor();
    await upload(page, [{ name: FILE, bytes: await drawPhoto(page, 71, 320, 240) }]);
    await page.getByText(`${FILE} is in your library.`).first().waitFor({ state: 'attached' });
    await visit(page, 'Library');
    const inLibrary = page.getByRole('main').getByRole('link', { name: FILE });
    await inLibrary.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page
      .getByRole('dialog', { name: /Delete/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByRole('complementary').getByText('MediaPurged').first().waitFor();
    await visit(page, 'Chaos');
    await page.getByRole('button', { name: 'Switch all off' }).click();
    await page.getByText('nothing is on').waitFor();
    await page.goto('/');
    await inLibrary.waitFor();
    await picture('rebuild-2-comes-back');

    await visit(page, 'System');
    await rebuild('media');
    const panel = panelOf('media');
    await panel
      .getByRole('status')
      .getByText(/^\d+ rows? differed/)
      .waitFor();
    await panel.getByText('This row was shown, and by the log there is none.').waitFor();
    await panel.getByText(/^The row: \d+ columns/).click();
    await panel.getByRole('row', { name: FILE }).waitFor();
    await panel.scrollIntoViewIfNeeded();
    await picture('rebuild-3-differed');
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      if (colorScheme === 'dark') await picture('rebuild-4-differed-dark');
      expect(await violations(page)).toEqual([]);
    }

    await visit(page, 'Library');
    await inLibrary.waitFor({ state: 'detached' });
    await visit(page, 'System');
    await panel.getByRole('link', { name: 'MediaDeleted' }).click();
    await page.getByRole('heading', { name: 'MediaDeleted' }).waitFor();
    await picture('rebuild-5-event');

    await visit(page, 'System');
    await rebuild('media');
    await panel.getByRole('status').getByText(EQUAL).waitFor();
  });

  it('is an operator’s: others see what came of it, and no button', async () => {
    const other = await openPage();
    await logIn(other.page, 'alice');
    await other.page.goto('/system');
    const panel = other.page.getByRole('region', { name: 'Rebuild of media' });
    await panel.getByText(EQUAL).waitFor();
    expect(await panel.getByRole('button', { name: /Rebuild|Abort/ }).count()).toBe(0);
    expect(other.troubles).toEqual([]);
    await other.close();
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
