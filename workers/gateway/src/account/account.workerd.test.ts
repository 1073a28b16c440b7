// One's own account: sessions at several places, and personal access tokens. Every test has a user of its own.
import { beforeEach, expect, test } from 'vitest';
import { env, http } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';
import { SESSIONS_PER_USER } from '../session/sessions.ts';
import { deviceOf } from '../session/whereabouts.ts';

interface SessionView {
  id: string;
  current: boolean;
  device: string;
  place: string;
}
interface NewToken {
  id: string;
  token: string;
}

let logins = 0;
let login: string;
beforeEach(() => {
  login = `owner-${++logins}`;
  fakes.closed = [];
});

async function logIn(as = login, agent = 'curl/8.5.0') {
  const response = await http('/auth/dev-token', {
    method: 'POST',
    body: as === 'operator' ? null : JSON.stringify({ login: as }),
    headers: { 'user-agent': agent, 'cf-connecting-ip': crypto.randomUUID() },
  });
  const { token, user_id } = await response.json<{ token: string; user_id: string }>();
  const call = (method: string, path: string, body?: object) =>
    http(path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { user_id, call, get: async <T>(path: string) => (await call('GET', path)).json<T>() };
}
type LoggedIn = Awaited<ReturnType<typeof logIn>>;
const sessionsOf = (who: LoggedIn) => who.get<SessionView[]>('/api/v1/me/sessions');
const status = async (who: LoggedIn) => (await who.call('GET', '/api/v1/me')).status;
const code = async (answer: Promise<Response>) => {
  const { status: number, code: word } = await (await answer).json<{ status: number; code: string }>();
  return `${number} ${word}`;
};

const makeToken = async (who: LoggedIn, scopes: string[], more: object = {}): Promise<NewToken> =>
  (await who.call('POST', '/api/v1/me/tokens', { name: 'backup', scopes, ...more })).json<NewToken>();
const as = (token: string, method: string, path: string, body?: string) =>
  http(path, { method, headers: { authorization: `Bearer ${token}` }, ...(body ? { body } : {}) });

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

test.each([
  [CHROME, 'Chrome on Linux'],
  [`${CHROME} Edg/140.0`, 'Edge on Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on macOS'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['\u202eevil\r\n<b>', 'evil<b>'],
  ['', ''],
])('"%s" is %s', (agent, device) => {
  expect(deviceOf(agent)).toBe(device);
});

test('the sessions of a user are listed with device and place, the current one marked; other users do not see them', async () => {
  const [here] = [await logIn(login, CHROME), await logIn(), await logIn('somebody-else')];
  const listed = await sessionsOf(here);
  expect(listed.map(({ device, place }) => `${device} at ${place}`).toSorted()).toEqual([
    'Chrome on Linux at localhost',
    'curl/8.5.0 at localhost',
  ]);
  expect(listed.filter(({ current }) => current).map(({ device }) => device)).toEqual(['Chrome on Linux']);
});

test('one session is ended at once, with its open feeds, by its owner only', async () => {
  const [here, there, stranger] = [await logIn(), await logIn(), await logIn('stranger')];
  const id = (await sessionsOf(there)).find(({ current }) => current)?.id ?? '';
  expect(await code(stranger.call('DELETE', `/api/v1/me/sessions/${id}`))).toBe('404 session_not_found');
  expect((await here.call('DELETE', `/api/v1/me/sessions/${id}`)).status).toBe(204);
  expect([await status(there), await status(here)]).toEqual([401, 200]);
  expect(fakes.closed).toEqual([`${here.user_id} ${id}`]);
});

test('all others end at once, and then all', async () => {
  const [here, ...others] = [await logIn(), await logIn(), await logIn()];
  const ids = (await sessionsOf(here)).filter(({ current }) => !current).map(({ id }) => `${here.user_id} ${id}`);
  expect(await (await here.call('DELETE', '/api/v1/me/sessions?except=current')).json()).toEqual({ ended: 2 });
  expect(await Promise.all([here, ...others].map(status))).toEqual([200, 401, 401]);
  expect(fakes.closed.toSorted()).toEqual(ids.toSorted());
  expect((await here.call('DELETE', '/api/v1/me/sessions')).status).toBe(200);
  expect(await status(here)).toBe(401);
});

test('of too many sessions the oldest are ended, and their feeds closed', async () => {
  const first = await logIn();
  const rows = Array.from({ length: SESSIONS_PER_USER - 1 }, (_, n) =>
    env.DB.prepare(
      `INSERT INTO sessions (id, user_id, created_at, expires_at, revoked) VALUES (?1, ?2, ?3, '2999-01-01T00:00:00Z', 0)`,
    ).bind(`${login}-${n}`, first.user_id, new Date().toISOString()),
  );
  await env.DB.batch(rows);
  expect(await status(first)).toBe(200);
  const last = await logIn();
  expect([await status(first), await status(last)]).toEqual([401, 200]);
  expect(fakes.closed).toHaveLength(1);
  expect(await sessionsOf(last)).toHaveLength(SESSIONS_PER_USER);
});

test('a personal token works until it is revoked, is shown once, and its feeds are closed', async () => {
  const me = await logIn();
  const { id, token } = await makeToken(me, ['read', 'write']);
  expect(token).toMatch(/^mhp_[\w-]{43}$/);
  expect(await (await as(token, 'GET', '/api/v1/me')).json()).toMatchObject({ id: me.user_id });
  expect((await as(token, 'POST', '/api/v1/albums', '{"name":"x"}')).status).toBe(200);
  const listed = JSON.stringify([
    await me.get('/api/v1/me/tokens'),
    (await env.DB.prepare('SELECT * FROM personal_tokens').all()).results,
  ]);
  expect(listed).toContain(id);
  expect(listed).not.toContain(token.slice(4));
  const stranger = await logIn('stranger');
  expect(await code(stranger.call('DELETE', `/api/v1/me/tokens/${id}`))).toBe('404 token_not_found');
  expect((await me.call('DELETE', `/api/v1/me/tokens/${id}`)).status).toBe(204);
  expect((await as(token, 'GET', '/api/v1/me')).status).toBe(401);
  expect(fakes.closed).toEqual([`${me.user_id} ${id}`]);
});

test('a token may do what its scopes say, and nothing to the account itself', async () => {
  const me = await logIn();
  const [read, write] = [await makeToken(me, ['read']), await makeToken(me, ['write'])];
  expect(await code(as(read.token, 'POST', '/api/v1/albums', '{}'))).toBe('403 insufficient_scope');
  expect(await code(as(write.token, 'GET', '/api/v1/albums'))).toBe('403 insufficient_scope');
  const all = await makeToken(me, ['read', 'write']);
  for (const [method, path] of [
    ['GET', '/api/v1/me/sessions'],
    ['DELETE', '/api/v1/me/sessions'],
    ['GET', '/api/v1/me/tokens'],
    ['POST', '/api/v1/me/tokens'],
    ['DELETE', `/api/v1/me/tokens/${all.id}`],
    ['GET', '/api/v1/me/identities'],
    ['DELETE', '/api/v1/me/identities/dev'],
  ] as const)
    expect(await code(as(all.token, method, path)), `${method} ${path}`).toBe('403 insufficient_scope');
  expect(await status(me)).toBe(200);
});

test('only an operator makes a token for operators, and only such a token is one', async () => {
  const me = await logIn();
  const wanted = { name: 'x', scopes: ['operator'] };
  expect(await code(me.call('POST', '/api/v1/me/tokens', wanted))).toBe('403 operator_required');
  const operator = await logIn('operator');
  const [plain, full] = [await makeToken(operator, ['read']), await makeToken(operator, ['read', 'operator'])];
  expect(await (await as(plain.token, 'GET', '/api/v1/me')).json()).toMatchObject({ operator: false });
  expect(await (await as(full.token, 'GET', '/api/v1/me')).json()).toMatchObject({ operator: true });
});

test('a token that has expired, or was invented, is none', async () => {
  const me = await logIn();
  const { token } = await makeToken(me, ['read'], { expires_in_days: 1 });
  await env.DB.prepare(`UPDATE personal_tokens SET expires_at = '2020-01-01T00:00:00.000Z'`).run();
  for (const bad of [token, `mhp_${'x'.repeat(43)}`, 'mhp_'])
    expect((await as(bad, 'GET', '/api/v1/me')).status).toBe(401);
});

test.each([
  {},
  { name: 'x', scopes: [] },
  { name: 'x', scopes: ['admin'] },
  { name: 'x', scopes: ['read', 'read'] },
  { name: 'a\u0000b', scopes: ['read'] },
  { name: 'x', scopes: ['read'], expires_in_days: 0 },
  { name: 'x', scopes: ['read'], expires_in_days: 366 },
  { name: 'x', scopes: ['read'], user_id: 'user-victim' },
])('a token like %j is refused', async (wanted) => {
  expect(await code((await logIn()).call('POST', '/api/v1/me/tokens', wanted))).toBe('400 validation_failed');
});

test('a user has so many tokens and no more', async () => {
  const me = await logIn();
  await env.DB.batch(
    Array.from({ length: 50 }, (_, n) =>
      env.DB.prepare(
        `INSERT INTO personal_tokens (id, hash, user_id, name, scopes, created_at, expires_at)
         VALUES (?1, ?1, ?2, 'x', '[]', '2026-01-01T00:00:00Z', '2999-01-01T00:00:00Z')`,
      ).bind(`${login}-${n}`, me.user_id),
    ),
  );
  const wanted = { name: 'x', scopes: ['read'] };
  expect(await code(me.call('POST', '/api/v1/me/tokens', wanted))).toBe('403 quota_exceeded');
});

const AHEAD_MS = 400 * 24 * 60 * 60 * 1000;
const ahead = (column: string) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column}, '+400 days')`;
const latest = async (table: string, user: string): Promise<number> => {
  const row = await env.DB.prepare(`SELECT MAX(expires_at) AS at FROM ${table} WHERE user_id = ?1`)
    .bind(user)
    .first<{ at: string }>();
  return Date.parse(row?.at ?? '');
};

test('sessions that were opened while the clock was a year ahead last no longer than new ones, used or not', async () => {
  const [me, again] = [await logIn(), await logIn()];
  const setAhead = () =>
    env.DB.prepare(
      `UPDATE sessions SET ${['created_at', 'expires_at', 'last_used_at'].map((c) => `${c} = ${ahead(c)}`).join()} WHERE user_id = ?1`,
    )
      .bind(me.user_id)
      .run();
  await setAhead();
  expect(await latest('sessions', me.user_id)).toBeGreaterThan(Date.now() + AHEAD_MS);
  // Each of them is used: none is logged out.
  expect([await status(me), await status(again)]).toEqual([200, 200]);
  const week = Date.now() + 7 * 24 * 60 * 60 * 1000;
  expect(await latest('sessions', me.user_id)).toBeLessThan(week + 60_000);
  await setAhead();
  await logIn();
  expect(await latest('sessions', me.user_id)).toBeLessThan(week + 60_000);
});

test('a personal token that was made while the clock was a year ahead ends after its own time', async () => {
  const me = await logIn();
  const { token } = await makeToken(me, ['read'], { expires_in_days: 30 });
  await env.DB.prepare(
    `UPDATE personal_tokens SET ${['created_at', 'expires_at'].map((c) => `${c} = ${ahead(c)}`).join()} WHERE user_id = ?1`,
  )
    .bind(me.user_id)
    .run();
  expect((await as(token, 'GET', '/api/v1/media')).status).toBe(200);
  const month = Date.now() + 30 * 24 * 60 * 60 * 1000;
  expect(Math.abs((await latest('personal_tokens', me.user_id)) - month)).toBeLessThan(60_000);
});
