// Several providers that lead to one user: linked by their owner only, and never the last one unlinked.
import { beforeEach, expect, test } from 'vitest';
import { Browser, forgetEverybody, reason, table } from '../../../test/browser.ts';

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await forgetEverybody();
});

async function linkTo(provider: string, as: string): Promise<string> {
  const { authorize_url } = await (await browser.post(`/auth/${provider}/link`)).json<{ authorize_url: string }>();
  return (await browser.go(await browser.decide(authorize_url, as))).headers.get('location') ?? '';
}
const unlink = (provider: string) =>
  browser.go(`/api/v1/me/identities/${provider}`, {
    method: 'DELETE',
    headers: { 'sec-fetch-site': 'same-origin' },
  });
const linked = async () => {
  const answer = await browser.go('/api/v1/me/identities');
  return (await answer.json<{ provider: string }[]>()).map(({ provider }) => provider).toSorted();
};

test('a second provider can be linked, leads to the same user, and can be unlinked; the last one stays', async () => {
  await browser.logIn('github', 'hanako');
  const me = await browser.me();
  expect(await linkTo('google', 'alice')).toBe('/settings/account');
  expect(await linked()).toEqual(['github', 'google']);
  const elsewhere = new Browser();
  await elsewhere.logIn('google', 'alice');
  // Its name stays the one of the first provider, and being an operator comes with any account that is listed.
  expect(await elsewhere.me()).toMatchObject({ id: me?.id, display_name: '山田 花子', operator: true });
  expect((await unlink('github')).status).toBe(204);
  expect(await (await unlink('google')).json()).toMatchObject({ status: 409, code: 'last_identity' });
  expect(await (await unlink('github')).json()).toMatchObject({ status: 404, code: 'identity_not_found' });
  const back = new Browser();
  await back.logIn('github', 'hanako');
  expect((await back.me())?.id).not.toBe(me?.id);
});

test("somebody else's account cannot be linked, nor a second one of the same provider", async () => {
  await new Browser().logIn('google', 'alice');
  await browser.logIn('github', 'hanako');
  expect(reason(await linkTo('google', 'alice'))).toBe('linked_elsewhere');
  expect(reason(await linkTo('github', 'alice'))).toBe('provider_linked');
  expect(await linked()).toEqual(['github']);
});

test('a session that ends during the login links nothing', async () => {
  await browser.logIn('github', 'hanako');
  const { authorize_url } = await (await browser.post('/auth/google/link')).json<{ authorize_url: string }>();
  const back = await browser.decide(authorize_url, 'alice');
  await browser.post('/auth/logout');
  expect(await browser.comeBack(back)).toBe('session_ended');
  expect(await table('identities')).toHaveLength(1);
});

test('linking needs our own page and a session of a browser', async () => {
  await browser.logIn('github', 'hanako');
  const foreign = await browser.go('/auth/google/link', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status).toBe(403);
  const anonymous = await new Browser().post('/auth/google/link');
  expect(anonymous.status).toBe(401);
});
