// Login with GitHub and Google in a real browser, against the stand-ins: in, out, cancelled, replayed; what the account page shows
// and ends; and that no script can find a credential.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logIn, openPage, type Watched } from './browser.ts';

let browser: Watched;
beforeEach(async () => {
  browser = await openPage();
});
afterEach(() => browser.close());

/** A request that was under way when its session ended is refused, as it should be. */
const withoutRefused = (troubles: string[]) =>
  troubles.filter((one) => !/401 \(Unauthorized\)|no valid credentials/.test(one));

const PROVIDERS = ['GitHub', 'Google'] as const;

async function logInWith(provider: string, person: string): Promise<void> {
  const { page } = browser;
  await page.goto('/');
  await page.getByRole('link', { name: `Continue with ${provider}` }).click();
  await page.getByRole('heading', { name: `${provider} (stand-in)` }).waitFor();
  await page.getByRole('link', { name: person }).click();
}

test.each(PROVIDERS)('a person logs in with %s, and no script finds a credential', async (provider) => {
  const { page, troubles, picture } = browser;
  await page.goto('/');
  await page.getByRole('link', { name: `Continue with ${provider}` }).waitFor();
  await picture(`login-${provider}-1-buttons`);
  await page.getByRole('link', { name: `Continue with ${provider}` }).click();
  await page.getByRole('heading', { name: `${provider} (stand-in)` }).waitFor();
  await picture(`login-${provider}-2-provider`);
  await page.getByRole('link', { name: '山田 花子' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await page.getByText('山田 花子').first().waitFor();
  await picture(`login-${provider}-3-in`);
  const found = await page.evaluate(() => ({
    cookie: document.cookie,
    storage: JSON.stringify({ ...localStorage, ...sessionStorage }),
    address: location.href,
  }));
  expect(found.cookie).toBe('');
  expect(found.storage).not.toMatch(/eyJ|mhp_|gho_|ya29/);
  expect(found.address).not.toMatch(/code=|state=/);
  expect(troubles).toEqual([]);
});

test('Cancel, and an answer that was used before, are said in words', async () => {
  const { page, troubles, picture } = browser;
  await page.goto('/albums');
  await page.getByRole('link', { name: 'Continue with Google' }).click();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('alert').getByText('You cancelled it at Google').waitFor();
  await picture('login-cancelled');

  let answer = '';
  page.on('request', (request) => {
    if (request.url().includes('/auth/google/callback')) answer = request.url();
  });
  await page.getByRole('link', { name: 'Continue with Google' }).click();
  await page.getByRole('link', { name: 'Alice Archer' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await page.getByRole('button', { name: 'Log out' }).first().click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await page.goto(answer);
  await page.getByRole('alert').getByText('or was used before').waitFor();
  await picture('login-replayed');
  expect(withoutRefused(troubles)).toEqual([]);
});

test('the account page lists and ends sessions, makes a token once, links and unlinks', async () => {
  const { page, troubles, picture } = browser;
  await logInWith('GitHub', 'Alice Archer');
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  const other = await openPage();
  await other.page.goto('/');
  await other.page.getByRole('link', { name: 'Continue with GitHub' }).click();
  await other.page.getByRole('link', { name: 'Alice Archer' }).click();
  await other.page.getByRole('heading', { name: 'Library' }).waitFor();

  await page.getByRole('link', { name: 'Alice Archer' }).first().click();
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  await page.getByText('This browser').waitFor();
  await picture('account-1');
  await page.getByRole('button', { name: 'End all others' }).click();
  // The other browser shows it at once: its live feed is closed, and its page finds that it is logged out.
  await other.page.getByRole('heading', { name: 'Log in' }).waitFor();
  await other.close();

  await page.getByLabel('Name').fill('backup <img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = (await page.getByRole('status').locator('code').textContent()) ?? '';
  expect(token).toMatch(/^mhp_/);
  const me = () => fetch(new URL('/api/v1/me', page.url()), { headers: { authorization: `Bearer ${token}` } });
  expect((await me()).status).toBe(200);
  await picture('account-2-token');
  await page.getByRole('button', { name: /^Revoke the token/ }).click();
  await page.getByText('You have no tokens.').waitFor();
  expect((await me()).status).toBe(401);

  await page.getByRole('button', { name: 'Link Google' }).click();
  await page.getByRole('link', { name: 'Mallory' }).click();
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  await page.getByRole('button', { name: 'Unlink Google' }).waitFor();
  await picture('account-3-linked');
  await page.getByRole('button', { name: 'Unlink GitHub' }).click();
  await page.getByText('The only way in stays.').waitFor();
  expect(withoutRefused(troubles)).toEqual([]);
});

test('the dev login stays what it was', async () => {
  await logIn(browser.page);
  expect(browser.troubles).toEqual([]);
});
