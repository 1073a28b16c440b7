// What a client may rely on that sends a write with an Idempotency-Key. The service echoes the trace id of the request
// that reached it, so two answers with one trace id are one answer.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { env, http } from '../../../test/env.ts';
import { fakes } from '../../../test/worker.ts';

interface Seen {
  status: number;
  code: string | undefined;
  /** Trace id of the request that the service saw. */
  reached: string | undefined;
  /** The fingerprint of the request that the service received. */
  fingerprint: string | undefined;
  headers: Headers;
}

const tokens: Record<string, string> = {};

beforeAll(async () => {
  for (const login of ['keyed-alice', 'keyed-bob']) {
    const response = await http('/auth/dev-token', { method: 'POST', body: JSON.stringify({ login }) });
    tokens[login] = (await response.json<{ token: string }>()).token;
  }
});
afterEach(() => {
  fakes.lostAfter = Number.MAX_SAFE_INTEGER;
  fakes.held = Promise.resolve();
});

let keys = 0;
const freshKey = (): string => `key-${++keys}`;

async function send(
  key: string,
  body: object | null,
  to: { login?: string; method?: string; path?: string } = {},
): Promise<Seen> {
  const { login = 'keyed-alice', method = 'POST', path = '/api/v1/albums' } = to;
  const response = await http(path, {
    method,
    headers: { authorization: `Bearer ${tokens[login]}`, 'idempotency-key': key },
    body: body === null ? null : JSON.stringify(body),
  });
  const said = await response.json<{ code?: string; headers?: Record<string, string> }>();
  return {
    status: response.status,
    code: said.code,
    reached: said.headers?.['x-trace-id'],
    fingerprint: said.headers?.['x-internal-fingerprint'],
    headers: response.headers,
  };
}

const passTime = (column: 'claimed_until' | 'expires_at', key: string) =>
  env.DB.prepare(`UPDATE answers SET ${column} = 0 WHERE key = ?1`).bind(key).run();

test('the same request again gets the first answer, headers included, and no service is asked', async () => {
  const key = freshKey();
  const [first, second] = [await send(key, { name: 'A' }), await send(key, { name: 'A' })];
  expect(second).toMatchObject({ status: 200, reached: first.reached });
  for (const name of ['content-type', 'link', 'x-event-position'])
    expect(second.headers.get(name)).toBe(first.headers.get(name));
  expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
    null,
    'true',
  ]);
  expect(second.headers.get('x-trace-id')).not.toBe(first.headers.get('x-trace-id'));
});

test('an answer whose effect a restore has taken away is not repeated: the request goes through again, once', async () => {
  const key = freshKey();
  const first = await send(key, { name: 'A' });
  expect((await send(key, { name: 'A' })).reached).toBe(first.reached);
  fakes.lostAfter = 6;
  let release = () => {};
  fakes.held = new Promise((resolve) => (release = resolve));
  const both = [send(key, { name: 'A' }), send(key, { name: 'A' })];
  await Promise.race(both);
  release();
  const again = await Promise.all(both);
  expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200, 409]));
  expect(again.map(({ reached }) => reached)).not.toContain(first.reached);
  fakes.lostAfter = Number.MAX_SAFE_INTEGER;
  const done = again.find(({ status }) => status === 200);
  expect((await send(key, { name: 'A' })).reached).toBe(done?.reached);
  expect(await send(key, { name: 'B' })).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
});

test('the same key with another body or another query is refused', async () => {
  const key = freshKey();
  const first = await send(key, { name: 'A' });
  expect(await send(key, { name: 'B' })).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  expect(await send(key, { name: 'A' }, { path: '/api/v1/albums?x=1' })).toMatchObject({ status: 422 });
  expect(await send(key, { name: 'A' })).toMatchObject({ status: 200, reached: first.reached });
});

test.each([
  ['user', { login: 'keyed-bob' }],
  ['method', { method: 'PUT', path: '/api/v1/albums/album-1' }],
  ['path', { path: '/api/v1/albums/album-2/media' }],
])('a key belongs to its %s', async (_what, other) => {
  const key = freshKey();
  const first = await send(key, {}, { path: '/api/v1/albums' });
  expect((await send(key, {}, other)).reached).not.toBe(first.reached);
});

test('a second request while the first one runs is asked to retry, and gets the answer then', async () => {
  const key = freshKey();
  let release = () => {};
  fakes.held = new Promise((resolve) => (release = resolve));
  const first = send(key, {});
  await expect.poll(() => env.DB.prepare('SELECT 1 FROM answers WHERE key = ?1').bind(key).first()).not.toBeNull();
  const second = await send(key, {});
  expect(second).toMatchObject({ status: 409, code: 'conflict' });
  expect(second.headers.get('retry-after')).toBe('1');
  release();
  const { reached } = await first;
  expect((await send(key, {})).reached).toBe(reached);
});

test.each([500, 503, 429, 409, 404, 403, 401])(
  'a %i is not kept: the next try goes through, but only with the same body',
  async (answer) => {
    const key = freshKey();
    const [first, second] = [await send(key, { answer }), await send(key, { answer })];
    expect(second.headers.get('idempotent-replayed')).toBeNull();
    expect(second.reached ?? second.code).not.toBe(first.reached);
    expect(await send(key, {})).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  },
);

test.each([400, 413, 422])('a %i is an answer like any other', async (answer) => {
  const key = freshKey();
  const first = await send(key, { answer });
  expect(await send(key, { answer })).toMatchObject({ status: answer, reached: first.reached });
});

test('a claim whose request broke off holds its lease, then the same request goes through', async () => {
  const key = freshKey();
  await send(key, {});
  // As if the gateway had died between the service's answer and the stored row.
  await env.DB.prepare('UPDATE answers SET status = NULL, headers = NULL, body = NULL WHERE key = ?1')
    .bind(key)
    .run();
  expect(await send(key, {})).toMatchObject({ status: 409 });
  await passTime('claimed_until', key);
  expect(await send(key, { other: true })).toMatchObject({ status: 422 });
  expect(await send(key, {})).toMatchObject({ status: 200 });
  expect((await send(key, {})).headers.get('idempotent-replayed')).toBe('true');
});

test('a claim that broke off while the clock was far ahead blocks no later request', async () => {
  const key = freshKey();
  await send(key, {});
  await env.DB.prepare(
    'UPDATE answers SET status = NULL, claimed_until = claimed_until + ?2, expires_at = expires_at + ?2 WHERE key = ?1',
  )
    .bind(key, 365 * 86_400_000)
    .run();
  expect(await send(key, {})).toMatchObject({ status: 200 });
});

test('after a day a key is as new, and old rows are forgotten with every write', async () => {
  const [old, other] = [freshKey(), freshKey()];
  await send(old, { name: 'A' });
  await passTime('expires_at', old);
  await send(other, {});
  expect(await env.DB.prepare('SELECT 1 FROM answers WHERE key = ?1').bind(old).first()).toBeNull();
  await passTime('expires_at', other);
  expect(await send(other, { name: 'B' })).toMatchObject({ status: 200 });
});

test('a service receives a fingerprint of the request: with another body, much later, the same key is another command', async () => {
  const key = freshKey();
  const fingerprints: (string | undefined)[] = [];
  for (const body of [{ name: 'A' }, { name: 'A' }, { name: 'B' }]) {
    fingerprints.push((await send(key, body)).fingerprint);
    await passTime('expires_at', key);
  }
  const [first] = fingerprints;
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(fingerprints).toEqual([first, first, expect.not.stringMatching(first ?? '')]);
});

test('a client cannot say so itself', async () => {
  const headers = { authorization: `Bearer ${tokens['keyed-alice']}`, 'x-internal-fingerprint': 'mine' };
  for (const keyed of [{}, { 'idempotency-key': freshKey() }]) {
    const response = await http('/api/v1/albums', {
      method: 'POST',
      headers: { ...headers, ...keyed },
      body: '{}',
    });
    const { headers: seen } = await response.json<{ headers: Record<string, string> }>();
    expect(seen['x-internal-fingerprint']).not.toBe('mine');
  }
});

test('an answer over 64 KB is passed on but not kept', async () => {
  const key = freshKey();
  const first = await send(key, { pad: 70_000 });
  expect(first.status).toBe(200);
  expect((await send(key, { pad: 70_000 })).reached).not.toBe(first.reached);
});

test('a request without a body can carry a key, too', async () => {
  const key = freshKey();
  const to = { method: 'DELETE', path: '/api/v1/albums/album-1' };
  const first = await send(key, null, to);
  expect((await send(key, null, to)).reached).toBe(first.reached);
});

test('an upload passes through: its service knows its own key', async () => {
  const key = freshKey();
  const to = { path: '/api/v1/media' };
  const first = await send(key, {}, to);
  expect((await send(key, {}, to)).reached).not.toBe(first.reached);
});

test.each(['with space', 'ä', 'x'.repeat(256)])('the key "%s" is refused', async (key) => {
  const headers = { authorization: `Bearer ${tokens['keyed-alice']}`, 'idempotency-key': key };
  const response = await http('/api/v1/albums', { method: 'POST', headers, body: '{}' });
  expect(await response.json()).toMatchObject({ status: 400, code: 'bad_request' });
});

test('a body over 256 KB is refused with a key as without', async () => {
  const body = { name: 'x'.repeat(256 * 1024) };
  expect(await send(freshKey(), body)).toMatchObject({ status: 413, code: 'body_too_large' });
});
