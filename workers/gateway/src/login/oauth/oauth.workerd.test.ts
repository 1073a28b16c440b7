// Logins at both providers as a browser makes them, against the stand-ins (scripts/lib/oauth-demo): which user each login yields,
// and that only the right browser, with the right answer, once, is let in.
import { createExecutionContext } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { Browser, forgetEverybody, PUBLIC_URL, reason, table } from '../../../test/browser.ts';
import { env, fetchGateway } from '../../../test/env.ts';
import type { Env } from '../../env.ts';
import { app } from '../../routes.ts';

const PROVIDERS = ['github', 'google'] as const;
let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await forgetEverybody();
});

test.each(PROVIDERS)('%s logs a person in as the same user every time', async (provider) => {
  expect(await browser.logIn(provider, 'hanako')).toBe('/');
  const first = await browser.me();
  expect(first).toMatchObject({ display_name: '山田 花子', operator: false });
  const elsewhere = new Browser();
  await elsewhere.logIn(provider, 'hanako');
  expect((await elsewhere.me())?.id).toBe(first?.id);
  expect(await table('users')).toHaveLength(1);
  expect(await table('oauth_flows')).toEqual([]);
});

test('the same e-mail at two providers is two users', async () => {
  const other = new Browser();
  await browser.logIn('github', 'hanako');
  await other.logIn('google', 'hanako');
  expect((await other.me())?.id).not.toBe((await browser.me())?.id);
});

test('of two first logins at once both find one user', async () => {
  const browsers = Array.from({ length: 4 }, () => new Browser());
  await Promise.all(browsers.map((one) => one.logIn('github', 'alice')));
  const ids = await Promise.all(browsers.map(async (one) => (await one.me())?.id));
  expect(new Set(ids).size).toBe(1);
});

test('the browser returns to where it was, and to nowhere else', async () => {
  expect(await browser.logIn('github', 'alice', '?return_to=%2Falbums%3Fx%3D1')).toBe('/albums?x=1');
  expect(await new Browser().logIn('github', 'alice', '?return_to=%2F%2Fevil.example')).toBe('/');
});

test('a user whose id at the provider is in the configuration is an operator', async () => {
  await browser.logIn('google', 'alice');
  expect(await browser.me()).toMatchObject({ operator: true });
});

test('a login in a browser that had a session ends that one', async () => {
  await browser.logIn('github', 'alice');
  const before = browser.cookies.get('mediahub');
  await browser.logIn('github', 'hanako');
  const thief = new Browser();
  thief.cookies.set('mediahub', before ?? '');
  expect(await thief.me()).toBeNull();
});

test.each(PROVIDERS)('%s: Cancel is said, and no session is made', async (provider) => {
  const location = await browser.logIn(provider, '');
  expect(location).toMatch(/^\/login\/failed\?/);
  expect(reason(location)).toBe('cancelled');
  expect(await browser.me()).toBeNull();
});

test.each(PROVIDERS)('%s: an answer is good once, also for the browser that began', async (provider) => {
  const back = await browser.leave(provider, 'alice');
  expect((await browser.go(back)).headers.get('location')).toBe('/');
  await browser.post('/auth/logout');
  expect(await browser.comeBack(back)).toBe('state_unknown');
  expect(await browser.me()).toBeNull();
});

test.each(PROVIDERS)('%s: of one answer sent twice at once, one comes in', async (provider) => {
  const back = await browser.leave(provider, 'alice');
  const answers = await Promise.all([browser.go(back), browser.go(back)]);
  const reasons = answers.map((answer) => reason(answer.headers.get('location') ?? ''));
  expect(reasons.filter((one) => one === null)).toHaveLength(1);
  expect(reasons).toContain('state_unknown');
});

test.each(PROVIDERS)(
  "%s: another browser cannot use somebody's answer, and does not spoil it",
  async (provider) => {
    const back = await browser.leave(provider, 'alice');
    const thief = new Browser();
    expect(await thief.comeBack(back)).toBe('state_unknown');
    await thief.leave(provider, 'mallory');
    expect(await thief.comeBack(back)).toBe('state_unknown');
    expect(await thief.me()).toBeNull();
    expect((await browser.go(back)).headers.get('location')).toBe('/');
  },
);

test.each(PROVIDERS)("%s: the attacker's own answer logs no other browser in (login CSRF)", async (provider) => {
  const attacker = new Browser();
  const back = await attacker.leave(provider, 'mallory');
  await browser.leave(provider, 'alice');
  await browser.go(back);
  expect(await browser.me()).toBeNull();
});

test.each([
  '',
  '?code=x',
  '?state=x',
  '?code=x&state=x',
  '?error=access_denied',
  `?code=x&state=${'x'.repeat(500)}`,
])('a callback %s that answers nothing is refused', async (query) => {
  await browser.leave('github', 'alice');
  const answer = await browser.go(`/auth/github/callback${query}`);
  expect(reason(answer.headers.get('location') ?? '')).toBe('state_unknown');
});

test('an answer for one provider is none for the other', async () => {
  const back = await browser.leave('google', 'alice');
  const answer = await browser.go(back.replace('/google/', '/github/'));
  expect(reason(answer.headers.get('location') ?? '')).toBe('state_unknown');
});

test('an invented code, and an answer of another issuer, are refused', async () => {
  const invented = (await browser.leave('github', 'alice')).replace(/code=[^&]+/, 'code=invented');
  expect(await browser.comeBack(invented)).toBe('refused');
  const mixed = (await browser.leave('google', 'alice')).replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example');
  expect(await browser.comeBack(mixed)).toBe('refused');
});

test.each(['code=x', 'state=x', 'iss=x', 'error=access_denied&error=x'])(
  'an answer with %s once more is refused, and the true one still counts',
  async (more) => {
    const back = await browser.leave('google', 'alice');
    expect(await browser.comeBack(`${back}&${more}`)).toBe('refused');
    expect((await browser.go(back)).headers.get('location')).toBe('/');
  },
);

test('after ten minutes it is too late', async () => {
  const back = await browser.leave('github', 'alice');
  await env.DB.prepare('UPDATE oauth_flows SET expires_at = 1').run();
  expect(await browser.comeBack(back)).toBe('state_unknown');
});

test('the redirect URI comes from the configuration, not from the host that a request names', async () => {
  for (const [name, value] of [
    ['host', 'evil.example'],
    ['x-forwarded-host', 'evil.example'],
  ] as const) {
    const off = await browser.go('/auth/github', { headers: { [name]: value } });
    const asked = new URL(off.headers.get('location') ?? '').searchParams;
    expect(asked.get('redirect_uri')).toBe(`${PUBLIC_URL}/auth/github/callback`);
  }
  const off = await fetchGateway(new Request('http://evil.example/auth/github', { redirect: 'manual' }));
  expect(new URL(off.headers.get('location') ?? '').searchParams.get('redirect_uri')).toMatch(
    /^http:\/\/localhost:/,
  );
});

test('nothing that would finish a login is stored, and no token of a provider', async () => {
  const off = await browser.go('/auth/google');
  const asked = new URL(off.headers.get('location') ?? '').searchParams;
  const [flow] = await table('oauth_flows');
  const stored = JSON.stringify(flow);
  for (const secret of [asked.get('state'), asked.get('nonce'), browser.cookies.get('mediahub-login')])
    expect(stored).not.toContain(secret ?? '?');
  await browser.go(await browser.decide(off.headers.get('location') ?? '', 'alice'));
  const all = JSON.stringify([await table('users'), await table('identities'), await table('sessions')]);
  expect(all).not.toMatch(/ya29|gho_|eyJ/);
});

test('the buttons learn what is configured', async () => {
  const { providers } = await (await browser.go('/auth/providers')).json<{ providers: object[] }>();
  expect(providers).toEqual(
    PROVIDERS.map((name) => ({
      name,
      configured: true,
      missing: [],
      callback: `${PUBLIC_URL}/auth/${name}/callback`,
    })),
  );
});

test('without a client id a program gets a problem, and a browser the page that explains it', async () => {
  const unset = { ...env, GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' } as Env;
  const ask = (path: string, accept: string) =>
    app.fetch(new Request(`${PUBLIC_URL}${path}`, { headers: { accept } }), unset, createExecutionContext());
  for (const path of ['/auth/github', '/auth/github/callback']) {
    expect(await (await ask(path, '*/*')).json()).toMatchObject({ status: 503, code: 'not_configured' });
    expect(reason((await ask(path, 'text/html')).headers.get('location') ?? '')).toBe('not_configured');
  }
  const { providers } = await (await ask('/auth/providers', '*/*')).json<{ providers: object[] }>();
  expect(providers[0]).toMatchObject({
    name: 'github',
    configured: false,
    missing: ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  });
});
