// The page of the API, on a phone: the way there, a route found, sent as oneself, and taken along as a curl that asks the same.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, openPage, type Watched } from './browser.ts';

let browser: Watched;
beforeEach(async () => {
  browser = await openPage();
});
afterEach(() => browser.close());

test('a route is found, tried and taken along', async () => {
  const { page, troubles, picture } = browser;
  await logIn(page, 'reader');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Settings' }).filter({ visible: true }).click();
  await page.getByRole('link', { name: 'API docs' }).filter({ visible: true }).click();
  await page.getByRole('heading', { name: 'API docs' }).waitFor();

  await page.getByLabel('Find a route').fill('post albums');
  const route = page.locator('#post_albums');
  await route.getByText('Create an album').click();
  await route.getByText('An answer, for example').click();
  expect(await route.getByLabel('An answer, for example').textContent()).toContain('"is_default"');
  await route.getByText('Errors and their codes').click();
  await route.getByText('validation_failed').waitFor();

  await route.getByLabel('Body (JSON)').fill(`{"name":"it's 京都"}`);
  const curl = (await route.getByLabel('curl').textContent()) ?? '';
  expect(curl).toContain(String.raw`-d '{"name":"it'\''s 京都"}'`);
  await route.getByRole('button', { name: 'Send' }).click();
  await route.getByText('Answered with 201').waitFor();
  expect(await route.getByLabel('The answer').textContent()).toContain("it's 京都");
  await picture('docs-phone');
  expect(troubles).toEqual([]);
});
