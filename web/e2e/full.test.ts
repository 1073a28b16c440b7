// A database that is nearly full, full, and has room again, as its operator sees it: the card says so before, reading goes on,
// writing says why, and all goes on by itself when there is room.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { drawPhoto, logIn, openPage, upload, visit, type Watched } from './browser.ts';
import { inTheDatabaseWith } from './in-database.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await watched.picture('full-failed');
});

const inTheLog = (sql: string): Promise<void> =>
  inTheDatabaseWith(watched.page, 'log_epochs', (db) => db.exec(sql));
/** Every insert is refused with D1's words. */
const fill = () =>
  inTheLog(
    `CREATE TRIGGER no_room BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
  );
const makeRoom = () => inTheLog('DROP TRIGGER IF EXISTS no_room');

afterAll(async () => {
  await makeRoom();
  await watched.close();
});

const card = () => watched.page.locator('section').filter({ hasText: 'Room in the log' });
const lookAgain = () => watched.page.getByRole('button', { name: 'Refresh' }).click();

it('says that room runs out while there is some left', async () => {
  const { page, picture } = watched;
  // What a test cannot have: eight and a half gigabytes.
  await page.route('**/api/v1/health', async (route) => {
    const response = await route.fetch();
    const health = await response.json();
    const { eventstore } = health.services;
    eventstore.status = 'degraded';
    Object.assign(eventstore.storage, { bytes: 8_500_000_000, full_on: '2027-01-15', low: true });
    await route.fulfill({ response, json: health });
  });
  await visit(page, 'System');
  await page.getByText('The log runs out of room').waitFor();
  await card().getByText('Full on 2027-01-15 if it goes on like this').waitFor();
  await picture('full-1-nearly');
  await page.unroute('**/api/v1/health');
  await lookAgain();
  await page.getByText('The log runs out of room').waitFor({ state: 'hidden' });
});

it('goes on reading, says why nothing is written, and heals when there is room', async () => {
  const { page, picture, troubles } = watched;
  await visit(page, 'Library');
  await upload(page, [{ name: 'before.jpg', bytes: await drawPhoto(page, 71, 320, 240) }]);
  await page.getByRole('main').getByRole('link', { name: 'before.jpg' }).first().waitFor();

  await fill();
  // The log finds out with the first event that it cannot take; from then on writing is refused at once.
  const write = (name: string) =>
    page.evaluate(async (album) => {
      const body = JSON.stringify({ name: album });
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/v1/albums', { method: 'POST', headers, body })).status;
    }, name);
  await expect.poll(() => write('Full')).toBe(507);
  await visit(page, 'System');
  await card().getByText('Full: reading goes on, writing waits for room').waitFor();
  await page.getByText('The log runs out of room').waitFor();
  await picture('full-2-full');
  await visit(page, 'Albums');
  await page.getByRole('button', { name: 'New album' }).first().click();
  await page.getByLabel('Name').fill('No room');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page
    .getByText(/database is full/i)
    .first()
    .waitFor();
  await picture('full-3-refused');
  await page.keyboard.press('Escape');
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'before.jpg' }).first().waitFor();

  await makeRoom();
  await expect.poll(() => write('Room again')).toBe(201);
  await visit(page, 'System');
  await card().getByText('Full: reading goes on').waitFor({ state: 'hidden' });
  await page.getByText('The log runs out of room').waitFor({ state: 'hidden' });
  expect(troubles.filter((one) => !/507/.test(one))).toEqual([]);
});
