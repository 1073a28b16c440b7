// What reaches a service, and what a client gets when something is not there, not allowed or broken.
import { beforeAll, expect, test } from 'vitest';
import { parseKeys } from '#shared/http/keys';
import { verifyForward } from '#shared/http/token';
import { eventually } from '#shared/engine/testing/eventually';
import { env, http } from '../../test/env.ts';
import { fakes } from '../../test/worker.ts';

interface Echo {
  body: string;
  headers: Record<string, string>;
}

let user_id: string;
let authorization: string;

beforeAll(async () => {
  const response = await http('/auth/dev-token', { method: 'POST', body: '{"login":"forwarded"}' });
  const login = await response.json<{ token: string; user_id: string }>();
  user_id = login.user_id;
  authorization = `Bearer ${login.token}`;
});

const call = (method: string, path: string, init: RequestInit = {}) =>
  http(path, { ...init, method, headers: { authorization, ...init.headers } });

test('a service learns the user from our token, not from headers of the client', async () => {
  const headers = { 'X-User-ID': 'user-victim', 'X-Trace-ID': 'mine', 'X-Internal-Role': 'operator' };
  const response = await call('POST', '/api/v1/albums', { headers, body: '{"name":"京都"}' });
  const { body, headers: seen } = await response.json<Echo>();
  expect(body).toBe('{"name":"京都"}');
  expect(seen['x-user-id']).toBe(user_id);
  expect(seen['x-internal-role']).toBeUndefined();
  expect(seen['x-trace-id']).toBe(response.headers.get('x-trace-id'));
  expect(seen['x-trace-id']).not.toBe('mine');
  expect(seen['authorization']).not.toBe(authorization);
  const token = (seen['authorization'] ?? '').replace('Bearer ', '');
  expect(await verifyForward(token, parseKeys(env.FORWARD_KEYS))).toEqual({ user_id, operator: false });
});

test.each([
  ['GET', '/api/v1/nothing', 404, 'not_found', null],
  ['GET', '/auth/nothing', 404, 'not_found', null],
  ['GET', '/auth/dev-token', 405, 'method_not_allowed', 'POST'],
  ['PUT', '/api/v1/media/media-1', 405, 'method_not_allowed', 'PATCH, DELETE, GET, HEAD'],
  ['POST', '/api/v1/media/media-1/content', 405, 'method_not_allowed', 'GET, HEAD'],
  ['DELETE', '/auth/github', 405, 'method_not_allowed', 'GET, HEAD'],
  ['POST', '/health', 405, 'method_not_allowed', 'GET, HEAD'],
  ['POST', '/api/v1/me', 405, 'method_not_allowed', 'GET, HEAD'],
  ['POST', '/somewhere', 405, 'method_not_allowed', 'GET, HEAD'],
  ['DELETE', '/api/v1/media/throws', 503, 'service_unavailable', null],
  ['DELETE', '/api/v1/media/stack', 503, 'service_unavailable', null],
])('%s %s is answered %i %s, without a word about the inside', async (method, path, status, code, allow) => {
  const response = await call(method, path);
  const text = await response.text();
  expect(response.status).toBe(status);
  expect(JSON.parse(text)).toMatchObject({ status, code, trace_id: response.headers.get('x-trace-id') });
  expect(text).not.toMatch(/secret of the inside|at .*\.ts/);
  expect(response.headers.get('allow')).toBe(allow);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each(['/health', '/api/v1/me', '/api/v1/albums', '/api/v1/media/media-1/content'])(
  'HEAD %s is answered like GET, without a body',
  async (path) => {
    const [head, get] = [await call('HEAD', path), await call('GET', path)];
    expect(head.status).toBe(get.status);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect(await head.text()).toBe('');
  },
);

test('the link to the next page passes through', async () => {
  const response = await call('GET', '/api/v1/albums?limit=1');
  expect(response.headers.get('link')).toBe('</api/v1/albums?cursor=next>; rel="next"');
});

test('without a login no service is asked', async () => {
  const response = await http('/api/v1/albums');
  expect(response.status).toBe(401);
});

test('an upload over 50 MB is refused by its length, and the client gets to read why', async () => {
  const body = new Uint8Array(52 * 1024 * 1024);
  const response = await call('POST', '/api/v1/media', { body });
  expect(await response.json()).toMatchObject({ status: 413, code: 'file_too_large' });
});

test('what is private is kept by no cache, and what says how long it may be kept, is', async () => {
  for (const path of ['/api/v1/me', '/api/v1/albums', '/api/v1/nothing', '/health'])
    expect((await call('GET', path)).headers.get('cache-control'), path).toBe('no-store');
  expect((await call('GET', '/api/v1/media/media-1/content')).headers.get('cache-control')).toBe(
    'private, max-age=9',
  );
});

test('a file that is not there is no page', async () => {
  for (const path of ['/assets/gone.js', '/robots.txt', '/.env', '/somewhere/x.png']) {
    const answer = await http(path);
    expect(await answer.json(), path).toMatchObject({ status: 404, code: 'not_found' });
  }
});

test('health gives every caller only the status of each service, and operators the rest', async () => {
  const open = await http('/health');
  expect(await open.text()).not.toContain('a position');
  expect((await http('/api/v1/health')).status).toBe(401);
  expect((await call('GET', '/api/v1/health')).status).toBe(403);
  const login = await http('/auth/dev-token', { method: 'POST' });
  const { token } = await login.json<{ token: string }>();
  const detail = await http('/api/v1/health', { headers: { authorization: `Bearer ${token}` } });
  expect(await detail.json()).toMatchObject({ services: { album: { status: 'ok', checkpoint: 'a position' } } });
});

test('a service that answers late is busy, which is no failure, and ok again as soon as it answers', async () => {
  let answer = (): void => undefined;
  fakes.healthy = new Promise((resolve) => (answer = resolve));
  const late = await http('/health');
  expect(late.status).toBe(200);
  expect(await late.json()).toMatchObject({ status: 'busy', services: { album: { status: 'busy' } } });
  answer();
  await eventually(async () => {
    const said = await (await http('/health')).json<{ status: string }>();
    return said.status === 'ok' || undefined;
  });
});

test('health names every Worker', async () => {
  const services = await eventually(async () => {
    const said = await (await http('/health')).json<{ status: string; services: object }>();
    return said.status === 'ok' ? said.services : undefined;
  });
  expect(Object.keys(services).toSorted()).toEqual([
    'album',
    'eventstore',
    'exporter',
    'media-command',
    'media-query',
    'notification',
    'observer',
    'saga',
    'thumbnailer',
  ]);
});

test('what the build has named by its content may be kept for ever; the page that names it may not', async () => {
  const cachingOf = async (path: string) => (await http(path)).headers.get('cache-control');
  expect(await cachingOf('/assets/app-1234.js')).toBe('public, max-age=31536000, immutable');
  expect(await cachingOf('/')).toBe('no-store');
  expect(await cachingOf('/albums/album-1')).toBe('no-store');
  expect(await cachingOf('/assets/gone.js')).toBe('no-store');
});
