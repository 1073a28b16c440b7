// What ends reaches the browsers: the live feed of an ended session, or of a revoked token, is closed, over the real gateway, D1
// and Durable Object (rules C3, C5); and no one opens one for a page of another site (C13).
import { afterEach, expect, it } from 'vitest';
import { SESSION_ENDED } from '#shared/mediahub/api/live';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { system } from './system.ts';

const open: WebSocket[] = [];
afterEach(() => open.splice(0).forEach((socket) => socket.close()));

interface Feed {
  heard: string[];
  closed: number[];
}

/** Opens the live feed with this client's token. */
async function listen({ token }: { token: string }, more: Record<string, string> = {}): Promise<Feed> {
  const { url } = await system();
  // Node's WebSocket takes headers, a browser's does not: browsers send their cookie.
  const init = { headers: { authorization: `Bearer ${token}`, ...more } } as unknown as string[];
  const socket = new WebSocket(`ws://${url.host}/api/v1/live`, init);
  open.push(socket);
  const feed: Feed = { heard: [], closed: [] };
  socket.addEventListener('message', ({ data }) => feed.heard.push(String(data)));
  socket.addEventListener('close', ({ code }) => feed.closed.push(code));
  // The Close frame comes at once, but workerd ends the connection of a socket that never said anything only when its
  // object hibernates, ten seconds later; and Node tells of a close when the connection has ended.
  socket.addEventListener('open', () => socket.send('ping'));
  await eventually(() => (feed.heard.includes('pong') ? true : feed.closed[0]));
  return feed;
}

it('logout closes the open feed of that session, at once, and of no other', async () => {
  const login = `t${crypto.randomUUID().slice(0, 8)}`;
  const [here, there] = [await Client.login(login), await Client.login(login)];
  const [mine, other] = [await listen(here), await listen(there)];
  expect((await here.call('POST', '/auth/logout')).status).toBe(204);
  expect(await eventually(() => mine.closed[0])).toBe(SESSION_ENDED);

  const album = await there.call<{ id: string }>('POST', '/api/v1/albums', { name: 'after' });
  await eventually(() => other.heard.find((message) => message.includes(album.body.id)));
  expect(mine.heard.some((message) => message.includes(album.body.id))).toBe(false);
  expect(other.closed).toEqual([]);
});

it('after the logout the feed cannot be opened again', async () => {
  const client = await Client.login();
  await client.call('POST', '/auth/logout');
  const { heard, closed } = await listen(client);
  expect([heard, closed.length]).toEqual([[], 1]);
});

it('a session that is ended from another device is over there at once, also on its open feed', async () => {
  const login = `t${crypto.randomUUID().slice(0, 8)}`;
  const [here, there] = [await Client.login(login), await Client.login(login)];
  const feed = await listen(there);
  const sessions = await here.get<{ id: string; current: boolean }[]>('/api/v1/me/sessions');
  const other = sessions.find(({ current }) => !current);
  expect((await here.call('DELETE', `/api/v1/me/sessions/${other?.id}`)).status).toBe(204);
  expect((await there.call('GET', '/api/v1/me')).status).toBe(401);
  expect(await eventually(() => feed.closed[0])).toBe(SESSION_ENDED);
  expect((await here.call('GET', '/api/v1/me')).status).toBe(200);
});

it('a personal token that is revoked acts no more, also on its open feed', async () => {
  const user = await Client.login();
  const wanted = { name: 'feed', scopes: ['read'] };
  const { body: made } = await user.call<{ id: string; token: string }>('POST', '/api/v1/me/tokens', wanted);
  const headers = { authorization: `Bearer ${made.token}` };
  const feed = await listen(made);
  expect((await user.call('GET', '/api/v1/me', undefined, headers)).status).toBe(200);
  expect((await user.call('DELETE', `/api/v1/me/tokens/${made.id}`)).status).toBe(204);
  expect((await user.call('GET', '/api/v1/me', undefined, headers)).status).toBe(401);
  expect(await eventually(() => feed.closed[0])).toBe(SESSION_ENDED);
});

it('a page of another site opens no feed, even with a valid token', async () => {
  const client = await Client.login();
  const { heard, closed } = await listen(client, { origin: 'http://evil.example' });
  expect([heard, closed.length]).toEqual([[], 1]);
});
