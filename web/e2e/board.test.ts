// The chaos switchboard and the invariant board as a person uses them: the links of the three endings, and a consumer
// that is broken on purpose and turns the board red.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import type { FaultPlan } from '#shared/engine/faults/plan';
import { drawPhoto, heal, logIn, openPage, upload, visit, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

const linkTo = (plan: FaultPlan) => `/chaos#plan=${Buffer.from(JSON.stringify(plan)).toString('base64url')}`;

const ALBUM = { at: 'saga', step: 'add_to_default_album' } as const;

describe('a plan as a link', () => {
  it.each([
    ['Completed', 'completed', 60, [{ ...ALBUM, kind: 'drop_reply', times: 1 }]],
    ['Failed, undone', 'undone', 62, [{ ...ALBUM, kind: 'reject' }]],
    [
      'Parked',
      'parked',
      63,
      [
        { ...ALBUM, kind: 'reject' },
        { at: 'saga', step: 'undo:upload', kind: 'reject' },
      ],
    ],
    // Another picture each time: one that the library has is not taken in again.
  ] as const)('leads to the ending “%s”', async (ending, name, seed, faults) => {
    const { page, picture } = watched;
    await page.goto(linkTo({ seed: 1, faults: [...faults] }));
    await page.getByText('Loaded from the address, and not on yet.').waitFor();
    expect(await page.getByLabel('Passage').first().inputValue()).toBe('add_to_default_album');
    await page.getByText('nothing is on').waitFor();
    await page.getByRole('button', { name: 'Switch this plan on' }).click();
    await page
      .getByText(/met \d+ passage/)
      .first()
      .waitFor();
    const file = `Ending ${name}.jpg`;
    await upload(page, [{ name: file, bytes: await drawPhoto(page, seed, 320, 240) }]);
    await page.getByText('struck').first().waitFor();
    if (name === 'parked') await picture('board-1-switchboard');

    await visit(page, 'Sagas');
    const saga = page.getByRole('article', { name: new RegExp(`^Upload: .*${file}`) });
    await saga.getByText(ending, { exact: true }).first().waitFor();
    if (name === 'parked') await picture('board-2-parked');
    await visit(page, 'Chaos');
    await page.getByRole('button', { name: 'Switch all off' }).click();
    await page.getByText('nothing is on').waitFor();
    if (name !== 'parked') return;
    await visit(page, 'Sagas');
    await saga.getByRole('button', { name: 'Resume' }).click();
    await saga.getByText('Failed, undone', { exact: true }).first().waitFor();
  });
});

describe('the invariant board', () => {
  it('turns red by itself when a consumer is broken, and leads to the events that show it', async () => {
    const { page, picture } = watched;
    await visit(page, 'Invariants');
    await page.getByRole('article', { name: 'Positions of the log are dense: holds' }).waitFor();
    await picture('board-3-green');

    await visit(page, 'Chaos');
    await page.getByRole('button', { name: 'Switch on: A broken consumer' }).click();
    await page.getByText(/met \d+ passage/).waitFor();
    const file = 'Comes back.jpg';
    await upload(page, [{ name: file, bytes: await drawPhoto(page, 61, 320, 240) }]);
    await visit(page, 'Library');
    await page.getByText(`${file} is in your library.`).first().waitFor({ state: 'attached' });
    const link = await page.getByRole('main').getByRole('link', { name: file }).getAttribute('href');

    // From here on this window only shows the board; the photo is deleted in another one.
    await visit(page, 'Invariants');
    await page.getByRole('article', { name: 'The library is what the log says: holds' }).waitFor();
    const other = await openPage();
    onTestFinished(other.close);
    await logIn(other.page);
    await other.page.goto(link ?? '');
    // Its saga comes last, and moves what is below it.
    await other.page.getByRole('dialog').getByText('Completed', { exact: true }).first().waitFor();
    await other.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await other.page
      .getByRole('dialog', { name: /Delete/ })
      .getByRole('button', { name: 'Delete' })
      .click();

    const broken = page.getByRole('article', { name: 'The library is what the log says: broken' });
    const deleted = broken.getByRole('link', { name: 'MediaDeleted' }).first();
    await deleted.waitFor({ timeout: timeLimit(20_000) });
    await picture('board-4-red');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('board-5-red-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await deleted.click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('MediaDeleted').first().waitFor();
  });

  it('met no error on its way', () => {
    expect(watched.troubles).toEqual([]);
  });
});
