// Login, sessions and forwarding as a client meets them. Every test logs in as someone of its own.
import { createExecutionContext } from 'cloudflare:test';
import { afterEach, expect, test } from 'vitest';
import { isIdOf, userId } from '#shared/mediahub/ids';
import { env, fetchGateway, http } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';
import { app } from '../routes.ts';

let logins = 0;
const freshLogin = (): string => `user-${++logins}`;

interface LoggedIn {
  token: string;
  user_id: string;
  cookie: string;
}

async function logIn(login?: string, headers: Record<string, string> = {}): Promise<LoggedIn> {
  const body = login === undefined ? null : JSON.stringify({ login });
  const response = await http('/auth/dev-token', { method: 'POST', body, headers });
  expect(response.status).toBe(200);
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return { ...(await response.json<{ token: string; user_id: string }>()), cookie };
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const me = async (init: RequestInit): Promise<number> => (await http('/api/v1/me', init)).status;
const problem = async (response: Promise<Response>): Promise<string> => {
  const answer = await response;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return `${answer.status} ${(await answer.json<{ code: string }>()).code}`;
};

afterEach(() => {
  fakes.eventStoreIsDown = false;
});

test('without a body the dev login is the operator dev@localhost', async () => {
  const { token, user_id } = await logIn();
  const answer = await http('/api/v1/me', bearer(token));
  expect(await answer.json()).toEqual({
    id: user_id,
    email: 'dev@localhost',
    display_name: '開発ユーザー',
    avatar_url: null,
    provider: 'dev',
    operator: true,
  });
});

test('a named dev user is always the same user, no operator, and registered once', async () => {
  const login = freshLogin();
  const [first, second] = [await logIn(login), await logIn(login)];
  expect(isIdOf('user', first.user_id)).toBe(true);
  // Random: the name of a login does not reveal the id of its user.
  expect(first.user_id).not.toBe(userId('dev', login));
  expect(second.user_id).toBe(first.user_id);
  expect(second.token).not.toBe(first.token);
  const profile = await (await http('/api/v1/me', bearer(second.token))).json();
  expect(profile).toMatchObject({ display_name: login, operator: false });
  expect(fakes.streams.get(first.user_id)).toMatchObject({
    expected_version: 'no_stream',
    events: [{ event_type: 'UserRegistered', data: { provider: 'dev' } }],
  });
});

test('a login that broke between row and event is completed by the next one', async () => {
  const login = freshLogin();
  fakes.eventStoreIsDown = true;
  const broken = await http('/auth/dev-token', { method: 'POST', body: JSON.stringify({ login }) });
  expect(broken.status).toBe(503);
  expect(broken.headers.get('set-cookie')).toBeNull();
  fakes.eventStoreIsDown = false;
  const { user_id } = await logIn(login);
  expect(fakes.streams.has(user_id)).toBe(true);
});

test.each([
  ['{"login":"Alice"}', '400 validation_failed'],
  ['{"login":""}', '400 validation_failed'],
  [`{"login":"${'a'.repeat(65)}"}`, '400 validation_failed'],
  ['{"login":"alice","operator":true}', '400 validation_failed'],
  ['{"login":null}', '400 validation_failed'],
  ['null', '400 validation_failed'],
  ['alice', '400 bad_request'],
])('a dev login with the body %s is refused', async (body, expected) => {
  expect(await problem(http('/auth/dev-token', { method: 'POST', body }))).toBe(expected);
});

test('an empty object, as clients of the original send it, is the default user', async () => {
  const { user_id } = await logIn();
  const answer = await http('/auth/dev-token', { method: 'POST', body: '{}' });
  expect(await answer.json()).toMatchObject({ user_id });
});

test('another site can neither log a browser in nor out', async () => {
  for (const path of ['/auth/dev-token', '/auth/logout'])
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'http://evil.example' }])
      expect(await problem(http(path, { method: 'POST', headers }))).toBe('403 cross_site_request');
});

test('with a session in the browser only our own pages log in or out: a request that does not say where it comes from is refused', async () => {
  const { cookie } = await logIn(freshLogin());
  for (const path of ['/auth/dev-token', '/auth/logout'])
    expect(await problem(http(path, { method: 'POST', headers: { cookie } }))).toBe('403 cross_site_request');
  expect(await me({ headers: { cookie } })).toBe(200);
});

test('where the dev login is off it is not there', async () => {
  const off = { ...env, DEV_LOGIN: 'off' };
  for (const method of ['POST', 'GET']) {
    const request = new Request('http://localhost:8080/auth/dev-token', { method });
    expect(await problem(Promise.resolve(app.fetch(request, off, createExecutionContext())))).toBe(
      '404 not_found',
    );
  }
});

test('a page whose own name leads to this machine cannot use the dev login', async () => {
  const rebound = new Request('http://evil.example/auth/dev-token', { method: 'POST' });
  expect(await problem(fetchGateway(rebound))).toBe('403 cross_site_request');
});

test('logout ends the session and its tokens at once, and no other session', async () => {
  const login = freshLogin();
  const [here, there] = [await logIn(login), await logIn(login)];
  const headers = { cookie: here.cookie, 'sec-fetch-site': 'same-origin' };
  const out = await http('/auth/logout', { method: 'POST', headers });
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect(out.headers.get('clear-site-data')).toBe('"cache"');
  expect(await me({ headers: { cookie: here.cookie } })).toBe(401);
  expect(await me(bearer(here.token))).toBe(401);
  expect(await me(bearer(there.token))).toBe(200);
  await http('/auth/logout', { method: 'POST', ...bearer(there.token) });
  expect(await me({ headers: { cookie: there.cookie } })).toBe(401);
});

test('a login gives a new session and ends the one that the browser had', async () => {
  const before = await logIn(freshLogin());
  const after = await logIn(freshLogin(), { cookie: before.cookie, 'sec-fetch-site': 'same-origin' });
  expect(after.cookie).not.toBe(before.cookie);
  expect(await me({ headers: { cookie: before.cookie } })).toBe(401);
  expect(await me({ headers: { cookie: after.cookie } })).toBe(200);
});

test('the database holds no secret that opens a session', async () => {
  const { cookie } = await logIn(freshLogin());
  const secret = cookie.replace('mediahub=', '');
  expect(secret).toMatch(/^[\w-]{43}$/);
  const { results } = await env.DB.prepare('SELECT * FROM sessions').all();
  expect(JSON.stringify(results)).not.toContain(secret);
});

test('an expired session is over', async () => {
  const { cookie, user_id } = await logIn(freshLogin());
  await env.DB.prepare("UPDATE sessions SET expires_at = '2020-01-01T00:00:00.000Z' WHERE user_id = ?1")
    .bind(user_id)
    .run();
  expect(await me({ headers: { cookie } })).toBe(401);
});

test('token and cookie at once are refused', async () => {
  const { token, cookie } = await logIn(freshLogin());
  const both = { headers: { authorization: `Bearer ${token}`, cookie } };
  expect(await problem(http('/api/v1/me', both))).toBe('400 ambiguous_credentials');
});

test('with the cookie a write needs to come from our own pages, with a token it does not', async () => {
  const { token, cookie } = await logIn(freshLogin());
  const write = (headers: Record<string, string>) =>
    http('/api/v1/albums', { method: 'POST', body: '{}', headers });
  expect(await problem(write({ cookie, 'sec-fetch-site': 'cross-site' }))).toBe('403 cross_site_request');
  expect(await problem(write({ cookie }))).toBe('403 cross_site_request');
  expect((await write({ cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await write({ authorization: `Bearer ${token}`, 'sec-fetch-site': 'cross-site' })).status).toBe(200);
});
