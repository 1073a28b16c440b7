// A session that ends takes its live feeds with it. Every test logs in as someone of its own.
import { beforeEach, expect, test } from 'vitest';
import { pause } from '#shared/engine/runtime/deadline';
import { eventually } from '#shared/engine/testing/eventually';
import { RELEASED_MS } from './session-lease.ts';
import { sessionId } from './sessions.ts';
import { env, http } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';

let logins = 0;
const start = { closed: fakes.closed, browsersAreDown: false, whileOpening: fakes.whileOpening };

async function logIn(headers: Record<string, string> = {}) {
  const body = JSON.stringify({ login: `leaver-${++logins}` });
  const response = await http('/auth/dev-token', { method: 'POST', body, headers });
  const { token, user_id } = await response.json<{ token: string; user_id: string }>();
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  const session = `${user_id} ${await sessionId(cookie.replace('mediahub=', ''))}`;
  return { cookie, session, bearer: { authorization: `Bearer ${token}` } };
}
/** With a body that no one reads, as some clients send. */
const logOut = (headers: Record<string, string>) =>
  http('/auth/logout', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', ...headers }, body: '{}' });
const live = (headers: Record<string, string>) =>
  http('/api/v1/live', { headers: { upgrade: 'websocket', origin: 'http://localhost:8080', ...headers } });

beforeEach(() => void Object.assign(fakes, start, { closed: [] }));

test('logout, and a new login in the same browser, close the live feeds of that session', async () => {
  const [one, two] = [await logIn(), await logIn()];
  await logOut({ cookie: one.cookie });
  await logOut(two.bearer);
  expect(fakes.closed).toEqual([one.session, two.session]);
  const three = await logIn();
  await logIn({ cookie: three.cookie, 'sec-fetch-site': 'same-origin' });
  expect(fakes.closed.at(-1)).toBe(three.session);
});

test('a logout holds although the feeds could not be closed, and closes them when it is asked again', async () => {
  const { bearer, session } = await logIn();
  fakes.browsersAreDown = true;
  expect((await logOut(bearer)).status).toBe(204);
  expect((await http('/api/v1/me', { headers: bearer })).status).toBe(401);
  fakes.browsersAreDown = false;
  await logOut(bearer);
  expect(fakes.closed).toEqual([session]);
});

test('what is no session closes nothing', async () => {
  expect((await logOut({ cookie: 'mediahub=made-up' })).status).toBe(204);
  expect(fakes.closed).toEqual([]);
});

test('the gateway sets the session id of a handshake, and the client cannot', async () => {
  const { bearer, session } = await logIn();
  const { webSocket } = await live({ ...bearer, 'x-session-id': 'of-the-victim' });
  const heard: unknown[] = [];
  webSocket?.addEventListener('message', ({ data }) => heard.push(data));
  webSocket?.accept();
  expect(await eventually(() => heard[0])).toBe(session.split(' ')[1]);
});

test('a feed that is being opened while its session ends does not open', async () => {
  const { bearer } = await logIn();
  fakes.whileOpening = () => logOut(bearer);
  const answer = await live(bearer);
  expect([answer.status, answer.webSocket]).toEqual([401, null]);
});

test('a session that this isolate remembers is looked up once in a while, and never after its end', async () => {
  const { bearer } = await logIn();
  const me = async () => (await http('/api/v1/me', { headers: bearer })).status;
  expect(await me()).toBe(200);
  // Behind the back of this isolate, as another one would.
  await env.DB.prepare(
    'UPDATE sessions SET revoked = 1 WHERE id IN (SELECT id FROM sessions ORDER BY rowid DESC LIMIT 1)',
  ).run();
  await pause(RELEASED_MS);
  expect(await me()).toBe(401);
});
